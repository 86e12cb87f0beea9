/*
 * place.h - stores (metrics.md 2, Places).
 */
#ifndef REPORT_MEASURE_PLACE_H
#define REPORT_MEASURE_PLACE_H

#include "measure/slice.h"

/*
 * The table `stores`, by rank; stores without a line now come last.  INTERNAL
 * where they do not add up.
 */
enum status place_make(const struct view *view, struct diag *diag,
                       struct table **table);

#endif
