/*
 * quality.h - what was read, what was not used, and whether it ties.
 */
#ifndef REPORT_MEASURE_QUALITY_H
#define REPORT_MEASURE_QUALITY_H

#include "measure/view.h"

/* The table `control_totals`: extract, measure, value (extracts.md 5). */
struct table *quality_totals(const struct view *view);

/* The table `rejects`. */
struct table *quality_rejects(const struct view *view);

/*
 * rows = accepted + rejected + set aside + ignored for every extract, and the
 * net amounts accepted are those in the book; INTERNAL, told, where not.
 */
enum status quality_check(const struct view *view, struct diag *diag);

#endif
