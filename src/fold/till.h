/*
 * till.h - what lines go through until they are a batch.
 *
 * For book.c and till.c only.  The lines of an order mostly follow each other:
 * they make a run, which is packed and put with those of its part.  A line is
 * added to its bins a little later than it is read, when their memory has been
 * fetched.
 */
#ifndef REPORT_FOLD_TILL_H
#define REPORT_FOLD_TILL_H

#include "fold/book.h"
#include "fold/shelf.h"

/* A line to be added to its bins: their memory is being fetched. */
struct posting {
    uint32_t sheet;
    uint32_t site;
    uint32_t product;
    struct tally tally;
};

enum { POSTINGS = 16 };

/* What the lines of a receipt share. */
struct head {
    struct key id;
    struct key customer;
    uint32_t second;
    uint32_t store;
    uint32_t channel;
    const uint32_t *sites;   /* of each class in the store, + 1 */
    struct cost_sums *costs; /* of the day and the store; NULL: no unit costs */
    bool has_time;
};

struct till {
    struct arena *arena;
    const struct catalogue *catalogue;
    struct lexicon *lexicon; /* of what is being folded */
    struct tallies tallies;
    struct sheet *sheets;
    size_t sheet_count;
    size_t sheet_capacity;
    struct number_map dates; /* -> sheets */
    uint32_t sheet;          /* of the line before; MAP_NONE: none */
    struct bin_store sites;
    struct bin_store products;
    bool knows_head; /* it is that of the line before */
    struct head head;
    bool is_open; /* there is a run */
    struct run run;
    uint32_t run_items[RUN_ITEMS];
    uint64_t run_mask; /* a bit of each: most products are new to a run */
    struct shelf shelf;
    struct map long_ids;
    struct posting postings[POSTINGS];
    size_t posting_count;
};

struct till *till_new(struct arena *arena, const struct catalogue *catalogue);

void till_add(struct till *till, const struct sale *sale);

/* All that was added since the last cut; NULL if nothing was. */
struct batch *till_cut(struct till *till);

#endif
