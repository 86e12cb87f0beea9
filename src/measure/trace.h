/*
 * trace.h - what one customer bought, basket by basket and amount by amount.
 */
#ifndef REPORT_MEASURE_TRACE_H
#define REPORT_MEASURE_TRACE_H

#include "measure/shift.h"

/* A basket, on the day of its first line. */
struct stop {
    int32_t date;
    uint32_t second; /* of the day; 0 where it is not known */
    uint32_t store;
};

/* Net sales of an order, or of lines of it, on their own day. */
struct amount {
    int32_t day;
    int64_t net;
};

struct trace {
    struct arena *arena;
    struct stop *stops; /* by date, those of a day in no order */
    size_t stop_count;
    size_t stop_capacity;
    struct amount *amounts; /* by day */
    size_t amount_count;
    size_t amount_capacity;
};

/* Take a customer in place of the one before. */
void trace_take(struct trace *trace, const struct book *book,
                const struct shifts *shifts, uint32_t customer);

/* The net sales of the days first .. last. */
int64_t trace_net(const struct trace *trace, int32_t first, int32_t last);

#endif
