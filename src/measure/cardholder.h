/*
 * cardholder.h - what one customer did for the loyalty programme, added to
 * counts.
 */
#ifndef REPORT_MEASURE_CARDHOLDER_H
#define REPORT_MEASURE_CARDHOLDER_H

#include "measure/shift.h"
#include "measure/tenure.h"

/* Members on each day who have something in the days to it. */
enum headcount {
    BASKET_12_WEEKS,
    BASKET_ACTIVE, /* tenure.active_days */
    BASKET_52_WEEKS,
    ENGAGED, /* cardholder.engaged_days */
    HEADCOUNTS
};

/* What one thread has counted; days are those of the timeline. */
struct cardholder_sums {
    int64_t *steps[HEADCOUNTS]; /* from each day before to the day */
    int64_t *member_net;        /* of each day */
    int64_t *reward_cost;       /* of each day */
    struct programme windows[TIMELINE_WINDOWS];
    struct arena arena;
    int32_t *days; /* of a customer's member's baskets */
    size_t day_capacity;
    int32_t *activations; /* the days of a customer's */
    size_t activation_capacity;
};

/* A customer of the book; `tenure` has no baskets yet. */
struct cardholder {
    const struct book *book;
    struct tenure tenure;
    int32_t engaged_days;
    const struct customer *row; /* of the customers extract; NULL: none */
    struct order_list orders;
    struct shift_list moved; /* lines of these */
    const struct offer_event *events;
    size_t event_count;
};

/* Count all but redeemers, of whom it adds the sales. */
void cardholder_count(struct cardholder *cardholder,
                      struct cardholder_sums *sums);

/* The windows in which a member has redeemed an offer. */
uint64_t cardholder_redeemed(const struct tenure *tenure,
                             const struct offer_event *events, size_t count);

#endif
