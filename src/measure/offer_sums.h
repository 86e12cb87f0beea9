/*
 * offer_sums.h - what a thread has added up of an offer, over customers.
 */
#ifndef REPORT_MEASURE_OFFER_SUMS_H
#define REPORT_MEASURE_OFFER_SUMS_H

#include "measure/fate.h"
#include "measure/lift.h"
#include "measure/wallet.h"

/* See struct lift. */
struct offer_sums {
    bool has[OFFER_STAGES];
    int64_t counts[FUNNEL_STAGES];
    int64_t allocated_shopped; /* where activations are not known */
    int64_t leaked;
    struct sample treated;
    struct sample control;
    struct sample change;
    struct sample others;
    int128 reward_cost;
};

/* Add a customer, with what he has spent. */
void offer_sums_add(struct offer_sums *score, const struct fate *fate,
                    const struct window *window, const struct wallet *wallet);

void offer_sums_merge(struct offer_sums *into, const struct offer_sums *more);

/* All threads' together are the offer's. */
void offer_sums_settle(const struct offer_sums *score, struct lift *lift);

/* Behind that of all offers: where the data tells of redemptions at all, one
 * that was given to somebody and of which it tells none had none. */
void offer_sums_settle_redemptions(struct lift *lifts, size_t count);

#endif
