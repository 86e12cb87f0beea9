/*
 * shift.h - lines of another day than most of their order, by customer.
 */
#ifndef REPORT_MEASURE_SHIFT_H
#define REPORT_MEASURE_SHIFT_H

#include "fold/book.h"

/* Net sales that count on day `to` and not on day `from`. */
struct shift {
    int32_t from;
    int32_t to;
    int64_t net; /* money */
};

struct shifts {
    struct shift *items;      /* by customer */
    const uint32_t *first_of; /* in items, of each customer; and the end */
};

struct shift_list {
    const struct shift *items;
    size_t count;
};

/* Those of the identified customers of a book. */
struct shifts shifts_make(struct arena *arena, const struct book *book);

static inline struct shift_list shifts_of(const struct shifts *shifts,
                                          uint32_t customer)
{
    uint32_t first = shifts->first_of[customer];

    return (struct shift_list){shifts->items + first,
                               shifts->first_of[customer + 1] - first};
}

#endif
