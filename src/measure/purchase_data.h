/*
 * purchase_data.h - how often customers came, and when last, in classes of
 * those of whom the same is known.
 *
 * Of a customer that is the number of repeat purchases x, and the days from his
 * first purchase to the last one, and to the end of what is known: his recency
 * and his age.
 */
#ifndef REPORT_MEASURE_PURCHASE_DATA_H
#define REPORT_MEASURE_PURCHASE_DATA_H

#include "base/arena.h"

#include <stdint.h>

/* What is known of a customer, as a number; x below 2^24, days below 2^20. */
static inline uint64_t purchase_key(uint32_t x, uint32_t recency, uint32_t age)
{
    return (uint64_t)x << 40 | (uint64_t)age << 20 | recency;
}

/* Who share all that is known, or their first two. */
static inline uint32_t purchase_repeats(uint64_t key)
{
    return (uint32_t)(key >> 40);
}

static inline uint32_t purchase_age(uint64_t key)
{
    return (uint32_t)(key >> 20) & 0xFFFFF;
}

static inline uint32_t purchase_recency(uint64_t key)
{
    return (uint32_t)key & 0xFFFFF;
}

/* Many customers, the same known of each of a class. */
struct purchase_class {
    uint64_t key;
    uint64_t count;
};

struct purchase_data {
    struct purchase_class *classes; /* by key */
    size_t count;
    uint64_t customers;
    uint64_t repeaters; /* x > 0 */
    uint64_t repeats;   /* the sum of x */
};

/* Customers by their keys, which are sorted on the way. */
struct purchase_data purchase_data_make(struct arena *arena, uint64_t *keys,
                                        size_t count, size_t threads);

/* So many of the customers or a few less, who are like all: every so many-th in
 * the order of keys. */
struct purchase_data purchase_data_thin(struct arena *arena,
                                        const struct purchase_data *data,
                                        uint64_t customers);

#endif
