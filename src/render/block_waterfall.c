#include "render/block.h"

#include "base/decimal.h"

#include <math.h>

#define COLUMN_SHARE 0.61 /* of the slot that a column fills */
#define LABEL_ROOM   27.0 /* below the columns: names of two lines */
#define VALUE_ROOM   18.0 /* above them */
#define CUT_LIFT     14.0 /* of the mark that says a column is cut */
#define CUT_HEIGHT   4.0
#define LEAST_NAME   24.0 /* narrower ones say nothing */

/* From one total to another, by the steps between them. */
struct bridge {
    const struct block *block;
    struct rows rows;
    struct unit unit;
    int value;
    int label;
    double from; /* in the unit */
    double to;
    double *levels; /* before each step, and after the last one */
    struct scale scale;
    bool cut; /* the columns do not begin at 0 */
    struct box plot;
    double below;         /* it, for values of columns that reach below 0 */
    struct labels labels; /* values that are printed */
};

static double step_of(const struct bridge *bridge, size_t i)
{
    double value =
        unit_value(&bridge->unit, &bridge->rows.items[i][bridge->value]);

    return isfinite(value) ? value : 0;
}

static struct cell cell_of(const struct bridge *bridge, double value)
{
    double natural = value * pow(10, bridge->unit.scale.power);

    if (bridge->unit.kind == CELL_MONEY)
        return cell_integer(CELL_MONEY, llround(natural * MONEY_ONE));
    if (bridge->unit.kind == CELL_COUNT)
        return cell_count(llround(natural));
    return cell_real(bridge->unit.kind, natural);
}

/* Totals and steps are printed on one scale. */
static void choose_unit(const struct sheet *sheet, struct bridge *bridge,
                        double from, double to)
{
    bridge->unit = chart_unit(&bridge->rows, bridge->value, -1);
    bridge->unit.scale =
        block_scale(&bridge->rows, bridge->block, sheet->words);
    bridge->from = from / pow(10, bridge->unit.scale.power);
    bridge->to = to / pow(10, bridge->unit.scale.power);
}

/*
 * Where all levels lie far above 0 the columns are cut below the lowest one, at
 * a round value, so that the steps can be seen.
 */
static void find_range(struct bridge *bridge)
{
    double least = fmin(bridge->from, bridge->to);
    double most = fmax(bridge->from, bridge->to);
    double step;

    for (size_t i = 0; i <= bridge->rows.count; i++) {
        least = fmin(least, bridge->levels[i]);
        most = fmax(most, bridge->levels[i]);
    }
    bridge->cut = least > 0.6 * most && most > least;
    if (bridge->cut) {
        step = chart_round_step(most - least, 4);
        least = floor((least - (most - least) / 3) / step) * step;
        bridge->cut = least > 0;
    }
    bridge->scale = scale_make(fmin(least, most), most, false);
    if (bridge->cut)
        bridge->scale.low = least;
}

static bool bridge_find(const struct sheet *sheet, struct bridge *bridge)
{
    const struct block *block = bridge->block;
    double from = words_number(sheet->words, block->from);
    double to = words_number(sheet->words, block->to);

    bridge->rows = selection_rows(&block->selection, sheet->words);
    if (!bridge->rows.count || !isfinite(from) || !isfinite(to))
        return false;
    bridge->value = select_column(sheet->words, block->node, bridge->rows.table,
                                  block->value);
    bridge->label = select_column(sheet->words, block->node, bridge->rows.table,
                                  block->label);
    if (bridge->value < 0 || bridge->label < 0)
        return false;
    choose_unit(sheet, bridge, from, to);
    bridge->levels = arena_array(sheet->arena, double, bridge->rows.count + 1);
    bridge->levels[0] = bridge->from;
    for (size_t i = 0; i < bridge->rows.count; i++)
        bridge->levels[i + 1] = bridge->levels[i] + step_of(bridge, i);
    find_range(bridge);
    return true;
}

/* Slot 0 is the first total, the last one the second. */
static double slot_width(const struct bridge *bridge)
{
    return bridge->plot.w / (double)(bridge->rows.count + 2);
}

static double slot_x(const struct bridge *bridge, size_t slot)
{
    return bridge->plot.x + ((double)slot + 0.5) * slot_width(bridge);
}

static double column_width(const struct bridge *bridge)
{
    return fmin(slot_width(bridge) * COLUMN_SHARE, 60);
}

static double base_level(const struct bridge *bridge)
{
    return scale_at(&bridge->scale, bridge->cut ? bridge->scale.low : 0);
}

/* A white stroke across a column that does not begin at 0. */
static void draw_cut(const struct sheet *sheet, const struct bridge *bridge,
                     double x, double width)
{
    double y = base_level(bridge) - CUT_LIFT;

    canvas_move(sheet->canvas, x - 1, y + CUT_HEIGHT);
    canvas_line(sheet->canvas, x + width + 1, y - CUT_HEIGHT);
    canvas_line(sheet->canvas, x + width + 1, y);
    canvas_line(sheet->canvas, x - 1, y + 2 * CUT_HEIGHT);
    canvas_close(sheet->canvas);
    canvas_fill(sheet->canvas, theme_colour(sheet->theme, COLOUR_WHITE));
}

/* A value on its baseline, within the plot and clear of those before it. */
static void draw_value(const struct sheet *sheet, struct bridge *bridge,
                       const struct mark *mark)
{
    double w = sheet_width(sheet, mark->type, mark->text);
    double h = types[mark->type].size;
    double left = bridge->plot.x;
    double x = fmin(fmax(mark->x - w / 2, left), left + bridge->plot.w - w);

    if (labels_take(&bridge->labels, (struct box){x, mark->y - h, w + 2, h}))
        sheet_text_in(sheet, mark->type, mark->colour,
                      (struct spot){x, mark->y, ALIGN_LEFT}, mark->text);
}

/* What a total's value stands on: on the step beside it too, if it is wide. */
static double clear_top(const struct sheet *sheet, const struct bridge *bridge,
                        size_t slot, double top, struct str text)
{
    size_t beside = slot ? bridge->rows.count - 1 : 1;

    if (sheet_width(sheet, TYPE_FINDING, text) <
        2 * slot_width(bridge) - column_width(bridge))
        return top;
    return fmin(top, scale_at(&bridge->scale, bridge->levels[beside]));
}

static void draw_total(const struct sheet *sheet, struct bridge *bridge,
                       size_t slot, double value, enum theme_colour colour)
{
    double width = column_width(bridge);
    double x = slot_x(bridge, slot) - width / 2;
    double top = scale_at(&bridge->scale, value);
    double base = base_level(bridge);
    struct cell cell = cell_of(bridge, value);
    struct str text = unit_text(sheet, &bridge->unit, &cell);

    sheet_fill(sheet, (struct box){x, fmin(top, base), width, fabs(base - top)},
               0, colour);
    if (bridge->cut && base - top > CUT_LIFT + 2 * CUT_HEIGHT)
        draw_cut(sheet, bridge, x, width);
    if (value >= 0)
        top = clear_top(sheet, bridge, slot, top, text);
    draw_value(sheet, bridge,
               &(struct mark){.x = slot_x(bridge, slot),
                              .y = value < 0 ? top + 11.5 : top - 6,
                              .text = text,
                              .type = TYPE_FINDING,
                              .colour = COLOUR_INK});
}

static struct str signed_text(const struct sheet *sheet,
                              const struct bridge *bridge,
                              const struct cell *cell)
{
    return chart_signed(sheet, cell, unit_text(sheet, &bridge->unit, cell));
}

/* The baseline of a step's value: below a fall, where there is room. */
static double value_line(const struct bridge *bridge, double from, double to)
{
    double below = to + 11.5;

    return to > from && below <= bridge->plot.y + bridge->plot.h + bridge->below
               ? below
               : fmin(from, to) - 6;
}

static void draw_step(const struct sheet *sheet, struct bridge *bridge,
                      size_t i)
{
    const struct cell *cell = &bridge->rows.items[i][bridge->value];
    double width = column_width(bridge);
    double x = slot_x(bridge, i + 1) - width / 2;
    double from = scale_at(&bridge->scale, bridge->levels[i]);
    double to = scale_at(&bridge->scale, bridge->levels[i + 1]);
    bool falls = bridge->levels[i + 1] < bridge->levels[i];

    sheet_fill(
        sheet,
        (struct box){x, fmin(from, to), width, fmax(fabs(to - from), 0.8)}, 0,
        falls ? COLOUR_NEG : COLOUR_POS_BAR);
    draw_value(sheet, bridge,
               &(struct mark){.x = slot_x(bridge, i + 1),
                              .y = value_line(bridge, from, to),
                              .text = signed_text(sheet, bridge, cell),
                              .type = TYPE_POINT,
                              .colour = falls ? COLOUR_NEG : COLOUR_POS_TEXT});
}

/* From the top of each column to the next one's. */
static void draw_connectors(const struct sheet *sheet,
                            const struct bridge *bridge)
{
    double gap = slot_width(bridge) - column_width(bridge);

    for (size_t i = 0; i <= bridge->rows.count; i++)
        sheet_rule(sheet, slot_x(bridge, i) + column_width(bridge) / 2,
                   scale_at(&bridge->scale, bridge->levels[i]), gap, 0.6,
                   COLOUR_AXIS);
}

/* Every how many steps have a name: as many as there is room for. */
static size_t name_stride(const struct bridge *bridge)
{
    return (size_t)ceil(LEAST_NAME / slot_width(bridge));
}

/* Whether no word of a name is wider than that. */
static bool words_fit(const struct sheet *sheet, enum theme_type type,
                      double width, struct str name)
{
    for (size_t at = 0; at < name.len; at++) {
        struct str word = {name.at + at, name.len - at};

        word.len = str_find(word, ' ');
        if (sheet_width(sheet, type, word) > width)
            return false;
        at += word.len;
    }
    return true;
}

static void draw_name(const struct sheet *sheet, const struct bridge *bridge,
                      size_t slot, enum theme_type type, struct str name)
{
    double width = slot_width(bridge) * (double)name_stride(bridge) - 4;
    struct lines lines = sheet_wrap(sheet, type, width, 2, name);
    double y = bridge->plot.y + bridge->plot.h + bridge->below + 12;

    if (!words_fit(sheet, type, width, name)) {
        sheet_line(sheet, type,
                   (struct spot){slot_x(bridge, slot), y, ALIGN_CENTRE}, width,
                   name);
        return;
    }
    for (size_t i = 0; i < lines.count; i++)
        sheet_text(sheet, type,
                   (struct spot){slot_x(bridge, slot), y + 10.5 * (double)i,
                                 ALIGN_CENTRE},
                   lines.items[i]);
}

static void draw_names(const struct sheet *sheet, const struct bridge *bridge)
{
    const struct block *block = bridge->block;
    size_t stride = name_stride(bridge);

    draw_name(sheet, bridge, 0, TYPE_CELL_BOLD,
              words_choose(sheet->words, &block->from_label));
    for (size_t i = stride - 1; i + stride <= bridge->rows.count; i += stride)
        draw_name(sheet, bridge, i + 1, TYPE_CELL,
                  number_table(sheet->arena, &sheet->words->style,
                               &bridge->rows.items[i][bridge->label], NULL));
    draw_name(sheet, bridge, bridge->rows.count + 1, TYPE_CELL_BOLD,
              words_choose(sheet->words, &block->to_label));
}

static struct str describe(const struct sheet *sheet,
                           const struct bridge *bridge)
{
    struct cell from = cell_of(bridge, bridge->from);
    struct cell to = cell_of(bridge, bridge->to);
    struct text text = {.arena = sheet->arena};

    text_addf(&text, "Waterfall: %.*s. From %.*s to %.*s",
              STR_ARGS(words_choose(sheet->words, &bridge->block->title)),
              STR_ARGS(unit_text(sheet, &bridge->unit, &from)),
              STR_ARGS(unit_text(sheet, &bridge->unit, &to)));
    for (size_t i = 0; i < bridge->rows.count; i++) {
        const struct cell *row = bridge->rows.items[i];

        text_addf(&text, "%s %.*s %.*s", i ? "," : ":",
                  STR_ARGS(number_table(sheet->arena, &sheet->words->style,
                                        &row[bridge->label], NULL)),
                  STR_ARGS(signed_text(sheet, bridge, &row[bridge->value])));
    }
    text_add(&text, STR("."));
    return text_str(&text);
}

/* "columns are cut at 195", where they do not begin at 0. */
struct str block_waterfall_note(const struct sheet *sheet,
                                const struct block *block)
{
    struct bridge bridge = {.block = block};

    if (!bridge_find(sheet, &bridge) || !bridge.cut)
        return (struct str){0};
    return str_format(
        sheet->arena, "columns are cut at %.*s (marked)",
        STR_ARGS(number_plain(sheet->arena, &sheet->words->style,
                              bridge.scale.low, bridge.scale.places)));
}

void block_waterfall(const struct sheet *sheet, const struct block *block,
                     struct box box)
{
    struct bridge bridge = {.block = block};

    if (!bridge_find(sheet, &bridge))
        return;
    bridge.below = bridge.scale.low < 0 && !bridge.cut ? 14 : 0;
    bridge.plot =
        (struct box){box.x, box.y + VALUE_ROOM, box.w,
                     fmax(box.h - VALUE_ROOM - LABEL_ROOM - bridge.below, 1)};
    bridge.scale.from = bridge.plot.y + bridge.plot.h;
    bridge.scale.to = bridge.plot.y;
    sheet_begin_figure(sheet, describe(sheet, &bridge));
    draw_connectors(sheet, &bridge);
    draw_total(sheet, &bridge, 0, bridge.from, COLOUR_LAST_YEAR);
    draw_total(sheet, &bridge, bridge.rows.count + 1, bridge.to, COLOUR_BRAND);
    for (size_t i = 0; i < bridge.rows.count; i++)
        draw_step(sheet, &bridge, i);
    sheet_rule(sheet, bridge.plot.x, base_level(&bridge), bridge.plot.w, 0.8,
               COLOUR_AXIS);
    draw_names(sheet, &bridge);
    sheet_end(sheet);
}
