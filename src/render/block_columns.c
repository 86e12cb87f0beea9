#include "render/block.h"

#include <math.h>

#define COLUMN_SHARE 0.61 /* of the slot that a column fills */
#define MOST_COLUMN  60.0

struct bars {
    const struct block *block;
    struct rows rows;
    struct unit unit;
    int value;
    int base;
    int label;
    int otherwise; /* a column for rows without a label; -1: none */
    struct scale scale;
    struct box plot;
};

static double slot_width(const struct bars *bars)
{
    return bars->plot.w / (double)bars->rows.count;
}

static double slot_x(const struct bars *bars, size_t i)
{
    return bars->plot.x + ((double)i + 0.5) * slot_width(bars);
}

static double column_width(const struct bars *bars)
{
    return fmin(slot_width(bars) * COLUMN_SHARE, MOST_COLUMN);
}

static double value_of(const struct bars *bars, size_t i, int column)
{
    return column < 0 ? (double)NAN
                      : unit_value(&bars->unit, &bars->rows.items[i][column]);
}

static void find_range(struct bars *bars)
{
    double least = 0, most = 0;

    for (size_t i = 0; i < bars->rows.count; i++) {
        double value = value_of(bars, i, bars->value);
        double base = value_of(bars, i, bars->base);
        least = fmin(least, fmin(value, base));
        most = fmax(most, fmax(value, base));
    }
    bars->scale = scale_make(least, most, false);
}

static size_t leader(const struct bars *bars)
{
    size_t best = 0;

    for (size_t i = 1; i < bars->rows.count; i++)
        if (value_of(bars, i, bars->value) > value_of(bars, best, bars->value))
            best = i;
    return best;
}

static void draw_column(const struct sheet *sheet, const struct bars *bars,
                        size_t i, enum theme_colour colour)
{
    double width = column_width(bars);
    double value = value_of(bars, i, bars->value);
    double base = value_of(bars, i, bars->base);
    double zero = scale_at(&bars->scale, 0);
    double x = slot_x(bars, i) - width / 2;

    if (isfinite(value)) {
        double top = scale_at(&bars->scale, value);
        sheet_fill(sheet,
                   (struct box){x, fmin(top, zero), width, fabs(top - zero)}, 0,
                   colour);
    }
    if (isfinite(base))
        sheet_rule(sheet, x - 2, scale_at(&bars->scale, base), width + 4, 1.3,
                   COLOUR_INK);
}

/* Whether each value is narrower than its slot: all are printed, or none. */
static bool values_fit(const struct sheet *sheet, const struct bars *bars)
{
    double widest = 0;

    for (size_t i = 0; i < bars->rows.count; i++)
        widest = fmax(
            widest, sheet_width(sheet, TYPE_CELL_BOLD,
                                unit_text(sheet, &bars->unit,
                                          &bars->rows.items[i][bars->value])));
    return widest <= slot_width(bars) - 2;
}

/* The value above its column, or below a negative one. */
static void draw_value(const struct sheet *sheet, const struct bars *bars,
                       size_t i, bool bold)
{
    const struct cell *cell = &bars->rows.items[i][bars->value];
    struct str text = unit_text(sheet, &bars->unit, cell);
    double value = value_of(bars, i, bars->value);
    double base = value_of(bars, i, bars->base);
    double y;

    if (!isfinite(value))
        return;
    y = value < 0 ? scale_at(&bars->scale, fmin(value, fmin(base, 0))) + 11.5
                  : scale_at(&bars->scale, fmax(value, fmax(base, 0))) - 6;
    sheet_text(sheet, bold ? TYPE_CELL_BOLD : TYPE_CELL,
               (struct spot){slot_x(bars, i), y, ALIGN_CENTRE}, text);
}

static struct str name_of(const struct sheet *sheet, const struct bars *bars,
                          size_t i)
{
    const struct cell *row = bars->rows.items[i];
    const struct cell *name = &row[bars->label];

    if (!cell_is_defined(name) && bars->otherwise >= 0)
        name = &row[bars->otherwise];
    return number_table(sheet->arena, &sheet->words->style, name, NULL);
}

static void draw_names(const struct sheet *sheet, const struct bars *bars)
{
    double y = bars->plot.y + bars->plot.h + 12;
    double widest = 0;
    size_t stride;

    for (size_t i = 0; i < bars->rows.count; i++)
        widest = fmax(widest,
                      sheet_width(sheet, TYPE_CELL, name_of(sheet, bars, i)));
    /* Names that would be skipped for one long one are cut instead. */
    widest = fmin(widest, fmax(40, slot_width(bars) - 4));
    stride = (size_t)ceil((widest + 4) / slot_width(bars));
    for (size_t i = 0; i < bars->rows.count; i += stride)
        sheet_line(
            sheet, TYPE_CELL, (struct spot){slot_x(bars, i), y, ALIGN_CENTRE},
            slot_width(bars) * (double)stride - 4, name_of(sheet, bars, i));
}

static void draw_bars(const struct sheet *sheet, const struct bars *bars)
{
    size_t lead = leader(bars);
    bool fits = values_fit(sheet, bars);
    const struct cell *row = bars->rows.items[lead];
    struct str alt = str_format(
        sheet->arena, "Column chart: %.*s. The largest is %.*s with %.*s.",
        STR_ARGS(words_choose(sheet->words, &bars->block->title)),
        STR_ARGS(name_of(sheet, bars, lead)),
        STR_ARGS(unit_text(sheet, &bars->unit, &row[bars->value])));

    sheet_begin_figure(sheet, alt);
    axis_draw(sheet, &bars->scale, bars->plot);
    for (size_t i = 0; i < bars->rows.count; i++) {
        draw_column(sheet, bars, i, i == lead ? COLOUR_BRAND : COLOUR_MID);
        if (fits)
            draw_value(sheet, bars, i, i == lead);
    }
    draw_names(sheet, bars);
    sheet_end(sheet);
}

void block_columns(const struct sheet *sheet, const struct block *block,
                   struct box box)
{
    struct bars bars = {.block = block, .base = -1, .otherwise = -1};
    double left, below;

    bars.rows = selection_rows(&block->selection, sheet->words);
    bars.value =
        select_column(sheet->words, block->node, bars.rows.table, block->value);
    bars.label =
        select_column(sheet->words, block->node, bars.rows.table, block->label);
    if (block->base.len)
        bars.base = select_column(sheet->words, block->node, bars.rows.table,
                                  block->base);
    if (block->otherwise.len)
        bars.otherwise = select_column(sheet->words, block->node,
                                       bars.rows.table, block->otherwise);
    if (bars.value < 0 || bars.label < 0)
        return;
    bars.unit = chart_unit(&bars.rows, bars.value, bars.base);
    find_range(&bars);
    left = axis_width(sheet, &bars.scale);
    below = bars.scale.low < 0 ? 14 : 0;
    bars.plot = (struct box){box.x + left, box.y + 14, fmax(box.w - left, 1),
                             fmax(box.h - 30 - below, 1)};
    bars.scale.from = bars.plot.y + bars.plot.h;
    bars.scale.to = bars.plot.y;
    draw_bars(sheet, &bars);
}
