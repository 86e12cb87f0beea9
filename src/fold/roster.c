#include "fold/roster.h"

/* The part of a hash that a slot keeps.  Its highest bits are the same within
 * a part of the keys; others say which slot. */
static uint64_t tag_of(uint64_t hash)
{
    return hash << KEY_PART_BITS & ~(uint64_t)UINT32_MAX;
}

static size_t first_slot(const struct roster *roster, uint64_t hash)
{
    return (size_t)((hash & UINT32_MAX) * roster->slot_count >> 32);
}

static uint32_t number_in(uint64_t slot)
{
    return (uint32_t)slot - 1;
}

void roster_init(struct roster *roster, struct arena *arena, struct key *keys,
                 size_t most)
{
    size_t slots = most + most / 2 + 1;

    *roster = (struct roster){.keys = keys, .slot_count = slots};
    roster->slots = arena_array(arena, uint64_t, slots);
}

/* The slot of a key, or the free one that it would have. */
static size_t slot_of(const struct roster *roster, const struct key *key,
                      uint64_t hash)
{
    size_t slot = first_slot(roster, hash);

    while (roster->slots[slot] &&
           (((roster->slots[slot] ^ tag_of(hash)) >> 32) != 0 ||
            !key_equal(roster->keys + number_in(roster->slots[slot]), key)))
        if (++slot == roster->slot_count)
            slot = 0;
    return slot;
}

uint32_t roster_put(struct roster *roster, const struct key *key, uint64_t hash)
{
    size_t slot = slot_of(roster, key, hash);

    if (!roster->slots[slot]) {
        roster->keys[roster->count] = *key;
        roster->slots[slot] = tag_of(hash) | ++roster->count;
    }
    return number_in(roster->slots[slot]);
}

uint32_t roster_find(const struct roster *roster, const struct key *key)
{
    if (roster->count == 0)
        return MAP_NONE;
    return number_in(roster->slots[slot_of(roster, key, key_hash(key))]);
}
