#include "base/fingerprint.h"

/* Keys of maps are short: a call into the shared library would cost more than
 * the hash itself. */
#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t fingerprint_hash(struct str bytes)
{
    return XXH3_64bits(bytes.at ? bytes.at : "", bytes.len);
}

uint64_t fingerprint_hash_by(struct str bytes, uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes.at ? bytes.at : "", bytes.len, seed);
}

void fingerprint_hash_wide(struct str bytes, uint64_t words[static 2])
{
    XXH128_hash_t hash = XXH3_128bits(bytes.at ? bytes.at : "", bytes.len);

    words[0] = hash.low64;
    words[1] = hash.high64;
}
