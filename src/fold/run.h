/*
 * run.h - consecutive lines of one order, one day and one customer.
 *
 * Orders are made of runs; most have one only.  Runs are packed to wait for
 * the others of their order: 36 bytes, and 12 more with a customer (48 and 16
 * where an id has more than 12 bytes or a number is large); 40 more with
 * returns or amounts beyond 32 bits, 4 with costs of whole money (else 8), as
 * many where some of the net sales are without a cost, 8 for each distinct
 * product that was sold and each that was brought back, and 4 where any was; 4
 * more for each where their net sales need 64 bits.
 */
#ifndef REPORT_FOLD_RUN_H
#define REPORT_FOLD_RUN_H

#include "fold/key.h"
#include "fold/order.h"

enum {
    RUN_ITEMS = 64,   /* products sold, at most */
    RUN_RETURNS = 16, /* and brought back */
    RUN_GOOD = 4 + 8, /* bytes that a product takes, at most */
    RUN_BYTES =       /* packed, at most */
    48 + 16 + 40 + 2 * 8 + 4 + RUN_GOOD * (RUN_ITEMS + RUN_RETURNS),
};

/* Numbers of stores, channels and products are those of a lexicon. */
struct run {
    struct key id;
    struct key customer;
    bool has_customer;
    struct order order; /* but for customer and items */
    struct side_sums side;
    const uint32_t *items;
    uint32_t returned_count;
    uint32_t returned[RUN_RETURNS]; /* products brought back */
    int64_t nets[RUN_ITEMS];        /* net sales of each item */
    int64_t returned_nets[RUN_RETURNS];
};

/* A run takes no more than this. */
static inline size_t run_room(const struct run *run)
{
    return RUN_BYTES - RUN_GOOD * ((size_t)RUN_ITEMS + RUN_RETURNS -
                                   run->order.item_count - run->returned_count);
}

/* Put a run at `to`, which has RUN_BYTES of room; how many bytes it takes. */
size_t run_pack(char *to, const struct run *run);

/* How many bytes the run at `from` takes; 0 if `room` bytes are no whole one.
 */
size_t run_size(const char *from, size_t room);

/* The run at `from`, whose items lie there; where the next one is. */
const char *run_unpack(const char *from, struct run *run);

#endif
