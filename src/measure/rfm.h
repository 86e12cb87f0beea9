/*
 * rfm.h - scores of recency, frequency and monetary value, and the segment, of
 * each customer as of the end of the reported window (metrics.md 6).
 *
 * Scores are 1 to 5, of recency reversed; how they are cut is up to
 * report.yaml.  By value and by rank fewer than 25 customers have no scores;
 * given thresholds hold for any number.  Takes 41 bytes a customer, and 16 more
 * while it is made.
 */
#ifndef REPORT_MEASURE_RFM_H
#define REPORT_MEASURE_RFM_H

#include "measure/fetch.h"
#include "measure/habit.h"
#include "measure/score.h"
#include "read/segment.h"

enum { SEGMENT_NONE = UINT8_MAX };

struct rfm_mark {
    uint8_t scores[RFM_MEASURES]; /* 0: none */
    uint8_t segment;              /* of the map, or SEGMENT_NONE */
    uint8_t former_segment;       /* at the end of the window before */
};

/* Overlay flags, of which each who is scored has one. */
enum overlay {
    OVERLAY_VIP,          /* R, F and M 4 or more */
    OVERLAY_NEW_CUSTOMER, /* R 4 or more, F 2 or less */
    OVERLAY_CHURN_RISK,   /* R and F 2 or less */
    OVERLAY_CORE,         /* all others */
    OVERLAYS
};

struct rfm {
    const struct book *book;
    const struct segments *segments;
    struct habits habits;
    struct rfm_mark *marks;     /* of each customer of the book */
    const uint32_t *population; /* customers in the order of their ids */
    size_t count;               /* of the population */
    enum scoring_mode mode;
    struct score_cuts cuts[RFM_MEASURES];
    bool is_scored;
    bool was_scored; /* as of the end of the window before */
};

/*
 * All customers, in the order of their ids; the study has segments.  What
 * `habits.former` was is gone.
 */
struct rfm *rfm_make(struct arena *arena, const struct view *view,
                     const uint32_t *by_id);

/* Days from the last basket, 1 on the last day of the window; baskets; net
 * sales in money. */
int64_t rfm_value(const struct rfm *rfm, uint32_t customer,
                  enum rfm_measure measure);

/* Fetch what a list says of a customer who comes soon: lists go by id, and
 * customers lie anywhere. */
FETCHING void rfm_fetch(const struct rfm *rfm, uint32_t customer)
{
    __builtin_prefetch(rfm->marks + customer);
    __builtin_prefetch(rfm->habits.items + customer);
    __builtin_prefetch(rfm->book->customer_keys + customer);
}

/* By the scores alone. */
enum overlay overlay_of(const struct rfm_mark *mark);

/* "VIP", "New Customer", "Churn Risk", "Core". */
const char *overlay_name(enum overlay overlay);

#endif
