/*
 * partition.h - which scopes there are, and what belongs to each; and the
 * windows that they are measured in.
 *
 * An order belongs to its store and channel, a line to its store and class.
 * Stores make up markets and states, classes departments.  Windows with the
 * same days are one here.
 */
#ifndef REPORT_MEASURE_PARTITION_H
#define REPORT_MEASURE_PARTITION_H

#include "measure/slice.h"
#include "measure/timeline.h"

enum scope_kind {
    SCOPE_WHOLE, /* one: "all" */
    SCOPE_MARKET,
    SCOPE_STATE,
    SCOPE_STORE,
    SCOPE_DEPARTMENT,
    SCOPE_CHANNEL, /* in the table scan_rates only */
    SCOPE_KINDS
};

struct partition {
    const struct book *book;
    const struct book *sealed; /* the book before it was cut: cutoff.h */
    const struct members *members;
    size_t threads;
    /* The kind's values: groups of the book's stores or channels, the unknown
     * one behind all, or of the catalogue's classes.  None: not given. */
    struct grouping kinds[SCOPE_KINDS];
    size_t first[SCOPE_KINDS]; /* number of its first scope */
    size_t scope_count;
    uint32_t *departments; /* partition_department() */
    struct window windows[SLOT_COUNT];
    size_t window_count;
    size_t numbers[SLOT_COUNT]; /* of each slot; window_count: none of these */
    struct timeline timeline;   /* of the windows */
};

/* Of the windows of a view but SLOT_WHOLE. */
struct partition partition_make(struct arena *arena, const struct view *view);

/* Whether there is a scope of such a kind. */
static inline bool partition_has(const struct partition *partition,
                                 enum scope_kind kind)
{
    return partition->kinds[kind].count > 0;
}

/* The scope that a store, channel or class is in, by its number. */
static inline size_t partition_find(const struct partition *partition,
                                    enum scope_kind kind, size_t number)
{
    return partition->first[kind] + partition->kinds[kind].groups[number];
}

/* The group of an item of an order, MAP_NONE: unknown, among departments. */
static inline uint32_t partition_department(const struct partition *partition,
                                            uint32_t item)
{
    return partition->departments[(uint32_t)(item + 1)];
}

/* The number of a store or channel, where MAP_NONE is the unknown one. */
static inline size_t number_of(uint32_t number, const struct map *ids)
{
    return number == MAP_NONE ? ids->count : number;
}

#endif
