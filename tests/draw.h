/*
 * draw.h - numbers drawn by lot, so that a failure can be repeated.
 */
#ifndef REPORT_TESTS_DRAW_H
#define REPORT_TESTS_DRAW_H

#include "test.h"

#include "base/status.h"

#include <stdbool.h>

#define DRAW __attribute__((unused)) static

/*
 * The step from one trial to the next, where there are many.  Sanitizers see in
 * some of them what they would see in all, and each takes them several times
 * as long; that all come out right is for the plain build to say.
 */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { STRIDE = 7 };
#else
enum { STRIDE = 1 };
#endif

/* From 0 to below - 1. */
DRAW unsigned draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

DRAW bool draw_bool(unsigned *seed)
{
    return draw(seed, 2) > 0;
}

DRAW uint64_t draw_bits(unsigned *seed)
{
    uint64_t bits = 0;

    for (int i = 0; i < 4; i++)
        bits = bits << 16 | draw(seed, 1u << 16);
    return bits;
}

/* Amounts of all sizes, those at the edges of 32 and 64 bits among them. */
DRAW int64_t draw_amount(unsigned *seed)
{
    static const int64_t edges[] = {
        0,
        1,
        -1,
        INT32_MAX,
        INT32_MIN,
        (int64_t)INT32_MAX + 1,
        (int64_t)INT32_MIN - 1,
        (int64_t)INT32_MAX - 1,
        (int64_t)INT32_MIN + 1,
        UINT32_MAX,
        INT64_MAX,
        INT64_MIN,
        INT64_MAX - 1,
        INT64_MIN + 1,
        INT64_C(1) << 30,
        INT64_C(1) << 44,
        (INT64_C(1) << 44) - 1,
    };
    uint64_t bits = draw_bits(seed);

    if (draw(seed, 3) == 0)
        return edges[draw(seed, COUNT(edges))];
    bits >>= 1 + draw(seed, 63);
    return draw_bool(seed) ? (int64_t)bits : -(int64_t)bits;
}

#endif
