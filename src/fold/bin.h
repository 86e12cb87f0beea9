/*
 * bin.h - compact sums of one day by thing: a product, or a class in a store.
 *
 * Sales and returns of a thing have bins of their own, found by hash; where
 * half of all things are sold on a day, sales have an array of cells instead,
 * by the number of the thing.  A sum that outgrows 32 bits is moved to a list
 * of wide bins, so that nothing is lost: a thing may have any number of bins,
 * which add up.
 */
#ifndef REPORT_FOLD_BIN_H
#define REPORT_FOLD_BIN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* What one line, or several, add. */
struct tally {
    int64_t amount;   /* gross of sales, net of returns */
    int64_t discount; /* of sales */
    int64_t units;
    int64_t lines;
};

struct cell_sums {
    int32_t amount;
    int32_t discount;
    int32_t units;
    uint32_t lines;
};

struct bin {
    uint32_t key; /* bin_key() + 1; 0: free */
    struct cell_sums sums;
};

struct wide_bin {
    uint32_t key; /* bin_key() */
    int32_t date;
    struct tally tally;
};

/* The bins of a day. */
struct bins {
    struct cell_sums *cells; /* of sales, by thing */
    uint32_t cell_count;
    uint32_t count; /* of what is in the table of hashes */
    uint32_t room;
    uint32_t most; /* how many before it grows */
    struct bin *items;
    const uint32_t *numbers; /* the book's numbers of things, once sealed */
    const struct bins *more; /* of the same day */
};

struct wide_bins {
    struct wide_bin *items;
    size_t count;
    size_t capacity;
};

enum { BIN_SIZES = 56 };

/* Where the bins of all days come from. */
struct bin_store {
    struct arena *arena;
    struct bin *spare[BIN_SIZES]; /* tables outgrown, by size */
    size_t usual;                 /* size that a day's table begins with */
    bool usual_cells;             /* a day begins with cells */
    uint32_t things;              /* that are known: no number is above */
    char *slab;                   /* what tables and cells are cut from */
    size_t slab_room;
    struct wide_bins wide;
};

/* Things have other numbers from now on, and wide bins were taken. */
void bin_store_restart(struct bin_store *store);

static inline uint32_t bin_key(uint32_t thing, bool returned)
{
    return thing << 1 | (returned ? 1 : 0);
}

/* Add to a bin of a day; false on overflow. */
bool bins_add(struct bin_store *store, struct bins *bins, int32_t date,
              uint32_t key, const struct tally *tally);

/* Fetch what adding to a bin will look at. */
void bins_prefetch(const struct bins *bins, uint32_t key);

/* The key of a thing that has another number. */
static inline uint32_t bin_renumber(uint32_t key, const uint32_t *numbers)
{
    return bin_key(numbers[key >> 1], key & 1);
}

void wide_bins_add(struct arena *arena, struct wide_bins *bins,
                   const struct wide_bin *bin);

#endif
