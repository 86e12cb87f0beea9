/*
 * campaign.h - campaigns, and what came of them day by day.
 *
 * A result may be of a campaign that the campaigns extract lacks: its number is
 * then `count` or above.  Numbers of campaigns are those in `ids`.
 */
#ifndef REPORT_READ_CAMPAIGN_H
#define REPORT_READ_CAMPAIGN_H

#include "base/map.h"
#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

struct extract_run;

struct campaign {
    struct str id;
    struct str name;
    struct str medium; /* ATL, BTL or what else the extract says */
    struct str channel;
    struct str business_unit;
    struct str market;
    struct str funded_by;
    int32_t start;
    int32_t end;   /* not before the start */
    int64_t spend; /* money, over all its days; 0 where not given */
};

/* A row of results; there may be millions. */
struct campaign_result {
    uint32_t campaign;
    int32_t date;
    uint32_t business_unit; /* in `labels`; MAP_NONE: not given */
    uint32_t market;
    int64_t spend; /* money; what is not given is 0 */
    int64_t attributed;
    int64_t incremental;
    double impressions;
    double clicks;
};

struct campaigns {
    struct map ids; /* listed campaigns first, then the unlisted */
    struct map labels;
    struct campaign *items;
    size_t count;
    struct campaign_result *results; /* in the order of their rows */
    size_t result_count;
    bool is_listed;   /* campaigns were delivered */
    bool has_results; /* and their results */
    /* Columns that an extract gives. */
    bool has_budget; /* spend of whole campaigns */
    bool has_spend;  /* of results, as the others */
    bool has_impressions;
    bool has_clicks;
    bool has_attributed;
    bool has_incremental;
};

/*
 * Read campaigns and campaign_results into an empty struct; an extract that is
 * not delivered leaves its part empty.  Rejected are a second row with the same
 * campaign_id, an end before the start, and amounts that add up to more than
 * 64 bits hold.
 */
enum status campaigns_read(const struct extract_run *run,
                           struct campaigns *campaigns);

#endif
