#include "measure/trend.h"

#include "base/parallel.h"
#include "measure/change.h"
#include "measure/scope.h"
#include "measure/summary.h"

static const struct column columns[] = {
    {"kpi", "Id", CELL_TEXT, SUM_NONE, "the KPI's id"},
    {"scope", "Scope", CELL_TEXT, SUM_NONE,
     "all, or a market:, state:, store: or department: and which"},
    {"period", "Period", CELL_TEXT, SUM_NONE, NULL},
    {"start", "Start", CELL_DATE, SUM_NONE, NULL},
    {"end", "End", CELL_DATE, SUM_NONE, NULL},
    {"days", "Days", CELL_COUNT, SUM_NONE, NULL},
    {"value", "Value", CELL_RATIO, SUM_NONE, NULL},
    {"ly", "Last year", CELL_RATIO, SUM_NONE, NULL},
    {"per_day", "Per day", CELL_RATIO, SUM_NONE,
     "of what adds up over days; money in currency units"},
    {"ly_per_day", "Last year per day", CELL_RATIO, SUM_NONE, NULL},
    {"label", "KPI", CELL_TEXT, SUM_NONE, NULL},
    {"period_label", "Period, in short", CELL_TEXT, SUM_NONE, NULL},
    {"ly_pct_per_day", "% a day vs last year", CELL_CHANGE, SUM_NONE,
     "of what adds up over days"},
};

static struct cell per_day(const struct kpi *kpi, const struct cell *value,
                           const struct window *window)
{
    enum cell_kind kind = kpi->cell == CELL_MONEY ? CELL_PRICE : CELL_RATIO;

    if (kpi->kind != KPI_FLOW)
        return (struct cell){.kind = CELL_UNDEFINED};
    return cell_ratio(kind, cell_number(value), window_days(window));
}

/* The rows of a KPI lie together, those of a scope in them. */
struct trend {
    const struct view *view;
    size_t scope_count;
    struct cell *cells; /* of all rows */
    size_t firsts[KPI_COUNT + 1];
};

static void set_window(const struct view *view, const struct kpi *kpi,
                       const struct scope *scope, size_t i, struct cell *cells)
{
    const struct window *window = &view->windows[SLOT_TRAIL + i];
    const struct window *ly = &view->windows[SLOT_TRAIL_LY + i];

    cells[0] = cell_label(kpi->id);
    cells[1] = cell_text(scope->name);
    cells[2] = cell_text(window->name);
    cells[3] = cell_date(window->start);
    cells[4] = cell_date(window->end);
    cells[5] = cell_count(window_days(window));
    cells[6] = kpi_value(kpi, scope->totals[SLOT_TRAIL + i]);
    cells[8] = per_day(kpi, &cells[6], window);
    if (window_is_known(ly)) {
        cells[7] = kpi_value(kpi, scope->totals[SLOT_TRAIL_LY + i]);
        cells[9] = per_day(kpi, &cells[7], ly);
        if (kpi->kind == KPI_FLOW)
            cells[12] =
                change_per_day(cell_number(&cells[6]), window_days(window),
                               cell_number(&cells[7]), window_days(ly));
    }
    cells[10] = cell_label(kpi->label);
    cells[11] = cell_text(window->label);
}

static bool is_given(const struct scope *scope, size_t id)
{
    return scope->is_shown && scope_gives(scope, &kpis[id]);
}

static void set_kpi(void *context, size_t id, size_t thread)
{
    const struct trend *trend = context;
    const struct view *view = trend->view;
    struct cell *cells = trend->cells + trend->firsts[id] * COUNT(columns);

    (void)thread;
    for (size_t i = 0; i < trend->scope_count; i++) {
        const struct scope *scope = view->scopes->items + i;

        for (size_t j = 0; j < COUNT(view->comparison->trail); j++)
            if (view_has(view, SLOT_TRAIL + j) && is_given(scope, id)) {
                set_window(view, &kpis[id], scope, j, cells);
                cells += COUNT(columns);
            }
    }
}

/* Where the rows of each KPI begin. */
static void place_kpis(struct trend *trend)
{
    const struct view *view = trend->view;
    size_t windows = 0;

    for (size_t i = 0; i < COUNT(view->comparison->trail); i++)
        windows += view_has(view, SLOT_TRAIL + i);
    for (size_t id = 0; id < KPI_COUNT; id++) {
        trend->firsts[id + 1] = trend->firsts[id];
        for (size_t i = 0; i < trend->scope_count; i++)
            if (is_given(view->scopes->items + i, id))
                trend->firsts[id + 1] += windows;
    }
}

static struct table *make(const struct view *view, size_t scope_count)
{
    struct table *table =
        table_new(view->arena, "trends", "Trends", columns, COUNT(columns));
    struct trend trend = {.view = view, .scope_count = scope_count};

    place_kpis(&trend);
    trend.cells = table_add_rows(table, trend.firsts[KPI_COUNT]);
    parallel_run(view->threads, KPI_COUNT, set_kpi, &trend);
    table->note = view->comparison->rule;
    return table;
}

struct table *trend_make(const struct view *view)
{
    struct table *table = make(view, view->scopes->count);

    table->printed = make(view, 1);
    return table;
}
