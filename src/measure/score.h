/*
 * score.h - scores 1 to 5 by value (metrics.md 6, RFM).
 *
 * Cut points are the quantiles at 20, 40, 60 and 80 % of whole numbers, type 7;
 * a score is 1 + the cut points strictly below the value, so that equal values
 * always score alike.  At a fifth of n - 1 a quantile is a whole number of
 * fifths: nothing is rounded.
 */
#ifndef REPORT_MEASURE_SCORE_H
#define REPORT_MEASURE_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SCORES = 5, SCORE_LEAST = 25 /* values; of fewer there are none */ };

struct score_cuts {
    bool known; /* there are enough values to score */
    int64_t fifths[SCORES - 1];
};

/* Of values 0 .. count - 1, of each so many. */
struct score_cuts score_cuts(const uint32_t *counts, size_t count);

/* 1 .. 5; only where cut points are known. */
int score_of(const struct score_cuts *cuts, int64_t value);

/* The same where less is better: 6 - score. */
int score_reversed(const struct score_cuts *cuts, int64_t value);

#endif
