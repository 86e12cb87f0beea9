#include "render/period_axis.h"

#include "base/date.h"

struct str period_short(struct str name)
{
    if (name.len != 7)
        return name;
    if (str_starts(name, STR("FY")))
        return (struct str){name.at + 4, 3};
    if (name.at[4] == '-')
        return (struct str){
            date_month_name((name.at[5] - '0') * 10 + name.at[6] - '0'), 3};
    return name;
}

/* "FY24" of FY24P06, "2011" of 2011-10; empty where a name has no year. */
static struct str year_of(struct str name)
{
    if (str_starts(name, STR("FY")) && name.len > 4)
        return (struct str){name.at, 4};
    if (name.len == 7 && name.at[4] == '-')
        return (struct str){name.at, 4};
    return (struct str){0};
}

void period_draw_years(const struct sheet *sheet, const struct rows *rows,
                       int column, struct box plot, double y)
{
    double slot = plot.w / (double)rows->count;
    double bottom = plot.y + plot.h;
    struct str before = {0};

    for (size_t i = 0; i < rows->count; i++) {
        const struct cell *cell = &rows->items[i][column];
        struct str year =
            cell->kind == CELL_TEXT ? year_of(cell->text) : (struct str){0};
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
