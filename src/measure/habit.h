/*
 * habit.h - how recently, how often and for how much each customer has bought,
 * as of the end of the reported window and of the one before (metrics.md 6).
 *
 * The population is identified customers who are no staff and have a basket in
 * the weeks to that day; orders are as they were known on it.  One walk over
 * all customers; 32 bytes each, and 8 of what was before.
 */
#ifndef REPORT_MEASURE_HABIT_H
#define REPORT_MEASURE_HABIT_H

#include "measure/view.h"

/* A customer.  Amounts are of lines by their own day. */
struct habit {
    int64_t net;      /* net sales in the weeks, money */
    int64_t sales;    /* the same of sale lines alone */
    int64_t year_net; /* net sales in the 52 weeks to the end */
    int32_t last;     /* day of the last basket in the weeks; DATE_NONE: none */
    uint32_t baskets; /* in the weeks */
};

struct former_habit {
    int32_t last;
    uint32_t baskets;
};

/* The weeks to a day. */
struct habit_span {
    int32_t first;
    int32_t end; /* DATE_NONE: unknown */
};

struct habits {
    struct habit *items; /* of each customer of the book */
    uint32_t count;
    struct habit_span span;
    struct former_habit *former; /* of each; NULL: the span is unknown */
    struct habit_span former_span;
    uint32_t most; /* baskets of a customer, now or then */
};

/*
 * Walk over all customers, in weeks to the ends of the reported window and of
 * the one before; of 0 weeks the whole history.  What was then lives in
 * `scratch`.
 */
void habits_make(struct arena *arena, struct arena *scratch,
                 const struct view *view, struct habits *habits);

#endif
