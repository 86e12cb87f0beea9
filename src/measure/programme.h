/*
 * programme.h - what the KPIs of the loyalty programme are made of.
 *
 * programme_make() works out any number of windows in one walk over the
 * customers of a sealed book, and one over those that offers were made to,
 * shared by threads (metrics.md 3).  Whoever is
 * counted is a member on the window's last day; what counts as a member's
 * basket or order is one on a day that the membership covers.  All are exact
 * integers, which do not depend on the number of threads.
 */
#ifndef REPORT_MEASURE_PROGRAMME_H
#define REPORT_MEASURE_PROGRAMME_H

#include <stdbool.h>
#include <stdint.h>

struct totals;
struct totals_order;

/* Customers are distinct; n weeks are those to the window's last day. */
struct programme {
    int64_t active;          /* members with a member's basket of late */
    int64_t active_12_weeks; /* and in others */
    int64_t active_52_weeks;
    int64_t member_net;          /* net sales of members' orders, money */
    int64_t member_net_52_weeks; /* of their lines in 52 weeks */
    int64_t new_members;         /* membership began here, and shopped here */
    int64_t reactivated;  /* shopped here, not of late before, but earlier */
    int64_t lapsed;       /* shopped of late before, but not here */
    int64_t from_group;   /* first day here, after a first one at the group */
    int64_t engaged;      /* an offer activated and a basket, both of late */
    int64_t redeemers;    /* redeemed an offer here */
    int64_t redeemer_net; /* net sales of these, money */
    int64_t reward_cost;  /* of whatever was redeemed here, money */
    bool has_activations; /* the offer events say when */
    bool has_redemptions;
    bool has_costs;
    bool has_group_first; /* the customers extract says when that was */
    bool has_member_from; /* and when a membership began */
};

/*
 * Set `programme`, which is all 0 so far, in the totals of each window; 0 stays
 * in an unknown one, and in all where there are no lines.
 */
void programme_make(const struct totals_order *asked, struct totals *totals);

#endif
