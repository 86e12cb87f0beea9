#include "measure/offer_sums.h"

/* A later stage implies those before it. */
static void count_stages(struct offer_sums *score, const struct fate *fate,
                         bool has_basket)
{
    bool redeemed = fate->redemptions > 0;
    bool activated = fate->has[OFFER_ACTIVATED] || redeemed;
    bool opened =
        fate->has[OFFER_OPENED] || fate->has[OFFER_REDEEMED] || activated;

    score->counts[FUNNEL_ALLOCATED]++;
    score->counts[FUNNEL_DELIVERED] += fate->has[OFFER_DELIVERED] || opened;
    score->counts[FUNNEL_OPENED] += opened;
    score->counts[FUNNEL_ACTIVATED] += activated;
    score->counts[FUNNEL_SHOPPED] += (activated && has_basket) || redeemed;
    score->counts[FUNNEL_REDEEMED] += redeemed;
    score->allocated_shopped += has_basket || redeemed;
}

void offer_sums_add(struct offer_sums *score, const struct fate *fate,
                    const struct window *window, const struct wallet *wallet)
{
    int64_t net = wallet_net(wallet, window->start, window->end);

    for (enum offer_stage i = 0; i < OFFER_STAGES; i++)
        score->has[i] |= fate->has[i];
    score->reward_cost += fate->reward_cost;
    if (fate->is_treated) {
        sample_add(&score->treated, net);
        sample_add(&score->change, net - wallet_net_before(wallet, window));
        count_stages(score, fate,
                     wallet_has_basket(wallet, window->start, window->end));
        return;
    }
    score->leaked += fate->redemptions;
    if (fate->is_control)
        sample_add(&score->control, net);
}

void offer_sums_merge(struct offer_sums *into, const struct offer_sums *more)
{
    for (enum offer_stage i = 0; i < OFFER_STAGES; i++)
        into->has[i] |= more->has[i];
    for (enum funnel_stage i = 0; i < FUNNEL_STAGES; i++)
        into->counts[i] += more->counts[i];
    into->allocated_shopped += more->allocated_shopped;
    into->leaked += more->leaked;
    into->reward_cost += more->reward_cost;
    sample_merge(&into->treated, &more->treated);
    sample_merge(&into->control, &more->control);
    sample_merge(&into->change, &more->change);
    sample_merge(&into->others, &more->others);
}

/* Where activations are not known, all are taken to have activated who were
 * given the offer. */
void offer_sums_settle(const struct offer_sums *score, struct lift *lift)
{
    for (enum funnel_stage i = 0; i < FUNNEL_STAGES; i++)
        lift->counts[i] = score->counts[i];
    if (!score->has[OFFER_ACTIVATED])
        lift->counts[FUNNEL_SHOPPED] = score->allocated_shopped;
    lift->has[FUNNEL_ALLOCATED] = score->has[OFFER_ALLOCATED];
    lift->has[FUNNEL_DELIVERED] = score->has[OFFER_DELIVERED];
    lift->has[FUNNEL_OPENED] = score->has[OFFER_OPENED];
    lift->has[FUNNEL_ACTIVATED] = score->has[OFFER_ACTIVATED];
    lift->has[FUNNEL_SHOPPED] = score->has[OFFER_ALLOCATED];
    lift->has[FUNNEL_REDEEMED] = score->has[OFFER_REDEEMED];
    lift->leaked = score->leaked;
    lift->reward_cost = score->reward_cost;
    lift->treated = score->treated;
    lift->control = score->control;
    lift->change = score->change;
    lift->others = score->others;
}

void offer_sums_settle_redemptions(struct lift *lifts, size_t count)
{
    bool is_told = false;

    for (size_t i = 0; i < count; i++)
        is_told |= lifts[i].has[FUNNEL_REDEEMED];
    for (size_t i = 0; i < count; i++)
        lifts[i].has[FUNNEL_REDEEMED] |=
            is_told && lifts[i].has[FUNNEL_ALLOCATED];
}
