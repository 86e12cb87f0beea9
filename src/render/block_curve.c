#include "render/block.h"

#include <math.h>
#include <stdlib.h>

#define AXIS_BELOW 26.0 /* numbers and name of the axis across */
#define GROUND     0.14 /* of the fill below the curve */
#define LABEL_GAP  12.0 /* of a label from its point, lines below each other */
#define LEAST_ROOM 60.0 /* for words beside it */

enum { MOST_WORDS = 3 }; /* lines of them */

/* A point of the curve. */
struct stop {
    double across;
    struct point at;
};

/* Shares against shares: both from nothing to all. */
struct curve {
    const struct block *block;
    struct rows rows;
    struct unit unit;
    int across;
    int value;
    struct scale x;
    struct scale y;
    struct box plot;
    struct stop *stops; /* from left to right */
    size_t count;
};

static double across_of(const struct curve *curve, size_t i)
{
    return cell_number(&curve->rows.items[i][curve->across]);
}

static double value_of(const struct curve *curve, size_t i)
{
    return unit_value(&curve->unit, &curve->rows.items[i][curve->value]);
}

/* With 0; of per cent with every twentieth. */
static struct scale make_scale(double least, double most)
{
    struct scale scale = scale_make(least, most, false);

    if (least >= 0 && most > 50 && most <= 100) {
        scale.step = 20;
        scale.ticks = (size_t)(most / scale.step) + 1;
    }
    return scale;
}

static void find_scales(struct curve *curve)
{
    double x = 0, least = 0, most = 0;

    for (size_t i = 0; i < curve->rows.count; i++) {
        x = fmax(x, across_of(curve, i));
        least = fmin(least, value_of(curve, i));
        most = fmax(most, value_of(curve, i));
    }
    curve->x = make_scale(0, x);
    curve->y = make_scale(least, most);
}

static void place_plot(const struct sheet *sheet, struct curve *curve,
                       struct box box)
{
    double left = axis_width(sheet, &curve->y);

    curve->plot =
        (struct box){box.x + left, box.y + 6, fmax(box.w - left - 8, 1),
                     fmax(box.h - 6 - AXIS_BELOW, 1)};
    curve->x.from = curve->plot.x;
    curve->x.to = curve->plot.x + curve->plot.w;
    curve->y.from = curve->plot.y + curve->plot.h;
    curve->y.to = curve->plot.y;
}

static int compare(const void *left, const void *right)
{
    const struct stop *a = left, *b = right;

    return (a->across > b->across) - (a->across < b->across);
}

static void find_stops(const struct sheet *sheet, struct curve *curve)
{
    curve->stops =
        arena_array(sheet->arena, struct stop, curve->rows.count + 1);
    for (size_t i = 0; i < curve->rows.count; i++) {
        double x = across_of(curve, i);
        double y = value_of(curve, i);

        if (isfinite(x) && isfinite(y) && x >= 0)
            curve->stops[curve->count++] = (struct stop){
                x, {scale_at(&curve->x, x), scale_at(&curve->y, y)}};
    }
    qsort(curve->stops, curve->count, sizeof *curve->stops, compare);
}

static void draw_axes(const struct sheet *sheet, const struct curve *curve)
{
    const struct box *plot = &curve->plot;
    double bottom = plot->y + plot->h;

    axis_draw(sheet, &curve->y, *plot);
    for (size_t i = 0; i < curve->x.ticks; i++)
        sheet_text(sheet, TYPE_HEAD,
                   (struct spot){scale_at(&curve->x, scale_tick(&curve->x, i)),
                                 bottom + 11, ALIGN_CENTRE},
                   scale_label(sheet, &curve->x, i));
    sheet_text(sheet, TYPE_HEAD,
               (struct spot){plot->x + plot->w / 2, bottom + 22, ALIGN_CENTRE},
               str_of(curve->rows.table->columns[curve->across].label));
}

static void trace(const struct sheet *sheet, const struct curve *curve)
{
    canvas_move(sheet->canvas, curve->stops[0].at.x, curve->stops[0].at.y);
    for (size_t i = 1; i < curve->count; i++)
        canvas_line(sheet->canvas, curve->stops[i].at.x, curve->stops[i].at.y);
}

static void draw_curve(const struct sheet *sheet, const struct curve *curve)
{
    const struct pen pen = {.width = 2, .round = true};
    double zero = scale_at(&curve->y, 0);

    if (curve->count == 1) {
        sheet_dot(sheet, curve->stops[0].at.x, curve->stops[0].at.y, 2.4,
                  COLOUR_BRAND);
        return;
    }
    trace(sheet, curve);
    canvas_line(sheet->canvas, curve->stops[curve->count - 1].at.x, zero);
    canvas_line(sheet->canvas, curve->stops[0].at.x, zero);
    canvas_close(sheet->canvas);
    canvas_fill(sheet->canvas,
                colour_fade(theme_colour(sheet->theme, COLOUR_MID), GROUND));
    trace(sheet, curve);
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, COLOUR_BRAND),
                  &pen);
}

/* Where all had the same. */
static void draw_equality(const struct sheet *sheet, const struct curve *curve)
{
    const struct pen pen = {.width = 1, .dash = {3, 2}};
    const struct box *plot = &curve->plot;

    canvas_move(sheet->canvas, plot->x, plot->y + plot->h);
    canvas_line(sheet->canvas, plot->x + plot->w, plot->y);
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, COLOUR_MUTED),
                  &pen);
    sheet_text(sheet, TYPE_NOTE,
               (struct spot){plot->x + plot->w * 0.72 + 8,
                             plot->y + plot->h * 0.28 + 10, ALIGN_LEFT},
               STR("equal shares"));
}

static void drop(const struct sheet *sheet, struct point from, struct point to)
{
    const struct pen pen = {.width = 1.2, .dash = {2, 2}};

    canvas_move(sheet->canvas, from.x, from.y);
    canvas_line(sheet->canvas, to.x, to.y);
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, COLOUR_ACCENT),
                  &pen);
}

/* Where the line of equality is at a height. */
static double equality_x(const struct curve *curve, double y)
{
    const struct box *plot = &curve->plot;

    return plot->x + plot->w * (plot->y + plot->h - y) / plot->h;
}

/* Beside a point, as far as the line of equality. */
static void draw_words(const struct sheet *sheet, const struct curve *curve,
                       struct point at)
{
    const struct block *block = curve->block;
    struct spot spot = {at.x + LABEL_GAP, at.y + LABEL_GAP, ALIGN_LEFT};
    double below = spot.y + (1 + MOST_WORDS) * LABEL_GAP;
    double room = equality_x(curve, below) - spot.x - 4;

    sheet_text_in(sheet, TYPE_FINDING, COLOUR_ACCENT_TEXT, spot,
                  words_choose(sheet->words, &block->callout));
    if (room > LEAST_ROOM)
        sheet_paragraph(sheet, TYPE_LABEL,
                        (struct box){spot.x, spot.y + LABEL_GAP, room, 0},
                        MOST_WORDS, words_choose(sheet->words, &block->text));
}

/* The point that the block is about, with lines to both axes and its words. */
static void draw_callout(const struct sheet *sheet, const struct curve *curve)
{
    const struct block *block = curve->block;
    for (size_t i = 0; i < curve->count; i++) {
        struct point at = curve->stops[i].at;

        if (curve->stops[i].across != block->at || block->at <= 0)
            continue;
        drop(sheet, at, (struct point){at.x, scale_at(&curve->y, 0)});
        drop(sheet, at, (struct point){curve->x.from, at.y});
        sheet_dot(sheet, at.x, at.y, 4.2, COLOUR_WHITE);
        sheet_dot(sheet, at.x, at.y, 3, COLOUR_ACCENT);
        draw_words(sheet, curve, at);
    }
}

void block_curve(const struct sheet *sheet, const struct block *block,
                 struct box box)
{
    struct curve curve = {.block = block};

    curve.rows = selection_rows(&block->selection, sheet->words);
    curve.across = select_column(sheet->words, block->node, curve.rows.table,
                                 block->across);
    curve.value = select_column(sheet->words, block->node, curve.rows.table,
                                block->value);
    if (curve.across < 0 || curve.value < 0)
        return;
    curve.unit = chart_unit(&curve.rows, curve.value, -1);
    find_scales(&curve);
    place_plot(sheet, &curve, box);
    find_stops(sheet, &curve);
    if (!curve.count)
        return;
    sheet_begin_figure(
        sheet,
        str_format(sheet->arena, "Curve: %.*s. %.*s.",
                   STR_ARGS(words_choose(sheet->words, &block->title)),
                   STR_ARGS(words_choose(sheet->words, &block->callout))));
    draw_axes(sheet, &curve);
    draw_curve(sheet, &curve);
    if (curve.y.low >= 0)
        draw_equality(sheet, &curve);
    draw_callout(sheet, &curve);
    sheet_end(sheet);
}
