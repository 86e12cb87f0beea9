/*
 * spread.h - quantiles of values in several windows, without sorting them.
 *
 * Values are shown twice, in any order and by any thread: at first they are
 * counted by bucket, then those are kept that lie in the bucket of a quantile.
 * A value that lies in several windows is counted and kept once.  Quantiles are
 * those of the sorted values (type 7), to the last digit.
 */
#ifndef REPORT_MEASURE_SPREAD_H
#define REPORT_MEASURE_SPREAD_H

#include "measure/bucket.h"
#include "measure/timeline.h"

struct shelf;

/* Values of one rank: the bucket they are in, and how many are below it. */
struct rank_place {
    size_t rank;
    size_t bucket;
    size_t below;
};

struct spread {
    const struct timeline *timeline;
    const double *quantiles; /* 0..1 */
    size_t quantile_count;
    size_t window_count;
    size_t threads;
    uint32_t **counts;         /* of each thread: by stretch and bucket */
    uint32_t *numbers;         /* of shelves, + 1, by stretch and bucket */
    struct shelf *shelves;     /* where values are kept */
    size_t *value_counts;      /* of each window */
    struct rank_place *places; /* two of each window and quantile */
};

/* All but the counts is set by the caller; these are made here. */
void spread_begin(struct arena *arena, struct spread *spread);

/* Between the two times that values are shown. */
void spread_choose(struct arena *arena, struct spread *spread);

/* Once more, from 1 up, on a day of the stretch. */
static inline void spread_count(const struct spread *spread, size_t thread,
                                size_t stretch, uint64_t value)
{
    spread->counts[thread][stretch * BUCKETS + bucket_of((double)value)]++;
}

/* Keep a value on its shelf. */
void spread_put(const struct spread *spread, uint32_t number, uint64_t value);

static inline void spread_keep(const struct spread *spread, size_t stretch,
                               uint64_t value)
{
    uint32_t number =
        spread->numbers[stretch * BUCKETS + bucket_of((double)value)];

    if (number)
        spread_put(spread, number - 1, value);
}

/* A quantile, by its number, of the values in a window; NaN without values. */
double spread_quantile(const struct spread *spread, size_t window,
                       size_t quantile);

#endif
