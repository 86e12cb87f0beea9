/*
 * score.h - what a thread has added up of an offer, over customers.
 */
#ifndef REPORT_MEASURE_SCORE_H
#define REPORT_MEASURE_SCORE_H

#include "measure/fate.h"
#include "measure/lift.h"
#include "measure/purse.h"

/* See struct lift. */
struct score {
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
void score_add(struct score *score, const struct fate *fate,
               const struct window *window, const struct purse *purse);

void score_merge(struct score *into, const struct score *more);

/* All threads' together are the offer's. */
void score_settle(const struct score *score, struct lift *lift);

#endif
