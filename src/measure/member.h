/*
 * member.h - which baskets are members' (metrics.md 0, Member), and where the
 * extracts have the customers of a book.
 */
#ifndef REPORT_MEASURE_MEMBER_H
#define REPORT_MEASURE_MEMBER_H

#include "fold/book.h"
#include "measure/fetch.h"

/* The days on which a customer is a member; never, where it ends before. */
struct membership {
    int32_t from;
    int32_t to;
};

struct members {
    const struct membership *customers; /* of the book; behind them: never */
    const bool *staff;                  /* whether each is */
    const uint32_t *rows;   /* of each in the customers extract, or MAP_NONE */
    const uint32_t *offers; /* and in that of offer events */
    uint32_t count;
};

/* The days on which a row of the customers extract is a member. */
struct membership membership_of(const struct customer *customer);

/*
 * The days on which a row of customers (MAP_NONE: an id that it lacks) is a
 * member: always, where there is no customers extract.
 */
struct membership membership_of_row(const struct catalogue *catalogue,
                                    uint32_t row);

static inline bool membership_holds(const struct membership *membership,
                                    int32_t date)
{
    return date >= membership->from && date <= membership->to;
}

/* Find all customers of a book in the customers extract. */
struct members members_make(struct arena *arena, const struct book *book,
                            size_t threads);

/* Fetch what is asked of an order that comes soon. */
FETCHING void members_prefetch(const struct members *members, uint32_t customer)
{
    if (customer != MAP_NONE)
        __builtin_prefetch(members->customers + customer);
}

/* Whether the membership of an order's customer covers the order's day.  Few
 * could foretell it: so there is no branch. */
static inline bool members_hold(const struct members *members,
                                const struct order *order)
{
    uint32_t customer =
        order->customer == MAP_NONE ? members->count : order->customer;
    const struct membership *membership = members->customers + customer;

    return (int)(order->date >= membership->from) &
           (int)(order->date <= membership->to);
}

#endif
