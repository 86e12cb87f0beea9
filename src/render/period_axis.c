#include "render/period_axis.h"

#include "render/period_name.h"

void period_draw_years(const struct sheet *sheet, const struct rows *rows,
                       int column, struct box plot, double y)
{
    double slot = plot.w / (double)rows->count;
    double bottom = plot.y + plot.h;
    struct str before = {0};

    for (size_t i = 0; i < rows->count; i++) {
        const struct cell *cell = &rows->items[i][column];
        struct str year =
            cell->kind == CELL_TEXT ? period_year(cell->text) : (struct str){0};
        double x = plot.x + ((double)i + 0.5) * slot;

        if (str_equal(year, before))
            continue;
        sheet_text_in(sheet, TYPE_HEAD_BOLD, COLOUR_MUTED,
                      (struct spot){x, y, ALIGN_CENTRE}, year);
        if (i)
            sheet_stem(sheet, x - slot / 2, bottom, y - bottom, 0.5,
                       COLOUR_GRID);
        before = year;
    }
}
