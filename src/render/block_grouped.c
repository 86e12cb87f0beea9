#include "render/barplot.h"
#include "render/block.h"

#include <math.h>

#define GROUP_SHARE 0.76 /* of a slot that its bars fill */
#define THICKEST    21.0 /* of lying bars */
#define WIDEST      34.0 /* of columns */
#define LEAST_LABEL 9.0  /* how thick a bar is that has a figure beside it */
#define VALUE_ROOM  14.0
#define END_AIR     8.0

/* Two or three bars side by side for each label. */
struct grouped {
    struct crosstab tab;
    struct barplot bars;
    enum theme_colour colours[MOST_PARTS];
    double thick;
    bool labelled; /* every bar has its figure */
    bool named;    /* the bars of the first label say what they are */
};

/* The first part is what is now; what is muted was before. */
static void choose_colours(struct grouped *grouped)
{
    static const enum theme_colour fills[MOST_PARTS] = {
        COLOUR_BRAND,  COLOUR_MID,    COLOUR_LITE,
        COLOUR_HEAT_6, COLOUR_HEAT_4, COLOUR_HEAT_3};
    size_t next = 0;

    for (size_t p = 0; p < grouped->tab.part_count; p++)
        grouped->colours[p] =
            grouped->tab.muted[p] ? COLOUR_LAST_YEAR : fills[next++];
}

static void find_range(struct grouped *grouped)
{
    double least = 0;
    double most = 0;

    for (size_t i = 0; i < grouped->tab.count; i++)
        for (size_t p = 0; p < grouped->tab.part_count; p++) {
            double value = crosstab_value(&grouped->tab, i, p);
            least = fmin(least, value);
            most = fmax(most, value);
        }
    grouped->bars.scale = scale_make(least, most, false);
}

/* "28.0%", and of the first label "28.0% share of spend". */
static struct str bar_text(const struct sheet *sheet,
                           const struct grouped *grouped, size_t i, size_t p)
{
    struct str value = crosstab_text(sheet, &grouped->tab, i, p);

    if (i || !grouped->named)
        return value;
    return str_format(sheet->arena, "%.*s  %.*s", STR_ARGS(value),
                      STR_ARGS(grouped->tab.names[p]));
}

static double widest_text(const struct sheet *sheet,
                          const struct grouped *grouped)
{
    double most = 0;

    for (size_t i = 0; i < grouped->tab.count; i++)
        for (size_t p = 0; p < grouped->tab.part_count; p++)
            most = fmax(most, sheet_width(sheet, TYPE_CELL_BOLD,
                                          bar_text(sheet, grouped, i, p)));
    return most;
}

static double thickness(const struct grouped *grouped)
{
    double most = grouped->bars.lying ? THICKEST : WIDEST;

    return fmin(most, barplot_slot(&grouped->bars) * GROUP_SHARE /
                          (double)grouped->tab.part_count);
}

/* Lying bars have their figures beside them where they are thick enough. */
static void place_lying(const struct sheet *sheet, struct grouped *grouped,
                        struct box box)
{
    struct barplot_room room = {0};

    barplot_place(sheet, &grouped->bars, box, room);
    grouped->labelled = thickness(grouped) >= LEAST_LABEL;
    grouped->named = grouped->labelled;
    room.after = widest_text(sheet, grouped) + END_AIR;
    if (room.after > box.w * 0.4) {
        grouped->named = false;
        room.after = widest_text(sheet, grouped) + END_AIR;
    }
    room.low = room.after;
    if (!grouped->labelled)
        room.after = room.low = 0;
    if (!grouped->named)
        room.before = BARPLOT_KEY;
    grouped->bars.axis = !grouped->labelled;
    barplot_place(sheet, &grouped->bars, box, room);
}

/* Columns have them where all of them are wide enough. */
static void place_standing(const struct sheet *sheet, struct grouped *grouped,
                           struct box box)
{
    struct barplot_room room = {.before = BARPLOT_KEY + VALUE_ROOM,
                                .low = VALUE_ROOM};

    grouped->bars.axis = true;
    barplot_place(sheet, &grouped->bars, box, room);
    grouped->labelled = widest_text(sheet, grouped) <= thickness(grouped) - 2;
}

static void draw_bar(const struct sheet *sheet, const struct grouped *grouped,
                     size_t i, size_t p)
{
    const struct barplot *bars = &grouped->bars;
    double parts = (double)grouped->tab.part_count;
    double middle = barplot_middle(bars, i) +
                    ((double)p - (parts - 1) / 2) * grouped->thick;
    double value = crosstab_value(&grouped->tab, i, p);
    double air = grouped->thick > 4 ? 1 : 0;

    if (isfinite(value))
        sheet_fill(sheet,
                   barplot_bar(bars, middle, grouped->thick - air, 0, value), 0,
                   grouped->colours[p]);
    /* What is not known says so even where figures have no room. */
    if (grouped->labelled || !isfinite(value))
        barplot_draw_end(sheet, bars, middle, value,
                         bar_text(sheet, grouped, i, p),
                         p ? TYPE_CELL : TYPE_CELL_BOLD);
}

void block_grouped(const struct sheet *sheet, const struct block *block,
                   struct box box)
{
    struct grouped grouped = {0};

    if (!crosstab_find(sheet, block, &grouped.tab))
        return;
    grouped.bars.tab = &grouped.tab;
    grouped.bars.lying = block->lying;
    choose_colours(&grouped);
    find_range(&grouped);
    if (block->lying)
        place_lying(sheet, &grouped, box);
    else
        place_standing(sheet, &grouped, box);
    grouped.thick = thickness(&grouped);
    sheet_begin_figure(sheet,
                       crosstab_describe(sheet, &grouped.tab, "Grouped bars"));
    if (!grouped.named)
        barplot_draw_key(sheet, &grouped.bars, grouped.colours);
    barplot_draw_axis(sheet, &grouped.bars);
    for (size_t i = 0; i < grouped.tab.count; i++)
        for (size_t p = 0; p < grouped.tab.part_count; p++)
            draw_bar(sheet, &grouped, i, p);
    barplot_draw_zero(sheet, &grouped.bars);
    barplot_draw_labels(sheet, &grouped.bars);
    sheet_end(sheet);
}
