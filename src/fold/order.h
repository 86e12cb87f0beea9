/*
 * order.h - an order: all lines with one order_id.  A basket if
 * order_is_basket().
 */
#ifndef REPORT_FOLD_ORDER_H
#define REPORT_FOLD_ORDER_H

#include "fold/content.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

/* Its attributes are those of its first line in time. */
struct order {
    int32_t date;
    union {
        struct {
            unsigned second : 17; /* of the day */
            unsigned has_time : 1;
            unsigned scanned : 1;    /* the loyalty card was presented */
            unsigned is_sold : 1;    /* has a sale line */
            unsigned positive : 1;   /* a sale line of `day` has net > 0: an
                                        occasion */
            unsigned has_gift : 1;   /* a sale line of `day` has net <= 0 */
            unsigned has_refund : 1; /* book_returned_units() is not 0; once
                                        sealed */
            unsigned content : CONTENT_BITS; /* its form: book_content() */
        };
        uint32_t bits; /* all of these; order_free_bit is not set */
    };
    int32_t day;       /* all its lines are of, but for what was moved */
    uint32_t customer; /* MAP_NONE: anonymous or unknown */
    uint32_t store;
    uint32_t channel;
    uint32_t items; /* order_items() */
    uint32_t item_count;
    int64_t gross; /* of its sale lines, on whatever day */
    int64_t discount;
    int64_t returns; /* abs(net) of its return lines */
    int64_t units;
};

enum { SECOND_BITS = 0x1FFFF };

static const uint32_t order_free_bit = UINT32_C(1) << 31;

static_assert(sizeof(struct order) == 64, "an order has no padding");

/* Sums of an order that it does not keep: they last until it is joined. */
struct side_sums {
    struct cost_sums costs;
    int64_t returned_units; /* of its return lines */
};

static inline void side_sums_gather(struct side_sums *into,
                                    const struct side_sums *more)
{
    cost_sums_gather(&into->costs, &more->costs);
    into->returned_units += more->returned_units;
}

/*
 * Lines of an order of another day than most: what they sum to counts on
 * `date` and no longer on `from`.
 */
struct moved {
    uint32_t order;
    int32_t from;
    int32_t date;
    bool positive; /* a sale line of `date` has net > 0 */
    bool has_gift; /* a sale line of `date` has net <= 0 */
    int64_t gross;
    int64_t discount;
    int64_t returns;
    int64_t units;
    struct side_sums side;
    struct side_sums whole; /* of the whole order */
    uint32_t items;         /* book_moved_content() */
    uint32_t item_count;
    unsigned content;
};

static inline int64_t order_net(const struct order *order)
{
    return order->gross - order->discount - order->returns;
}

static inline int64_t moved_net(const struct moved *moved)
{
    return moved->gross - moved->discount - moved->returns;
}

/* metrics.md 0: at least one sale line, and a positive sum of sale lines. */
static inline bool order_is_basket(const struct order *order)
{
    return order->is_sold && order->gross - order->discount > 0;
}

#endif
