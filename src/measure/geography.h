/*
 * geography.h - markets, states and postcodes (metrics.md 2, Places).
 */
#ifndef REPORT_MEASURE_GEOGRAPHY_H
#define REPORT_MEASURE_GEOGRAPHY_H

#include "measure/slice.h"

/*
 * The table `geography`: by level, and by rank in it; NULL where the stores
 * extract gives no level.  INTERNAL where those of a level do not add up.
 */
enum status geography_make(const struct view *view, struct diag *diag,
                           struct table **table);

#endif
