#include "render/barplot.h"
#include "render/block.h"
#include "render/dodge.h"

#include <math.h>

#define STACK_SHARE 0.66 /* of a slot that its bar fills */
#define THICKEST    48.0
#define LEADER      12.0 /* between the bar and the name of its part */
#define NAME_STEP   11.0
#define NAME_ROOM   26.0 /* of names above the first of lying bars */
#define VALUE_ROOM  14.0
#define LEAST_LABEL 10.5 /* how high a part is that has a figure in it */
#define LABEL_FALL  3.0  /* of a baseline below the middle of its text */

/* Parts on one another from 0, those below 0 downward. */
struct stacked {
    struct crosstab tab;
    struct barplot bars;
    enum theme_colour colours[MOST_PARTS];
    double thick;
    bool shares; /* all bars are as long, and a part's share is seen */
};

/* Dark for the first part, and lighter from part to part. */
static void choose_colours(struct stacked *stacked)
{
    static const enum theme_colour ramps[MOST_PARTS][MOST_PARTS] = {
        {COLOUR_BRAND},
        {COLOUR_BRAND, COLOUR_HEAT_4},
        {COLOUR_BRAND, COLOUR_HEAT_5, COLOUR_HEAT_3},
        {COLOUR_BRAND, COLOUR_HEAT_6, COLOUR_HEAT_5, COLOUR_HEAT_3},
        {COLOUR_BRAND, COLOUR_HEAT_6, COLOUR_HEAT_5, COLOUR_HEAT_4,
         COLOUR_HEAT_3},
        {COLOUR_BRAND, COLOUR_HEAT_6, COLOUR_HEAT_5, COLOUR_HEAT_4,
         COLOUR_HEAT_3, COLOUR_HEAT_2},
    };

    for (size_t p = 0; p < stacked->tab.part_count; p++)
        stacked->colours[p] = ramps[stacked->tab.part_count - 1][p];
}

/* What a part's length is divided by: with shares, the parts' sizes. */
static double divisor(const struct stacked *stacked, size_t i)
{
    double sum = 0;

    if (!stacked->shares)
        return 1;
    for (size_t p = 0; p < stacked->tab.part_count; p++) {
        double value = crosstab_value(&stacked->tab, i, p);
        if (isfinite(value))
            sum += fabs(value);
    }
    return sum > 0 ? sum / 100 : 1;
}

/* Where a part begins and ends, on the bar of its sign. */
struct span {
    double from, to;
};

static struct span part_span(const struct stacked *stacked, size_t i,
                             size_t part)
{
    double whole = divisor(stacked, i);
    double value = crosstab_value(&stacked->tab, i, part) / whole;
    struct span span = {0};

    for (size_t p = 0; p < part; p++) {
        double before = crosstab_value(&stacked->tab, i, p) / whole;
        if (isfinite(before) && (before < 0) == (value < 0))
            span.from += before;
    }
    span.to = span.from + (isfinite(value) ? value : 0);
    return span;
}

/* The end of a bar's parts above 0 (sign 1) or below it (-1). */
static double bar_end(const struct stacked *stacked, size_t i, int sign)
{
    double end = 0;

    for (size_t p = 0; p < stacked->tab.part_count; p++) {
        struct span span = part_span(stacked, i, p);
        end = sign > 0 ? fmax(end, span.to) : fmin(end, span.to);
    }
    return end;
}

static void find_range(struct stacked *stacked)
{
    double least = 0;
    double most = 0;

    for (size_t i = 0; i < stacked->tab.count; i++) {
        least = fmin(least, bar_end(stacked, i, -1));
        most = fmax(most, bar_end(stacked, i, 1));
    }
    stacked->bars.scale = scale_make(least, most, false);
}

static double widest_whole(const struct sheet *sheet,
                           const struct stacked *stacked)
{
    double most = 0;

    for (size_t i = 0; i < stacked->tab.count; i++)
        most = fmax(most, sheet_width(sheet, TYPE_CELL_BOLD,
                                      crosstab_whole(sheet, &stacked->tab, i)));
    return most;
}

static double widest_name(const struct sheet *sheet,
                          const struct stacked *stacked)
{
    double most = 0;

    for (size_t p = 0; p < stacked->tab.part_count; p++)
        most = fmax(most, sheet_width(sheet, TYPE_CELL, stacked->tab.names[p]));
    return most;
}

static void place(const struct sheet *sheet, struct stacked *stacked,
                  struct box box)
{
    struct barplot_room room = {.before = VALUE_ROOM, .low = VALUE_ROOM};
    double whole = widest_whole(sheet, stacked);

    stacked->bars.tab = &stacked->tab;
    stacked->bars.axis = !stacked->bars.lying;
    if (stacked->bars.lying) {
        room.before = NAME_ROOM;
        room.after = room.low = whole > 0 ? whole + 8 : 0;
    } else {
        room.after =
            fmin(widest_name(sheet, stacked) + LEADER + 2, box.w * 0.3);
    }
    barplot_place(sheet, &stacked->bars, box, room);
    /* Parts without figures are read off an axis. */
    if (stacked->shares ||
        barplot_slot(&stacked->bars) * STACK_SHARE < LEAST_LABEL) {
        stacked->bars.axis = true;
        barplot_place(sheet, &stacked->bars, box, room);
    }
    stacked->thick = fmin(THICKEST, barplot_slot(&stacked->bars) * STACK_SHARE);
}

static struct box part_box(const struct stacked *stacked, size_t i, size_t p)
{
    struct span span = part_span(stacked, i, p);

    return barplot_bar(&stacked->bars, barplot_middle(&stacked->bars, i),
                       stacked->thick, span.from, span.to);
}

/* A share where the table gives one; a value where lengths are values. */
static struct str part_text(const struct sheet *sheet,
                            const struct stacked *stacked, size_t i, size_t p)
{
    const struct cell *share = &stacked->tab.items[i].shares[p];

    if (cell_is_defined(share))
        return unit_text(sheet, &stacked->tab.share_unit, share);
    return stacked->shares ? (struct str){0}
                           : crosstab_text(sheet, &stacked->tab, i, p);
}

static void draw_part(const struct sheet *sheet, const struct stacked *stacked,
                      size_t i, size_t p)
{
    struct box box = part_box(stacked, i, p);
    struct str text = part_text(sheet, stacked, i, p);

    if (!isfinite(crosstab_value(&stacked->tab, i, p)))
        return;
    sheet_fill(sheet, box, 0, stacked->colours[p]);
    /* A hair of paper between parts that are alike in grey. */
    if (p && stacked->bars.lying && box.w > 2)
        sheet_stem(sheet, box.x, box.y, box.h, 0.75, COLOUR_WHITE);
    if (p && !stacked->bars.lying && box.h > 2)
        sheet_rule(sheet, box.x, box.y + box.h, box.w, 0.75, COLOUR_WHITE);
    if (box.h < LEAST_LABEL || sheet_width(sheet, TYPE_CELL, text) > box.w - 4)
        return;
    sheet_text_in(sheet, TYPE_CELL, theme_on(sheet->theme, stacked->colours[p]),
                  (struct spot){box.x + box.w / 2,
                                box.y + box.h / 2 + LABEL_FALL, ALIGN_CENTRE},
                  text);
}

/* Beyond the end of each bar what all its parts are together. */
static void draw_wholes(const struct sheet *sheet,
                        const struct stacked *stacked)
{
    const struct barplot *bars = &stacked->bars;
    double room = bars->lying ? LEAST_LABEL : widest_whole(sheet, stacked) + 2;

    if (room > barplot_slot(bars))
        return;
    for (size_t i = 0; i < stacked->tab.count; i++) {
        double end = bar_end(stacked, i, 1);

        if (!(end > 0))
            end = bar_end(stacked, i, -1);
        barplot_draw_end(sheet, bars, barplot_middle(bars, i), end,
                         crosstab_whole(sheet, &stacked->tab, i),
                         TYPE_CELL_BOLD);
    }
}

static bool has_parts(const struct stacked *stacked, size_t i)
{
    for (size_t p = 0; p < stacked->tab.part_count; p++)
        if (isfinite(crosstab_value(&stacked->tab, i, p)))
            return true;
    return false;
}

static void draw_bars(const struct sheet *sheet, const struct stacked *stacked)
{
    for (size_t i = 0; i < stacked->tab.count; i++) {
        for (size_t p = 0; p < stacked->tab.part_count; p++)
            draw_part(sheet, stacked, i, p);
        if (!has_parts(stacked, i) && !stacked->tab.block->whole.len)
            barplot_draw_end(sheet, &stacked->bars,
                             barplot_middle(&stacked->bars, i), 0, STR("–"),
                             TYPE_LABEL);
    }
}

/* The bar whose parts are named: the last column, the first lying bar. */
static size_t named_bar(const struct stacked *stacked)
{
    return stacked->bars.lying ? 0 : stacked->tab.count - 1;
}

/* Names of parts in a row beside their bar, as near to them as can be. */
static bool spread_names(const struct sheet *sheet,
                         const struct stacked *stacked, struct dodge *items)
{
    const struct barplot *bars = &stacked->bars;
    size_t count = stacked->tab.part_count;

    for (size_t p = 0; p < count; p++) {
        struct box box = part_box(stacked, named_bar(stacked), p);
        double width = sheet_width(sheet, TYPE_CELL, stacked->tab.names[p]);

        items[p] = (struct dodge){.wanted = bars->lying ? box.x + box.w / 2
                                                        : box.y + box.h / 2,
                                  .size = bars->lying ? width + 10 : NAME_STEP,
                                  .index = p};
    }
    if (bars->lying)
        return dodge_place(items, count, bars->plot.x - 5,
                           bars->box.x + bars->box.w);
    return dodge_place(items, count, bars->box.y,
                       bars->plot.y + bars->plot.h + NAME_STEP / 2);
}

static void draw_leader(const struct sheet *sheet, struct point from,
                        struct point to)
{
    const struct pen pen = {.width = 0.5};

    canvas_move(sheet->canvas, from.x, from.y);
    canvas_line(sheet->canvas, to.x, to.y);
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, COLOUR_AXIS), &pen);
}

static void draw_name(const struct sheet *sheet, const struct stacked *stacked,
                      const struct dodge *item)
{
    const struct barplot *bars = &stacked->bars;
    struct box box = part_box(stacked, named_bar(stacked), item->index);
    struct str name = stacked->tab.names[item->index];
    struct spot spot = {item->at, bars->box.y + 9, ALIGN_CENTRE};
    double room = bars->box.w;

    if (bars->lying) {
        draw_leader(sheet, (struct point){item->wanted, box.y},
                    (struct point){item->at, bars->box.y + 12});
    } else {
        spot = (struct spot){box.x + box.w + LEADER, item->at + LABEL_FALL,
                             ALIGN_LEFT};
        room = bars->box.x + bars->box.w - spot.x;
        draw_leader(sheet, (struct point){box.x + box.w + 1, item->wanted},
                    (struct point){spot.x - 2, item->at});
    }
    sheet_line(sheet, TYPE_CELL, spot, room, name);
}

void block_stacked(const struct sheet *sheet, const struct block *block,
                   struct box box)
{
    struct stacked stacked = {.shares = block->shares};
    struct dodge names[MOST_PARTS];

    if (!crosstab_find(sheet, block, &stacked.tab))
        return;
    stacked.bars.lying = block->lying;
    choose_colours(&stacked);
    find_range(&stacked);
    place(sheet, &stacked, box);
    sheet_begin_figure(sheet,
                       crosstab_describe(sheet, &stacked.tab, "Stacked bars"));
    barplot_draw_axis(sheet, &stacked.bars);
    draw_bars(sheet, &stacked);
    barplot_draw_zero(sheet, &stacked.bars);
    draw_wholes(sheet, &stacked);
    barplot_draw_labels(sheet, &stacked.bars);
    if (spread_names(sheet, &stacked, names))
        for (size_t p = 0; p < stacked.tab.part_count; p++)
            draw_name(sheet, &stacked, &names[p]);
    else
        barplot_draw_key(sheet, &stacked.bars, stacked.colours);
    sheet_end(sheet);
}
