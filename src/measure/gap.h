/*
 * gap.h - the days between a customer's occasions: mean and median over
 * customers, as they are at the ends of several windows.
 *
 * A gap is the days from the first occasion to the last one up to the window's
 * end, over the occasions between: a ratio of integers.  Customers are shown
 * twice, in any order and by any thread.  An occasion makes a gap that holds
 * until the next one, and so is added once for all the ends in between.  The
 * mean sums whole days by the number of occasions, exactly, before it divides;
 * the median counts ratios by bucket at first, then all that lie in the bucket
 * of the median one by one.
 */
#ifndef REPORT_MEASURE_GAP_H
#define REPORT_MEASURE_GAP_H

#include "measure/timeline.h"

struct gap_end;

struct gaps {
    const struct timeline *timeline;
    size_t threads;
    size_t most; /* occasions of a customer: days with sales */
    /* Made by gaps_begin(). */
    int32_t ends[TIMELINE_WINDOWS]; /* of windows, ascending, each once */
    size_t end_count;
    uint8_t *first_ends; /* of each day: how many ends are before it */
    int64_t **spans;     /* of each thread: by occasions - 1 and end */
    uint32_t **counts;   /* of each thread: by bucket and end */
    size_t bucket_count;
    uint64_t *wanted; /* of each bucket: the ends whose median is in there */
    struct gap_end *results;
};

/* All up to `most` is set. */
void gaps_begin(struct arena *arena, struct gaps *gaps,
                const struct window *windows, size_t window_count);

/* A customer's occasions: days of the timeline, ascending, each once. */
void gaps_count(const struct gaps *gaps, size_t thread, const uint32_t *days,
                size_t count);

/* Between the two times that customers are shown. */
void gaps_choose(struct arena *arena, struct gaps *gaps);

/* Once more. */
void gaps_refine(const struct gaps *gaps, size_t thread, const uint32_t *days,
                 size_t count);

/* Days between purchases; NaN where no customer has two. */
struct gap_measures {
    int64_t customers;
    double mean;
    double median;
};

/* As of the end of a window that is known. */
struct gap_measures gaps_measure(const struct gaps *gaps, int32_t end);

#endif
