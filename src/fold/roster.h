/*
 * roster.h - keys to dense numbers, in order of arrival.
 *
 * Room for keys and for what finds them is made before they are put.
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

/*
 * Let a roster, which may be zeroed yet, have at most `most` keys; room for
 * these is at `keys` already.  The arena is that of what finds them.
 */
void roster_reserve(struct roster *roster, struct arena *arena, size_t most);

/* Fetch what a key with a hash will look at first; and, once that is there, the
 * key that it will most likely be compared with.  The number of that one, or
 * MAP_NONE. */
void roster_fetch(const struct roster *roster, uint64_t hash);
uint32_t roster_fetch_key(const struct roster *roster, uint64_t hash);

/* The number of a key with its hash; it is added if it is new. */
uint32_t roster_put(struct roster *roster, const struct key *key,
                    uint64_t hash);

/* The number of a key, or MAP_NONE. */
uint32_t roster_find(const struct roster *roster, const struct key *key);

#endif
