/*
 * joined.h - an order while its part is joined; for join.c.
 */
#ifndef REPORT_FOLD_JOINED_H
#define REPORT_FOLD_JOINED_H

#include "fold/book.h"
#include "fold/run.h"

struct joined {
    struct order order;
    struct key customer; /* 0: none */
    size_t client_part;  /* of the customer; kept, as it is asked for thrice */
    struct side_sums side;
    uint32_t number; /* in the book, once all its runs are there */
    bool is_torn;    /* lines are of several stores */
};

/* Add a run to those before, as it is numbered in the book; but for what it is
 * made of. */
void joined_add(struct joined *joined, const struct run *run,
                const struct book *book);

#endif
