/*
 * remainder.h - what orders have beside the run that each began with, while
 * those of a part are joined.
 */
#ifndef REPORT_FOLD_REMAINDER_H
#define REPORT_FOLD_REMAINDER_H

#include "base/arena.h"
#include "fold/content.h"

/* Goods of one more run of an order. */
struct remainder {
    uint32_t order; /* in its part */
    uint32_t sold_count;
    uint32_t returned_count;
    bool is_own; /* of the order's own day */
    size_t at;   /* of its products, those sold before those brought back */
};

struct remainders {
    struct arena *arena; /* set before the first remainders_add */
    struct remainder *items;
    size_t count;
    size_t room;
    uint32_t *products;
    int64_t *nets;
    size_t product_count;
    size_t product_room;
    size_t net_room;
};

void remainders_add(struct remainders *remainders, uint32_t order,
                    const struct goods *goods, bool is_own);

/* Bring those of an order together, once all are there. */
void remainders_sort(struct remainders *remainders);

/* How many from `first` on are of one order. */
size_t remainders_of_order(const struct remainders *remainders, size_t first);

/*
 * The goods of an order: those that it began with, and `count` remainders.
 * Products sold are of all days, in order of their numbers; net sales, and
 * products brought back, are of its own.
 */
struct goods remainders_join(struct remainders *remainders,
                             const struct content *begun, size_t first,
                             size_t count);

#endif
