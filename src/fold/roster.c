#include "fold/roster.h"

#include "base/fingerprint.h"

#include <assert.h>

/* The last byte of a key is the length of the id, or that it is a hash. */
enum { KEY_BYTES = 16, SHORT_ID = KEY_BYTES - 1, IS_HASH = 255 };

static const size_t first_slots = 64;

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
              "keys are put together from words, and read as bytes");

static uint64_t load8(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof word);
    return word;
}

static uint64_t load4(const char *at)
{
    uint32_t word;

    memcpy(&word, at, sizeof word);
    return word;
}

/* The bytes of an id in two words.  Made of words, as a key is compared at
 * once, and words that were just stored as bytes are slow to load. */
static struct key key_of_short(struct str id)
{
    struct key key = {{0, (uint64_t)id.len << 56}};

    if (id.len > 8) {
        key.words[0] = load8(id.at);
        key.words[1] |= load8(id.at + id.len - 8) >> (KEY_BYTES - id.len) * 8;
    } else if (id.len == 8) {
        key.words[0] = load8(id.at);
    } else if (id.len >= 4) {
        key.words[0] = load4(id.at) | load4(id.at + id.len - 4)
                                          << (id.len - 4) * 8;
    } else {
        for (size_t i = 0; i < id.len; i++)
            key.words[0] |= (uint64_t)(unsigned char)id.at[i] << i * 8;
    }
    return key;
}

struct key key_of(struct str id)
{
    struct key key;

    if (id.len <= SHORT_ID)
        return key_of_short(id);
    fingerprint_hash_wide(id, key.words);
    key.words[1] |= (uint64_t)IS_HASH << 56;
    return key;
}

static size_t length_of(const struct key *key)
{
    return ((const unsigned char *)key->words)[SHORT_ID];
}

uint64_t key_hash(const struct key *key)
{
    uint64_t hash = key->words[0] * 0x9E3779B97F4A7C15U;

    hash ^= hash >> 32;
    hash = (hash ^ key->words[1]) * 0xD6E8FEB86659FD93U;
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93U;
    return hash ^ hash >> 32;
}

/* The half of a hash that a slot keeps; the other half says which slot. */
static uint64_t tag_of(uint64_t hash)
{
    return hash & ~(uint64_t)UINT32_MAX;
}

static size_t first_slot(const struct roster *roster, uint64_t hash)
{
    return (size_t)(hash & UINT32_MAX) * roster->slot_count >> 32;
}

static uint32_t number_in(uint64_t slot)
{
    return (uint32_t)slot - 1;
}

void roster_init(struct roster *roster, struct arena *arena, bool keeps_texts)
{
    *roster = (struct roster){.arena = arena, .keeps_texts = keeps_texts};
    pages_init(&roster->keys, arena, sizeof(struct key));
}

static size_t next_slot(const struct roster *roster, size_t slot)
{
    return slot + 1 == roster->slot_count ? 0 : slot + 1;
}

/* The slot of a key, or the free one that it would have. */
static size_t slot_of(const struct roster *roster, const struct key *key,
                      uint64_t hash)
{
    size_t slot = first_slot(roster, hash);

    while (
        roster->slots[slot] &&
        (tag_of(roster->slots[slot]) != tag_of(hash) ||
         !key_equal(roster_key(roster, number_in(roster->slots[slot])), key)))
        slot = next_slot(roster, slot);
    return slot;
}

static void fill_slots(struct roster *roster)
{
    for (uint32_t i = 0; i < roster->count; i++) {
        uint64_t hash = key_hash(roster_key(roster, i));
        size_t slot = first_slot(roster, hash);

        while (roster->slots[slot])
            slot = next_slot(roster, slot);
        roster->slots[slot] = tag_of(hash) | (i + 1);
    }
}

/* How many ids may be in as many slots. */
static size_t most_of(size_t slots)
{
    return slots / 4 * 3;
}

static void set_slots(struct roster *roster, size_t slots)
{
    arena_release(roster->arena, roster->slots, roster->slot_count,
                  sizeof *roster->slots);
    roster->slots = arena_array(roster->arena, uint64_t, slots);
    roster->slot_count = slots;
    fill_slots(roster);
}

void roster_reserve(struct roster *roster, size_t count)
{
    if (count > most_of(roster->slot_count))
        set_slots(roster, (count / 3 + 1) * 4);
}

static void grow(struct roster *roster)
{
    size_t slots = roster->slot_count;

    set_slots(roster, slots ? slots + slots / 2 : first_slots);
}

static void keep_text(struct roster *roster, struct str id)
{
    roster->long_ids =
        arena_grow(roster->arena, roster->long_ids, &roster->long_capacity,
                   roster->long_count + 1, sizeof *roster->long_ids);
    roster->long_ids[roster->long_count++] = (struct long_id){
        .text = str_copy(roster->arena, id), .number = roster->count};
}

uint32_t roster_put(struct roster *roster, const struct key *key, struct str id)
{
    uint64_t hash = key_hash(key);
    size_t slot;

    if (roster->count >= most_of(roster->slot_count))
        grow(roster);
    slot = slot_of(roster, key, hash);
    if (!roster->slots[slot]) {
        if (roster->keeps_texts && id.len > SHORT_ID)
            keep_text(roster, id);
        pages_add(&roster->keys, 1);
        *(struct key *)pages_at(&roster->keys, roster->count) = *key;
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

void roster_prefetch(const struct roster *roster, const struct key *key)
{
    __builtin_prefetch(roster->slots + first_slot(roster, key_hash(key)), 1);
}

static struct str long_text(const struct roster *roster, uint32_t number)
{
    size_t low = 0;
    size_t high = roster->long_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (roster->long_ids[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < roster->long_count && roster->long_ids[low].number == number)
        return roster->long_ids[low].text;
    return (struct str){0};
}

struct str roster_text(const struct roster *roster, uint32_t number)
{
    const struct key *key = roster_key(roster, number);

    if (length_of(key) == IS_HASH)
        return long_text(roster, number);
    return (struct str){.at = (const char *)key->words, .len = length_of(key)};
}

void roster_close(struct roster *roster)
{
    arena_release(roster->arena, roster->slots, roster->slot_count,
                  sizeof *roster->slots);
    roster->slots = NULL;
    roster->slot_count = 0;
}

void roster_release(struct roster *roster)
{
    roster_close(roster);
    pages_release(&roster->keys);
    arena_release(roster->arena, roster->long_ids, roster->long_capacity,
                  sizeof *roster->long_ids);
    roster_init(roster, roster->arena, roster->keeps_texts);
}
