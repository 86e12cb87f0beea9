#include "fold/roster.h"

enum { FIRST_SLOTS = 64 };

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

static size_t next_slot(const struct roster *roster, size_t slot)
{
    return slot + 1 == roster->slot_count ? 0 : slot + 1;
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

void roster_reserve(struct roster *roster, struct arena *arena, size_t most)
{
    size_t slots = roster->slot_count ? roster->slot_count : FIRST_SLOTS;

    while (most > slots / 3 * 2)
        slots += slots / 2;
    if (slots == roster->slot_count)
        return;
    arena_release(arena, roster->slots, roster->slot_count,
                  sizeof *roster->slots);
    roster->slots = arena_array(arena, uint64_t, slots);
    roster->slot_count = slots;
    for (uint32_t i = 0; i < roster->count; i++) {
        uint64_t hash = key_hash(roster->keys + i);
        size_t slot = first_slot(roster, hash);

        while (roster->slots[slot])
            slot = next_slot(roster, slot);
        roster->slots[slot] = tag_of(hash) | (i + 1);
    }
}

void roster_fetch(const struct roster *roster, uint64_t hash)
{
    __builtin_prefetch(roster->slots + first_slot(roster, hash), 1);
}

uint32_t roster_fetch_key(const struct roster *roster, uint64_t hash)
{
    uint32_t number = number_in(roster->slots[first_slot(roster, hash)]);

    if (number != MAP_NONE)
        __builtin_prefetch(roster->keys + number);
    return number;
}

/* The slot of a key, or the free one that it would have. */
static size_t slot_of(const struct roster *roster, const struct key *key,
                      uint64_t hash)
{
    size_t slot = first_slot(roster, hash);

    while (roster->slots[slot] &&
           (((roster->slots[slot] ^ tag_of(hash)) >> 32) != 0 ||
            !key_equal(roster->keys + number_in(roster->slots[slot]), key)))
        slot = next_slot(roster, slot);
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
