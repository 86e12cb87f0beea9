/*
 * truth.h - what is so, by construction: truth.json.
 *
 * Sums are integers, money in cents, by the definitions of metrics.md, of
 * sound rows only; a basket counts where and when its first line does.
 */
#ifndef DEMO_TRUTH_H
#define DEMO_TRUTH_H

#include "basket.h"

struct truth_cell {
    int64_t gross;
    int64_t discount;
    int64_t returns;
    int64_t lines; /* sale lines */
    int64_t units; /* thousandths, of sale lines */
    int64_t baskets;
    int64_t member_baskets;
};

struct truth {
    struct truth_cell stores[PERIODS][PLACES];
    struct truth_cell categories[PERIODS][CATEGORIES]; /* no baskets */
    int64_t anonymous_weeks[WEEKS];    /* baskets of anonymous shoppers */
    int64_t hours[WEEKDAYS][24];       /* baskets in stores */
    int64_t customers[PERIODS];        /* distinct, with a basket */
    int64_t members[PERIODS];          /* distinct, with a member's one */
    int64_t promoted[PROMOTION_TYPES]; /* sale lines under a promotion */
    int64_t identified;                /* customers made */
    int64_t lent[2];                   /* baskets with the lent cards */
    uint64_t lent_periods[2];          /* as bits */
    int64_t faulty;                    /* baskets that lost their card */
    int64_t rows;                      /* of transactions, sound ones */
    struct offer_count offers[OFFERS];
};

/* What the file tells of the run. */
struct truth_run {
    const struct shop *shop;
    uint64_t lines; /* asked for */
    double damage;
    uint64_t damaged;
};

/* What targets.csv says is derived from the sums: a plan made a year ago. */
void truth_write_targets(const struct truth *truth, const struct clock *clock,
                         struct out *out);

void truth_write(const struct truth *truth, const struct truth_run *run,
                 struct out *out);

#endif
