/*
 * roster.h - keys to dense numbers, in order of arrival.
 *
 * How many keys there may be is known before, so that nothing moves.
 */
#ifndef REPORT_FOLD_ROSTER_H
#define REPORT_FOLD_ROSTER_H

#include "base/arena.h"
#include "base/map.h"
#include "fold/key.h"

struct roster {
    struct key *keys; /* by number */
    uint32_t count;
    uint64_t *slots; /* part of the hash, and number + 1; 0: free */
    size_t slot_count;
};

/*
 * An empty roster for at most `most` keys, which are put to `keys`; the arena
 * is that of what finds them.
 */
void roster_init(struct roster *roster, struct arena *arena, struct key *keys,
                 size_t most);

/* The number of a key with its hash; it is added if it is new. */
uint32_t roster_put(struct roster *roster, const struct key *key,
                    uint64_t hash);

/* The number of a key, or MAP_NONE. */
uint32_t roster_find(const struct roster *roster, const struct key *key);

#endif
