/*
 * roll.h - customers of a book in the order of their ids, by bytes.
 */
#ifndef REPORT_MEASURE_ROLL_H
#define REPORT_MEASURE_ROLL_H

#include "fold/book.h"

struct roll {
    uint32_t *customers; /* of the book */
    size_t count;
};

/* Put the customers of a roll in order, by so many threads. */
void roll_sort(struct roll *roll, const struct book *book, size_t threads);

#endif
