#include "measure/spread.h"

#include "fold/radix.h"

#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>

/* The values of one stretch and bucket. */
struct shelf {
    uint64_t *values;
    size_t room;
    atomic_size_t count;
};

static size_t grid_size(const struct spread *spread)
{
    return spread->timeline->stretch_count * BUCKETS;
}

void spread_begin(struct arena *arena, struct spread *spread)
{
    spread->counts = arena_array(arena, uint32_t *, spread->threads);
    for (size_t i = 0; i < spread->threads; i++)
        spread->counts[i] = arena_array(arena, uint32_t, grid_size(spread));
}

/* The counts of all threads become those of the first one. */
static void merge_counts(const struct spread *spread)
{
    for (size_t i = 1; i < spread->threads; i++)
        for (size_t j = 0; j < grid_size(spread); j++)
            spread->counts[0][j] += spread->counts[i][j];
}

static bool holds(const struct spread *spread, size_t stretch, size_t window)
{
    return spread->timeline->windows[stretch] >> window & 1;
}

/* How many values of a window each bucket has. */
static size_t count_window(const struct spread *spread, size_t window,
                           size_t counts[BUCKETS])
{
    size_t sum = 0;

    memset(counts, 0, BUCKETS * sizeof *counts);
    for (size_t i = 0; i < spread->timeline->stretch_count; i++)
        for (size_t j = 0; j < BUCKETS && holds(spread, i, window); j++)
            counts[j] += spread->counts[0][i * BUCKETS + j];
    for (size_t i = 0; i < BUCKETS; i++)
        sum += counts[i];
    return sum;
}

/* Where the value of a rank below the count of all is. */
static struct rank_place find_rank(const size_t counts[BUCKETS], size_t rank)
{
    struct rank_place place = {.rank = rank};

    while (place.below + counts[place.bucket] <= rank)
        place.below += counts[place.bucket++];
    return place;
}

/* The rank of a quantile, and what is to be gone on towards the next one. */
static size_t rank_of(double quantile, size_t count, double *rest)
{
    double at = ((double)count - 1) * quantile;
    size_t rank = (size_t)at;

    *rest = at - (double)rank;
    return rank;
}

/* What is a number of no shelf yet is one of a shelf to be filled. */
static void want(const struct spread *spread, size_t window, size_t bucket)
{
    for (size_t i = 0; i < spread->timeline->stretch_count; i++)
        if (holds(spread, i, window))
            spread->numbers[i * BUCKETS + bucket] = 1;
}

static void choose_window(const struct spread *spread, size_t window,
                          size_t counts[BUCKETS])
{
    size_t count = count_window(spread, window, counts);
    struct rank_place *place =
        spread->places + window * spread->quantile_count * 2;

    spread->value_counts[window] = count;
    for (size_t i = 0; i < spread->quantile_count && count > 0; i++) {
        double rest;
        size_t rank = rank_of(spread->quantiles[i], count, &rest);

        for (size_t next = 0; next < 2; next++, place++) {
            *place = find_rank(counts,
                               rank + next < count ? rank + next : count - 1);
            want(spread, window, place->bucket);
        }
    }
}

static void make_shelves(struct arena *arena, struct spread *spread)
{
    uint32_t count = 0;

    for (size_t i = 0; i < grid_size(spread); i++)
        if (spread->numbers[i])
            spread->numbers[i] = ++count;
    spread->shelves = arena_array(arena, struct shelf, (size_t)count + 1);
    for (size_t i = 0; i < grid_size(spread); i++) {
        struct shelf *shelf = spread->shelves + spread->numbers[i];

        if (!spread->numbers[i])
            continue;
        shelf--;
        shelf->room = spread->counts[0][i];
        shelf->values = arena_array(arena, uint64_t, shelf->room + 1);
    }
}

void spread_choose(struct arena *arena, struct spread *spread)
{
    size_t *counts = arena_array(arena, size_t, BUCKETS);

    merge_counts(spread);
    spread->numbers = arena_array(arena, uint32_t, grid_size(spread));
    spread->value_counts = arena_array(arena, size_t, spread->window_count + 1);
    spread->places =
        arena_array(arena, struct rank_place,
                    spread->window_count * spread->quantile_count * 2 + 1);
    for (size_t i = 0; i < spread->window_count; i++)
        choose_window(spread, i, counts);
    make_shelves(arena, spread);
}

void spread_put(const struct spread *spread, uint32_t number, uint64_t value)
{
    struct shelf *shelf = spread->shelves + number;
    size_t place =
        atomic_fetch_add_explicit(&shelf->count, 1, memory_order_relaxed);

    assert(place < shelf->room);
    shelf->values[place] = value;
}

/* All values of a window in a bucket, sorted. */
static uint64_t *gather(struct arena *arena, const struct spread *spread,
                        size_t window, size_t bucket)
{
    uint64_t *values = NULL;
    size_t capacity = 0;
    size_t count = 0;

    for (size_t i = 0; i < spread->timeline->stretch_count; i++) {
        uint32_t number = spread->numbers[i * BUCKETS + bucket];
        struct shelf *shelf;

        if (!number || !holds(spread, i, window))
            continue;
        shelf = spread->shelves + number - 1;
        values = arena_grow(arena, values, &capacity, count + shelf->room + 1,
                            sizeof *values);
        memcpy(values + count, shelf->values, shelf->room * sizeof *values);
        count += shelf->room;
    }
    radix_sort(values, count);
    return values;
}

static double value_at(const struct spread *spread, size_t window,
                       const struct rank_place *place)
{
    struct arena scratch = {0};
    uint64_t *values = gather(&scratch, spread, window, place->bucket);
    double value = (double)values[place->rank - place->below];

    arena_free(&scratch);
    return value;
}

double spread_quantile(const struct spread *spread, size_t window,
                       size_t quantile)
{
    const struct rank_place *places =
        spread->places + (window * spread->quantile_count + quantile) * 2;
    double rest;
    double low;
    double high;

    if (spread->value_counts[window] == 0)
        return (double)NAN;
    rank_of(spread->quantiles[quantile], spread->value_counts[window], &rest);
    low = value_at(spread, window, places);
    high = places[0].rank == places[1].rank
               ? low
               : value_at(spread, window, places + 1);
    return low + rest * (high - low);
}
