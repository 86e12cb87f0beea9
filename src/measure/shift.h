/*
 * shift.h - the lines of orders that are of another day than most of them
 * (struct moved), by customer.
 */
#ifndef REPORT_MEASURE_SHIFT_H
#define REPORT_MEASURE_SHIFT_H

#include "fold/book.h"

struct shifts {
    const struct moved **items; /* by customer, as in the book */
    const uint32_t *first_of;   /* in items, of each customer; and the end */
};

struct shift_list {
    const struct moved *const *items;
    size_t count;
};

/* Those of the identified customers of a book, which must outlast them. */
struct shifts shifts_make(struct arena *arena, const struct book *book);

static inline struct shift_list shifts_of(const struct shifts *shifts,
                                          uint32_t customer)
{
    uint32_t first = shifts->first_of[customer];

    return (struct shift_list){shifts->items + first,
                               shifts->first_of[customer + 1] - first};
}

#endif
