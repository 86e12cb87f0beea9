#include "measure/basis.h"

#include "measure/scope.h"

static const struct column columns[] = {
    {"scope", "Scope", CELL_TEXT, SUM_NONE, NULL},
    {"window", "Window", CELL_TEXT, SUM_NONE, "now, prev or ly"},
    {"start", "Start", CELL_DATE, SUM_NONE, NULL},
    {"end", "End", CELL_DATE, SUM_NONE, NULL},
    {"days", "Days", CELL_COUNT, SUM_NONE, NULL},
    {"sale_lines", "Sale lines", CELL_COUNT, SUM_NONE, "by their own day"},
    {"return_lines", "Return lines", CELL_COUNT, SUM_NONE, "by their own day"},
    {"baskets", "Baskets", CELL_COUNT, SUM_NONE, "by their first line’s day"},
    {"customers", "Customers", CELL_COUNT, SUM_NONE,
     "distinct identified ones with a basket"},
};

static const char *const names[SLOT_COMPARED] = {
    [SLOT_NOW] = "now", [SLOT_PREV] = "prev", [SLOT_LY] = "ly"};

static void add_window(const struct view *view, const struct scope *scope,
                       size_t slot, struct table *table)
{
    const struct window *window = &view->windows[slot];
    const struct totals *totals = scope->totals[slot];
    struct cell *cells = table_add(table);

    cells[0] = cell_text(scope->name);
    cells[1] = cell_label(names[slot]);
    if (!view_has(view, slot))
        return;
    cells[2] = cell_date(window->start);
    cells[3] = cell_date(window->end);
    cells[4] = cell_count(window_days(window));
    cells[5] = cell_count(totals->sums.sale_lines);
    cells[6] = cell_count(totals->sums.return_lines);
    cells[7] = cell_count(totals->baskets);
    cells[8] = cell_count(totals->customers);
}

struct table *basis_make(const struct view *view)
{
    struct table *table =
        table_new(view->arena, "scopes", "Scopes", columns, COUNT(columns));

    for (size_t i = 0; i < view->scopes->count; i++) {
        const struct scope *scope = view->scopes->items + i;

        if (!scope->is_shown || !scope_gives(scope, &kpis[KPI_net_sales]))
            continue;
        for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
            add_window(view, scope, slot, table);
    }
    return table;
}
