/*
 * day.h - sales by day and by week, each beside last year's.
 */
#ifndef REPORT_MEASURE_DAY_H
#define REPORT_MEASURE_DAY_H

#include "measure/view.h"

/* The table `days`: each day of the window beside the day 364 days before. */
struct table *day_make(const struct view *view);

/*
 * The table `weeks`: the 13 weeks up to the as-of day, each beside the same
 * days 364 days before.  Weeks are those of the calendar, or Monday to Sunday
 * where its periods are months.
 */
struct table *day_make_weeks(const struct view *view);

#endif
