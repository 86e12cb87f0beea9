/*
 * outlook.h - net sales of the periods so far beside those that are foretold.
 */
#ifndef REPORT_MEASURE_OUTLOOK_H
#define REPORT_MEASURE_OUTLOOK_H

#include "measure/view.h"

/*
 * The table `outlook`: a row for each of the last 13 fiscal periods up to the
 * as-of day, with `net_sales`, then one for each of the table `forecast`, with
 * `expected` and its intervals; all with last year's (comparison.h).  The
 * period that the as-of day lies in has its days so far, and so has last year.
 * NULL where there is no forecast.
 */
struct table *outlook_make(const struct view *view,
                           const struct table *forecast);

#endif
