#include "read/survey.h"

static const enum extract_id surveyed[] = {
    EXTRACT_distribution_centres, EXTRACT_campaigns,
    EXTRACT_campaign_results,     EXTRACT_offers,
    EXTRACT_offer_events,         EXTRACT_promotions,
    EXTRACT_subscriptions,
};

enum status survey_read(const struct extract_run *run)
{
    static const struct extract_taker count = {0};
    enum status status = OK;

    for (size_t i = 0; status == OK && i < COUNT(surveyed); i++)
        status = extract_read(run, surveyed[i], &count);
    return status;
}
