/*
 * key.h - ids of any length as sixteen bytes, to be compared and hashed at
 * once.
 *
 * An id of up to 15 bytes is kept as it is; of a longer one the 128-bit hash
 * less 8 bits.  Among 10^9 such ids two would share a hash with a chance of
 * about 2^-61, far less than that memory fails unseen; so texts are not
 * compared.
 */
#ifndef REPORT_FOLD_KEY_H
#define REPORT_FOLD_KEY_H

#include "base/str.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

/* The last byte of a key is the length of the id, or that it is a hash. */
enum { KEY_BYTES = 16, KEY_SHORT = KEY_BYTES - 1, KEY_HASH = 255 };

/* Equal for equal ids only. */
struct key {
    uint64_t words[2];
};

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
              "keys are put together from words, and read as bytes");

/* The key of an id of more than KEY_SHORT bytes. */
struct key key_of_long(struct str id);

static inline uint64_t key_load8(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof word);
    return word;
}

static inline uint64_t key_load4(const char *at)
{
    uint32_t word;

    memcpy(&word, at, sizeof word);
    return word;
}

/* Made of words, as a key is compared at once, and words that were just stored
 * as bytes are slow to load. */
static inline struct key key_of(struct str id)
{
    struct key key = {{0, (uint64_t)id.len << 56}};

    if (id.len > KEY_SHORT)
        return key_of_long(id);
    if (id.len > 8) {
        key.words[0] = key_load8(id.at);
        key.words[1] |=
            key_load8(id.at + id.len - 8) >> (KEY_BYTES - id.len) * 8;
    } else if (id.len == 8) {
        key.words[0] = key_load8(id.at);
    } else if (id.len >= 4) {
        key.words[0] = key_load4(id.at) | key_load4(id.at + id.len - 4)
                                              << (id.len - 4) * 8;
    } else {
        for (size_t i = 0; i < id.len; i++)
            key.words[0] |= (uint64_t)(unsigned char)id.at[i] << i * 8;
    }
    return key;
}

static inline bool key_equal(const struct key *a, const struct key *b)
{
    return ((a->words[0] ^ b->words[0]) | (a->words[1] ^ b->words[1])) == 0;
}

static inline uint64_t key_hash(const struct key *key)
{
    uint64_t hash = key->words[0] * 0x9E3779B97F4A7C15U;

    hash ^= hash >> 32;
    hash = (hash ^ key->words[1]) * 0xD6E8FEB86659FD93U;
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93U;
    return hash ^ hash >> 32;
}

/* Less well mixed and sooner had: the highest bits do for some thousands. */
static inline uint64_t key_mix(const struct key *key)
{
    return (key->words[0] ^ key->words[1] * 0x9E3779B97F4A7C15U) *
           0xD6E8FEB86659FD93U;
}

/* Whether the key is a hash, which its id cannot be read from. */
static inline bool key_is_hash(const struct key *key)
{
    return key->words[1] >> 56 == KEY_HASH;
}

/* The id of a key that is no hash; it lives as long as the key. */
static inline struct str key_text(const struct key *key)
{
    return (struct str){.at = (const char *)key->words,
                        .len = (size_t)(key->words[1] >> 56)};
}

/* The first bytes of an id, the first one the most significant. */
struct key_head {
    uint64_t words[2];
};

/* All bytes of the id of a key that is no hash. */
static inline struct key_head key_head(const struct key *key)
{
    return (struct key_head){
        {__builtin_bswap64(key->words[0]),
         __builtin_bswap64(key->words[1] & UINT64_MAX >> 8)}};
}

/* Less than, equal to, or greater than 0. */
static inline int key_head_compare(struct key_head a, struct key_head b)
{
    size_t i = a.words[0] == b.words[0];

    return (a.words[i] > b.words[i]) - (a.words[i] < b.words[i]);
}

/*
 * Keys are parted by their hashes, so that those of a part fit the caches, and
 * parts can be worked on by several threads.
 */
enum { KEY_PART_BITS = 10, KEY_PARTS = 1 << KEY_PART_BITS };

static inline size_t key_part(uint64_t hash)
{
    return (size_t)(hash >> (64 - KEY_PART_BITS));
}

#endif
