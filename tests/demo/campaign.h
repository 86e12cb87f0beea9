/*
 * campaign.h - advertising: a campaign a period, department and medium, and
 * what it is said to have sold.
 *
 * Budgets grow with the number of customers, so these extracts are not the
 * same at any size; what is attributed is spend times a known return, with
 * noise.
 */
#ifndef DEMO_CAMPAIGN_H
#define DEMO_CAMPAIGN_H

#include "range.h"

enum medium { MEDIUM_ATL, MEDIUM_BTL, MEDIA };

/* Attributed sales a dollar of spend; of them, this much is incremental. */
extern const double campaign_returns[DEPARTMENTS][MEDIA];
extern const double campaign_incremental;

struct campaigns {
    const struct clock *clock;
    uint64_t seed;
    double budget;       /* of all periods, dollars */
    struct out *list;    /* campaigns.csv */
    struct out *results; /* campaign_results.csv */
};

void campaigns_write(const struct campaigns *campaigns);

#endif
