/*
 * walk.h - over the sums of days and things in a sealed book.
 *
 *   struct walk walk = walk_products(book, first, last);
 *
 *   while (walk_next(&walk))
 *       … walk.date, walk.thing, walk.sums
 *
 * In no order, and a thing may come several times on a day: what it comes with
 * adds up.  Of the sums gross, discount, returns, units, returned units and
 * the counts of lines are known; others are 0.
 */
#ifndef REPORT_FOLD_WALK_H
#define REPORT_FOLD_WALK_H

#include "fold/book.h"

struct walk {
    const struct book *book;
    int32_t first;
    int32_t last;
    bool sites;
    int32_t date;
    uint32_t thing; /* number of a product, or of a site in book.sites */
    struct sums sums;
    /* Where it is. */
    size_t day;
    const struct bins *bins;
    size_t bin;
    size_t wide;
};

/* By product, MAP_NONE: unknown, on the days first .. last. */
struct walk walk_products(const struct book *book, int32_t first, int32_t last);

/* By store and class. */
struct walk walk_sites(const struct book *book, int32_t first, int32_t last);

bool walk_next(struct walk *walk);

/* The store, MAP_NONE: unknown, and the class of a site. */
static inline uint32_t walk_store(const struct walk *walk)
{
    return walk->book->sites[walk->thing].store;
}

static inline uint32_t walk_class(const struct walk *walk)
{
    return walk->book->sites[walk->thing].class;
}

#endif
