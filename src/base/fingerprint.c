#include "base/fingerprint.h"

#include <stdint.h>
#include <stdio.h>

/* Keys of maps are short: a call into the shared library would cost more than
 * the hash itself. */
#define XXH_INLINE_ALL
#include <xxhash.h>

enum { STATE_ALIGN = 64 }; /* more than an arena gives */

struct fingerprint {
    XXH3_state_t state;
};

struct fingerprint *fingerprint_new(struct arena *arena)
{
    char *room =
        arena_array(arena, char, sizeof(struct fingerprint) + STATE_ALIGN);
    size_t past = (uintptr_t)room % STATE_ALIGN;
    void *at = room + (past ? STATE_ALIGN - past : 0);
    struct fingerprint *fingerprint = at;

    XXH3_128bits_reset(&fingerprint->state);
    return fingerprint;
}

void fingerprint_add(struct fingerprint *fingerprint, struct str bytes)
{
    if (bytes.len > 0)
        XXH3_128bits_update(&fingerprint->state, bytes.at, bytes.len);
}

void fingerprint_print(const struct fingerprint *fingerprint,
                       char out[static FINGERPRINT_TEXT])
{
    XXH128_hash_t hash = XXH3_128bits_digest(&fingerprint->state);

    snprintf(out, FINGERPRINT_TEXT, "%016llx%016llx",
             (unsigned long long)hash.high64, (unsigned long long)hash.low64);
}

uint64_t fingerprint_hash(struct str bytes)
{
    return XXH3_64bits(bytes.at ? bytes.at : "", bytes.len);
}

void fingerprint_hash_wide(struct str bytes, uint64_t words[static 2])
{
    XXH128_hash_t hash = XXH3_128bits(bytes.at ? bytes.at : "", bytes.len);

    words[0] = hash.low64;
    words[1] = hash.high64;
}
