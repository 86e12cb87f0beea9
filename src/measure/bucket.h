/*
 * bucket.h - where numbers from 1 up lie on a scale of 256 steps an octave.
 *
 * Counts by bucket tell in which one a quantile lies, so that only what is in
 * there has to be told apart: it is selected and not all sorted.
 */
#ifndef REPORT_MEASURE_BUCKET_H
#define REPORT_MEASURE_BUCKET_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    BUCKET_BITS = 8,
    BUCKETS = 64 << BUCKET_BITS, /* for all that 64 bits can count */
    BUCKET_SHIFT = 52 - BUCKET_BITS,
    BUCKET_OF_ONE = 1023 << BUCKET_BITS,
};

/* A double's exponent and first digits; a larger number has no smaller one. */
static inline size_t bucket_of(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return (size_t)(bits >> BUCKET_SHIFT) - BUCKET_OF_ONE;
}

/* The smallest number of a bucket. */
static inline double bucket_start(size_t bucket)
{
    uint64_t bits = (uint64_t)(bucket + BUCKET_OF_ONE) << BUCKET_SHIFT;
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

#endif
