/*
 * law.h - the numbers by which Harbour & Vale's customers behave.
 *
 * Times are in weeks of the trading clock (clock.h), in which every week is
 * as busy as the mean one: a purchase process that is Poisson on that clock
 * has the season, weekday and hour shape on the calendar.
 */
#ifndef DEMO_LAW_H
#define DEMO_LAW_H

struct law {
    double lines_each; /* lines of one customer and what goes with him */

    /* BG/NBD: rate ~ Gamma(r, alpha), dropout after each repeat ~ Beta(a, b) */
    double r, alpha, a, b;
    /* Gamma-Gamma: basket at first prices ~ Gamma(p, nu), nu ~ Gamma(q, gamma),
     * in currency units */
    double p, q, gamma;

    double opening_share;     /* of customers already there when data begins */
    double opening_weeks;     /* their mean time to the first basket */
    double anonymous_baskets; /* that go with each customer */
    double anonymous_decline; /* of their density, over all weeks, to mean */
    double anonymous_spend;   /* of the same law, this many times */

    double member_base;  /* log odds of ever joining, at mean spend */
    double member_slope; /* … by log of the customer's spend to the mean */
    double join_at_once; /* share of members who join with the first basket */
    double join_days;    /* mean of the others */
    double leave_share;  /* of members who end the membership at some time */

    double subscriber_share; /* of members */
    double subscriber_pull;  /* more visits on days with a paid span */
    double trial_share, trial_converts;
    double year_share;   /* of plans paid by the year */
    double cancel_month; /* chance each month */
    double return_share; /* of those who cancelled */
    double staff_share;

    double season_wave;    /* of the year, amplitude */
    double christmas_peak; /* on the eve, above the mean */
    double christmas_days; /* in which it falls to a third, backwards */
    double clearance;      /* 26 to 31 December, above the mean */
    double growth_year;    /* of the visit rate */
    double price_up;       /* chance that a price change is upward */
    double rating_slope;   /* log popularity a rating point */
    double dip;            /* demand in the two weeks after a promotion */
    double online_share;
    double split_share;  /* of online orders with two shipments */
    double return_visit; /* baskets of which something comes back */
};

extern const struct law law;

/* Weights of the hours 8 to 21 in stores, Monday to Sunday. */
enum { HOUR_FIRST = 8, HOURS = 14, WEEKDAYS = 7 };
extern const double law_hours[WEEKDAYS][HOURS];

#endif
