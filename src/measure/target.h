/*
 * target.h - what the window was to reach, and what it did.
 */
#ifndef REPORT_MEASURE_TARGET_H
#define REPORT_MEASURE_TARGET_H

#include "measure/table.h"

/*
 * The table `targets`: the KPIs that have one, furthest behind first; those of
 * which neither more nor less is better come last.  Values, gaps and status are
 * those of the table `kpis`.  NULL where none has a target.
 */
struct table *target_make(struct arena *arena, const struct table *kpis);

#endif
