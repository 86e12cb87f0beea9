#include "render/xlsx_own.h"

#include <math.h>
#include <xlsxwriter.h>

#define MUTED    0x66727FU
#define HAIRLINE 0xE3E7EBU
#define AXIS     0x9AA5B1U

/* What the name of a category takes along an axis, in pixels. */
#define NAME_PIXELS 42

static void series_cells(lxw_chart_series *series, struct grid *grid,
                         const struct grid_range *range, bool values)
{
    const struct grid *source = range->grid ? range->grid : grid;
    const char *name = str_z(grid->xlsx->arena, source->tally.name);

    (values ? chart_series_set_values : chart_series_set_categories)(
        series, name, range->cells.first_row,
        (lxw_col_t)range->cells.first_column, range->cells.last_row,
        (lxw_col_t)range->cells.last_column);
}

/* The texts given, all other labels hidden. */
static void label_texts(struct grid *grid, lxw_chart_series *series,
                        const struct grid_series *spec, lxw_chart_font *font)
{
    struct arena *arena = grid->xlsx->arena;
    lxw_chart_data_label *labels =
        arena_array(arena, lxw_chart_data_label, spec->points);
    lxw_chart_data_label **list =
        arena_array(arena, lxw_chart_data_label *, spec->points + 1);

    for (size_t i = 0; i < spec->points; i++) {
        list[i] = &labels[i];
        labels[i].hide = !spec->labels[i].len;
        if (labels[i].hide)
            continue;
        labels[i].value = xlsx_fit(arena, spec->labels[i], 60);
        labels[i].font = font;
    }
    grid_check(grid, chart_series_set_labels_custom(series, list));
}

static uint8_t label_position(const struct grid_chart *chart,
                              const struct grid_series *spec)
{
    if (chart->kind == CHART_LINES)
        return spec->label_below ? LXW_CHART_LABEL_POSITION_BELOW
                                 : LXW_CHART_LABEL_POSITION_ABOVE;
    return chart->kind == CHART_STACK ? LXW_CHART_LABEL_POSITION_CENTER
                                      : LXW_CHART_LABEL_POSITION_OUTSIDE_END;
}

static void series_label(struct grid *grid, lxw_chart_series *series,
                         const struct grid_chart *chart,
                         const struct grid_series *spec)
{
    lxw_chart_font font = {.name = grid->xlsx->font,
                           .size = 9,
                           .bold = spec->bold ? LXW_TRUE : LXW_EXPLICIT_FALSE,
                           .color = spec->bold && spec->colour ? spec->colour
                                                               : MUTED};

    if (!spec->points || (!spec->labels && !spec->number))
        return;
    chart_series_set_labels(series);
    chart_series_set_labels_position(series, label_position(chart, spec));
    chart_series_set_labels_font(series, &font);
    if (spec->number)
        chart_series_set_labels_num_format(series, spec->number);
    else
        label_texts(grid, series, spec, &font);
}

static void series_points(struct grid *grid, lxw_chart_series *series,
                          const struct grid_series *spec)
{
    struct arena *arena = grid->xlsx->arena;
    lxw_chart_fill *fills = arena_array(arena, lxw_chart_fill, spec->points);
    lxw_chart_point *points = arena_array(arena, lxw_chart_point, spec->points);
    lxw_chart_point **list =
        arena_array(arena, lxw_chart_point *, spec->points + 1);

    for (size_t i = 0; i < spec->points; i++) {
        fills[i].color = spec->colours[i];
        points[i].fill = &fills[i];
        list[i] = &points[i];
    }
    grid_check(grid, chart_series_set_points(series, list));
}

static void series_look(struct grid *grid, lxw_chart_series *series,
                        const struct grid_chart *chart,
                        const struct grid_series *spec)
{
    lxw_chart_line line = {
        .color = spec->colour,
        .width = (float)spec->width,
        .dash_type =
            spec->dashed ? LXW_CHART_LINE_DASH_DASH : LXW_CHART_LINE_DASH_SOLID,
    };
    lxw_chart_fill fill = {.color = spec->colour,
                           .none = spec->colour ? LXW_FALSE : LXW_TRUE};

    if (chart->kind == CHART_LINES)
        chart_series_set_line(series, &line);
    else
        chart_series_set_fill(series, &fill);
    if (spec->colours && spec->points)
        series_points(grid, series, spec);
}

static void chart_series(struct grid *grid, lxw_chart *handle,
                         const struct grid_chart *chart,
                         const struct grid_series *spec)
{
    lxw_chart_series *series = chart_add_series(handle, NULL, NULL);

    if (!series) {
        grid_check(grid, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    series_cells(series, grid, &chart->categories, false);
    series_cells(series, grid, &spec->values, true);
    chart_series_set_name(series, xlsx_fit(grid->xlsx->arena, spec->name, 100));
    series_look(grid, series, chart, spec);
    series_label(grid, series, chart, spec);
}

static void axis_of_values(lxw_chart_axis *axis, const struct grid_chart *chart,
                           lxw_chart_font *font)
{
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_line hairline = {.color = HAIRLINE, .width = 0.75F};
    bool shown = chart->number != NULL;

    chart_axis_set_num_font(axis, font);
    chart_axis_set_line(axis, &none);
    chart_axis_major_gridlines_set_visible(axis, shown ? LXW_TRUE : LXW_FALSE);
    if (shown)
        chart_axis_major_gridlines_set_line(axis, &hairline);
    else
        chart_axis_off(axis);
    chart_axis_set_major_tick_mark(axis, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_set_num_format(axis, shown ? chart->number : "0");
    if (chart->most > chart->least) {
        chart_axis_set_min(axis, chart->least);
        chart_axis_set_max(axis, chart->most);
    }
}

static void axis_of_names(lxw_chart_axis *axis, const struct grid_chart *chart,
                          lxw_chart_font *font)
{
    lxw_chart_line line = {.color = AXIS, .width = 0.75F};
    size_t points = chart->series[0].points;
    double needed = ceil((double)points * NAME_PIXELS / chart->width);

    chart_axis_set_num_font(axis, font);
    chart_axis_set_line(axis, &line);
    chart_axis_major_gridlines_set_visible(axis, LXW_FALSE);
    chart_axis_set_major_tick_mark(axis, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_set_label_position(axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (chart->kind == CHART_BARS)
        chart_axis_set_reverse(axis);
    else if (chart->kind != CHART_STACK && needed > 1)
        chart_axis_set_interval_unit(axis, (uint16_t)needed);
}

static void chart_frame(struct grid *grid, lxw_chart *handle,
                        const struct grid_chart *chart)
{
    bool bars = chart->kind == CHART_BARS;
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_font font = {.name = grid->xlsx->font,
                           .size = 9,
                           .bold = LXW_EXPLICIT_FALSE,
                           .color = MUTED};

    axis_of_values(bars ? handle->x_axis : handle->y_axis, chart, &font);
    axis_of_names(bars ? handle->y_axis : handle->x_axis, chart, &font);
    chart_title_off(handle);
    chart_legend_set_position(handle, chart->legend ? LXW_CHART_LEGEND_TOP
                                                    : LXW_CHART_LEGEND_NONE);
    if (chart->legend)
        chart_legend_set_font(handle, &font);
    chart_chartarea_set_line(handle, &none);
    if (chart->kind != CHART_LINES)
        chart_set_series_gap(handle, 45);
    if (chart->all_shown)
        chart_show_hidden_data(handle);
}

void grid_chart(struct grid *grid, uint32_t row, uint32_t column,
                const struct grid_chart *chart)
{
    static const uint8_t kinds[] = {
        [CHART_LINES] = LXW_CHART_LINE,
        [CHART_COLUMNS] = LXW_CHART_COLUMN,
        [CHART_BARS] = LXW_CHART_BAR,
        [CHART_STACK] = LXW_CHART_COLUMN_STACKED,
    };
    struct xlsx *xlsx = grid->xlsx;
    lxw_chart_options options = {
        .x_scale = chart->width / 480,
        .y_scale = chart->height / 288,
        .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
        .description = xlsx_fit(xlsx->arena, chart->description, 255),
    };
    lxw_chart *handle = xlsx->status == OK
                            ? workbook_add_chart(xlsx->book, kinds[chart->kind])
                            : NULL;

    if (!handle) {
        xlsx_check(xlsx, LXW_ERROR_MEMORY_MALLOC_FAILED, grid);
        return;
    }
    for (size_t i = 0; i < chart->series_count; i++)
        chart_series(grid, handle, chart, &chart->series[i]);
    chart_frame(grid, handle, chart);
    xlsx_check(xlsx,
               worksheet_insert_chart_opt(grid->handle, row, (lxw_col_t)column,
                                          handle, &options),
               grid);
}
