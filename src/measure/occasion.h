/*
 * occasion.h - the days on which a customer bought: distinct (customer, date)
 * with positive sale lines (metrics.md 0).
 */
#ifndef REPORT_MEASURE_OCCASION_H
#define REPORT_MEASURE_OCCASION_H

#include "base/arena.h"
#include "measure/totals.h"

struct occasions {
    struct arena *arena; /* set before the first occasions_add */
    uint64_t *items;
    size_t count;
    size_t capacity;
};

/* Each as often as one likes, in any order. */
void occasions_add(struct occasions *occasions, uint32_t customer,
                   int32_t date);

/*
 * The new and existing customers of each window, and the gaps between the
 * occasions of all days up to its end.
 */
void occasions_count(struct occasions *occasions, const struct window *windows,
                     size_t count, struct totals *totals);

#endif
