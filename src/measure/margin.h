/*
 * margin.h - the gross margin rate of all sales in any days.
 */
#ifndef REPORT_MEASURE_MARGIN_H
#define REPORT_MEASURE_MARGIN_H

#include "fold/book.h"
#include "measure/window.h"

/* Of lines with a unit cost: what they come to before each day of the data. */
struct margins {
    int32_t first; /* day of the data */
    size_t days;
    int64_t *net;  /* money */
    int64_t *cost; /* COST_PLACES */
};

/* Of the whole book; they live in the arena. */
struct margins margins_make(struct arena *arena, const struct book *book);

/* Gross margin / net sales of a window; NaN where there are none. */
double margins_rate(const struct margins *margins, const struct window *window);

#endif
