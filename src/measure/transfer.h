/*
 * transfer.h - the lines of orders that are of another day than most of them
 * (struct moved), by customer.
 */
#ifndef REPORT_MEASURE_TRANSFER_H
#define REPORT_MEASURE_TRANSFER_H

#include "fold/book.h"

struct transfers {
    const struct book *book;
    uint64_t *pairs; /* a customer and a number in book->moved, ascending */
    size_t count;
};

/* Those of all customers of a book, which must outlast them. */
struct transfers transfers_make(struct arena *arena, const struct book *book);

/* The place of the first one of a customer, or of one behind. */
size_t transfers_first(const struct transfers *transfers, uint32_t customer);

/* What has moved, if it is of the customer; from the first on, until NULL. */
static inline const struct moved *transfers_at(const struct transfers *of,
                                               uint32_t customer, size_t place)
{
    return place < of->count && of->pairs[place] >> 32 == customer
               ? of->book->moved + (uint32_t)of->pairs[place]
               : NULL;
}

#endif
