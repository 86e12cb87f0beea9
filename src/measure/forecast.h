/*
 * forecast.h - net sales of the next three periods (metrics.md 6, Forecast).
 */
#ifndef REPORT_MEASURE_FORECAST_H
#define REPORT_MEASURE_FORECAST_H

#include "measure/view.h"

/*
 * The table `forecast`: a row for each of the next three fiscal periods.
 *
 * Weeks are the 7 days that end on the as-of day, and those before, of ten
 * years at the most.  With 104 of them or more the method is damped
 * Holt-Winters, else seasonal naive: each week as 52 weeks before.  A method is
 * tried on the last weeks, up to 52 times, each time by what was known before:
 * `mase` is the sum of its absolute errors by week over that of seasonal naive.
 * Intervals are Student's of the errors by period, with a degree of freedom for
 * each test that shares no week of it with another.  Holt-Winters is shown only
 * where mase < 1; else there is the reason, and no figure.  A period's days
 * share in the weeks that they lie in.  NULL where the calendar has no period
 * that comes next.
 */
struct table *forecast_make(const struct view *view);

#endif
