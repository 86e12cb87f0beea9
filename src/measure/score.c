#include "measure/score.h"

#include <assert.h>

/* Goes over the values in their order. */
struct rise {
    const uint32_t *counts;
    size_t value;
    uint64_t below; /* how many values are less than `value` */
};

/* The value of a rank from 0; ranks are asked for in their order. */
static int64_t at(struct rise *rise, uint64_t rank)
{
    while (rank >= rise->below + rise->counts[rise->value])
        rise->below += rise->counts[rise->value++];
    return (int64_t)rise->value;
}

struct score_cuts score_cuts(const uint32_t *counts, size_t count)
{
    struct score_cuts cuts = {0};
    struct rise rise = {.counts = counts};
    uint64_t n = 0;

    for (size_t i = 0; i < count; i++)
        n += counts[i];
    cuts.known = n >= SCORE_LEAST;
    for (uint64_t k = 1; cuts.known && k < SCORES; k++) {
        uint64_t rank = (n - 1) * k / SCORES;
        int64_t rest = (int64_t)((n - 1) * k % SCORES);
        int64_t low = at(&rise, rank);
        struct rise next = rise;

        cuts.fifths[k - 1] = SCORES * low + rest * (at(&next, rank + 1) - low);
    }
    return cuts;
}

int score_of(const struct score_cuts *cuts, int64_t value)
{
    int score = 1;

    assert(cuts->known);
    for (size_t i = 0; i < SCORES - 1; i++)
        score += cuts->fifths[i] < SCORES * value;
    return score;
}

int score_reversed(const struct score_cuts *cuts, int64_t value)
{
    return SCORES + 1 - score_of(cuts, value);
}
