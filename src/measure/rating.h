/*
 * rating.h - whether products that are rated better sell more (metrics.md 2,
 * Product impact).
 */
#ifndef REPORT_MEASURE_RATING_H
#define REPORT_MEASURE_RATING_H

#include "measure/view.h"

/* The table `product_impact`, of one row; NULL where no product has a rating.
 */
struct table *rating_make(const struct view *view);

#endif
