#include "measure/geography.h"

#include "base/decimal.h"
#include "measure/place.h"

static const struct column columns[] = {
    {"level", "Level", CELL_TEXT, SUM_NONE,
     "each level’s rows add up to the whole"},
    {"value", "Place", CELL_TEXT, SUM_NONE, NULL},
    {"stores", "Stores", CELL_COUNT, SUM_PART,
     "known ones with a line or a basket"},
    {"net_sales", "Net sales", CELL_MONEY, SUM_PART, NULL},
    {"share", "Share", CELL_RATE, SUM_PART, "of net sales"},
    {"baskets", "Baskets", CELL_COUNT, SUM_PART, NULL},
    {"aov", "AOV", CELL_PRICE, SUM_NONE, "(gross sales - discount) / baskets"},
    {"units", "Units", CELL_QUANTITY, SUM_NONE, NULL},
    {"scan_rate", "Scan rate", CELL_RATE, SUM_NONE,
     "members’ baskets over baskets"},
    {"rank", "Rank", CELL_RANK, SUM_NONE, "by net sales within the level"},
    {"rank_prev", "Rank before", CELL_RANK, SUM_NONE, NULL},
    {"rank_ly", "Rank last year", CELL_RANK, SUM_NONE, NULL},
    {"prev", "Previous", CELL_MONEY, SUM_PART, "net sales before"},
    {"prev_pct_per_day", "vs previous", CELL_CHANGE, SUM_NONE,
     "change of net sales a day"},
    {"ly", "Last year", CELL_MONEY, SUM_PART, "net sales last year"},
    {"ly_pct_per_day", "vs last year", CELL_CHANGE, SUM_NONE,
     "change of net sales a day"},
    {"comparable_stores", "Comparable stores", CELL_COUNT, SUM_NONE,
     "open for 364 days, not closed, trading on 80 % of the days of both "
     "windows"},
};

static const struct level {
    enum place_by by;
    const char *name;
} levels[] = {
    {BY_MARKET, "market"}, {BY_STATE, "state"}, {BY_POSTCODE, "postcode"}};

/* What a place's stores come to beside its slice. */
struct area {
    int64_t stores;
    int64_t comparable;
    int64_t member_baskets;
};

static void add_slice(struct slice *into, const struct slice *slice)
{
    for (size_t slot = 0; slot < SLOT_COMPARED; slot++) {
        into->has_lines[slot] |= slice->has_lines[slot];
        sums_gather(&into->sums[slot], &slice->sums[slot]);
    }
    into->baskets += slice->baskets;
}

/* The stores of a level's groups, added up; the unknown one is the last. */
static struct slices add_up(const struct view *view,
                            const struct places *places,
                            const struct grouping *grouping, struct area *areas)
{
    struct slices slices = {
        .items = arena_array(view->arena, struct slice, grouping->count + 1),
        .count = grouping->count};

    for (size_t i = 0; i < slices.count; i++)
        slices.items[i].id = grouping->names[i];
    for (size_t i = 0; i < places->slices.count; i++) {
        const struct slice *slice = places->slices.items + i;
        const struct trading *trading = places->trading + i;
        struct area *area = areas + grouping->groups[i];
        bool is_known = i < view->book->stores.count;
        bool is_there = slice->baskets > 0 || slice->has_lines[SLOT_NOW];

        add_slice(slices.items + grouping->groups[i], slice);
        area->member_baskets += trading->member_baskets;
        area->stores += is_known && is_there;
        area->comparable += !place_why_not(view, slice, trading);
    }
    return slices;
}

static void add_row(const struct view *view, struct table *table,
                    const char *level, const struct slice *slice,
                    const struct area *area)
{
    const struct sums *sums = &slice->sums[SLOT_NOW];
    double sales = (double)(sums->gross - sums->discount) / MONEY_ONE;
    struct cell *cells = table_add(table);

    cells[0] = cell_label(level);
    cells[1] = cell_text(slice->id);
    cells[2] = cell_count(area->stores);
    cells[3] = cell_integer(CELL_MONEY, sums_net(sums));
    cells[4] =
        slice_share(sums_net(sums), sums_net(&view->totals[SLOT_NOW].sums));
    cells[5] = cell_count(slice->baskets);
    cells[6] = cell_ratio(CELL_PRICE, sales, (double)slice->baskets);
    cells[7] = cell_integer(CELL_QUANTITY, sums->units);
    if (totals_tell_members(&view->totals[SLOT_WHOLE]))
        cells[8] = cell_ratio(CELL_RATE, (double)area->member_baskets,
                              (double)slice->baskets);
    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        cells[9 + slot] = slice_rank_cell(slice, slot);
    slice_compare(view, slice, SLOT_PREV, cells + 12);
    slice_compare(view, slice, SLOT_LY, cells + 14);
    cells[16] = cell_count(area->comparable);
}

static enum status add_level(const struct view *view, struct diag *diag,
                             const struct places *places,
                             const struct level *level, struct table *table)
{
    struct grouping grouping =
        grouping_of_stores(view->arena, view->book, level->by);
    struct area *areas =
        arena_array(view->arena, struct area, grouping.count + 1);
    struct slices slices = add_up(view, places, &grouping, areas);
    enum status status;

    slice_rank(view->arena, &slices);
    for (size_t i = 0; i < slices.count; i++) {
        size_t number = slices.order[i];

        if (slice_is_shown(slices.items + number))
            add_row(view, table, level->name, slices.items + number,
                    areas + number);
    }
    status = slice_check(view, diag, table->name, &slices);
    if (status != OK)
        return status;
    return slice_check_baskets(view, diag, table->name, &slices);
}

enum status geography_make(const struct view *view, struct diag *diag,
                           struct table **table)
{
    const struct catalogue *catalogue = view->study->catalogue;
    struct places places = places_make(view);
    enum status status = OK;

    *table = NULL;
    for (size_t i = 0; i < COUNT(levels) && status == OK; i++) {
        if (!grouping_is_given(catalogue, levels[i].by))
            continue;
        if (!*table)
            *table = table_new(view->arena, "geography", "Geography", columns,
                               COUNT(columns));
        status = add_level(view, diag, &places, levels + i, *table);
    }
    if (*table)
        (*table)->note = view->comparison->rule;
    return status;
}
