#include "measure/place.h"

#include "base/decimal.h"
#include "fold/walk.h"
#include "measure/scope_driver.h"
#include "measure/slice.h"
#include "measure/visit.h"

static const struct column columns[] = {
    {"store_id", "Store", CELL_TEXT, SUM_NONE, NULL},
    {"name", "Name", CELL_TEXT, SUM_NONE, NULL},
    {"market", "Market", CELL_TEXT, SUM_NONE, NULL},
    {"state", "State", CELL_TEXT, SUM_NONE, NULL},
    {"postcode", "Postcode", CELL_TEXT, SUM_NONE, NULL},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL, NULL},
    {"rank", "Rank", CELL_RANK, SUM_NONE, "by net sales"},
    {"rank_prev", "Rank before", CELL_RANK, SUM_NONE, NULL},
    {"rank_ly", "Rank last year", CELL_RANK, SUM_NONE, NULL},
    {"baskets", "Baskets", CELL_COUNT, SUM_TOTAL, NULL},
    {"aov", "AOV", CELL_PRICE, SUM_NONE, "(gross sales - discount) / baskets"},
    {"baskets_per_day", "Baskets a day", CELL_RATIO, SUM_NONE,
     "per day with a basket in the store"},
    {"baskets_per_week", "Baskets a week", CELL_RATIO, SUM_NONE,
     "baskets / (days / 7)"},
    {"scan_rate", "Scan rate", CELL_RATE, SUM_NONE,
     "members’ baskets over baskets"},
    {"comparable", "Comparable", CELL_FLAG, SUM_NONE,
     "open for 364 days, not closed, trading on 80 % of the days of both "
     "windows"},
    {"reason", "Why not", CELL_TEXT, SUM_NONE, "it is not comparable"},
    {"trading_days", "Trading days", CELL_COUNT, SUM_NONE,
     "days with a basket"},
    {"share", "Share", CELL_RATE, SUM_PART, "of net sales"},
    {"units", "Units", CELL_QUANTITY, SUM_TOTAL, NULL},
    {"prev", "Previous", CELL_MONEY, SUM_TOTAL, "net sales before"},
    {"prev_pct_per_day", "vs previous", CELL_CHANGE, SUM_NONE,
     "change of net sales a day"},
    {"ly", "Last year", CELL_MONEY, SUM_TOTAL, "net sales last year"},
    {"ly_pct_per_day", "vs last year", CELL_CHANGE, SUM_NONE,
     "change of net sales a day"},
    {"move_prev", "Move on previous", CELL_COUNT, SUM_NONE,
     "places climbed on the window before"},
    {"move_ly", "Rank move", CELL_COUNT, SUM_NONE,
     "places climbed on last year"},
    {"driver_prev", "Mostly, on previous", CELL_TEXT, SUM_NONE,
     "the leaf of the driver tree that moved net sales most in the direction "
     "they went"},
    {"driver_prev_effect", "Its effect, on previous", CELL_MONEY, SUM_NONE,
     NULL},
    {"driver_ly", "Mostly", CELL_TEXT, SUM_NONE,
     "the leaf of the driver tree that moved net sales most since last year, "
     "in the direction they went"},
    {"driver_ly_effect", "Its effect", CELL_MONEY, SUM_NONE,
     "what it added to net sales"},
};

enum { OPEN_DAYS = 364 };

/* The slice of a store of the book; the last one is the unknown store. */
static size_t slice_of(const struct book *book, uint32_t store)
{
    return store == MAP_NONE ? book->stores.count : store;
}

static void add_window(const struct view *view, size_t slot,
                       struct slices *slices)
{
    const struct book *book = view->book;
    const struct window *window = &view->windows[slot];
    struct walk walk = walk_sites(book, window->start, window->end);

    while (view_has(view, slot) && walk_next(&walk))
        slice_add_brief(slices->items + slice_of(book, walk_store(&walk)), slot,
                        &walk.sums);
}

static struct slices make_slices(const struct view *view)
{
    const struct book *book = view->book;
    struct slices slices = {
        .items = arena_array(view->arena, struct slice, book->stores.count + 1),
        .count = book->stores.count + 1};

    for (size_t i = 0; i < book->stores.count; i++)
        slices.items[i].id = book->stores.items[i];
    slices.items[book->stores.count].id = UNKNOWN;
    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        add_window(view, slot, &slices);
    return slices;
}

static void count_basket(const struct members *members,
                         const struct order *order, struct slice *slice,
                         struct trading *trading)
{
    slice->baskets++;
    trading->member_baskets += members_hold(members, order);
}

/* The baskets of the reported window; of all, the days that have any: each
 * counts once in a store. */
static void count_window(const struct view *view, size_t slot,
                         struct slices *slices, struct trading *trading)
{
    size_t *last = arena_array(view->arena, size_t, slices->count);
    struct visit visit = visit_window(view, slot);
    const struct order *order;

    while ((order = visit_basket(&visit))) {
        size_t slice = slice_of(view->book, order->store);

        trading[slice].days[slot] += last[slice] != visit.day + 1;
        last[slice] = visit.day + 1;
        if (slot == SLOT_NOW)
            count_basket(&view->members, order, slices->items + slice,
                         trading + slice);
    }
}

static struct trading *make_trading(const struct view *view,
                                    struct slices *slices)
{
    struct trading *trading =
        arena_array(view->arena, struct trading, slices->count);

    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        count_window(view, slot, slices, trading);
    return trading;
}

static const struct store *find_store(const struct view *view, struct str id)
{
    const struct catalogue *catalogue = view->study->catalogue;
    uint32_t number = map_find(&catalogue->store_ids, id);

    return number == MAP_NONE ? NULL : catalogue->stores + number;
}

static bool trades_enough(const struct view *view,
                          const struct trading *trading, size_t slot)
{
    int64_t days = window_days(&view->windows[slot]);

    return trading->days[slot] * 5 >= days * 4; /* 80 % */
}

const char *place_why_not(const struct view *view, const struct slice *slice,
                          const struct trading *trading)
{
    const struct store *store = find_store(view, slice->id);
    int32_t as_of = view->comparison->as_of;

    if (str_equal(slice->id, UNKNOWN))
        return "not known which";
    if (store && store->closed != DATE_NONE && store->closed <= as_of)
        return "closed";
    if (store && store->opened != DATE_NONE &&
        store->opened > as_of - OPEN_DAYS)
        return "opened less than 364 days before";
    if (!trades_enough(view, trading, SLOT_NOW))
        return "trades on less than 80 % of the days";
    if (!view_has(view, SLOT_LY))
        return "no last year to compare with";
    if (!trades_enough(view, trading, SLOT_LY))
        return "traded on less than 80 % of the days last year";
    return NULL;
}

static void describe(const struct store *store, struct cell *cells)
{
    const struct str texts[] = {store->name, store->market, store->state,
                                store->postcode};

    for (size_t i = 0; i < COUNT(texts); i++)
        if (texts[i].len > 0)
            cells[1 + i] = cell_text(texts[i]);
}

static void set_measures(const struct view *view, const struct slice *slice,
                         struct cell *cells)
{
    const struct window *window = &view->windows[SLOT_NOW];
    const struct sums *sums = &slice->sums[SLOT_NOW];
    double sales = (double)(sums->gross - sums->discount) / MONEY_ONE;

    cells[5] = cell_integer(CELL_MONEY, sums_net(sums));
    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        cells[6 + slot] = slice_rank_cell(slice, slot);
    cells[9] = cell_count(slice->baskets);
    cells[10] = cell_ratio(CELL_PRICE, sales, (double)slice->baskets);
    cells[12] =
        cell_ratio(CELL_RATIO, 7 * (double)slice->baskets, window_days(window));
    cells[17] =
        slice_share(sums_net(sums), sums_net(&view->totals[SLOT_NOW].sums));
    cells[18] = cell_integer(CELL_QUANTITY, sums->units);
    slice_compare(view, slice, SLOT_PREV, cells + 19);
    slice_compare(view, slice, SLOT_LY, cells + 21);
    cells[23] = slice_move_cell(slice, SLOT_PREV);
    cells[24] = slice_move_cell(slice, SLOT_LY);
}

/* The scopes of stores, by their names. */
struct scope_index {
    struct map names;
    const struct scope *first; /* of the first name */
};

static struct scope_index index_scopes(const struct view *view)
{
    const struct scopes *scopes = view->scopes;
    struct scope_index index = {.names = {.arena = view->arena}};

    for (size_t i = 0; i < scopes->count; i++) {
        if (scopes->items[i].kind != SCOPE_STORE)
            continue;
        if (!index.first)
            index.first = scopes->items + i;
        map_put(&index.names, scopes->items[i].value);
    }
    return index;
}

/* What moved its net sales, on both bases. */
static void set_drivers(const struct view *view,
                        const struct scope_index *index, struct str id,
                        struct cell *cells)
{
    uint32_t number = map_find(&index->names, id);

    if (number == MAP_NONE)
        return;
    scope_driver_main(view, index->first + number, SLOT_PREV, cells);
    scope_driver_main(view, index->first + number, SLOT_LY, cells + 2);
}

static void add_store(const struct view *view, struct table *table,
                      const struct scope_index *index,
                      const struct slice *slice, const struct trading *trading)
{
    const struct store *store = find_store(view, slice->id);
    const char *reason = place_why_not(view, slice, trading);
    struct cell *cells = table_add(table);

    cells[0] = cell_text(slice->id);
    if (store)
        describe(store, cells);
    set_measures(view, slice, cells);
    cells[11] = cell_ratio(CELL_RATIO, (double)slice->baskets,
                           (double)trading->days[SLOT_NOW]);
    if (totals_tell_members(&view->totals[SLOT_WHOLE]))
        cells[13] = cell_ratio(CELL_RATE, (double)trading->member_baskets,
                               (double)slice->baskets);
    cells[14] = cell_integer(CELL_FLAG, reason ? 0 : 1);
    if (reason)
        cells[15] = cell_label(reason);
    cells[16] = cell_count(trading->days[SLOT_NOW]);
    set_drivers(view, index, slice->id, cells + 25);
}

static void set_total(const struct view *view, struct table *table)
{
    struct cell *cells = table_total(table);
    struct slice whole = {.baskets = view->totals[SLOT_NOW].baskets};

    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        whole.sums[slot] = view->totals[slot].sums;
    cells[0] = cell_label("All stores");
    set_measures(view, &whole, cells);
    if (totals_tell_members(&view->totals[SLOT_WHOLE]))
        cells[13] =
            cell_ratio(CELL_RATE, (double)view->totals[SLOT_NOW].member_baskets,
                       (double)view->totals[SLOT_NOW].baskets);
}

struct places places_make(const struct view *view)
{
    struct places places = {.slices = make_slices(view)};

    places.trading = make_trading(view, &places.slices);
    return places;
}

enum status place_make(const struct view *view, struct diag *diag,
                       struct table **table)
{
    struct places places = places_make(view);
    struct slices *slices = &places.slices;
    struct scope_index index = index_scopes(view);
    enum status status;

    slice_rank(view->arena, slices);
    *table =
        table_new(view->arena, "stores", "Stores", columns, COUNT(columns));
    for (size_t i = 0; i < slices->count; i++) {
        size_t number = slices->order[i];

        if (slice_is_shown(slices->items + number))
            add_store(view, *table, &index, slices->items + number,
                      places.trading + number);
    }
    set_total(view, *table);
    (*table)->note = view->comparison->rule;
    status = slice_check(view, diag, (*table)->name, slices);
    if (status != OK)
        return status;
    return slice_check_baskets(view, diag, (*table)->name, slices);
}
