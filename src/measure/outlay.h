/*
 * outlay.h - what campaigns spent and what came of it, window by window.
 *
 * Spend is that of the results where they give any, else that of each campaign,
 * spread evenly over its days.  What the group pays for is apart
 * (metrics.md 5, Campaigns).
 */
#ifndef REPORT_MEASURE_OUTLAY_H
#define REPORT_MEASURE_OUTLAY_H

#include "measure/window.h"
#include "read/campaign.h"

/* Money that was spent, and that was attributed to it. */
struct outlay {
    int64_t spend;
    int64_t attributed;
    int64_t incremental;
    double impressions;
    double clicks;
};

/* What the KPIs are made of: all but what the group pays for. */
struct outlay_totals {
    struct outlay own;
    bool has_spend; /* whether the data gives it at all */
    bool has_attributed;
    bool has_incremental;
};

/* A piece of what one campaign spent or brought. */
struct outlay_part {
    uint32_t campaign;        /* in campaigns->ids */
    uint64_t windows;         /* a bit for each that it is in */
    struct str business_unit; /* the result's, else the campaign's, or empty */
    struct str market;
    struct outlay outlay;
};

typedef void outlay_task(void *context, const struct outlay_part *part);

/*
 * Every result in a window, and every campaign with a day in a window (without
 * an outlay, where results give the spend).  TIMELINE_WINDOWS at the most.
 */
void outlays_walk(const struct campaigns *campaigns,
                  const struct window *windows, size_t count, outlay_task *task,
                  void *context);

void outlay_add(struct outlay *into, const struct outlay *more);

/* Whether spend is known, of results or of campaigns. */
bool outlays_have_spend(const struct campaigns *campaigns);

/* Whether the group pays for a campaign; an unlisted one is own. */
bool outlay_is_group(const struct campaigns *campaigns, uint32_t campaign);

/* The totals of each window. */
void outlays_total(const struct campaigns *campaigns,
                   const struct window *windows, size_t count,
                   struct outlay_totals *totals);

#endif
