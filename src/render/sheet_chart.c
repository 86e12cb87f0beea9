#include "render/sheet_chart.h"

#include "render/axis.h"
#include "render/chart_source.h"

#include <math.h>

#define ROW_PIXELS 24.0 /* of 18 points */
#define GAP        30.0 /* between charts beside each other */

#define HEIGHT_LINES 290.0
#define WIDTH_LEAST  390.0 /* of one of two charts beside each other */
#define WIDTH_MOST   820.0

#define LINK_PIXELS 75.0 /* of the link to the contents */

/* Charts of a sheet as they are put down, line by line. */
struct chart_sheet {
    const struct binder *binder;
    const struct leaf *leaf;
    uint32_t row;    /* of this line */
    uint32_t column; /* of the next chart in it */
    uint32_t first, last;
    uint32_t next; /* the line after it */
    struct cells lines[8];
    size_t line_count;
};

/* The column at which the right half of the sheet begins; 0 where halves are
 * too narrow. */
static uint32_t half_of(const struct chart_sheet *sheet)
{
    const struct grid *grid = sheet->leaf->grid;
    double width = grid_pixels(grid, sheet->first, sheet->last), most = 0;
    uint32_t half = 0;

    for (uint32_t column = sheet->first + 1; column <= sheet->last; column++) {
        double left = grid_pixels(grid, sheet->first, column - 1);
        double smaller = fmin(left - GAP, width - left);

        if (smaller > most) {
            most = smaller;
            half = column;
        }
    }
    return most < WIDTH_LEAST ? 0 : half;
}

static double chart_height(const struct grid_chart *chart)
{
    const struct grid_series *series = &chart->series[0];
    double bars = (double)(series->points * chart->series_count);

    if (chart->kind != CHART_BARS)
        return HEIGHT_LINES;
    return fmax(170, bars * (chart->series_count > 1 ? 14 : 21) + 60);
}

/* A line of charts begins a page where this one does not hold it. */
static void add_line(struct chart_sheet *sheet)
{
    if (sheet->column != sheet->first)
        sheet->lines[sheet->line_count - 1].last_row = sheet->next;
    else if (sheet->line_count < COUNT(sheet->lines))
        sheet->lines[sheet->line_count++] =
            (struct cells){sheet->row, sheet->first, sheet->next, sheet->last};
}

/* Beside the one before, if any; the last one may have a line to itself. */
static void put_down(struct chart_sheet *sheet, struct chart_drawn *drawn,
                     bool is_last)
{
    struct grid *grid = sheet->leaf->grid;
    bool is_alone = is_last && sheet->column == sheet->first;
    uint32_t half = is_alone ? 0 : half_of(sheet), end = sheet->last;
    struct grid_chart *chart = &drawn->chart;
    double width;

    if (half && sheet->column == sheet->first)
        end = half - 1;
    width = grid_pixels(grid, sheet->column, end) - (half ? GAP : 0);
    chart->width = fmin(width, WIDTH_MOST);
    chart->height = chart_height(chart);
    binder_panel(sheet->binder, grid, sheet->row, sheet->column, drawn->title);
    binder_note(sheet->binder, grid, sheet->row + 1, sheet->column,
                drawn->subtitle);
    grid_chart(grid, sheet->row + 2, sheet->column, chart);
    end = sheet->row + 3 + (uint32_t)ceil(chart->height / ROW_PIXELS);
    sheet->next = end > sheet->next ? end : sheet->next;
    add_line(sheet);
    if (half && sheet->column == sheet->first) {
        sheet->column = half;
        return;
    }
    sheet->column = sheet->first;
    sheet->row = sheet->next + 1;
}

/* Beside the link to the contents. */
static void link_to(const struct chart_sheet *sheet, size_t count)
{
    struct look look = {.size = 9, .bold = true, .colour = TINT_LINK};
    struct grid *grid = sheet->leaf->grid;
    struct grid_target target = {grid_name(grid), sheet->row, sheet->first};
    uint32_t column = COLUMN_FIRST + 1;

    while (grid_pixels(grid, COLUMN_FIRST, column - 1) < LINK_PIXELS)
        column++;
    grid_link(grid, ROW_KICKER, column,
              &(struct grid_run){count > 1 ? STR("▼ Charts") : STR("▼ Chart"),
                                 binder_style(sheet->binder, &look)},
              &target);
}

uint32_t charts_draw(const struct binder *binder, const struct leaf *leaf,
                     const struct chart_place *place)
{
    const struct plan_sheet *plan = leaf->plan;
    struct chart_sheet sheet = {.binder = binder,
                                .leaf = leaf,
                                .row = place->row,
                                .column = place->first_column,
                                .first = place->first_column,
                                .last = place->last_column,
                                .next = place->row};
    size_t drawn = 0;

    for (size_t i = 0; i < plan->chart_count; i++) {
        struct chart_drawn chart = {.plan = &plan->charts[i]};

        if (!chart_resolve(binder, leaf, place->list, &chart))
            continue;
        if (!drawn++)
            link_to(&sheet, plan->chart_count);
        put_down(&sheet, &chart, i + 1 == plan->chart_count);
    }
    /* Below charts there may be a note. */
    if (drawn && !grid_fits(leaf->grid, sheet.next + 2, place->last_column))
        for (size_t i = 0; i < sheet.line_count; i++)
            grid_keep(leaf->grid, &sheet.lines[i], place->repeated,
                      place->breaks);
    return sheet.next;
}
