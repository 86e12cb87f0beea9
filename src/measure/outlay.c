#include "measure/outlay.h"

#include "base/wide.h"
#include "measure/timeline.h"
#include "read/value.h"

/* The walk of all parts. */
struct walk {
    const struct campaigns *campaigns;
    const struct window *windows;
    size_t count;
    outlay_task *task;
    void *context;
};

void outlay_add(struct outlay *into, const struct outlay *more)
{
    /* Sums of money fit: the reader has seen to it. */
    into->spend += more->spend;
    into->attributed += more->attributed;
    into->incremental += more->incremental;
    into->impressions += more->impressions;
    into->clicks += more->clicks;
}

bool outlays_have_spend(const struct campaigns *campaigns)
{
    return campaigns->has_spend || campaigns->has_budget;
}

bool outlay_is_group(const struct campaigns *campaigns, uint32_t campaign)
{
    return campaign < campaigns->count &&
           value_is_word(campaigns->items[campaign].funded_by, "group");
}

static struct str label_of(const struct campaigns *campaigns, uint32_t label,
                           struct str otherwise)
{
    return label == MAP_NONE ? otherwise : campaigns->labels.items[label];
}

/* A listed campaign, or one of which nothing is known. */
static const struct campaign *campaign_of(const struct campaigns *campaigns,
                                          uint32_t number)
{
    static const struct campaign unlisted;

    return number < campaigns->count ? campaigns->items + number : &unlisted;
}

static void show_result(const struct walk *walk,
                        const struct campaign_result *result, uint64_t windows)
{
    const struct campaigns *campaigns = walk->campaigns;
    const struct campaign *campaign = campaign_of(campaigns, result->campaign);
    struct outlay_part part = {
        .campaign = result->campaign,
        .windows = windows,
        .business_unit =
            label_of(campaigns, result->business_unit, campaign->business_unit),
        .market = label_of(campaigns, result->market, campaign->market),
        .outlay = {.spend = result->spend,
                   .attributed = result->attributed,
                   .incremental = result->incremental,
                   .impressions = result->impressions,
                   .clicks = result->clicks}};

    walk->task(walk->context, &part);
}

/* The first and last day of all windows; false where none is known. */
static bool find_days(const struct walk *walk, int32_t *first, int32_t *last)
{
    bool found = false;

    for (size_t i = 0; i < walk->count; i++) {
        const struct window *window = walk->windows + i;

        if (!window_is_known(window))
            continue;
        *first = !found || window->start < *first ? window->start : *first;
        *last = !found || window->end > *last ? window->end : *last;
        found = true;
    }
    return found;
}

static void walk_results(const struct walk *walk)
{
    const struct campaigns *campaigns = walk->campaigns;
    struct arena scratch = {0};
    struct timeline timeline;
    int32_t first = 0;
    int32_t last = 0;

    if (!find_days(walk, &first, &last))
        return;
    timeline_make(&scratch, first, last, walk->windows, walk->count, &timeline);
    for (size_t i = 0; i < campaigns->result_count; i++) {
        const struct campaign_result *result = campaigns->results + i;
        uint64_t windows;

        if (result->date < first || result->date > last)
            continue;
        windows =
            timeline_windows(&timeline, timeline_day(&timeline, result->date));
        if (windows)
            show_result(walk, result, windows);
    }
    arena_free(&scratch);
}

/* What of the spend falls on the first `days` days of a campaign, rounded half
 * away from zero, so that windows side by side add up. */
static int64_t spend_until(const struct campaign *campaign, int32_t days)
{
    int32_t all = campaign->end - campaign->start + 1;
    int128 part = (int128)campaign->spend * days * 2;
    int128 half = part < 0 ? -all : all;

    return (int64_t)((part + half) / (2 * (int128)all));
}

static void show_days(const struct walk *walk, uint32_t number, size_t window)
{
    const struct campaign *campaign = walk->campaigns->items + number;
    const struct window *days = walk->windows + window;
    int32_t start =
        days->start > campaign->start ? days->start : campaign->start;
    int32_t end = days->end < campaign->end ? days->end : campaign->end;
    struct outlay_part part = {.campaign = number,
                               .windows = UINT64_C(1) << window,
                               .business_unit = campaign->business_unit,
                               .market = campaign->market};

    if (!window_is_known(days) || start > end)
        return;
    if (!walk->campaigns->has_spend)
        part.outlay.spend = spend_until(campaign, end - campaign->start + 1) -
                            spend_until(campaign, start - campaign->start);
    walk->task(walk->context, &part);
}

void outlays_walk(const struct campaigns *campaigns,
                  const struct window *windows, size_t count, outlay_task *task,
                  void *context)
{
    struct walk walk = {.campaigns = campaigns,
                        .windows = windows,
                        .count = count,
                        .task = task,
                        .context = context};

    walk_results(&walk);
    for (uint32_t i = 0; i < campaigns->count; i++)
        for (size_t window = 0; window < count; window++)
            show_days(&walk, i, window);
}

/* What totals are added up from. */
struct totalling {
    const struct campaigns *campaigns;
    struct outlay_totals *totals;
};

static void add_part(void *context, const struct outlay_part *part)
{
    const struct totalling *totalling = context;

    if (outlay_is_group(totalling->campaigns, part->campaign))
        return;
    for (uint64_t windows = part->windows; windows;)
        outlay_add(&totalling->totals[timeline_next(&windows)].own,
                   &part->outlay);
}

void outlays_total(const struct campaigns *campaigns,
                   const struct window *windows, size_t count,
                   struct outlay_totals *totals)
{
    for (size_t i = 0; i < count; i++)
        totals[i] = (struct outlay_totals){
            .has_spend = outlays_have_spend(campaigns),
            .has_attributed = campaigns->has_attributed,
            .has_incremental = campaigns->has_incremental};
    outlays_walk(campaigns, windows, count, add_part,
                 &(struct totalling){.campaigns = campaigns, .totals = totals});
}
