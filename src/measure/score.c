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

/* Where a cut point lies: behind the value of a rank from 0, by so many fifths
 * of the way to the next one. */
struct spot {
    uint64_t rank;
    int64_t rest;
};

static struct spot spot_of(uint64_t n, size_t cut)
{
    uint64_t fifths = (n - 1) * (cut + 1);

    return (struct spot){fifths / SCORES, (int64_t)(fifths % SCORES)};
}

static int128 between(const struct spot *spot, int64_t low, int64_t high)
{
    return (int128)low * (SCORES - spot->rest) + (int128)high * spot->rest;
}

struct score_cuts score_cuts(const uint32_t *counts, size_t count)
{
    struct score_cuts cuts = {0};
    struct rise rise = {.counts = counts};
    uint64_t n = 0;

    for (size_t i = 0; i < count; i++)
        n += counts[i];
    cuts.known = n >= SCORE_LEAST;
    for (size_t i = 0; cuts.known && i < SCORES - 1; i++) {
        struct spot spot = spot_of(n, i);
        int64_t low = at(&rise, spot.rank);
        struct rise next = rise;

        cuts.fifths[i] = between(&spot, low, at(&next, spot.rank + 1));
    }
    return cuts;
}

static int64_t value_of(uint64_t key)
{
    return (int64_t)(key ^ (uint64_t)1 << 63);
}

struct score_cuts score_cuts_sorted(const uint64_t *keys, size_t count)
{
    struct score_cuts cuts = {.known = count >= SCORE_LEAST};

    for (size_t i = 0; cuts.known && i < SCORES - 1; i++) {
        struct spot spot = spot_of(count, i);

        cuts.fifths[i] = between(&spot, value_of(keys[spot.rank]),
                                 value_of(keys[spot.rank + 1]));
    }
    return cuts;
}

struct score_cuts score_cuts_ranks(size_t count)
{
    struct score_cuts cuts = {.known = count >= SCORE_LEAST};

    for (size_t i = 0; cuts.known && i < SCORES - 1; i++) {
        struct spot spot = spot_of(count, i);
        int64_t rank = (int64_t)spot.rank + 1;

        cuts.fifths[i] = between(&spot, rank, rank + 1);
    }
    return cuts;
}

/* Any value below the one given is a fifth or more below the cut point. */
struct score_cuts score_cuts_given(const int64_t least[static SCORES - 1])
{
    struct score_cuts cuts = {.known = true};

    for (size_t i = 0; i < SCORES - 1; i++)
        cuts.fifths[i] = (int128)least[i] * SCORES - 1;
    return cuts;
}

int score_of(const struct score_cuts *cuts, int64_t value)
{
    int score = 1;

    assert(cuts->known);
    for (size_t i = 0; i < SCORES - 1; i++)
        score += cuts->fifths[i] < (int128)value * SCORES;
    return score;
}

int score_reversed(const struct score_cuts *cuts, int64_t value)
{
    return SCORES + 1 - score_of(cuts, value);
}
