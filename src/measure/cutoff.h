/*
 * cutoff.h - orders as they were known at the end of a day.
 *
 * An order may go on later: data after the as-of day is not used (metrics.md
 * 0).  Its date, customer, store and products stay those of the whole order.
 */
#ifndef REPORT_MEASURE_CUTOFF_H
#define REPORT_MEASURE_CUTOFF_H

#include "fold/book.h"

struct cutoff {
    const struct book *book;
    int32_t end; /* the last day known */
    /* Pairs of an order and a number in book->moved, ascending; and of each
     * order a bit that says whether it has any. */
    uint64_t *moved;
    uint64_t *is_split;
};

/* In an arena that outlasts the cutoff; it takes time only for what moved. */
void cutoff_make(struct arena *arena, const struct book *book, int32_t end,
                 struct cutoff *cutoff);

/* Whether an order has lines of several days. */
static inline bool cutoff_splits(const struct cutoff *cutoff, uint32_t order)
{
    return cutoff->is_split[order / 64] >> order % 64 & 1;
}

/* What has moved of an order, from the first on: cutoff_moved(), until NULL. */
size_t cutoff_first(const struct cutoff *cutoff, uint32_t order);

static inline const struct moved *cutoff_moved(const struct cutoff *cutoff,
                                               uint32_t order, size_t place)
{
    const struct book *book = cutoff->book;

    return place < book->moved_count && cutoff->moved[place] >> 32 == order
               ? book->moved + (uint32_t)cutoff->moved[place]
               : NULL;
}

/* Of an order the amounts of its lines of the days first .. end alone. */
struct order cutoff_within(const struct cutoff *cutoff, uint32_t order,
                           int32_t first);

/* The order with the amounts of its lines up to the end; mostly of all. */
static inline struct order cutoff_order(const struct cutoff *cutoff,
                                        uint32_t order)
{
    struct order whole = book_order(cutoff->book, order);

    return whole.day <= cutoff->end && !cutoff_splits(cutoff, order)
               ? whole
               : cutoff_within(cutoff, order, INT32_MIN);
}

#endif
