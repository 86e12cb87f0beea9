/*
 * run.h - consecutive lines of one order, one day and one customer.
 *
 * Orders are made of runs; most have one only.  Runs are packed to wait for
 * the others of their order: 48 bytes, 16 more with a customer, 40 more with
 * returns or amounts beyond 32 bits, 4 with costs of whole money (else 8), as
 * many where some of the net sales are without a cost, and 4 for each distinct
 * product.
 */
#ifndef REPORT_FOLD_RUN_H
#define REPORT_FOLD_RUN_H

#include "fold/key.h"
#include "fold/order.h"

enum {
    RUN_ITEMS = 64,                                   /* products, at most */
    RUN_BYTES = 48 + 16 + 40 + 2 * 8 + 4 * RUN_ITEMS, /* packed, at most */
};

/* Numbers of stores, channels and products are those of a lexicon. */
struct run {
    struct key id;
    struct key customer;
    bool has_customer;
    struct order order; /* but for customer and items */
    struct side_sums side;
    const uint32_t *items;
};

/* Put a run at `to`, which has RUN_BYTES of room; how many bytes it takes. */
size_t run_pack(char *to, const struct run *run);

/* How many bytes the run at `from` takes; 0 if `room` bytes are no whole one.
 */
size_t run_size(const char *from, size_t room);

/* The run at `from`, whose items lie there; where the next one is. */
const char *run_unpack(const char *from, struct run *run);

#endif
