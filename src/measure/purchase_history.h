/*
 * purchase_history.h - what one customer has bought up to the as-of day, day by
 * day.
 *
 * Orders are entries of the days that their lines are of; an occasion is a day
 * with a sale line of net > 0 (metrics.md 0, Occasion).
 */
#ifndef REPORT_MEASURE_PURCHASE_HISTORY_H
#define REPORT_MEASURE_PURCHASE_HISTORY_H

#include "measure/patron.h"

/* Lines of an order of a day; what was moved from it to another day is taken
 * off again.  Money and thousandths of units. */
struct entry {
    int32_t day;
    uint32_t channel; /* of the book; MAP_NONE: unknown */
    int64_t gross;
    int64_t discount;
    int64_t returns;
    int64_t units;
    int64_t returned_units;
};

static inline int64_t entry_net(const struct entry *entry)
{
    return entry->gross - entry->discount - entry->returns;
}

struct purchase_history {
    struct arena arena;
    int32_t *occasions; /* days, ascending, each once */
    size_t occasion_count;
    size_t occasion_capacity;
    struct entry *entries; /* in no order */
    size_t entry_count;
    size_t entry_capacity;
};

/* Take a customer in place of the one before; all is up to the day `end`. */
void purchase_history_take(struct purchase_history *history,
                           const struct book *book, const struct patron *patron,
                           int32_t end);

#endif
