#include "fold/key.h"

#include "base/fingerprint.h"

struct key key_of_long(struct str id)
{
    struct key key;

    fingerprint_hash_wide(id, key.words);
    key.words[1] |= (uint64_t)KEY_HASH << 56;
    return key;
}
