#include "measure/budget.h"

#include "measure/campaign_table.h"
#include "measure/slice.h"

#include <stdlib.h>

static const struct column columns[] = {
    {"level", "Level", CELL_TEXT, SUM_NONE, NULL},
    {"value", "Value", CELL_TEXT, SUM_NONE, NULL},
    {"funding", "Funding", CELL_TEXT, SUM_NONE,
     "own: all that is not paid for by the group"},
    {"spend", "Spend", CELL_MONEY, SUM_NONE, "of the reported window"},
    {"share_spend", "Share of spend", CELL_RATE, SUM_NONE,
     "within level and funding"},
    {"attributed_sales", "Attributed sales", CELL_MONEY, SUM_NONE,
     "as the results say"},
    {"share_attributed", "Share of attributed sales", CELL_RATE, SUM_NONE,
     "within level and funding"},
    {"incremental_sales", "Incremental sales", CELL_MONEY, SUM_NONE,
     "attributed incremental sales, as the results say"},
    {"share_incremental", "Share of incremental sales", CELL_RATE, SUM_NONE,
     "within level and funding"},
    {"roas", "ROAS", CELL_RATIO, SUM_NONE, "attributed sales / spend"},
    {"incremental_roas", "Incremental ROAS", CELL_RATIO, SUM_NONE,
     "incremental sales / spend"},
    {"index", "Index", CELL_INDEX, SUM_NONE,
     "100 x share of incremental sales (of attributed sales where there are "
     "none) / share of spend"},
    {"prev_spend", "Previous spend", CELL_MONEY, SUM_NONE, "the window before"},
    {"ly_spend", "Spend last year", CELL_MONEY, SUM_NONE, NULL},
    {"ly_roas", "ROAS last year", CELL_RATIO, SUM_NONE, NULL},
    {"medium", "Medium", CELL_TEXT, SUM_NONE,
     "of a medium, and of a medium and a business unit"},
    {"business_unit", "Business unit", CELL_TEXT, SUM_NONE,
     "of a business unit, and of a medium and a business unit"},
};

enum level { ALL, MEDIUM, BUSINESS_UNIT, MARKET, CHANNEL, MEDIUM_UNIT, LEVELS };

static const char *const level_names[LEVELS] = {
    [ALL] = "all",
    [MEDIUM] = "medium",
    [BUSINESS_UNIT] = "business_unit",
    [MARKET] = "market",
    [CHANNEL] = "channel",
    [MEDIUM_UNIT] = "medium x business_unit"};

enum funding { OWN, GROUP, FUNDINGS };

static const char *const funding_names[FUNDINGS] = {
    [OWN] = "own", [GROUP] = "group"};

/* A value of a level. */
struct post {
    struct str value;
    struct str medium; /* empty where it is not of one */
    struct str business_unit;
    bool is_there[FUNDINGS]; /* in a window that is compared */
    struct outlay outlays[FUNDINGS][SLOT_COMPARED];
};

struct posts {
    struct map values;
    struct post *items;
    size_t capacity;
};

struct budget {
    const struct view *view;
    const struct campaigns *campaigns;
    struct posts levels[LEVELS];
    struct text pair; /* a medium and a business unit */
};

/* That a campaign runs is no outlay: where it names no market, say, as it is
 * for all of them, its results tell of each. */
static bool is_nothing(struct str value, const struct outlay *outlay)
{
    return value.len == 0 && outlay->spend == 0 && outlay->attributed == 0 &&
           outlay->incremental == 0;
}

static struct post *add_to(struct budget *budget, enum level level,
                           struct str value, const struct outlay_part *part)
{
    struct posts *posts = &budget->levels[level];
    uint32_t number = map_put(&posts->values, known_or_unknown(value));
    enum funding funding =
        outlay_is_group(budget->campaigns, part->campaign) ? GROUP : OWN;
    struct post *post;

    posts->items =
        arena_grow(budget->view->arena, posts->items, &posts->capacity,
                   posts->values.count, sizeof *posts->items);
    post = posts->items + number;
    post->value = posts->values.items[number];
    post->is_there[funding] = true;
    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        if (part->windows >> slot & 1)
            outlay_add(&post->outlays[funding][slot], &part->outlay);
    return post;
}

static void add(void *context, const struct outlay_part *part)
{
    static const struct campaign unlisted;
    struct budget *budget = context;
    struct post *post;
    const struct campaign *campaign =
        part->campaign < budget->campaigns->count
            ? budget->campaigns->items + part->campaign
            : &unlisted;

    const struct str values[MEDIUM_UNIT] = {
        [ALL] = STR("all"),
        [MEDIUM] = campaign->medium,
        [BUSINESS_UNIT] = part->business_unit,
        [MARKET] = part->market,
        [CHANNEL] = campaign->channel,
    };

    for (enum level level = ALL; level < MEDIUM_UNIT; level++)
        if (!is_nothing(values[level], &part->outlay))
            add_to(budget, level, values[level], part);
    if (is_nothing(part->business_unit, &part->outlay))
        return;
    budget->pair.len = 0;
    text_addf(&budget->pair, "%.*s x %.*s",
              STR_ARGS(known_or_unknown(campaign->medium)),
              STR_ARGS(known_or_unknown(part->business_unit)));
    post = add_to(budget, MEDIUM_UNIT, text_str(&budget->pair), part);
    post->medium = known_or_unknown(campaign->medium);
    post->business_unit = known_or_unknown(part->business_unit);
}

/* By bytes, the unknown last. */
static int compare(const void *a, const void *b)
{
    const struct post *x = a;
    const struct post *y = b;
    bool x_unknown = str_equal(x->value, UNKNOWN);
    bool y_unknown = str_equal(y->value, UNKNOWN);

    if (x_unknown != y_unknown)
        return x_unknown ? 1 : -1;
    return str_compare(x->value, y->value);
}

static void set_now(const struct campaigns *campaigns, const struct outlay *now,
                    const struct outlay *whole, struct cell *cells)
{
    struct cell share;

    cells[3] = outlay_spend_cell(campaigns, now);
    if (outlays_have_spend(campaigns))
        cells[4] = slice_share(now->spend, whole->spend);
    cells[5] = outlay_attributed_cell(campaigns, now);
    if (campaigns->has_attributed)
        cells[6] = slice_share(now->attributed, whole->attributed);
    cells[7] = outlay_incremental_cell(campaigns, now);
    if (campaigns->has_incremental)
        cells[8] = slice_share(now->incremental, whole->incremental);
    cells[9] = outlay_return(&cells[5], &cells[3]);
    cells[10] = outlay_return(&cells[7], &cells[3]);
    share = campaigns->has_incremental ? cells[8] : cells[6];
    cells[11] = cell_ratio(CELL_INDEX, 100 * cell_number(&share),
                           cell_number(&cells[4]));
}

static void set_bases(const struct view *view,
                      const struct campaigns *campaigns,
                      const struct outlay *outlays, struct cell *cells)
{
    struct cell sales = outlay_attributed_cell(campaigns, outlays + SLOT_LY);

    if (view_has(view, SLOT_PREV))
        cells[12] = outlay_spend_cell(campaigns, outlays + SLOT_PREV);
    if (!view_has(view, SLOT_LY))
        return;
    cells[13] = outlay_spend_cell(campaigns, outlays + SLOT_LY);
    cells[14] = outlay_return(&sales, &cells[13]);
}

/* What a row is of, in columns by which rows are put together. */
static void set_parts(enum level level, const struct post *post,
                      struct cell *cells)
{
    if (level == MEDIUM || level == MEDIUM_UNIT)
        cells[15] = cell_text(level == MEDIUM ? post->value : post->medium);
    if (level == BUSINESS_UNIT || level == MEDIUM_UNIT)
        cells[16] = cell_text(level == BUSINESS_UNIT ? post->value
                                                     : post->business_unit);
}

static void add_rows(const struct budget *budget, enum level level,
                     const struct post *post, struct table *table)
{
    const struct post *whole = budget->levels[ALL].items;

    for (size_t i = 0; i < FUNDINGS; i++) {
        struct cell *cells;

        if (!post->is_there[i])
            continue;
        cells = table_add(table);
        cells[0] = cell_label(level_names[level]);
        cells[1] = cell_text(post->value);
        cells[2] = cell_label(funding_names[i]);
        set_now(budget->campaigns, &post->outlays[i][SLOT_NOW],
                &whole->outlays[i][SLOT_NOW], cells);
        set_bases(budget->view, budget->campaigns, post->outlays[i], cells);
        set_parts(level, post, cells);
    }
}

/* Whether each level adds up to the totals of campaigns. */
static enum status check(const struct budget *budget, struct diag *diag)
{
    for (size_t level = 0; level < LEVELS; level++) {
        const struct posts *posts = &budget->levels[level];

        for (size_t slot = 0; slot < SLOT_COMPARED; slot++) {
            const struct outlay *want = &budget->view->totals[slot].outlays.own;
            struct outlay sum = {0};

            for (size_t i = 0; i < posts->values.count; i++)
                outlay_add(&sum, &posts->items[i].outlays[OWN][slot]);
            if (sum.spend != want->spend ||
                sum.attributed != want->attributed ||
                sum.incremental != want->incremental)
                return diag_error(diag, INTERNAL, (struct place){0},
                                  "the budget by %s does not add up",
                                  level_names[level]);
        }
    }
    return OK;
}

enum status budget_make(const struct view *view, struct diag *diag,
                        struct table **table)
{
    const struct campaigns *campaigns = &view->study->catalogue->campaigns;
    struct budget budget = {
        .view = view, .campaigns = campaigns, .pair = {.arena = view->arena}};

    *table = NULL;
    if (!campaigns->is_listed && !campaigns->has_results)
        return OK;
    for (size_t i = 0; i < LEVELS; i++)
        budget.levels[i].values.arena = view->arena;
    outlays_walk(campaigns, view->windows, SLOT_COMPARED, add, &budget);
    *table =
        table_new(view->arena, "budget", "Budget", columns, COUNT(columns));
    for (enum level level = 0; level < LEVELS; level++) {
        struct posts *posts = &budget.levels[level];

        if (posts->values.count > 0)
            qsort(posts->items, posts->values.count, sizeof *posts->items,
                  compare);
        for (size_t i = 0; i < posts->values.count; i++)
            add_rows(&budget, level, posts->items + i, *table);
    }
    (*table)->note = view->comparison->rule;
    return check(&budget, diag);
}
