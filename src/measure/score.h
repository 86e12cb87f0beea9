/*
 * score.h - scores 1 to 5 by value (metrics.md 6, RFM).
 *
 * Cut points are the quantiles at 20, 40, 60 and 80 % of whole numbers, type 7;
 * a score is 1 + the cut points strictly below the value, so that equal values
 * always score alike.  At a fifth of n - 1 a quantile is a whole number of
 * fifths: nothing is rounded.  Others set cut points by ranks, or give them.
 */
#ifndef REPORT_MEASURE_SCORE_H
#define REPORT_MEASURE_SCORE_H

#include "measure/interval.h"

#include <stdbool.h>
#include <stddef.h>

enum { SCORES = 5, SCORE_LEAST = 25 /* values; of fewer there are none */ };

struct score_cuts {
    bool known; /* there are enough values to score */
    int128 fifths[SCORES - 1];
};

/* Of values 0 .. count - 1, of each so many. */
struct score_cuts score_cuts(const uint32_t *counts, size_t count);

/* A value as a key that is more, as a whole number without sign, where the
 * value is. */
static inline uint64_t score_key(int64_t value)
{
    return (uint64_t)value ^ (uint64_t)1 << 63;
}

/* Of values given as their keys, ascending. */
struct score_cuts score_cuts_sorted(const uint64_t *keys, size_t count);

/* Of the ranks 1 .. count, whatever the values. */
struct score_cuts score_cuts_ranks(size_t count);

/* Given: the least values that score 2 .. 5, ascending. */
struct score_cuts score_cuts_given(const int64_t least[static SCORES - 1]);

/* 1 .. 5; only where cut points are known. */
int score_of(const struct score_cuts *cuts, int64_t value);

/* The same where less is better: 6 - score. */
int score_reversed(const struct score_cuts *cuts, int64_t value);

#endif
