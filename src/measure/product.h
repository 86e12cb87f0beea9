/*
 * product.h - the products sold or returned in the window (metrics.md 2).
 */
#ifndef REPORT_MEASURE_PRODUCT_H
#define REPORT_MEASURE_PRODUCT_H

#include "measure/slice.h"

/* The table `products`, by rank.  INTERNAL where they do not add up. */
enum status product_make(const struct view *view, struct diag *diag,
                         struct table **table);

#endif
