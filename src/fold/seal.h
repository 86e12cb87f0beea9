/*
 * seal.h - the steps by which batches become a book; for seal.c.
 */
#ifndef REPORT_FOLD_SEAL_H
#define REPORT_FOLD_SEAL_H

#include "fold/book.h"

/* What the steps share. */
struct sealing {
    struct book *book;
    size_t threads;         /* 1 or more */
    struct arena scratch;   /* freed when the book is sealed */
    const uint32_t *day_of; /* the number of each date from the first on */
};

/*
 * Number stores, channels, products and sites of all batches, the first three
 * by their ids, and let each lexicon know what its numbers have become.
 */
void seal_numbers(struct sealing *sealing);

/* Bring the sheets of each date together, and number the days. */
void seal_days(struct sealing *sealing);

/* The number of the day of a date, once there are days. */
static inline size_t seal_day_of(const struct sealing *sealing, int32_t date)
{
    return sealing->day_of[date - sealing->book->days->date];
}

/* Join the runs of each order; the customers' keys wait in `clients`. */
struct clients;
struct clients *seal_orders(struct sealing *sealing);

/* Number the customers, and list the orders of each. */
void seal_customers(struct sealing *sealing, struct clients *clients);

/* List the orders of each day. */
void seal_lists(struct sealing *sealing);

#endif
