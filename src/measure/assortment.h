/*
 * assortment.h - what a customer's lines of late were of: the category that he
 * prefers, and the margin that he left (metrics.md 6, Customer mart).
 *
 * Lines are looked at in the book as it was sealed, where they have their days;
 * none is of a later day than the as-of day.
 */
#ifndef REPORT_MEASURE_ASSORTMENT_H
#define REPORT_MEASURE_ASSORTMENT_H

#include "measure/patron.h"

/* Instead of a category: no preference, and none large enough. */
enum { CATEGORY_NONE = -1, CATEGORY_MIXED = -2 };

/* The last day, and the first ones of the two stretches that end with it. */
struct assortment_days {
    int32_t end;
    int32_t from_52w;
    int32_t from_year;
};

struct assortment {
    int32_t category; /* assortments_category(), or one of the above */
    int64_t margin;   /* of the year, money; of products with a unit cost */
};

struct assortments;

/* In an arena that lasts as long as names of categories are asked for. */
struct assortments *assortments_begin(struct arena *arena,
                                      const struct view *view,
                                      const struct assortment_days *days);

/* That of a customer with so many baskets in the 52 weeks; `thread` is below
 * view->threads. */
struct assortment assortments_of(const struct assortments *assortments,
                                 const struct patron *patron, uint32_t baskets,
                                 size_t thread);

/* No more customers are asked for. */
void assortments_end(struct assortments *assortments);

/* The name of a category; empty: there is none. */
struct str assortments_category(const struct assortments *assortments,
                                int32_t category);

#endif
