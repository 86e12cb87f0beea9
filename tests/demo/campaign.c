#include "campaign.h"

const double campaign_returns[DEPARTMENTS][MEDIA] = {
    {6.1, 9.0}, {5.8, 9.0}, {5.0, 8.4}, {7.1, 11.6}, {3.1, 5.6},
};
const double campaign_incremental = 0.36;

/* How a period's budget is shared out; Clothing's ATL gets too much. */
static const double shares[DEPARTMENTS][MEDIA] = {
    {0.15, 0.10}, {0.16, 0.10}, {0.07, 0.06}, {0.03, 0.05}, {0.19, 0.09},
};

static const char *const media[MEDIA] = {"ATL", "BTL"};
static const char *const channels[MEDIA][4] = {
    {"television", "radio", "outdoor", "print"},
    {"email", "search", "social", "mail"}};
static const char *const markets[] = {"Metro", "Regional"};
static const double market_shares[] = {0.66, 0.34};

/* One campaign: its row, and a result a day and market. */
struct campaign {
    const struct campaigns *all;
    size_t period;
    size_t department;
    enum medium medium;
    double spend;
    int first;
    int last;
};

static void write_result(const struct campaign *campaign, int day,
                         size_t market, struct stream *stream)
{
    const struct clock *clock = campaign->all->clock;
    int days = campaign->last - campaign->first + 1;
    double spend = campaign->spend * market_shares[market] / days;
    double noise = exp(0.25 * random_normal(stream) - 0.03125);
    double sales = spend * noise * clock->busy[day] *
                   campaign_returns[campaign->department][campaign->medium];
    double seen = spend * (campaign->medium == MEDIUM_ATL ? 90 : 140);

    out_printf(campaign->all->results,
               "M%02zu%zu%c,%s,%s,%s,%.2f,%.0f,%.0f,%.2f,%.2f\n",
               campaign->period + 1, campaign->department + 1,
               media[campaign->medium][0], clock->dates[day],
               departments[campaign->department], markets[market], spend, seen,
               campaign->medium == MEDIUM_ATL ? 0 : seen * 0.018 * noise, sales,
               sales * campaign_incremental);
}

static void write_campaign(const struct campaign *campaign,
                           struct stream *stream)
{
    const struct clock *clock = campaign->all->clock;
    const char *funded = "own";
    size_t channel = random_below(stream, 4);

    if (campaign->medium == MEDIUM_BTL && random_is(stream, 0.2))
        funded = random_is(stream, 0.5) ? "supplier" : "group";
    out_printf(campaign->all->list,
               "M%02zu%zu%c,%s %s %s,%s,%s,%s,,%s,%s,%.2f,%s\n",
               campaign->period + 1, campaign->department + 1,
               media[campaign->medium][0], departments[campaign->department],
               channels[campaign->medium][channel],
               clock->periods[campaign->period].name, media[campaign->medium],
               channels[campaign->medium][channel],
               departments[campaign->department], clock->dates[campaign->first],
               clock->dates[campaign->last], campaign->spend, funded);
    for (int day = campaign->first; day <= campaign->last; day++)
        for (size_t market = 0; market < COUNT(markets); market++)
            write_result(campaign, day, market, stream);
}

static void write_period(const struct campaigns *campaigns, size_t i)
{
    const struct clock *clock = campaigns->clock;
    const struct period *period = &clock->periods[i];
    double weeks = clock->at[period->last + 1] - clock->at[period->first];

    for (size_t department = 0; department < DEPARTMENTS; department++)
        for (int medium = 0; medium < MEDIA; medium++) {
            struct stream stream = random_stream(
                campaigns->seed,
                (i * DEPARTMENTS + department) * MEDIA + (size_t)medium);
            struct campaign campaign = {.all = campaigns,
                                        .period = i,
                                        .department = department,
                                        .medium = (enum medium)medium,
                                        .spend = campaigns->budget * weeks /
                                                 WEEKS *
                                                 shares[department][medium]};

            campaign.first = period->first + random_between(&stream, 0, 3);
            campaign.last = period->last - random_between(&stream, 0, 3);
            write_campaign(&campaign, &stream);
        }
}

void campaigns_write(const struct campaigns *campaigns)
{
    out_printf(campaigns->list,
               "campaign_id,name,medium,channel,business_unit,market,"
               "start_date,end_date,spend,funded_by\n");
    out_printf(campaigns->results,
               "campaign_id,date,business_unit,market,spend,impressions,"
               "clicks,attributed_sales,attributed_incremental_sales\n");
    for (size_t i = 0; i < PERIODS; i++)
        write_period(campaigns, i);
}
