#include "render/xlsx_own.h"

#include <xlsxwriter.h>

#define MUTED    0x66727FU
#define HAIRLINE 0xE3E7EBU
#define AXIS     0x9AA5B1U

static void series_cells(lxw_chart_series *series, struct grid *grid,
                         const struct cells *cells, bool values)
{
    const char *name = str_z(grid->xlsx->arena, grid->tally.name);

    (values ? chart_series_set_values : chart_series_set_categories)(
        series, name, cells->first_row, (lxw_col_t)cells->first_column,
        cells->last_row, (lxw_col_t)cells->last_column);
}

/* All labels hidden but one. */
static void series_label(struct grid *grid, lxw_chart_series *series,
                         const struct grid_series *spec, bool line)
{
    struct arena *arena = grid->xlsx->arena;
    size_t count = spec->points;
    lxw_chart_font font = {.name = grid->xlsx->font,
                           .size = 9,
                           .bold = spec->bold ? LXW_TRUE : LXW_EXPLICIT_FALSE,
                           .color = spec->bold ? spec->colour : MUTED};
    lxw_chart_data_label *labels =
        arena_array(arena, lxw_chart_data_label, count);
    lxw_chart_data_label **list =
        arena_array(arena, lxw_chart_data_label *, count + 1);

    if (spec->label_at >= count || !spec->label.len)
        return;
    for (size_t i = 0; i < count; i++) {
        labels[i].hide = i != spec->label_at;
        list[i] = &labels[i];
    }
    labels[spec->label_at].value = xlsx_fit(arena, spec->label, 60);
    labels[spec->label_at].font = &font;
    chart_series_set_labels(series);
    grid_check(grid, chart_series_set_labels_custom(series, list));
    if (line)
        chart_series_set_labels_position(
            series, spec->label_below ? LXW_CHART_LABEL_POSITION_BELOW
                                      : LXW_CHART_LABEL_POSITION_ABOVE);
}

/* Columns of one colour, the marked one in another. */
static void series_fill(struct grid *grid, lxw_chart_series *series,
                        const struct grid_series *spec,
                        const struct grid_chart *chart)
{
    struct arena *arena = grid->xlsx->arena;
    size_t count = spec->points;
    size_t at = chart->kind == CHART_BARS ? 0 : count - 1;
    lxw_chart_fill fill = {.color = spec->colour};
    lxw_chart_fill marked = {.color = chart->marked};
    lxw_chart_point point = {.fill = &fill};
    lxw_chart_point mark = {.fill = &marked};
    lxw_chart_point **points = arena_array(arena, lxw_chart_point *, count + 1);

    chart_series_set_fill(series, &fill);
    if (!chart->marked || !count)
        return;
    for (size_t i = 0; i < count; i++)
        points[i] = i == at ? &mark : &point;
    grid_check(grid, chart_series_set_points(series, points));
}

static void chart_series(struct grid *grid, lxw_chart *handle,
                         const struct grid_chart *chart,
                         const struct grid_series *spec)
{
    lxw_chart_series *series = chart_add_series(handle, NULL, NULL);
    bool lines = chart->kind == CHART_LINES;
    lxw_chart_line line = {
        .color = spec->colour,
        .width = (float)spec->width,
        .dash_type =
            spec->dashed ? LXW_CHART_LINE_DASH_DASH : LXW_CHART_LINE_DASH_SOLID,
    };

    if (!series) {
        grid_check(grid, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    series_cells(series, grid, &chart->categories, false);
    series_cells(series, grid, &spec->values, true);
    chart_series_set_name(series, xlsx_fit(grid->xlsx->arena, spec->name, 100));
    if (lines)
        chart_series_set_line(series, &line);
    else
        series_fill(grid, series, spec, chart);
    series_label(grid, series, spec, lines);
}

static void chart_axes(struct grid *grid, lxw_chart *handle,
                       const struct grid_chart *chart)
{
    bool bars = chart->kind == CHART_BARS;
    lxw_chart_axis *values = bars ? handle->x_axis : handle->y_axis;
    lxw_chart_axis *names = bars ? handle->y_axis : handle->x_axis;
    lxw_chart_font font = {.name = grid->xlsx->font,
                           .size = 9,
                           .bold = LXW_EXPLICIT_FALSE,
                           .color = MUTED};
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_line hairline = {.color = HAIRLINE, .width = 0.75F};
    lxw_chart_line axis = {.color = AXIS, .width = 0.75F};

    chart_axis_set_num_font(values, &font);
    chart_axis_set_num_font(names, &font);
    chart_axis_set_line(values, &none);
    chart_axis_set_line(names, &axis);
    chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
    chart_axis_major_gridlines_set_line(values, &hairline);
    chart_axis_major_gridlines_set_visible(names, LXW_FALSE);
    chart_axis_set_major_tick_mark(values, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_set_major_tick_mark(names, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_set_num_format(values, chart->number ? chart->number : "0");
    if (chart->most > chart->least) {
        chart_axis_set_min(values, chart->least);
        chart_axis_set_max(values, chart->most);
    }
    if (bars)
        chart_axis_set_reverse(names);
    else if (chart->width < 400 && chart->series[0].points > 6)
        chart_axis_set_interval_unit(names, 3);
}

void grid_chart(struct grid *grid, uint32_t row, uint32_t column,
                const struct grid_chart *chart)
{
    static const uint8_t kinds[] = {
        [CHART_LINES] = LXW_CHART_LINE,
        [CHART_COLUMNS] = LXW_CHART_COLUMN,
        [CHART_BARS] = LXW_CHART_BAR,
    };
    struct xlsx *xlsx = grid->xlsx;
    lxw_chart_options options = {
        .x_scale = chart->width / 480,
        .y_scale = chart->height / 288,
        .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
        .description = xlsx_fit(xlsx->arena, chart->description, 255),
    };
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart *handle = xlsx->status == OK
                            ? workbook_add_chart(xlsx->book, kinds[chart->kind])
                            : NULL;

    if (!handle) {
        xlsx_check(xlsx, LXW_ERROR_MEMORY_MALLOC_FAILED, grid);
        return;
    }
    for (size_t i = 0; i < chart->series_count; i++)
        chart_series(grid, handle, chart, &chart->series[i]);
    chart_axes(grid, handle, chart);
    chart_title_off(handle);
    chart_legend_set_position(handle, LXW_CHART_LEGEND_NONE);
    chart_chartarea_set_line(handle, &none);
    if (chart->kind != CHART_LINES)
        chart_set_series_gap(handle, 45);
    xlsx_check(xlsx,
               worksheet_insert_chart_opt(grid->handle, row, (lxw_col_t)column,
                                          handle, &options),
               grid);
}
