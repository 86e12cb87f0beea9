#include "measure/trend.h"

#include "measure/change.h"
#include "measure/summary.h"

static const struct column columns[] = {
    {"kpi", "Id", CELL_TEXT, SUM_NONE, "the KPI's id"},
    {"scope", "Scope", CELL_TEXT, SUM_NONE, NULL},
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

static void add_window(const struct view *view, struct table *table,
                       const struct kpi *kpi, size_t i)
{
    const struct window *window = &view->windows[SLOT_TRAIL + i];
    const struct window *ly = &view->windows[SLOT_TRAIL_LY + i];
    struct cell *cells = table_add(table);

    cells[0] = cell_label(kpi->id);
    cells[1] = cell_text(SCOPE_ALL);
    cells[2] = cell_text(window->name);
    cells[3] = cell_date(window->start);
    cells[4] = cell_date(window->end);
    cells[5] = cell_count(window_days(window));
    cells[6] = kpi_value(kpi, &view->totals[SLOT_TRAIL + i]);
    cells[8] = per_day(kpi, &cells[6], window);
    if (window_is_known(ly)) {
        cells[7] = kpi_value(kpi, &view->totals[SLOT_TRAIL_LY + i]);
        cells[9] = per_day(kpi, &cells[7], ly);
        if (kpi->kind == KPI_FLOW)
            cells[12] =
                change_per_day(cell_number(&cells[6]), window_days(window),
                               cell_number(&cells[7]), window_days(ly));
    }
    cells[10] = cell_label(kpi->label);
    cells[11] = cell_text(window->label);
}

struct table *trend_make(const struct view *view)
{
    struct table *table =
        table_new(view->arena, "trends", "Trends", columns, COUNT(columns));

    for (size_t id = 0; id < KPI_COUNT; id++)
        for (size_t i = 0; i < COUNT(view->comparison->trail); i++)
            if (kpis[id].available(&view->totals[SLOT_WHOLE]) &&
                view_has(view, SLOT_TRAIL + i))
                add_window(view, table, &kpis[id], i);
    table->note = view->comparison->rule;
    return table;
}
