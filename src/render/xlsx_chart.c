#include "render/xlsx_own.h"

#include <xlsxwriter.h>

#define MUTED    0x66727FU
#define HAIRLINE 0xE3E7EBU
#define AXIS     0x9AA5B1U

static void series_cells(lxw_chart_series *series, struct sheet *sheet,
                         const struct cells *cells, bool values)
{
    const char *name = str_z(sheet->xlsx->arena, sheet->tally.name);

    (values ? chart_series_set_values : chart_series_set_categories)(
        series, name, cells->first_row, (lxw_col_t)cells->first_column,
        cells->last_row, (lxw_col_t)cells->last_column);
}

/* All labels hidden but one. */
static void series_label(struct sheet *sheet, lxw_chart_series *series,
                         const struct chart_series *spec, bool line)
{
    struct arena *arena = sheet->xlsx->arena;
    size_t count = spec->points;
    lxw_chart_font font = {.name = sheet->xlsx->font,
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
    sheet_check(sheet, chart_series_set_labels_custom(series, list));
    if (line)
        chart_series_set_labels_position(
            series, spec->label_below ? LXW_CHART_LABEL_POSITION_BELOW
                                      : LXW_CHART_LABEL_POSITION_ABOVE);
}

/* Columns of one colour, the marked one in another. */
static void series_fill(struct sheet *sheet, lxw_chart_series *series,
                        const struct chart_series *spec,
                        const struct chart *chart)
{
    struct arena *arena = sheet->xlsx->arena;
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
    sheet_check(sheet, chart_series_set_points(series, points));
}

static void chart_series(struct sheet *sheet, lxw_chart *handle,
                         const struct chart *chart,
                         const struct chart_series *spec)
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
        sheet_check(sheet, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    series_cells(series, sheet, &chart->categories, false);
    series_cells(series, sheet, &spec->values, true);
    chart_series_set_name(series,
                          xlsx_fit(sheet->xlsx->arena, spec->name, 100));
    if (lines)
        chart_series_set_line(series, &line);
    else
        series_fill(sheet, series, spec, chart);
    series_label(sheet, series, spec, lines);
}

static void chart_axes(struct sheet *sheet, lxw_chart *handle,
                       const struct chart *chart)
{
    bool bars = chart->kind == CHART_BARS;
    lxw_chart_axis *values = bars ? handle->x_axis : handle->y_axis;
    lxw_chart_axis *names = bars ? handle->y_axis : handle->x_axis;
    lxw_chart_font font = {.name = sheet->xlsx->font,
                           .size = 9,
                           .bold = LXW_EXPLICIT_FALSE,
                           .color = MUTED};
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_line grid = {.color = HAIRLINE, .width = 0.75F};
    lxw_chart_line axis = {.color = AXIS, .width = 0.75F};

    chart_axis_set_num_font(values, &font);
    chart_axis_set_num_font(names, &font);
    chart_axis_set_line(values, &none);
    chart_axis_set_line(names, &axis);
    chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
    chart_axis_major_gridlines_set_line(values, &grid);
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
}

void sheet_chart(struct sheet *sheet, uint32_t row, uint32_t column,
                 const struct chart *chart)
{
    static const uint8_t kinds[] = {
        [CHART_LINES] = LXW_CHART_LINE,
        [CHART_COLUMNS] = LXW_CHART_COLUMN,
        [CHART_BARS] = LXW_CHART_BAR,
    };
    struct xlsx *xlsx = sheet->xlsx;
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
        xlsx_check(xlsx, LXW_ERROR_MEMORY_MALLOC_FAILED, sheet);
        return;
    }
    for (size_t i = 0; i < chart->series_count; i++)
        chart_series(sheet, handle, chart, &chart->series[i]);
    chart_axes(sheet, handle, chart);
    chart_title_off(handle);
    chart_legend_set_position(handle, LXW_CHART_LEGEND_NONE);
    chart_chartarea_set_line(handle, &none);
    if (chart->kind != CHART_LINES)
        chart_set_series_gap(handle, 45);
    xlsx_check(xlsx,
               worksheet_insert_chart_opt(sheet->handle, row, (lxw_col_t)column,
                                          handle, &options),
               sheet);
}
