#include "render/kpi_lines.h"
#include "render/sheets.h"

#include "render/number.h"

#include <math.h>

enum { COLUMN_PERIODS = COLUMN_FIRST + 1 };
enum { LABEL_WIDTH = 27, CHANGE_WIDTH = 12 };
static const double period_width = 9.6;

struct trends {
    const struct binder *binder;
    const struct leaf *leaf;
    const struct table *table;
    struct grid *grid;
    struct kpi_lines lines;
    uint32_t periods;
    uint32_t last; /* the column of changes */
    uint32_t foot; /* the last row written */
};

/* The rows of one KPI lie together, one a period. */
static uint32_t count_periods(const struct leaf *leaf)
{
    const struct table *table = leaf->table;
    int kpi = table_column(table, "kpi");
    uint32_t count = 0;

    if (kpi < 0 || !table->row_count)
        return 0;
    while (
        count < table->row_count && count < 13 &&
        str_equal(table->cells[count * table->column_count + (size_t)kpi].text,
                  table->cells[kpi].text))
        count++;
    return count;
}

struct cells trends_cells(const struct leaf *trends, uint32_t row)
{
    return (struct cells){row, COLUMN_PERIODS, row,
                          COLUMN_PERIODS + count_periods(trends) - 1};
}

static const struct cell *cell_at(const struct trends *trends, size_t row,
                                  const char *column)
{
    int number = table_column(trends->table, column);

    return number < 0 || row >= trends->table->row_count
               ? NULL
               : &trends->table->cells[row * trends->table->column_count +
                                       (size_t)number];
}

static const struct calendar *calendar_of(const struct trends *trends)
{
    return trends->binder->study->calendar;
}

/* The fiscal year of a period of the table; 0 where it is not known. */
static int year_of(const struct trends *trends, uint32_t number)
{
    const struct cell *start = cell_at(trends, number, "start");
    const struct period *period = NULL;

    if (start && start->kind == CELL_DATE && calendar_of(trends))
        period = calendar_period(calendar_of(trends), (int32_t)start->integer);
    return period ? period->year : 0;
}

static void draw_years(const struct trends *trends)
{
    struct arena *arena = trends->binder->arena;
    uint32_t end;

    for (uint32_t i = 0; i < trends->periods; i = end) {
        int year = year_of(trends, i);
        struct cells cells = {ROW_GROUPS, COLUMN_PERIODS + i, ROW_GROUPS, 0};
        struct str label = {0};

        for (end = i + 1; end < trends->periods; end++)
            if (year_of(trends, end) != year)
                break;
        cells.last_column = COLUMN_PERIODS + end - 1;
        if (year && calendar_of(trends)->months)
            label = str_format(arena, "%d", year);
        else if (year)
            label = str_format(arena, "FY%02d", year % 100);
        binder_group(trends->binder, trends->grid, &cells, label);
    }
    binder_group(
        trends->binder, trends->grid,
        &(struct cells){ROW_GROUPS, trends->last, ROW_GROUPS, trends->last},
        STR("LAST YEAR"));
}

static void draw_heads(const struct trends *trends)
{
    const struct binder *binder = trends->binder;
    const struct base *ly = &binder->study->comparison.ly;
    struct look left = binder_head(false, false);
    struct look right = binder_head(true, false);
    struct cells cells = trends_cells(trends->leaf, ROW_HEAD);

    grid_text(trends->grid, ROW_HEAD, COLUMN_FIRST, STR("Measure"),
              binder_style(binder, &left));
    for (uint32_t i = 0; i < trends->periods; i++) {
        const struct cell *label = cell_at(trends, i, "period_label");

        if (!label || label->kind != CELL_TEXT)
            label = cell_at(trends, i, "period");
        grid_text(trends->grid, ROW_HEAD, COLUMN_PERIODS + i, label->text,
                  binder_style(binder, &right));
    }
    grid_text(
        trends->grid, ROW_HEAD, trends->last,
        window_is_known(&ly->window)
            ? str_format(binder->arena, "On %.*s", STR_ARGS(ly->window.name))
            : STR("Change"),
        binder_style(binder, &right));
    grid_note(trends->grid, ROW_HEAD, trends->last,
              STR("Flows per day, rates in percentage points, the rest as it "
                  "is"));
    xlsx_define(
        binder->xlsx, STR("trend_periods"),
        excel_reference(binder->arena, grid_name(trends->grid), &cells));
    grid_column(trends->grid, COLUMN_FIRST, COLUMN_FIRST, LABEL_WIDTH);
    grid_column(trends->grid, COLUMN_PERIODS, trends->last - 1, period_width);
    grid_column(trends->grid, trends->last, trends->last, CHANGE_WIDTH);
}

/* One row of the sheet: a column of the table over the periods. */
struct series {
    struct str label;
    size_t row; /* of the table: the first period's */
    const char *column;
    enum figure figure;
    bool muted;
    bool bold;
    unsigned indent;
};

static double largest(const struct trends *trends, size_t row,
                      const char *column)
{
    double most = 0;

    for (uint32_t i = 0; i < trends->periods; i++) {
        const struct cell *cell = cell_at(trends, row + i, column);
        double value = cell ? fabs(cell_number(cell)) : 0;

        if (isfinite(value) && value > most)
            most = value;
    }
    return most;
}

/* The kind of the first defined cell. */
static enum cell_kind kind_of(const struct trends *trends, size_t row,
                              const char *column)
{
    for (uint32_t i = 0; i < trends->periods; i++) {
        const struct cell *cell = cell_at(trends, row + i, column);

        if (cell && cell_is_defined(cell))
            return cell->kind;
    }
    return CELL_UNDEFINED;
}

/* A flow of money a day is money, not a price. */
static enum figure series_figure(const struct trends *trends,
                                 const struct kpi_line *line,
                                 const char *column)
{
    enum cell_kind kind = kind_of(trends, line->row, column);
    double most = largest(trends, line->row, column);

    if (line->flow && kind == CELL_PRICE)
        return most < 1000 ? FIGURE_MONEY_EXACT : figure_money(most);
    if (line->flow && kind == CELL_RATIO)
        return most < 100 ? FIGURE_DAYS : FIGURE_COUNT;
    return kpi_figure(kind, most);
}

static void draw_series(const struct trends *trends, uint32_t at,
                        const struct series *series)
{
    const struct binder *binder = trends->binder;
    struct look label = binder_look(binder, FIGURE_TEXT);
    struct look look = binder_look(binder, series->figure);
    struct dress dress = {series->figure, NULL};

    label.indent = series->indent;
    label.colour = look.colour = series->muted ? TINT_MUTED : 0;
    label.bold = look.bold = series->bold;
    grid_text(trends->grid, at, COLUMN_FIRST, series->label,
              binder_style(binder, &label));
    for (uint32_t i = 0; i < trends->periods; i++) {
        if (i + 1 == trends->periods)
            look.fill = TINT_NOW;
        dress.style = binder_style(binder, &look);
        binder_cell(trends->grid, at, COLUMN_PERIODS + i,
                    cell_at(trends, series->row + i, series->column), &dress);
    }
    look = binder_look(binder, FIGURE_CHANGE);
    grid_blank(trends->grid, at, trends->last, binder_style(binder, &look));
}

static void draw_change(const struct trends *trends, uint32_t at,
                        struct str kpi)
{
    struct kpi_change change = kpi_change(trends->binder, kpi, "ly");
    struct look look = binder_look(trends->binder, change.figure);
    struct dress dress = {change.figure, binder_style(trends->binder, &look)};
    struct cells cells = {at, trends->last, at, trends->last};

    binder_cell(trends->grid, at, trends->last, change.cell, &dress);
    if (change.good)
        binder_changes(trends->grid, &cells, change.figure, change.good > 0);
}

static struct str label_of(const struct trends *trends,
                           const struct kpi_line *line)
{
    const struct cell *label = cell_at(trends, line->row, "label");

    return label && label->kind == CELL_TEXT ? label->text : line->kpi;
}

/* The periods' days, and the KPI that leads: per day, with last year. */
static void draw_lead(const struct trends *trends)
{
    struct arena *arena = trends->binder->arena;
    const struct kpi_line *lead =
        kpi_lines_find(&trends->lines, STR("net_sales"));
    struct series start = {.label = STR("First day"),
                           .column = "start",
                           .figure = FIGURE_SHORT_DATE,
                           .muted = true};
    struct series days = {.label = STR("Days"),
                          .column = "days",
                          .figure = FIGURE_COUNT,
                          .muted = true};
    struct series now = {.column = "per_day", .bold = true};
    struct series ly = {.column = "ly_per_day", .muted = true};

    draw_series(trends, ROW_FIRST, &start);
    draw_series(trends, ROW_FIRST + 1, &days);
    if (!lead)
        return;
    now.row = ly.row = lead->row;
    now.figure = ly.figure = series_figure(trends, lead, "per_day");
    now.label =
        str_format(arena, "%.*s per day", STR_ARGS(label_of(trends, lead)));
    ly.label = str_format(arena, "%.*s, last year", STR_ARGS(now.label));
    draw_series(trends, ROW_FIRST + 2, &now);
    draw_series(trends, ROW_FIRST + 3, &ly);
    draw_change(trends, ROW_FIRST + 2, lead->kpi);
}

static void draw_heading(const struct trends *trends, uint32_t at,
                         struct str heading)
{
    struct look look = {.bold = true,
                        .colour = TINT_BRAND,
                        .fill = TINT_PANEL,
                        .below = LINE_THIN,
                        .below_colour = TINT_HAIRLINE};
    const struct style *style = binder_style(trends->binder, &look);

    grid_text(trends->grid, at, COLUMN_FIRST, heading, style);
    for (uint32_t i = COLUMN_PERIODS; i <= trends->last; i++)
        grid_blank(trends->grid, at, i, style);
}

static void draw_value(const struct trends *trends, const struct kpi_line *line)
{
    const struct binder *binder = trends->binder;
    struct series series = {.label = label_of(trends, line),
                            .row = line->row,
                            .column = "value",
                            .figure = series_figure(trends, line, "value"),
                            .indent = 1};
    struct cells cells = trends_cells(trends->leaf, line->at);

    if (kind_of(trends, line->row, "value") == CELL_MONEY)
        series.figure = figure_money(largest(trends, line->row, "value"));
    draw_series(trends, line->at, &series);
    draw_change(trends, line->at, line->kpi);
    grid_note(trends->grid, line->at, COLUMN_FIRST,
              kpi_note(binder, line->kpi));
    xlsx_define(
        binder->xlsx,
        str_format(binder->arena, "trend_%.*s", STR_ARGS(line->kpi)),
        excel_reference(binder->arena, grid_name(trends->grid), &cells));
}

static void draw_lines(struct trends *trends)
{
    struct arena *arena = trends->binder->arena;
    bool headed = false;

    for (size_t i = 0; i < trends->lines.count; i++) {
        const struct kpi_line *line = &trends->lines.items[i];

        if (line->heading.len)
            draw_heading(trends, line->at, line->heading);
        else
            draw_value(trends, line);
        trends->foot = line->at > trends->foot ? line->at : trends->foot;
    }
    for (size_t i = 0; i < trends->lines.count; i++) {
        const struct kpi_line *line = &trends->lines.items[i];
        struct series series = {
            .row = line->row, .column = "per_day", .indent = 1};

        if (!line->per_day)
            continue;
        if (!headed)
            draw_heading(trends, line->per_day - 1, STR("Flows per day"));
        headed = true;
        series.figure = series_figure(trends, line, "per_day");
        series.label =
            str_format(arena, "%.*s per day", STR_ARGS(label_of(trends, line)));
        draw_series(trends, line->per_day, &series);
        draw_change(trends, line->per_day, line->kpi);
        trends->foot = line->per_day;
    }
}

/* A round number not below `value`: the end of an axis. */
static double round_up(double value)
{
    static const double steps[] = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
    double unit = value > 0 ? pow(10, floor(log10(value))) : 1;

    for (size_t i = 0; i < COUNT(steps); i++)
        if (steps[i] * unit >= value)
            return steps[i] * unit;
    return 10 * unit;
}

/* Last year's line is named at its lowest point of the first half. */
static size_t low_point(const struct trends *trends, size_t row,
                        const char *column)
{
    size_t low = trends->periods > 1 ? 1 : 0;
    double least = INFINITY;

    for (uint32_t i = (uint32_t)low; i < (trends->periods + 1) / 2; i++) {
        const struct cell *cell = cell_at(trends, row + i, column);
        double value = cell ? cell_number(cell) : (double)NAN;

        if (value < least) {
            least = value;
            low = i;
        }
    }
    return low;
}

static double smallest(const struct trends *trends, size_t row,
                       const char *column)
{
    double least = 0;

    for (uint32_t i = 0; i < trends->periods; i++) {
        const struct cell *cell = cell_at(trends, row + i, column);
        double value = cell ? cell_number(cell) : 0;

        if (value < least)
            least = value;
    }
    return least;
}

static struct grid_series series_now(const struct trends *trends,
                                     const struct plan_chart *plan,
                                     const struct kpi_line *line)
{
    const struct cell *last = cell_at(trends, line->row + trends->periods - 1,
                                      plan->per_day ? "per_day" : "value");

    return (struct grid_series){
        .name = label_of(trends, line),
        .values = trends_cells(trends->leaf,
                               plan->per_day ? line->per_day : line->at),
        .colour = TINT_BRAND,
        .width = plan->last_year ? 2.5 : 2.25,
        .points = trends->periods,
        .label_at = trends->periods - 1,
        .label = number_short(trends->binder->arena,
                              &trends->binder->words->style, last),
        .bold = true,
    };
}

static struct grid_series series_ly(const struct trends *trends,
                                    const struct kpi_line *line)
{
    return (struct grid_series){
        .name = STR("Last year"),
        .values = trends_cells(trends->leaf, ROW_FIRST + 3),
        .colour = TINT_LAST_YEAR,
        .width = 1.5,
        .dashed = true,
        .points = trends->periods,
        .label_at = low_point(trends, line->row, "ly_per_day"),
        .label = STR("Last year"),
        .label_below = true,
    };
}

/* Where a chart stands, and its size in pixels. */
struct stand {
    uint32_t row;
    uint32_t column;
    double width;
};

static void draw_chart(const struct trends *trends,
                       const struct plan_chart *plan,
                       const struct kpi_line *line, const struct stand *stand)
{
    const struct binder *binder = trends->binder;
    const char *column = plan->per_day ? "per_day" : "value";
    bool ly = plan->last_year && str_equal(plan->kpi, STR("net_sales")) &&
              kind_of(trends, line->row, "ly_per_day") != CELL_UNDEFINED;
    double most = largest(trends, line->row, column);
    double least = smallest(trends, line->row, column);
    struct grid_chart chart = {
        .kind = CHART_LINES,
        .categories = trends_cells(trends->leaf, ROW_HEAD),
        .number = binder_format(binder, series_figure(trends, line, column)),
        .width = stand->width,
        .height = 290,
    };

    if (ly) {
        most = fmax(most, largest(trends, line->row, "ly_per_day"));
        chart.series[chart.series_count++] = series_ly(trends, line);
    }
    chart.series[chart.series_count++] = series_now(trends, plan, line);
    chart.most = round_up(most * 1.08);
    chart.least = least < 0 ? -round_up(-least * 1.08) : 0;
    chart.description =
        str_format(binder->arena, "Line chart: %.*s over %u periods%s",
                   STR_ARGS(label_of(trends, line)), trends->periods,
                   ly ? " against a year earlier" : "");
    binder_panel(binder, trends->grid, stand->row, stand->column,
                 binder_say(binder, &plan->title, label_of(trends, line)));
    binder_note(binder, trends->grid, stand->row + 1, stand->column,
                binder_say(binder, &plan->subtitle, (struct str){0}));
    grid_chart(trends->grid, stand->row + 2, stand->column, &chart);
}

static double pixels(double width)
{
    return floor(width * 7 + 0.5) + 5;
}

/* The first chart takes half the width, two more the rest; on a narrow sheet
 * they stand below each other. */
static void draw_charts(struct trends *trends)
{
    const struct plan_sheet *plan = trends->leaf->plan;
    double period = pixels(period_width);
    bool wide = trends->periods >= 12;
    struct stand stands[3] = {
        {trends->foot + 3, COLUMN_FIRST, pixels(LABEL_WIDTH) + 5.5 * period},
        {trends->foot + 3, COLUMN_PERIODS + 6, 3.6 * period},
        {trends->foot + 3, COLUMN_PERIODS + 10,
         2.4 * period + pixels(CHANGE_WIDTH)},
    };
    size_t drawn = 0;

    for (size_t i = 0; i < plan->chart_count && drawn < COUNT(stands); i++) {
        const struct kpi_line *line =
            kpi_lines_find(&trends->lines, plan->charts[i].kpi);

        if (!line || (plan->charts[i].per_day && !line->per_day))
            continue;
        if (!wide) {
            stands[drawn] = stands[0];
            stands[drawn].row += (uint32_t)drawn * 20;
        }
        draw_chart(trends, &plan->charts[i], line, &stands[drawn++]);
    }
    if (drawn)
        trends->foot = stands[drawn - 1].row + 19;
}

void trends_draw(const struct binder *binder, const struct leaf *leaf)
{
    struct trends trends = {
        .binder = binder,
        .leaf = leaf,
        .table = leaf->table,
        .grid = leaf->grid,
        .lines = kpi_lines_trends(binder, leaf),
        .periods = count_periods(leaf),
    };
    uint32_t page_break;

    trends.last = COLUMN_PERIODS + trends.periods;
    binder_frame(binder, leaf, trends.last);
    draw_heads(&trends);
    draw_years(&trends);
    draw_lead(&trends);
    draw_lines(&trends);
    page_break = trends.foot + 2;
    draw_charts(&trends);
    if (trends.foot + 2 == page_break)
        page_break = 0;
    grid_print_area(trends.grid, trends.foot, trends.last, page_break);
    grid_look_at(trends.grid,
                 &(struct grid_view){.freeze_rows = ROW_FIRST,
                                     .freeze_columns = COLUMN_PERIODS,
                                     .repeat_rows = ROW_SUBTITLE + 1,
                                     .one_page = leaf->plan->one_page});
}
