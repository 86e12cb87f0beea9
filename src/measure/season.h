/*
 * season.h - product types that under-perform in a season (metrics.md 2).
 */
#ifndef REPORT_MEASURE_SEASON_H
#define REPORT_MEASURE_SEASON_H

#include "measure/view.h"

/*
 * The table `seasons`: each category in each trailing window against its own
 * mean of the 52 weeks to the reported window's end, lowest index first, then
 * by category and start.  NULL where products have no categories.
 */
struct table *season_make(const struct view *view);

#endif
