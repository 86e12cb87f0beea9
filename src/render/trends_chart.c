#include "render/trends.h"

#include "render/axis.h"
#include "render/number.h"

#include <math.h>

/* Last year's line is named at its lowest point of the first half. */
static size_t low_point(const struct trends *trends, size_t row,
                        const char *column)
{
    size_t low = trends->periods > 1 ? 1 : 0;
    double least = HUGE_VAL;

    for (uint32_t i = (uint32_t)low; i < (trends->periods + 1) / 2; i++) {
        const struct cell *cell = trends_cell(trends, row + i, column);
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
        const struct cell *cell = trends_cell(trends, row + i, column);
        double value = cell ? cell_number(cell) : 0;

        if (value < least)
            least = value;
    }
    return least;
}

/* One label, that of a point. */
static struct str *label_at(const struct trends *trends, size_t point,
                            struct str label)
{
    struct str *labels =
        arena_array(trends->binder->arena, struct str, trends->periods);

    labels[point] = label;
    return labels;
}

static struct grid_series series_now(const struct trends *trends,
                                     const struct plan_chart *plan,
                                     const struct kpi_line *line)
{
    const struct cell *last =
        trends_cell(trends, line->row + trends->periods - 1,
                    plan->per_day ? "per_day" : "value");

    return (struct grid_series){
        .name = trends_label(trends, line),
        .values.cells = trends_cells(trends->leaf,
                                     plan->per_day ? line->per_day : line->at),
        .colour = TINT_BRAND,
        .width = plan->last_year ? 2.5 : 2.25,
        .points = trends->periods,
        .labels = label_at(trends, trends->periods - 1,
                           number_short(trends->binder->arena,
                                        &trends->binder->words->style, last)),
        .bold = true,
    };
}

static struct grid_series series_ly(const struct trends *trends,
                                    const struct kpi_line *line)
{
    return (struct grid_series){
        .name = STR("Last year"),
        .values.cells = trends_cells(trends->leaf, ROW_FIRST + 3),
        .colour = TINT_LAST_YEAR,
        .width = 1.5,
        .dashed = true,
        .points = trends->periods,
        .labels = label_at(trends, low_point(trends, line->row, "ly_per_day"),
                           STR("Last year")),
        .label_below = true,
    };
}

/* An axis needs no cents where its steps are whole. */
static enum figure axis_figure(const struct trends *trends,
                               const struct kpi_line *line, const char *column)
{
    enum figure figure = trends_figure(trends, line, column);
    bool large = trends_largest(trends, line->row, column) >= 20;

    if (large && figure == FIGURE_MONEY_EXACT)
        return FIGURE_MONEY;
    if (large && (figure == FIGURE_RATIO || figure == FIGURE_DAYS))
        return FIGURE_COUNT;
    return figure_axis(figure);
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
    bool ly = plan->last_year && str_equal(plan->kpi, KPI_LEAD) &&
              trends_kind(trends, line->row, "ly_per_day") != CELL_UNDEFINED;
    double most = trends_largest(trends, line->row, column);
    double least = smallest(trends, line->row, column);
    struct grid_chart chart = {
        .kind = CHART_LINES,
        .categories.cells = trends_cells(trends->leaf, ROW_HEAD),
        .number = binder_format(binder, axis_figure(trends, line, column)),
        .width = stand->width,
        .height = 290,
    };

    if (ly) {
        most = fmax(most, trends_largest(trends, line->row, "ly_per_day"));
        chart.series[chart.series_count++] = series_ly(trends, line);
    }
    chart.series[chart.series_count++] = series_now(trends, plan, line);
    chart.most = axis_round_up(most * 1.08);
    chart.least = least < 0 ? -axis_round_up(-least * 1.08) : 0;
    chart.description =
        str_format(binder->arena, "Line chart: %.*s over %u periods%s",
                   STR_ARGS(trends_label(trends, line)), trends->periods,
                   ly ? " against a year earlier" : "");
    binder_panel(binder, trends->grid, stand->row, stand->column,
                 binder_say(binder, &plan->title, trends_label(trends, line)));
    binder_note(binder, trends->grid, stand->row + 1, stand->column,
                binder_say(binder, &plan->subtitle, (struct str){0}));
    grid_chart(trends->grid, stand->row + 2, stand->column, &chart);
}

double trends_pixels(double width)
{
    return floor(width * 7 + 0.5) + 5;
}

/* The first chart takes half the width, two more the rest; on a narrow sheet
 * they stand below each other. */
void trends_charts(struct trends *trends)
{
    const struct plan_sheet *plan = trends->leaf->plan;
    double period = trends_pixels(PERIOD_WIDTH);
    bool wide = trends->periods >= 11;
    double left = wide ? trends->periods - 7.5 : trends->periods;
    struct stand stands[3] = {
        {trends->foot + 3, COLUMN_FIRST,
         trends_pixels(trends->label_width) + left * period},
        {trends->foot + 3, COLUMN_PERIODS + trends->periods - 7, 3.6 * period},
        {trends->foot + 3, COLUMN_PERIODS + trends->periods - 3,
         2.9 * period + trends_pixels(CHANGE_WIDTH)},
    };
    size_t drawn = 0;

    for (size_t i = 0; i < plan->chart_count && drawn < COUNT(stands); i++) {
        const struct kpi_line *line =
            kpi_lines_find(&trends->lines, plan->charts[i].kpi);

        if (!line || (plan->charts[i].per_day && !line->per_day))
            continue;
        if (!wide) {
            stands[drawn] = stands[0];
            stands[drawn].row += (uint32_t)drawn * (CHART_ROWS + 1);
        }
        draw_chart(trends, &plan->charts[i], line, &stands[drawn++]);
    }
    if (drawn)
        trends->foot = stands[drawn - 1].row + CHART_ROWS;
}
