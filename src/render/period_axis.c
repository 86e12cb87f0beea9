#include "render/period_axis.h"

#include "render/period_name.h"

static struct str year_at(const struct rows *rows, int column, size_t i)
{
    const struct cell *cell = &rows->items[i][column];

    return cell->kind == CELL_TEXT ? period_year(cell->text) : (struct str){0};
}

void period_draw_years(const struct sheet *sheet, const struct rows *rows,
                       int column, struct box plot, double y)
{
    double slot = plot.w / (double)rows->count;
    double bottom = plot.y + plot.h;

    for (size_t i = 0, next = 0; i < rows->count; i = next) {
        struct str year = year_at(rows, column, i);
        double x = plot.x + ((double)i + 0.5) * slot;

        for (next = i + 1; next < rows->count; next++)
            if (!str_equal(year, year_at(rows, column, next)))
                break;
        if (next == rows->count ||
            slot * (double)(next - i) >
                sheet_width(sheet, TYPE_HEAD_BOLD, year) + 3)
            sheet_text_in(sheet, TYPE_HEAD_BOLD, COLOUR_MUTED,
                          (struct spot){x, y, ALIGN_CENTRE}, year);
        if (i)
            sheet_stem(sheet, x - slot / 2, bottom, y - bottom, 0.5,
                       COLOUR_GRID);
    }
}
