#include "measure/campaign_table.h"

#include <math.h>
#include <stdlib.h>

static const struct column columns[] = {
    {"campaign_id", "Campaign", CELL_TEXT, SUM_NONE, NULL},
    {"name", "Name", CELL_TEXT, SUM_NONE, NULL},
    {"medium", "Medium", CELL_TEXT, SUM_NONE,
     "Unknown for results of a campaign that is not listed"},
    {"channel", "Channel", CELL_TEXT, SUM_NONE, NULL},
    {"business_unit", "Business unit", CELL_TEXT, SUM_NONE,
     "of the campaign; its results may be of several"},
    {"market", "Market", CELL_TEXT, SUM_NONE,
     "of the campaign; its results may be of several"},
    {"funded_by", "Funded by", CELL_TEXT, SUM_NONE, NULL},
    {"start", "Start", CELL_DATE, SUM_NONE, NULL},
    {"end", "End", CELL_DATE, SUM_NONE, NULL},
    {"spend", "Spend", CELL_MONEY, SUM_TOTAL,
     "of the window’s results; where results give none, the campaign’s, spread "
     "evenly over its days"},
    {"impressions", "Impressions", CELL_COUNT, SUM_TOTAL, NULL},
    {"clicks", "Clicks", CELL_COUNT, SUM_TOTAL, NULL},
    {"click_rate", "Click rate", CELL_RATE, SUM_NONE, "clicks / impressions"},
    {"attributed_sales", "Attributed sales", CELL_MONEY, SUM_TOTAL,
     "as the results say"},
    {"incremental_sales", "Incremental sales", CELL_MONEY, SUM_TOTAL,
     "attributed incremental sales, as the results say"},
    {"roas", "ROAS", CELL_RATIO, SUM_NONE, "attributed sales / spend"},
    {"incremental_roas", "Incremental ROAS", CELL_RATIO, SUM_NONE,
     "incremental sales / spend"},
    {"prev_spend", "Previous spend", CELL_MONEY, SUM_TOTAL,
     "of the same campaign, the window before"},
    {"ly_spend", "Spend last year", CELL_MONEY, SUM_TOTAL,
     "of the same campaign"},
    {"ly_roas", "ROAS last year", CELL_RATIO, SUM_NONE, "of the same campaign"},
};

/* A campaign in the windows that are compared. */
struct effort {
    uint32_t number;
    struct str id;
    bool is_now; /* a day or a result in the reported window */
    struct outlay outlays[SLOT_COMPARED];
};

static void add(void *context, const struct outlay_part *part)
{
    struct effort *effort = (struct effort *)context + part->campaign;

    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        if (part->windows >> slot & 1)
            outlay_add(&effort->outlays[slot], &part->outlay);
    effort->is_now |= part->windows >> SLOT_NOW & 1;
}

/* Those with a day or a result first, the dearest of them; then by id. */
static int compare(const void *a, const void *b)
{
    const struct effort *x = a;
    const struct effort *y = b;
    int64_t spends[] = {x->outlays[SLOT_NOW].spend, y->outlays[SLOT_NOW].spend};

    if (x->is_now != y->is_now)
        return x->is_now ? -1 : 1;
    if (spends[0] != spends[1])
        return spends[0] > spends[1] ? -1 : 1;
    return str_compare(x->id, y->id);
}

static struct effort *make_efforts(const struct view *view,
                                   const struct campaigns *campaigns)
{
    struct effort *efforts =
        arena_array(view->arena, struct effort, campaigns->ids.count + 1);

    for (uint32_t i = 0; i < campaigns->ids.count; i++) {
        efforts[i].number = i;
        efforts[i].id = campaigns->ids.items[i];
    }
    outlays_walk(campaigns, view->windows, SLOT_COMPARED, add, efforts);
    qsort(efforts, campaigns->ids.count, sizeof *efforts, compare);
    return efforts;
}

static struct cell money_if(bool is_given, int64_t amount)
{
    if (!is_given)
        return (struct cell){.kind = CELL_UNDEFINED};
    return cell_integer(CELL_MONEY, amount);
}

struct cell outlay_spend_cell(const struct campaigns *campaigns,
                              const struct outlay *outlay)
{
    return money_if(outlays_have_spend(campaigns), outlay->spend);
}

struct cell outlay_attributed_cell(const struct campaigns *campaigns,
                                   const struct outlay *outlay)
{
    return money_if(campaigns->has_attributed, outlay->attributed);
}

struct cell outlay_incremental_cell(const struct campaigns *campaigns,
                                    const struct outlay *outlay)
{
    return money_if(campaigns->has_incremental, outlay->incremental);
}

struct cell outlay_return(const struct cell *sales, const struct cell *spend)
{
    return cell_ratio(CELL_RATIO, cell_number(sales), cell_number(spend));
}

/* A count that was given as a number with decimals, perhaps. */
static struct cell count_if(bool is_given, double count)
{
    static const double most = 0x1p53;

    if (!is_given || !(fabs(count) <= most))
        return (struct cell){.kind = CELL_UNDEFINED};
    return cell_count(llround(count));
}

static void describe(const struct campaign *campaign, struct cell *cells)
{
    if (campaign->name.len > 0)
        cells[1] = cell_text(campaign->name);
    cells[2] = cell_text(known_or_unknown(campaign->medium));
    cells[3] = cell_text(known_or_unknown(campaign->channel));
    cells[4] = cell_text(known_or_unknown(campaign->business_unit));
    cells[5] = cell_text(known_or_unknown(campaign->market));
    cells[6] = cell_text(known_or_unknown(campaign->funded_by));
    cells[7] = cell_date(campaign->start);
    cells[8] = cell_date(campaign->end);
}

static void set_measures(const struct campaigns *campaigns,
                         const struct outlay *now, struct cell *cells)
{
    cells[9] = outlay_spend_cell(campaigns, now);
    cells[10] = count_if(campaigns->has_impressions, now->impressions);
    cells[11] = count_if(campaigns->has_clicks, now->clicks);
    if (campaigns->has_impressions && campaigns->has_clicks)
        cells[12] = cell_ratio(CELL_RATE, now->clicks, now->impressions);
    cells[13] = outlay_attributed_cell(campaigns, now);
    cells[14] = outlay_incremental_cell(campaigns, now);
    cells[15] = outlay_return(&cells[13], &cells[9]);
    cells[16] = outlay_return(&cells[14], &cells[9]);
}

static void compare_windows(const struct view *view,
                            const struct effort *effort, struct cell *cells)
{
    const struct campaigns *campaigns = &view->study->catalogue->campaigns;
    const struct outlay *prev = effort->outlays + SLOT_PREV;
    const struct outlay *ly = effort->outlays + SLOT_LY;
    struct cell sales = outlay_attributed_cell(campaigns, ly);

    if (view_has(view, SLOT_PREV))
        cells[17] = outlay_spend_cell(campaigns, prev);
    if (!view_has(view, SLOT_LY))
        return;
    cells[18] = outlay_spend_cell(campaigns, ly);
    cells[19] = outlay_return(&sales, &cells[18]);
}

enum status campaign_make(const struct view *view, struct diag *diag,
                          struct table **table)
{
    static const struct campaign unlisted = {.start = DATE_NONE,
                                             .end = DATE_NONE};
    const struct campaigns *campaigns = &view->study->catalogue->campaigns;
    const struct effort *efforts;

    (void)diag;
    *table = NULL;
    if (!campaigns->is_listed && !campaigns->has_results)
        return OK;
    efforts = make_efforts(view, campaigns);
    *table = table_new(view->arena, "campaigns", "Campaigns", columns,
                       COUNT(columns));
    for (size_t i = 0; i < campaigns->ids.count && efforts[i].is_now; i++) {
        uint32_t number = efforts[i].number;
        struct cell *cells = table_add(*table);

        cells[0] = cell_text(efforts[i].id);
        describe(number < campaigns->count ? campaigns->items + number
                                           : &unlisted,
                 cells);
        set_measures(campaigns, &efforts[i].outlays[SLOT_NOW], cells);
        compare_windows(view, &efforts[i], cells);
    }
    (*table)->note = view->comparison->rule;
    return OK;
}
