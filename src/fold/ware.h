/*
 * ware.h - what folding a line needs to know of its product, in one place.
 *
 * Products are looked up with every line: id, number, class and cost lie side
 * by side in the table, so that it is one look into memory.
 */
#ifndef REPORT_FOLD_WARE_H
#define REPORT_FOLD_WARE_H

#include "base/arena.h"
#include "fold/key.h"

struct ware {
    struct key id;
    uint32_t number; /* + 1; 0: free */
    uint32_t class;
    int64_t unit_cost; /* WITHOUT_COST: unknown */
};

#define WITHOUT_COST INT64_MIN

struct wares {
    struct arena *arena;
    struct ware *items;
    size_t count;
    size_t room;    /* a power of two */
    unsigned shift; /* of hashes, to places */
};

/* The ware of an id; one that is free, to be filled in, if it is new. */
struct ware *ware_get(struct wares *wares, const struct key *id);

#endif
