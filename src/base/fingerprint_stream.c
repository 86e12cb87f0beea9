#include "base/fingerprint.h"

#include <stdint.h>
#include <stdio.h>

/* The state lies in our own memory, so its size has to be known. */
#define XXH_STATIC_LINKING_ONLY

/* Long runs of bytes: the library takes the widest registers there are. */
#if defined(__x86_64__)
#include <xxh_x86dispatch.h>
#else
#include <xxhash.h>
#endif

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
