/*
 * takings.h - what adds up over orders: of all, of a store, of a channel, on a
 * stretch of days.
 */
#ifndef REPORT_MEASURE_TAKINGS_H
#define REPORT_MEASURE_TAKINGS_H

#include "fold/book.h"
#include "measure/totals.h"

struct takings {
    int64_t baskets;
    int64_t identified_baskets;
    int64_t member_baskets;
    int64_t basket_value;
    int64_t basket_products;
    int64_t member_value;
    int64_t gross; /* of orders with a customer */
    int64_t discount;
    int64_t returns;
    int64_t units;
};

/* Count a basket, but not what is in it. */
static inline void takings_count(struct takings *takings,
                                 const struct order *order, bool is_member)
{
    takings->baskets++;
    takings->identified_baskets += order->customer != MAP_NONE;
    takings->member_baskets += is_member;
}

/* A basket, on the day of its first line. */
static inline void takings_basket(struct takings *takings,
                                  const struct order *order, bool is_member)
{
    int64_t value = order->gross - order->discount;

    takings_count(takings, order, is_member);
    takings->basket_value += value;
    takings->basket_products += order->item_count;
    takings->member_value += value & -(int64_t)is_member;
}

/* Money, on the day of its lines; that of unknown customers as nothing. */
static inline void takings_identified(struct takings *takings,
                                      const struct order *order)
{
    int64_t all = order->customer == MAP_NONE ? 0 : -1; /* bits */

    takings->gross += order->gross & all;
    takings->discount += order->discount & all;
    takings->returns += order->returns & all;
    takings->units += order->units & all;
}

/* Money of an order with a customer that counts on another day: 1 there, -1
 * where the order was counted. */
void takings_move(struct takings *takings, const struct moved *moved,
                  int64_t sign);

/* Add to the totals of a window. */
void takings_give(const struct takings *takings, struct totals *totals);

#endif
