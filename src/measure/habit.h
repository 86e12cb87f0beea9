/*
 * habit.h - how recently, how often and for how much each customer has bought,
 * as of the end of the reported window and of the one before (metrics.md 6).
 *
 * The population is identified customers who are no staff and have a basket in
 * the weeks to that day; orders are as they were known on it.  One walk over
 * all customers; 20 bytes each, and 8 of what was before.
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

/* The same where amounts fit 32 bits, as they mostly do; else, in place of
 * `baskets`, HABIT_WIDE, and the number of a habit in `net`. */
struct small_habit {
    int32_t net;
    int32_t sales;
    int32_t year_net;
    int32_t last;
    uint32_t baskets;
};

#define HABIT_WIDE UINT32_MAX

/* Habits that do not fit; of each thread. */
struct wide_habits {
    struct arena arena;
    struct habit *items;
    size_t count;
    size_t room;
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
    struct small_habit *items; /* habits_of(), of each customer of the book */
    struct wide_habits *wide;  /* of each thread, whose number is in `sales` */
    uint32_t count;
    struct habit_span span;
    struct former_habit *former; /* of each; NULL: the span is unknown */
    struct habit_span former_span;
    uint32_t most; /* baskets of a customer, now or then */
};

static inline struct habit habits_of(const struct habits *habits,
                                     uint32_t customer)
{
    const struct small_habit *small = habits->items + customer;

    if (small->baskets == HABIT_WIDE)
        return habits->wide[small->sales].items[small->net];
    return (struct habit){.net = small->net,
                          .sales = small->sales,
                          .year_net = small->year_net,
                          .last = small->last,
                          .baskets = small->baskets};
}

/* The day of the last basket in the weeks; DATE_NONE: none. */
static inline int32_t habits_last(const struct habits *habits,
                                  uint32_t customer)
{
    return habits->items[customer].last;
}

/*
 * Walk over all customers, in weeks to the ends of the reported window and of
 * the one before; of 0 weeks the whole history.  What was then lives in
 * `scratch`.
 */
void habits_make(struct arena *arena, struct arena *scratch,
                 const struct view *view, struct habits *habits);

#endif
