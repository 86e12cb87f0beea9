/*
 * unlisted.h - lines whose product or store the extracts lack, over all days.
 */
#ifndef REPORT_MEASURE_UNLISTED_H
#define REPORT_MEASURE_UNLISTED_H

#include "measure/view.h"

/* How many lines these are. */
int64_t unlisted_product_lines(const struct view *view);
int64_t unlisted_store_lines(const struct view *view);

#endif
