#include "measure/scan_rate.h"

#include "measure/change.h"
#include "measure/interval.h"
#include "measure/scope.h"

static const struct column columns[] = {
    {"level", "Level", CELL_TEXT, SUM_NONE,
     "each level’s rows add up to all baskets"},
    {"value", "Value", CELL_TEXT, SUM_NONE, NULL},
    {"baskets", "Baskets", CELL_COUNT, SUM_PART, NULL},
    {"member_baskets", "Members’ baskets", CELL_COUNT, SUM_NONE,
     "baskets whose day the customer’s membership covers"},
    {"scan_rate", "Scan rate", CELL_RATE, SUM_NONE,
     "members’ baskets over baskets"},
    {"prev", "Previous", CELL_RATE, SUM_NONE, "the rate before"},
    {"prev_change", "Change vs previous", CELL_POINTS, SUM_NONE, "in points"},
    {"ly", "Last year", CELL_RATE, SUM_NONE, "the rate last year"},
    {"ly_change", "Change vs last year", CELL_POINTS, SUM_NONE, "in points"},
    {"ly_low", "Low", CELL_POINTS, SUM_NONE,
     "lower end of the 95 % interval of the change vs last year (Newcombe)"},
    {"ly_high", "High", CELL_POINTS, SUM_NONE, "upper end of it"},
    {"verdict", "Verdict", CELL_TEXT, SUM_NONE,
     "n < 30: too few to tell; not proven: the interval holds 0"},
    {"name", "Name", CELL_TEXT, SUM_NONE, "of a store; else the value itself"},
};

static const bool is_level[SCOPE_KINDS] = {
    [SCOPE_WHOLE] = true,
    [SCOPE_MARKET] = true,
    [SCOPE_STORE] = true,
    [SCOPE_CHANNEL] = true,
};

static struct cell rate_of(const struct scope *scope, size_t slot)
{
    const struct totals *totals = scope->totals[slot];

    return cell_ratio(CELL_RATE, (double)totals->member_baskets,
                      (double)totals->baskets);
}

static void compare(const struct view *view, const struct scope *scope,
                    size_t slot, struct cell *cells)
{
    struct cell now = rate_of(scope, SLOT_NOW);

    if (!view_has(view, slot))
        return;
    cells[0] = rate_of(scope, slot);
    cells[1] = change_difference(&now, &cells[0]);
}

static struct share share_in(const struct scope *scope, size_t slot)
{
    return (struct share){scope->totals[slot]->member_baskets,
                          scope->totals[slot]->baskets};
}

/* What may be said of the change on last year, into three cells. */
static void judge(const struct view *view, const struct scope *scope,
                  struct cell *cells)
{
    struct difference difference;

    if (!view_has(view, SLOT_LY))
        return;
    difference = difference_of_shares(share_in(scope, SLOT_NOW),
                                      share_in(scope, SLOT_LY));
    cells[0] = cell_real(CELL_POINTS, difference.low);
    cells[1] = cell_real(CELL_POINTS, difference.high);
    cells[2] = cell_label(verdict_name(difference.verdict));
}

static bool has_baskets(const struct scope *scope)
{
    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        if (scope->totals[slot]->baskets > 0)
            return true;
    return false;
}

struct table *scan_rate_make(const struct view *view)
{
    struct table *table;

    if (!totals_tell_members(&view->totals[SLOT_WHOLE]))
        return NULL;
    table = table_new(view->arena, "scan_rates", "Scan rates", columns,
                      COUNT(columns));
    for (size_t i = 0; i < view->scopes->count; i++) {
        const struct scope *scope = view->scopes->items + i;
        struct cell *cells;

        if (!is_level[scope->kind] || !has_baskets(scope))
            continue;
        cells = table_add(table);
        cells[0] = cell_label(scope_kind_name(scope->kind));
        cells[1] = cell_text(scope->value);
        cells[2] = cell_count(scope->totals[SLOT_NOW]->baskets);
        cells[3] = cell_count(scope->totals[SLOT_NOW]->member_baskets);
        cells[4] = rate_of(scope, SLOT_NOW);
        compare(view, scope, SLOT_PREV, cells + 5);
        compare(view, scope, SLOT_LY, cells + 7);
        judge(view, scope, cells + 9);
        cells[12] = cell_text(scope_title(view, scope));
    }
    table->note = view->comparison->rule;
    return table;
}
