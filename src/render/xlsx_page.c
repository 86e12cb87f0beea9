#include "render/xlsx_own.h"

#include <math.h>
#include <xlsxwriter.h>

#define ROW_HEIGHT    18.0 /* points */
#define COLUMN_PIXELS 64.0

/* Types of 9 points are printed at 6 or more; where a sheet goes on on a page
 * beside, there is room for more. */
#define SCALE_LEAST  65
#define SCALE_BESIDE 75

/* Pages that a wide sheet goes on on, after the first. */
enum { PAGES_MOST = 8 };

/* What fits between the margins: pixels across at 96 an inch, points down,
 * where LibreOffice leaves less than Excel, above the foot. */
static double page_width(const struct grid *grid)
{
    return grid->letter ? 979 : 1045;
}

static double page_height(const struct grid *grid)
{
    return grid->letter ? 490 : 474;
}

static void set_footer(struct grid *grid, const struct grid_setup *setup)
{
    static const char tone[] = "&8&K66727F ";
    struct arena *arena = grid->xlsx->arena;
    struct str right = STR("&A · page &P of &N");
    struct str centre = excel_text(arena, setup->footer_centre, 60);
    struct str left, all = {0};

    /* Over 255 characters the library refuses: the left is cut. */
    for (size_t most = 120; most > 20; most -= 20) {
        left = excel_text(arena, setup->footer_left, most);
        all = str_format(arena, "&L%s%s&C%s%s&R%s%s", tone,
                         str_z(arena, excel_footer(arena, left)), tone,
                         str_z(arena, excel_footer(arena, centre)), tone,
                         right.at);
        if (all.len <= EXCEL_FOOTER_MOST)
            break;
    }
    grid_check(grid, worksheet_set_footer(grid->handle, all.at));
}

void page_set_up(struct grid *grid, const struct grid_setup *setup)
{
    lxw_worksheet *handle = grid->handle;

    grid->letter = setup->letter;
    worksheet_set_tab_color(handle, setup->tab);
    worksheet_gridlines(handle, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_default_row(handle, ROW_HEIGHT, LXW_FALSE);
    worksheet_set_paper(handle, setup->letter ? 1 : 9);
    worksheet_set_landscape(handle);
    worksheet_set_margins(handle, 0.4, 0.4, 0.45, 0.65);
    worksheet_fit_to_pages(handle, 1, 0);
    set_footer(grid, setup);
}

void grid_look_at(struct grid *grid, const struct grid_view *view)
{
    lxw_worksheet *handle = grid->handle;

    if (!grid_works(grid))
        return;
    grid->view = *view;
    if (view->freeze_rows || view->freeze_columns)
        worksheet_freeze_panes(handle, view->freeze_rows,
                               (lxw_col_t)view->freeze_columns);
    if (view->repeat_rows)
        grid_check(grid,
                   worksheet_repeat_rows(handle, 0, view->repeat_rows - 1));
}

static void size_set(struct arena *arena, struct sizes *sizes, uint32_t at,
                     double size)
{
    while (sizes->count <= at) {
        sizes->items = arena_grow(arena, sizes->items, &sizes->capacity,
                                  sizes->count + 1, sizeof *sizes->items);
        sizes->items[sizes->count++] = 0;
    }
    sizes->items[at] = size;
}

/* The sizes of first..last together. */
static double size_sum(const struct sizes *sizes, uint32_t first, uint32_t last,
                       double otherwise)
{
    double sum = 0;

    for (uint32_t i = first; i <= last; i++)
        sum += i < sizes->count && sizes->items[i] > 0 ? sizes->items[i]
                                                       : otherwise;
    return sum;
}

void grid_row(struct grid *grid, uint32_t row, double height,
              const struct style *style)
{
    if (!grid_works(grid))
        return;
    size_set(grid->xlsx->arena, &grid->heights, row, height);
    grid_check(grid, worksheet_set_row(grid->handle, row, height,
                                       style ? style->format : NULL));
}

void grid_column(struct grid *grid, uint32_t first, uint32_t last, double width)
{
    for (uint32_t i = first; i <= last; i++)
        size_set(grid->xlsx->arena, &grid->widths, i,
                 floor(width * 7 + 0.5) + 5);
    if (grid_works(grid))
        grid_check(grid, worksheet_set_column(grid->handle, (lxw_col_t)first,
                                              (lxw_col_t)last, width, NULL));
}

double grid_pixels(const struct grid *grid, uint32_t first, uint32_t last)
{
    return size_sum(&grid->widths, first, last, COLUMN_PIXELS);
}

void grid_print_area(struct grid *grid, uint32_t last_row, uint32_t last_column,
                     const struct grid_breaks *breaks)
{
    /* The list ends with a 0. */
    lxw_row_t rows[COUNT(breaks->rows) + 1] = {0};

    if (!grid_works(grid))
        return;
    grid->printed = true;
    grid->last_row = last_row;
    grid->last_column = last_column;
    grid_check(grid, worksheet_print_area(grid->handle, 0, 0, last_row,
                                          (lxw_col_t)last_column));
    for (size_t i = 0; breaks && i < breaks->count; i++)
        rows[i] = breaks->rows[i];
    grid->has_breaks = rows[0] > 0;
    if (grid->has_breaks)
        grid_check(grid, worksheet_set_h_pagebreaks(grid->handle, rows));
}

/* Pages beside each other: the columns that begin all but the first. */
struct beside {
    uint32_t last;     /* column */
    double room;       /* pixels on a page */
    uint32_t repeated; /* columns on each page, from the left */
    lxw_col_t breaks[PAGES_MOST + 1];
    size_t count;
};

/* Share the columns out to pages; false where they are too many. */
static bool share_out(const struct grid *grid, struct beside *beside)
{
    double taken = 0, again = 0;

    beside->repeated = grid->view.freeze_columns;
    while (beside->repeated &&
           grid_pixels(grid, 0, beside->repeated - 1) > beside->room * 0.45)
        beside->repeated--;
    if (beside->repeated)
        again = grid_pixels(grid, 0, beside->repeated - 1);
    beside->count = 0;
    for (uint32_t i = 0; i <= beside->last; i++) {
        double width = grid_pixels(grid, i, i);

        if (taken + width > beside->room && taken > again) {
            if (beside->count == PAGES_MOST)
                return false;
            beside->breaks[beside->count++] = (lxw_col_t)i;
            taken = again;
        }
        taken += width;
    }
    beside->breaks[beside->count] = 0;
    return true;
}

/* As few pages as can be read, at the largest scale that they allow: its per
 * cent, or 0 where they are too many. */
static unsigned find_beside(const struct grid *grid, uint32_t last_column,
                            struct beside *beside)
{
    /* Readers round widths in ways of their own. */
    double room = page_width(grid) * 0.96;
    struct beside least = {.last = last_column,
                           .room = room * 100 / SCALE_LEAST};

    if (!share_out(grid, &least))
        return 0;
    *beside = least;
    for (unsigned scale = SCALE_BESIDE; scale > SCALE_LEAST; scale--) {
        beside->room = room * 100 / scale;
        if (share_out(grid, beside) && beside->count == least.count)
            return scale;
    }
    *beside = least;
    return SCALE_LEAST;
}

static void print_beside(struct grid *grid)
{
    struct beside beside;
    unsigned scale = find_beside(grid, grid->last_column, &beside);

    if (!scale)
        return;
    worksheet_set_print_scale(grid->handle, (uint16_t)scale);
    grid_check(grid, worksheet_set_v_pagebreaks(grid->handle, beside.breaks));
    if (beside.repeated)
        grid_check(grid, worksheet_repeat_columns(
                             grid->handle, 0, (lxw_col_t)beside.repeated - 1));
}

bool grid_is_wide(const struct grid *grid, uint32_t last_column)
{
    return grid_pixels(grid, 0, last_column) >
           page_width(grid) * 100 / SCALE_LEAST;
}

uint32_t grid_page_end(const struct grid *grid, uint32_t last_column)
{
    struct beside beside;

    if (!grid_is_wide(grid, last_column) ||
        !find_beside(grid, last_column, &beside) || !beside.count)
        return last_column;
    return beside.breaks[0] - 1U;
}

static double rows_height(const struct grid *grid, uint32_t first,
                          uint32_t last)
{
    return size_sum(&grid->heights, first, last, ROW_HEIGHT);
}

bool grid_fits(const struct grid *grid, uint32_t last_row, uint32_t last_column)
{
    return !grid_is_wide(grid, last_column) &&
           rows_height(grid, 0, last_row) <=
               page_height(grid) * 100 / SCALE_LEAST;
}

void grid_keep(const struct grid *grid, const struct cells *block,
               uint32_t repeated, struct grid_breaks *breaks)
{
    double width = grid_pixels(grid, 0, block->last_column);
    double room = page_height(grid) * fmax(1, width / page_width(grid));
    uint32_t top = breaks->count ? breaks->rows[breaks->count - 1] : 0;
    double above =
        breaks->count && repeated ? rows_height(grid, 0, repeated - 1) : 0;

    if (grid_is_wide(grid, block->last_column))
        room = page_height(grid) * 100 / SCALE_BESIDE;
    if (above + rows_height(grid, top, block->last_row) > room &&
        block->first_row > top && breaks->count < COUNT(breaks->rows))
        breaks->rows[breaks->count++] = block->first_row;
}

/* How many pages a sheet takes at least if it can be read; 0: as many as come,
 * for a long one, and where pages are begun by hand. */
static uint16_t pages_down(const struct grid *grid)
{
    static const double most = 4;
    double room = page_height(grid) * 100 / SCALE_LEAST, repeated = 0, pages;

    if (grid_fits(grid, grid->last_row, grid->last_column))
        return 1;
    if (grid->has_breaks)
        return 0;
    if (grid->view.repeat_rows)
        repeated = rows_height(grid, 0, grid->view.repeat_rows - 1);
    pages = ceil((rows_height(grid, 0, grid->last_row) - repeated) /
                 (room - repeated));
    return pages <= most ? (uint16_t)pages : 0;
}

void page_finish(struct grid *grid)
{
    if (!grid_works(grid) || !grid->printed)
        return;
    if (grid_is_wide(grid, grid->last_column))
        print_beside(grid);
    else
        worksheet_fit_to_pages(grid->handle, 1,
                               grid->view.few_pages ? pages_down(grid) : 0);
}
