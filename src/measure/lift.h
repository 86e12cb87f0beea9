/*
 * lift.h - what personal offers did: who took them up, and what more those
 * spent who were given one (metrics.md 5).
 *
 * All offers are worked out at once, in one walk over the customers of their
 * events; where an offer has no control group, in one more over all customers.
 * What is added up is exact, and depends on no order.
 *
 * Of the events only what happened up to the as-of day is seen.  A customer's
 * rows of one offer count together; who is in both groups counts as treated.
 */
#ifndef REPORT_MEASURE_LIFT_H
#define REPORT_MEASURE_LIFT_H

#include "fold/book.h"
#include "measure/interval.h"
#include "measure/totals.h"

/* Each is implied by those after it; all are of treated customers. */
enum funnel_stage {
    FUNNEL_ALLOCATED,
    FUNNEL_DELIVERED,
    FUNNEL_OPENED,
    FUNNEL_ACTIVATED,
    FUNNEL_SHOPPED, /* activated, and a basket in the window; or redeemed */
    FUNNEL_REDEEMED,
    FUNNEL_STAGES
};

enum lift_basis {
    LIFT_NONE,    /* nobody was given it */
    LIFT_CONTROL, /* against those held out at random */
    LIFT_BEFORE,  /* the change on as many days before, against that of others
                   */
};

/* One offer.  Money of a customer is net sales of all orders by line's day. */
struct lift {
    struct window window;    /* up to the as-of day; unknown: not yet begun */
    bool is_complete;        /* the window is the whole one */
    bool has_before;         /* the data reaches back as far as it takes */
    bool has[FUNNEL_STAGES]; /* its events tell of it; of redemptions: any
                                offer's, and it was given to somebody */
    int64_t counts[FUNNEL_STAGES]; /* customers */
    int64_t leaked;                /* redemptions by who is not treated */
    struct sample treated;         /* in the window */
    struct sample control;
    struct sample change; /* less the same number of days before it */
    struct sample others; /* of customers with a basket before, not treated */
    int128 reward_cost;   /* of redemptions in the window; money */
    double margin_rate;   /* of all sales in the window; NaN */
};

struct lifts {
    struct lift *items; /* of each offer of the catalogue; NULL: no events */
    size_t *order;      /* numbers of offers by start, then id */
    size_t count;
};

struct lifts_order {
    const struct book *book;
    const struct members
        *members; /* whose `offers` are the events' customers */
    int32_t as_of;
    /* Offers that meet this one are compared with days before, if they must. */
    struct window shown;
    size_t threads;
};

/* All offers of the catalogue; they live in the arena. */
struct lifts lifts_make(struct arena *arena, const struct lifts_order *asked);

enum lift_basis lift_basis(const struct lift *lift);

/* Treated against control, who are alike but for the offer, or the changes, of
 * customers who are not; in currency units a customer. */
struct difference lift_difference(const struct lift *lift);

/* Money as a number of currency units. */
double lift_cost(const struct lift *lift);

/* What offers with a control group earned that ended in a window. */
void lifts_total(const struct lifts *lifts, const struct book *book,
                 const struct window *window, struct offer_totals *totals);

#endif
