/*
 * roster.h - very many ids to dense numbers, in order of arrival.
 *
 * An id of up to 15 bytes is kept as it is; of a longer one the 128-bit hash
 * less 8 bits.  Among 10^9 such ids two would share a hash with a chance of
 * about 2^-61, far less than that memory fails unseen; so texts are not
 * compared.  Texts are kept only where they are asked for.  At most 2^32 - 2
 * ids.
 */
#ifndef REPORT_FOLD_ROSTER_H
#define REPORT_FOLD_ROSTER_H

#include "base/map.h"
#include "fold/pages.h"

#include <string.h>

/* Equal for equal ids only. */
struct key {
    uint64_t words[2];
};

struct key key_of(struct str id);

uint64_t key_hash(const struct key *key);

static inline bool key_equal(const struct key *a, const struct key *b)
{
    return a->words[0] == b->words[0] && a->words[1] == b->words[1];
}

/* The text of an id that its key does not hold. */
struct long_id {
    struct str text;
    uint32_t number;
};

struct roster {
    struct arena *arena;
    bool keeps_texts;
    uint32_t count;
    struct pages keys;
    uint64_t *slots; /* half of the hash, and number + 1; 0: free */
    size_t slot_count;
    struct long_id *long_ids; /* by number */
    size_t long_count;
    size_t long_capacity;
};

void roster_init(struct roster *roster, struct arena *arena, bool keeps_texts);

/* The number of an id, which is added if it is new; `id` gives its text. */
uint32_t roster_put(struct roster *roster, const struct key *key,
                    struct str id);

/* The number of an id, or MAP_NONE. */
uint32_t roster_find(const struct roster *roster, const struct key *key);

/* Make ready for `count` ids, so that putting them moves nothing. */
void roster_reserve(struct roster *roster, size_t count);

/* Fetch what putting a key will look at. */
void roster_prefetch(const struct roster *roster, const struct key *key);

static inline const struct key *roster_key(const struct roster *roster,
                                           uint32_t number)
{
    return pages_at(&roster->keys, number);
}

/* The text of an id that is kept; good as long as the roster. */
struct str roster_text(const struct roster *roster, uint32_t number);

/* Give back what finds numbers; texts and counts stay. */
void roster_close(struct roster *roster);

/* Give all memory back. */
void roster_release(struct roster *roster);

#endif
