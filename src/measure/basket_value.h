/*
 * basket_value.h - how baskets spread over what they are worth.
 */
#ifndef REPORT_MEASURE_BASKET_VALUE_H
#define REPORT_MEASURE_BASKET_VALUE_H

#include "measure/view.h"

/*
 * The table `basket_values`: baskets of the window by value (gross - discount)
 * in bands of equal width, those of last year in the same bands.  The width is
 * the least of 0.01, 0.02, 0.05, 0.1 … with which P99 lies in one of the first
 * 24 bands, and so beyond the ninth; the last band holds all above that one.
 * No rows without baskets.
 */
struct table *basket_value_make(const struct view *view);

#endif
