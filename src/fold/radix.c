#include "fold/radix.h"

#include "base/arena.h"

#include <string.h>

/* Least significant digit first: each pass is stable, and counts are small
 * enough to stay in the first cache. */
enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, KEY_BITS = 64, FEW = 32 };

static void sort_few(uint64_t *keys, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        uint64_t key = keys[i];
        size_t at = i;

        for (; at > 0 && keys[at - 1] > key; at--)
            keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

static size_t digit_of(uint64_t key, int shift)
{
    return (size_t)(key >> shift) & (DIGITS - 1);
}

/* The bits in which any two keys differ: other digits need no pass. */
static uint64_t differing_bits(const uint64_t *keys, size_t count)
{
    uint64_t bits = 0;

    for (size_t i = 1; i < count; i++)
        bits |= keys[i] ^ keys[0];
    return bits;
}

static void sort_digit(const uint64_t *from, uint64_t *to, size_t count,
                       int shift)
{
    size_t places[DIGITS] = {0};
    size_t place = 0;

    for (size_t i = 0; i < count; i++)
        places[digit_of(from[i], shift)]++;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        size_t here = places[digit];

        places[digit] = place;
        place += here;
    }
    for (size_t i = 0; i < count; i++)
        to[places[digit_of(from[i], shift)]++] = from[i];
}

void radix_sort(uint64_t *keys, size_t count)
{
    struct arena scratch = {0};
    uint64_t *from = keys;
    uint64_t *to;
    uint64_t bits;

    if (count < FEW) {
        sort_few(keys, count);
        return;
    }
    to = arena_array(&scratch, uint64_t, count);
    bits = differing_bits(keys, count);
    for (int shift = 0; shift < KEY_BITS; shift += DIGIT_BITS) {
        uint64_t *swap = from;

        if (digit_of(bits, shift) == 0)
            continue;
        sort_digit(from, to, count, shift);
        from = to;
        to = swap;
    }
    if (from != keys)
        memcpy(keys, from, count * sizeof *keys);
    arena_free(&scratch);
}

size_t radix_unique(uint64_t *keys, size_t count)
{
    size_t kept = 0;

    radix_sort(keys, count);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || keys[kept - 1] != keys[i])
            keys[kept++] = keys[i];
    return kept;
}
