#include "read/campaign.h"

#include "base/decimal.h"
#include "read/extract.h"

/* What reading goes along with. */
struct desk {
    struct arena *arena;
    struct campaigns *campaigns;
    size_t campaign_capacity;
    size_t result_capacity;
    /* Sizes of amounts added up: what fits here fits in any sum of them. */
    int64_t budget;
    int64_t spend;
    int64_t attributed;
    int64_t incremental;
};

static struct str keep(const struct desk *desk, const struct extract *extract,
                       enum column_id column)
{
    struct str text = extract_get(extract, column)->text;

    return text.len > 0 ? str_copy(desk->arena, text) : (struct str){0};
}

static int64_t money_of(const struct extract *extract, enum column_id column)
{
    const struct value *value = extract_get(extract, column);

    return value->state == VALUE_KNOWN ? value->number : 0;
}

static double real_of(const struct extract *extract, enum column_id column)
{
    const struct value *value = extract_get(extract, column);

    return value->state == VALUE_KNOWN ? value->real : 0;
}

static int32_t date_in(const struct extract *extract, enum column_id column)
{
    return (int32_t)extract_get(extract, column)->number;
}

/* Whether an amount can be added to all others of its column. */
static bool fits(int64_t *sum, int64_t amount)
{
    if (amount == INT64_MIN)
        return false;
    return decimal_add(sum, amount < 0 ? -amount : amount);
}

static struct campaign campaign_of(const struct desk *desk,
                                   const struct extract *extract)
{
    return (struct campaign){
        .name = keep(desk, extract, COLUMN_campaigns_name),
        .medium = keep(desk, extract, COLUMN_campaigns_medium),
        .channel = keep(desk, extract, COLUMN_campaigns_channel),
        .business_unit = keep(desk, extract, COLUMN_campaigns_business_unit),
        .market = keep(desk, extract, COLUMN_campaigns_market),
        .funded_by = keep(desk, extract, COLUMN_campaigns_funded_by),
        .start = date_in(extract, COLUMN_campaigns_start_date),
        .end = date_in(extract, COLUMN_campaigns_end_date),
        .spend = money_of(extract, COLUMN_campaigns_spend)};
}

static void take_campaign(void *context, struct extract *extract)
{
    struct desk *desk = context;
    struct campaigns *campaigns = desk->campaigns;
    struct str id = extract_get(extract, COLUMN_campaigns_campaign_id)->text;

    campaigns->has_budget |= extract_has(extract, COLUMN_campaigns_spend);
    if (date_in(extract, COLUMN_campaigns_end_date) <
        date_in(extract, COLUMN_campaigns_start_date)) {
        extract_reject_row(extract, COLUMN_campaigns_end_date,
                           "end_date is before start_date");
        return;
    }
    if (map_find(&campaigns->ids, id) != MAP_NONE) {
        extract_reject(extract, COLUMN_campaigns_campaign_id,
                       "duplicate campaign_id");
        return;
    }
    if (!fits(&desk->budget, money_of(extract, COLUMN_campaigns_spend))) {
        extract_reject(extract, COLUMN_campaigns_spend,
                       "the sum of all rows is too large");
        return;
    }
    extract_accept(extract);
    map_put(&campaigns->ids, id);
    campaigns->items =
        arena_grow(desk->arena, campaigns->items, &desk->campaign_capacity,
                   campaigns->count + 1, sizeof *campaigns->items);
    campaigns->items[campaigns->count] = campaign_of(desk, extract);
    campaigns->items[campaigns->count].id =
        campaigns->ids.items[campaigns->count];
    campaigns->count++;
}

static void note_columns(struct campaigns *campaigns,
                         const struct extract *extract)
{
    campaigns->has_spend |= extract_has(extract, COLUMN_campaign_results_spend);
    campaigns->has_impressions |=
        extract_has(extract, COLUMN_campaign_results_impressions);
    campaigns->has_clicks |=
        extract_has(extract, COLUMN_campaign_results_clicks);
    campaigns->has_attributed |=
        extract_has(extract, COLUMN_campaign_results_attributed_sales);
    campaigns->has_incremental |= extract_has(
        extract, COLUMN_campaign_results_attributed_incremental_sales);
}

static uint32_t label_of(struct campaigns *campaigns,
                         const struct extract *extract, enum column_id column)
{
    struct str text = extract_get(extract, column)->text;

    return text.len > 0 ? map_put(&campaigns->labels, text) : MAP_NONE;
}

/* The column whose amount does not fit, or the first one where all do. */
static enum column_id find_overflow(struct desk *desk,
                                    const struct extract *extract)
{
    const struct {
        enum column_id column;
        int64_t *sum;
    } sums[] = {
        {COLUMN_campaign_results_spend, &desk->spend},
        {COLUMN_campaign_results_attributed_sales, &desk->attributed},
        {COLUMN_campaign_results_attributed_incremental_sales,
         &desk->incremental},
    };

    for (size_t i = 0; i < COUNT(sums); i++)
        if (!fits(sums[i].sum, money_of(extract, sums[i].column)))
            return sums[i].column;
    return COLUMN_campaign_results_campaign_id;
}

static void take_result(void *context, struct extract *extract)
{
    struct desk *desk = context;
    struct campaigns *campaigns = desk->campaigns;
    enum column_id overflow = find_overflow(desk, extract);

    note_columns(campaigns, extract);
    if (overflow != COLUMN_campaign_results_campaign_id) {
        extract_reject(extract, overflow, "the sum of all rows is too large");
        return;
    }
    extract_accept(extract);
    campaigns->results =
        arena_grow(desk->arena, campaigns->results, &desk->result_capacity,
                   campaigns->result_count + 1, sizeof *campaigns->results);
    campaigns->results[campaigns->result_count++] = (struct campaign_result){
        .campaign = map_put(
            &campaigns->ids,
            extract_get(extract, COLUMN_campaign_results_campaign_id)->text),
        .date = date_in(extract, COLUMN_campaign_results_date),
        .business_unit =
            label_of(campaigns, extract, COLUMN_campaign_results_business_unit),
        .market = label_of(campaigns, extract, COLUMN_campaign_results_market),
        .spend = money_of(extract, COLUMN_campaign_results_spend),
        .attributed =
            money_of(extract, COLUMN_campaign_results_attributed_sales),
        .incremental = money_of(
            extract, COLUMN_campaign_results_attributed_incremental_sales),
        .impressions = real_of(extract, COLUMN_campaign_results_impressions),
        .clicks = real_of(extract, COLUMN_campaign_results_clicks)};
}

enum status campaigns_read(const struct extract_run *run,
                           struct campaigns *campaigns)
{
    struct desk desk = {.arena = run->arena, .campaigns = campaigns};
    enum status status;

    *campaigns = (struct campaigns){.ids = {.arena = run->arena},
                                    .labels = {.arena = run->arena}};
    status = extract_read(
        run, EXTRACT_campaigns,
        &(struct extract_taker){.take = take_campaign, .context = &desk});
    if (status == OK)
        status = extract_read(
            run, EXTRACT_campaign_results,
            &(struct extract_taker){.take = take_result, .context = &desk});
    campaigns->is_listed = run->ledger->controls[EXTRACT_campaigns].delivered;
    campaigns->has_results =
        run->ledger->controls[EXTRACT_campaign_results].delivered;
    return status;
}
