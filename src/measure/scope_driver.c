#include "measure/scope_driver.h"

#include "base/decimal.h"
#include "measure/change.h"
#include "measure/driver.h"

static const struct column columns[] = {
    {"comparison", "Against", CELL_TEXT, SUM_NONE, "ly or prev"},
    {"level", "Level", CELL_TEXT, SUM_NONE,
     "market, state, store or department"},
    {"scope", "Scope", CELL_TEXT, SUM_NONE, "as in kpis"},
    {"name", "Name", CELL_TEXT, SUM_NONE, NULL},
    {"net_sales", "Net sales", CELL_MONEY, SUM_NONE, NULL},
    {"base", "Base", CELL_MONEY, SUM_NONE, "net sales then"},
    {"change", "Change", CELL_MONEY, SUM_NONE,
     "net sales less base: what the effects beside it add up to"},
    {"pct", "% change", CELL_CHANGE, SUM_NONE, "change over base"},
    {"pct_per_day", "% a day", CELL_CHANGE, SUM_NONE,
     "of net sales a day, as windows differ in length"},
    {"customers", "Customers", CELL_MONEY, SUM_NONE,
     "effect of the number of identified customers"},
    {"frequency", "Frequency", CELL_MONEY, SUM_NONE,
     "effect of baskets per identified customer"},
    {"aov", "Average order value", CELL_MONEY, SUM_NONE,
     "effect of what a basket comes to, where it is not that of the next two: "
     "not every department counts as units, or it is one department"},
    {"upt", "Units per basket", CELL_MONEY, SUM_NONE,
     "effect of units per basket of identified customers"},
    {"unit_price", "Average unit price", CELL_MONEY, SUM_NONE,
     "effect of the unit price of identified customers"},
    {"anonymous_sales", "Anonymous sales", CELL_MONEY, SUM_NONE,
     "effect of orders without an identified customer"},
    {"returns", "Returns", CELL_MONEY, SUM_NONE, "effect of returns"},
    {"main_driver", "Mostly", CELL_TEXT, SUM_NONE,
     "the largest effect in the direction of the change"},
    {"main_effect", "Its effect", CELL_MONEY, SUM_NONE, NULL},
    {"status", "Status", CELL_TEXT, SUM_NONE,
     "new: no sales in the base; ended: none since"},
    {"unsplit", "Not split", CELL_FLAG, SUM_NONE,
     "no identified customer in one of the windows: all that their sales "
     "changed is put down to customers"},
};

/* The columns of effects, in the order of enum leaf. */
enum { FIRST_LEAF = 9, MAIN = FIRST_LEAF + LEAVES };

static const bool is_level[SCOPE_KINDS] = {
    [SCOPE_MARKET] = true,
    [SCOPE_STATE] = true,
    [SCOPE_STORE] = true,
    [SCOPE_DEPARTMENT] = true,
};

static bool has_sales(const struct totals *totals)
{
    return totals->sums.sale_lines > 0 || totals->sums.return_lines > 0;
}

void scope_driver_main(const struct view *view, const struct scope *scope,
                       size_t slot, struct cell *cells)
{
    struct leaves leaves;

    if (!view_has(view, slot))
        return;
    leaves = driver_leaves(scope->totals[SLOT_NOW], scope->totals[slot]);
    driver_main(&leaves, cells);
}

static void set_change(const struct view *view, size_t slot, int64_t now,
                       int64_t base, struct cell *cells)
{
    cells[0] = cell_integer(CELL_MONEY, now);
    cells[1] = cell_integer(CELL_MONEY, base);
    cells[2] = cell_integer(CELL_MONEY, now - base);
    cells[3] =
        change_relative((double)now / MONEY_ONE, (double)base / MONEY_ONE);
    cells[4] = change_per_day(
        (double)now / MONEY_ONE, window_days(&view->windows[SLOT_NOW]),
        (double)base / MONEY_ONE, window_days(&view->windows[slot]));
}

static void set_leaves(const struct view *view, const struct leaves *leaves,
                       struct cell *cells)
{
    /* Where nobody is identified all sales are anonymous. */
    size_t first =
        view->totals[SLOT_WHOLE].customers > 0 ? 0 : LEAF_ANONYMOUS_SALES;

    for (size_t i = first; i < LEAVES; i++)
        if (leaves->known[i])
            cells[i] = cell_integer(CELL_MONEY, leaves->effects[i]);
}

static void add_scope(const struct view *view, struct table *table,
                      const struct scope *scope, size_t slot,
                      const char *comparison)
{
    const struct totals *now = scope->totals[SLOT_NOW];
    const struct totals *base = scope->totals[slot];
    struct leaves leaves = driver_leaves(now, base);
    struct cell *cells;

    if (!has_sales(now) && !has_sales(base))
        return;
    cells = table_add(table);
    cells[0] = cell_label(comparison);
    cells[1] = cell_label(scope_kind_name(scope->kind));
    cells[2] = cell_text(scope->name);
    cells[3] = cell_text(scope_title(view, scope));
    set_change(view, slot, sums_net(&now->sums), sums_net(&base->sums),
               cells + 4);
    set_leaves(view, &leaves, cells + FIRST_LEAF);
    driver_main(&leaves, cells + MAIN);
    if (!has_sales(base))
        cells[MAIN + 2] = cell_label("new");
    if (!has_sales(now))
        cells[MAIN + 2] = cell_label("ended");
    cells[MAIN + 3] = cell_integer(
        CELL_FLAG, leaves.unsplit && view->totals[SLOT_WHOLE].customers > 0);
}

/* A section is its own part: of its kind there is nothing to be told apart. */
static bool is_apart(const struct view *view, const struct scope *scope)
{
    const struct scope *part = view->study->part;

    return is_level[scope->kind] && !(part && part->kind == scope->kind);
}

static void add_scopes(const struct view *view, struct table *table,
                       size_t slot, const char *comparison)
{
    for (size_t i = 0; i < view->scopes->count && view_has(view, slot); i++)
        if (is_apart(view, view->scopes->items + i))
            add_scope(view, table, view->scopes->items + i, slot, comparison);
}

struct table *scope_driver_make(const struct view *view)
{
    struct table *table =
        table_new(view->arena, "scope_drivers", "Drivers by scope", columns,
                  COUNT(columns));

    add_scopes(view, table, SLOT_LY, "ly");
    add_scopes(view, table, SLOT_PREV, "prev");
    table->note =
        STR("Effects of each row add up to its change; customers, frequency "
            "and basket measures are those of identified customers, by "
            "midpoint split. A customer of two scopes is one of each");
    return table->row_count > 0 ? table : NULL;
}
