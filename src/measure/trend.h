/*
 * trend.h - every KPI over the 13 trailing windows, with last year.
 */
#ifndef REPORT_MEASURE_TREND_H
#define REPORT_MEASURE_TREND_H

#include "measure/view.h"

/*
 * The table `trends` (pack.md 3), by KPI and then by scope, oldest window
 * first; windows that the data does not reach back to are left out.  Of the
 * whole it is printed.
 */
struct table *trend_make(const struct view *view);

#endif
