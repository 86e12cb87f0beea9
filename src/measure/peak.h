/*
 * peak.h - when customers come: weekday by hour (metrics.md 2, Peaks).
 */
#ifndef REPORT_MEASURE_PEAK_H
#define REPORT_MEASURE_PEAK_H

#include "measure/view.h"

/*
 * The table `hourly` of the window: each weekday and each hour between the
 * first and last with trade, "Unknown" where only a date is known.  A basket
 * counts in the hour of its first line; money on its own day, in its order's
 * hour.
 */
struct table *peak_make(const struct view *view);

#endif
