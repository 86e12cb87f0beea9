/*
 * recall.h - the ids of a few orders of which the book has hashes only.
 *
 * An id of more than 15 bytes is kept as a hash of it (key.h): those of all
 * orders would take more memory than the orders.  What is asked for is read
 * once more, from the files that have lines of the orders' days.
 */
#ifndef REPORT_FOLD_RECALL_H
#define REPORT_FOLD_RECALL_H

#include "fold/key.h"
#include "read/config.h"
#include "read/control.h"

struct recall {
    const struct config *config;
    const struct ledger *ledger; /* sealed, of the pass: it has the files */
    size_t threads;
    int32_t first; /* each of the orders has a line on one of these days */
    int32_t last;
};

/*
 * The ids of `count` keys, all different; empty where there is none any more,
 * which is so where a file has changed since.  They live in the arena.
 */
enum status recall_ids(struct arena *arena, struct diag *diag,
                       const struct recall *recall, const struct key *keys,
                       size_t count, struct str *ids);

#endif
