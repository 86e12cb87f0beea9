/*
 * discount.h - discounted baskets against those at full price (metrics.md 5):
 * tables `discounts` and `discount_differences`.
 */
#ifndef REPORT_MEASURE_DISCOUNT_H
#define REPORT_MEASURE_DISCOUNT_H

#include "measure/patron.h"

struct discounts;

/* What listens to the patrons, in an arena that outlasts it. */
struct discounts *discount_begin(struct arena *scratch,
                                 const struct view *view);

/* A patron_task, with the discounts as its context. */
void discount_count(void *context, const struct patron *patron, size_t thread);

/*
 * The two tables, once all patrons were told.  Both are NULL where no sale line
 * up to the window's end has a discount.
 */
void discount_make(const struct view *view, struct discounts *discounts,
                   struct table **table, struct table **differences);

#endif
