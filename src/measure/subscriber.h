/*
 * subscriber.h - who subscribes: counts, recurring revenue and baskets of
 * windows (metrics.md 4).
 *
 * A customer is a subscriber on the days that a paid span covers.  A window
 * knows no span that begins after its end, but for churn, which looks 7 days
 * further, up to the as-of day; how long a span lasts that has begun is known
 * from its start.  All is exact, and nothing depends on the number of threads.
 */
#ifndef REPORT_MEASURE_SUBSCRIBER_H
#define REPORT_MEASURE_SUBSCRIBER_H

#include "fold/book.h"
#include "measure/window.h"

/* How monthly recurring revenue (MRR) goes from the eve of a window to its
 * end. */
enum movement {
    MOVEMENT_OPENING, /* who pays on the eve */
    MOVEMENT_NEW,     /* paid nothing on the eve, and no day before */
    MOVEMENT_REACTIVATION,
    MOVEMENT_EXPANSION,
    MOVEMENT_CONTRACTION,
    MOVEMENT_CHURN,
    MOVEMENT_CLOSING, /* who pays on the last day */
    MOVEMENTS
};

struct mrr_movement {
    int64_t customers;
    int64_t monthly; /* MONTHLY_PARTS of money; of who pays less, negative */
};

struct subscription_totals {
    bool delivered;      /* the extract was */
    int64_t subscribers; /* paid on the last day */
    int64_t eve;         /* paid on the day before the first one */
    int64_t new_subscribers;
    int64_t reactivated;
    int64_t churned;
    int64_t provisional; /* of these: 7 days after are not all known yet */
    struct mrr_movement movements[MOVEMENTS];
    int64_t baskets;   /* on paid days of their customer */
    int64_t value;     /* gross - discount of these, money */
    int64_t customers; /* distinct, with such a basket */
    int64_t net;       /* net sales of orders of paid days, by lines' own day */
};

/* What a customer pays around a window. */
struct standing {
    bool eve;        /* paid on the day before the window */
    bool end;        /* paid on its last day */
    bool inside;     /* paid on a day of it */
    int32_t first;   /* paid day ever; INT32_MAX: none */
    int32_t last;    /* paid day as far as known; DATE_NONE: none */
    int64_t opening; /* monthly, on the eve and on the last day */
    int64_t closing;
};

/* Whether a paid span covers a day. */
bool subscriber_paid(struct span_list spans, int32_t date);

/* The first paid day of all; INT32_MAX: none. */
int32_t subscriber_first(struct span_list spans);

/* Where a subscriber stands in a window, by what is known on the as-of day. */
struct standing subscriber_standing(struct span_list spans,
                                    const struct window *window, int32_t as_of);

/* The last paid day lies in the window, and no paid one in the 7 after. */
static inline bool subscriber_churned(const struct standing *standing,
                                      const struct window *window)
{
    return standing->last >= window->start && standing->last <= window->end;
}

/* What is asked for. */
struct subscriber_order {
    const struct book *book;
    const uint32_t *subscribers; /* identify_customers() */
    size_t threads;
    const struct window *windows; /* TIMELINE_WINDOWS at the most */
    size_t count;
    int32_t as_of;
};

/* The totals of each window; those of an unknown window are of nobody. */
void subscribers_count(const struct subscriber_order *asked,
                       struct subscription_totals *totals);

#endif
