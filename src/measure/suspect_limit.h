/*
 * suspect_limit.h - what is so much that it is suspect: basket values and units
 * above all but a hundredth of 52 weeks, and a share of a store's baskets.
 */
#ifndef REPORT_MEASURE_SUSPECT_LIMIT_H
#define REPORT_MEASURE_SUSPECT_LIMIT_H

#include "measure/view.h"

/* Limits that nothing reaches where there are fewer than 100 baskets; and for
 * values, where half of the baskets are worth as much. */
struct suspect_limits {
    int64_t value; /* money: P99 of basket values, or the next above it */
    int64_t units; /* thousandths: P99 of baskets' units, or the next below */
    int32_t first; /* day of the 52 weeks, as far as there is data */
    int64_t weeks; /* from then on, whole and begun */
    int64_t *store_baskets; /* of these days, of each store */
};

/* Two passes over all orders, by the threads of the view; in an arena that
 * outlasts the limits. */
void suspect_limits_make(struct arena *arena, const struct view *view,
                         struct suspect_limits *limits);

#endif
