#include "measure/outlook.h"

#include "measure/change.h"

static const struct column columns[] = {
    {"period", "Period", CELL_TEXT, SUM_NONE, NULL},
    {"start", "Start", CELL_DATE, SUM_NONE, NULL},
    {"end", "End", CELL_DATE, SUM_NONE, NULL},
    {"days", "Days", CELL_COUNT, SUM_NONE, NULL},
    {"net_sales", "Net sales", CELL_MONEY, SUM_NONE, "of periods so far"},
    {"ly", "Last year", CELL_MONEY, SUM_NONE, NULL},
    {"ly_pct_per_day", "% a day vs last year", CELL_CHANGE, SUM_NONE,
     "of net sales, or of what is expected"},
    {"expected", "Expected", CELL_MONEY, SUM_NONE, "as foretold"},
    {"low_80", "80 % from", CELL_MONEY, SUM_NONE,
     "in four of five cases net sales are within"},
    {"high_80", "80 % to", CELL_MONEY, SUM_NONE, NULL},
    {"low_95", "95 % from", CELL_MONEY, SUM_NONE,
     "in nineteen of twenty cases"},
    {"high_95", "95 % to", CELL_MONEY, SUM_NONE, NULL},
    {"ahead", "Ahead", CELL_FLAG, SUM_NONE, "the period is yet to come"},
};

enum { NET_SALES = 4, LY, LY_PCT, EXPECTED, AHEAD = 12 };

enum { SO_FAR = 13 };

/* What the columns of what is foretold are called in the table `forecast`. */
static const char *const foretold[] = {"net_sales", "low_80", "high_80",
                                       "low_95", "high_95"};

/* The days of a period up to `last`, and their last year. */
static struct comparison compare(const struct view *view,
                                 const struct period *period, int32_t last)
{
    const struct window window = {.kind = WINDOW_PERIOD,
                                  .start = period->start,
                                  .end = period->end,
                                  .name = period->name,
                                  .label = period->name};
    const struct comparison_input input = {
        .data_first = view->comparison->data_first,
        .data_last = last,
        .as_of = DATE_NONE,
        .closed_days = (int)view->study->config->rules.closed_days};
    struct comparison comparison;

    comparison_make(view->arena, view->study->calendar, &window, &input,
                    &comparison);
    return comparison;
}

static int64_t net_of(const struct view *view, const struct window *window)
{
    int64_t net = 0;

    for (size_t i = 0; i < view->book->day_count; i++) {
        const struct day *day = view->book->days + i;

        if (day->date < window->start || day->date > window->end)
            continue;
        for (size_t j = 0; j < view->study->catalogue->class_count; j++)
            net += sums_net(day->classes + j);
    }
    return net;
}

/* The days and last year of a new row; `value` is what is compared. */
static void set_base(const struct view *view,
                     const struct comparison *comparison,
                     const struct cell *value, struct cell *cells)
{
    const struct window *now = &comparison->now;
    const struct window *ly = &comparison->ly.window;

    cells[0] = cell_text(comparison->asked.name);
    cells[1] = cell_date(now->start);
    cells[2] = cell_date(now->end);
    cells[3] = cell_count(window_days(now));
    if (!comparison->ly.covered || ly->end > view->windows[SLOT_NOW].end)
        return;
    cells[LY] = cell_integer(CELL_MONEY, net_of(view, ly));
    cells[LY_PCT] = change_per_day(cell_number(value), window_days(now),
                                   cell_number(&cells[LY]), window_days(ly));
}

static void add_past(const struct view *view, const struct period *period,
                     struct table *table)
{
    struct comparison comparison =
        compare(view, period, view->windows[SLOT_NOW].end);
    struct cell *cells;

    if (period->start <
        view->comparison->data_first - view->study->config->rules.closed_days)
        return;
    cells = table_add(table);
    cells[AHEAD] = cell_integer(CELL_FLAG, 0);
    cells[NET_SALES] = cell_integer(CELL_MONEY, net_of(view, &comparison.now));
    set_base(view, &comparison, &cells[NET_SALES], cells);
}

static void add_ahead(const struct view *view, const struct period *period,
                      const struct table *forecast, size_t row,
                      struct table *table)
{
    struct comparison comparison = compare(view, period, period->end);
    struct cell *cells = table_add(table);

    cells[AHEAD] = cell_integer(CELL_FLAG, 1);
    for (size_t i = 0; i < COUNT(foretold); i++)
        cells[EXPECTED + i] = *table_cell(forecast, row, foretold[i]);
    set_base(view, &comparison, &cells[EXPECTED], cells);
}

struct table *outlook_make(const struct view *view,
                           const struct table *forecast)
{
    const struct calendar *calendar = view->study->calendar;
    struct table *table;
    size_t begun = 0;

    if (!forecast)
        return NULL;
    table =
        table_new(view->arena, "outlook", "Outlook", columns, COUNT(columns));
    while (begun < calendar->period_count &&
           calendar->periods[begun].start <= view->windows[SLOT_NOW].end)
        begun++;
    for (size_t i = begun > SO_FAR ? begun - SO_FAR : 0; i < begun; i++)
        add_past(view, &calendar->periods[i], table);
    for (size_t i = 0; i < forecast->row_count; i++)
        add_ahead(view, &calendar->periods[begun + i], forecast, i, table);
    return table;
}
