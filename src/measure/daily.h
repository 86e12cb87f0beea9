/*
 * daily.h - sales by day, store and category.
 */
#ifndef REPORT_MEASURE_DAILY_H
#define REPORT_MEASURE_DAILY_H

#include "measure/slice.h"

/*
 * The table `daily_store_category` of the window's days, by date, store and
 * category.  INTERNAL where it does not add up.
 */
enum status daily_make(const struct view *view, struct diag *diag,
                       struct table **table);

#endif
