#include "measure/gap.h"

#include "measure/bucket.h"

#include <math.h>
#include <stdlib.h>

/* Gaps of one bucket: how many there are of so many days in so many parts. */
struct grid {
    size_t bucket;
    size_t most;       /* parts */
    size_t *places;    /* of each number of parts from 1 up; and the end */
    uint32_t **counts; /* of each thread, then all in the first one */
};

/* One of the two in the middle, by its rank in its bucket. */
struct middle {
    size_t rank;
    size_t grid;
};

/* What is known of the gaps at an end. */
struct gap_end {
    size_t count;
    struct grid grids[2]; /* the second one where another bucket is needed */
    size_t grid_count;
    struct middle middles[2];
};

/* From one occasion to the next: what the customer's gap is meanwhile. */
struct state {
    size_t first_end; /* the ends first .. last - 1 lie there */
    size_t last_end;
    uint32_t parts;
    uint32_t span;
};

static int compare_dates(const void *a, const void *b)
{
    const int32_t *x = a;
    const int32_t *y = b;

    return (*x > *y) - (*x < *y);
}

static void set_ends(struct gaps *gaps, const struct window *windows,
                     size_t count)
{
    int32_t ends[TIMELINE_WINDOWS];
    size_t known = 0;

    for (size_t i = 0; i < count; i++)
        if (window_is_known(windows + i))
            ends[known++] = windows[i].end;
    qsort(ends, known, sizeof *ends, compare_dates);
    gaps->end_count = 0;
    for (size_t i = 0; i < known; i++)
        if (i == 0 || ends[i] != ends[i - 1])
            gaps->ends[gaps->end_count++] = ends[i];
}

static void set_first_ends(struct arena *arena, struct gaps *gaps)
{
    const struct timeline *timeline = gaps->timeline;
    size_t before = 0;

    gaps->first_ends = arena_array(arena, uint8_t, timeline->day_count);
    for (size_t day = 0; day < timeline->day_count; day++) {
        while (before < gaps->end_count &&
               gaps->ends[before] < timeline->first + (int32_t)day)
            before++;
        gaps->first_ends[day] = (uint8_t)before;
    }
}

/* Rows have room for what is behind the last end. */
static size_t row_size(const struct gaps *gaps)
{
    return gaps->end_count + 1;
}

void gaps_begin(struct arena *arena, struct gaps *gaps,
                const struct window *windows, size_t window_count)
{
    set_ends(gaps, windows, window_count);
    set_first_ends(arena, gaps);
    gaps->bucket_count = bucket_of((double)gaps->timeline->day_count) + 1;
    gaps->spans = arena_array(arena, int64_t *, gaps->threads);
    gaps->counts = arena_array(arena, uint32_t *, gaps->threads);
    for (size_t i = 0; i < gaps->threads; i++) {
        gaps->spans[i] =
            arena_array(arena, int64_t, (gaps->most + 1) * row_size(gaps));
        gaps->counts[i] =
            arena_array(arena, uint32_t, gaps->bucket_count * row_size(gaps));
    }
}

/* The gap from occasion `i` on; false where no end lies before the next. */
static bool find_state(const struct gaps *gaps, const uint32_t *days,
                       size_t count, size_t i, struct state *state)
{
    state->first_end = gaps->first_ends[days[i]];
    state->last_end =
        i + 1 < count ? gaps->first_ends[days[i + 1]] : gaps->end_count;
    state->parts = (uint32_t)i;
    state->span = days[i] - days[0];
    return state->first_end < state->last_end;
}

static size_t bucket_of_state(const struct state *state)
{
    return bucket_of((double)state->span / (double)state->parts);
}

/* Steps up and down, of which rows are the sums: see sum_row(). */
void gaps_count(const struct gaps *gaps, size_t thread, const uint32_t *days,
                size_t count)
{
    assert(count <= gaps->most + 1);
    for (size_t i = 1; i < count; i++) {
        struct state state;
        int64_t *spans;
        uint32_t *counts;

        if (!find_state(gaps, days, count, i, &state))
            continue;
        spans = gaps->spans[thread] + state.parts * row_size(gaps);
        counts =
            gaps->counts[thread] + bucket_of_state(&state) * row_size(gaps);
        spans[state.first_end] += state.span;
        spans[state.last_end] -= state.span;
        counts[state.first_end]++;
        counts[state.last_end]--;
    }
}

/* From steps to what is true at each end, of all threads in the first one. */
static void sum_rows(const struct gaps *gaps)
{
    size_t row = row_size(gaps);

    for (size_t i = 1; i < gaps->threads; i++) {
        for (size_t j = 0; j < (gaps->most + 1) * row; j++)
            gaps->spans[0][j] += gaps->spans[i][j];
        for (size_t j = 0; j < gaps->bucket_count * row; j++)
            gaps->counts[0][j] += gaps->counts[i][j];
    }
    for (size_t j = 0; j < (gaps->most + 1) * row; j++)
        gaps->spans[0][j] += j % row > 0 ? gaps->spans[0][j - 1] : 0;
    for (size_t j = 0; j < gaps->bucket_count * row; j++)
        gaps->counts[0][j] += j % row > 0 ? gaps->counts[0][j - 1] : 0;
}

static size_t count_in(const struct gaps *gaps, size_t end, size_t bucket)
{
    return gaps->counts[0][bucket * row_size(gaps) + end];
}

/* The least days in so many parts that are a gap of the bucket or more. */
static size_t least_span(size_t bucket, size_t parts)
{
    return (size_t)ceil(bucket_start(bucket) * (double)parts);
}

/* All that can be in a bucket: few, as it is narrow. */
static void make_grid(struct arena *arena, const struct gaps *gaps,
                      size_t bucket, struct grid *grid)
{
    size_t longest = gaps->timeline->day_count - 1;
    size_t place = 0;

    grid->bucket = bucket;
    grid->most = (size_t)((double)longest / bucket_start(bucket));
    if (grid->most > gaps->most)
        grid->most = gaps->most;
    grid->places = arena_array(arena, size_t, grid->most + 2);
    for (size_t parts = 1; parts <= grid->most; parts++) {
        grid->places[parts] = place;
        place += least_span(bucket + 1, parts) - least_span(bucket, parts);
    }
    grid->places[grid->most + 1] = place;
    grid->counts = arena_array(arena, uint32_t *, gaps->threads);
    for (size_t i = 0; i < gaps->threads; i++)
        grid->counts[i] = arena_array(arena, uint32_t, place + 1);
}

/* Find the bucket of a rank, and make a grid of it if there is none. */
static struct middle choose_middle(struct arena *arena, const struct gaps *gaps,
                                   size_t end, size_t rank)
{
    struct gap_end *result = gaps->results + end;
    size_t bucket = 0;

    while (count_in(gaps, end, bucket) <= rank)
        rank -= count_in(gaps, end, bucket++);
    if (result->grid_count == 0 ||
        result->grids[result->grid_count - 1].bucket != bucket)
        make_grid(arena, gaps, bucket, result->grids + result->grid_count++);
    gaps->wanted[bucket] |= UINT64_C(1) << end;
    return (struct middle){.rank = rank, .grid = result->grid_count - 1};
}

void gaps_choose(struct arena *arena, struct gaps *gaps)
{
    sum_rows(gaps);
    gaps->wanted = arena_array(arena, uint64_t, gaps->bucket_count);
    gaps->results = arena_array(arena, struct gap_end, gaps->end_count + 1);
    for (size_t end = 0; end < gaps->end_count; end++) {
        struct gap_end *result = gaps->results + end;

        for (size_t bucket = 0; bucket < gaps->bucket_count; bucket++)
            result->count += count_in(gaps, end, bucket);
        if (result->count == 0)
            continue;
        result->middles[0] =
            choose_middle(arena, gaps, end, (result->count - 1) / 2);
        result->middles[1] = choose_middle(arena, gaps, end, result->count / 2);
    }
}

static void refine(const struct gaps *gaps, size_t thread, size_t end,
                   const struct state *state, size_t bucket)
{
    const struct gap_end *result = gaps->results + end;
    const struct grid *grid =
        result->grids + (result->grids[0].bucket == bucket ? 0 : 1);
    size_t place = grid->places[state->parts] + state->span -
                   least_span(bucket, state->parts);

    grid->counts[thread][place]++;
}

/* The ends first .. last - 1. */
static uint64_t ends_of(const struct state *state)
{
    uint64_t up = state->last_end < TIMELINE_WINDOWS
                      ? (UINT64_C(1) << state->last_end) - 1
                      : UINT64_MAX;

    return up >> state->first_end << state->first_end;
}

void gaps_refine(const struct gaps *gaps, size_t thread, const uint32_t *days,
                 size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct state state;
        size_t bucket;
        uint64_t ends;

        if (!find_state(gaps, days, count, i, &state))
            continue;
        bucket = bucket_of_state(&state);
        ends = gaps->wanted[bucket] & ends_of(&state);
        while (ends)
            refine(gaps, thread, timeline_next(&ends), &state, bucket);
    }
}

/* A gap, and how many there are of it. */
struct ratio {
    double value;
    size_t count;
};

static int compare_ratios(const void *a, const void *b)
{
    const struct ratio *x = a;
    const struct ratio *y = b;

    return (x->value > y->value) - (x->value < y->value);
}

/* The gaps of a grid that there are, ascending. */
static size_t list_ratios(struct arena *arena, const struct gaps *gaps,
                          const struct grid *grid, struct ratio **ratios)
{
    size_t count = 0;

    *ratios =
        arena_array(arena, struct ratio, grid->places[grid->most + 1] + 1);
    for (size_t parts = 1; parts <= grid->most; parts++)
        for (size_t i = grid->places[parts]; i < grid->places[parts + 1]; i++) {
            size_t span =
                least_span(grid->bucket, parts) + i - grid->places[parts];
            struct ratio ratio = {.value = (double)span / (double)parts};

            for (size_t thread = 0; thread < gaps->threads; thread++)
                ratio.count += grid->counts[thread][i];
            if (ratio.count > 0)
                (*ratios)[count++] = ratio;
        }
    qsort(*ratios, count, sizeof **ratios, compare_ratios);
    return count;
}

static double find_middle(const struct gaps *gaps, const struct gap_end *result,
                          const struct middle *middle)
{
    struct arena scratch = {0};
    struct ratio *ratios;
    size_t count =
        list_ratios(&scratch, gaps, result->grids + middle->grid, &ratios);
    size_t rank = middle->rank;
    size_t at = 0;
    double value;

    for (; at + 1 < count && ratios[at].count <= rank; at++)
        rank -= ratios[at].count;
    assert(at < count && rank < ratios[at].count);
    value = ratios[at].value;
    arena_free(&scratch);
    return value;
}

static double find_mean(const struct gaps *gaps, size_t end, size_t count)
{
    double sum = 0;

    for (size_t parts = 1; parts <= gaps->most; parts++)
        sum += (double)gaps->spans[0][parts * row_size(gaps) + end] /
               (double)parts;
    return sum / (double)count;
}

struct gap_measures gaps_measure(const struct gaps *gaps, int32_t end)
{
    struct gap_measures measures = {.mean = (double)NAN, .median = (double)NAN};
    const struct gap_end *result;
    size_t number = 0;

    while (number + 1 < gaps->end_count && gaps->ends[number] < end)
        number++;
    result = gaps->results + number;
    if (result->count == 0)
        return measures;
    measures.customers = (int64_t)result->count;
    measures.mean = find_mean(gaps, number, result->count);
    measures.median = (find_middle(gaps, result, result->middles) +
                       find_middle(gaps, result, result->middles + 1)) /
                      2;
    return measures;
}
