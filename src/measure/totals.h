/*
 * totals.h - what the KPIs of a window are made of: sums, counts, quantiles.
 *
 * totals_make() works out any number of windows in the same two passes over the
 * orders of a sealed book and two over its customers, shared by threads.  Money
 * counts on its line's own day, a basket on the day of its first line
 * (metrics.md 0).  All but the gaps and quantiles are exact integers; nothing
 * depends on the number of threads.
 */
#ifndef REPORT_MEASURE_TOTALS_H
#define REPORT_MEASURE_TOTALS_H

#include "fold/book.h"
#include "measure/calendar.h"
#include "measure/member.h"
#include "measure/outlay.h"
#include "measure/programme.h"
#include "measure/subscriber.h"

/* The scope that KPIs are of: all orders. */
#define SCOPE_ALL STR("all")

/* The quantiles kept of basket values. */
enum basket_quantile {
    BASKET_P10,
    BASKET_P25,
    BASKET_P50,
    BASKET_P75,
    BASKET_P90,
    BASKET_QUANTILES
};

/* What share of baskets each is above. */
extern const double basket_quantiles[BASKET_QUANTILES];

/* Offers with a control group that ended in the window (lift.h), in currency
 * units. */
struct offer_totals {
    int64_t offers;
    double margin;        /* what they earned more */
    double reward_cost;   /* of their redemptions */
    double supplier_cost; /* the part of it that suppliers pay */
};

struct totals {
    struct sums sums;
    /* Of orders with a customer: gross, discount, returns and units, and unit
     * sales where `all_units`. */
    struct sums identified;
    int64_t baskets;
    int64_t basket_value;    /* gross - discount of the baskets, money */
    int64_t basket_products; /* distinct products, added up over baskets */
    double basket_quantiles[BASKET_QUANTILES]; /* currency units; NaN */
    int64_t identified_baskets;
    int64_t member_baskets;     /* whose customer was a member on their day */
    int64_t members;            /* distinct customers of these */
    int64_t member_value;       /* gross - discount of these, money */
    int64_t customers;          /* with a basket */
    int64_t new_customers;      /* first-ever occasion in the window */
    int64_t existing_customers; /* an occasion here, and one before */
    int64_t gap_customers;      /* with two occasions up to the window's end */
    double gap_mean;            /* days; NaN */
    double gap_median;
    struct offer_totals offers; /* lifts_total() */
    bool has_costs;             /* the products extract gives unit costs */
    bool has_products;          /* the transactions give products */
    bool tells_members;         /* catalogue_tells_members() */
    bool all_units;             /* every department counts as units */
    struct programme programme; /* left to programme_make() */
    struct subscription_totals subscription; /* subscribers_count() */
    struct outlay_totals outlays;            /* outlays_total() */
};

/* Whether anything can be told of members: who is one is known, and some are
 * identified. */
static inline bool totals_tell_members(const struct totals *totals)
{
    return totals->customers > 0 && totals->tells_members;
}

/* What is asked for. */
struct totals_order {
    const struct book *book;
    const struct members *members; /* of the book */
    size_t threads;
    const struct window *windows; /* TIMELINE_WINDOWS at the most */
    size_t count;
    int32_t active_days; /* that members are active and engaged for */
    int32_t engaged_days;
};

/*
 * The totals of each window; those of an unknown window are of no day.
 * `totals` has room for `count`, `baskets` for those of each day from the
 * book's first one to its last one.
 */
void totals_make(const struct totals_order *asked, struct totals *totals,
                 int64_t *baskets);

#endif
