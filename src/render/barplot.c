#include "render/barplot.h"

#include <math.h>

#define NAME_SHARE 0.38 /* of the box, that labels beside lying bars take */
#define LABEL_FALL 3.0  /* of a baseline below the middle of its text */
#define SWATCH     7.0
#define AXIS_ROOM  12.0 /* for half of the last number of an axis */

static double widest_label(const struct sheet *sheet,
                           const struct barplot *bars)
{
    double most = 0;

    for (size_t i = 0; i < bars->tab->count; i++)
        most = fmax(most, sheet_width(sheet, TYPE_CELL_BOLD,
                                      bars->tab->items[i].label));
    return most;
}

static bool has_years(const struct barplot *bars)
{
    return bars->tab->block->year.len > 0;
}

static void place_lying(const struct sheet *sheet, struct barplot *bars,
                        struct barplot_room room)
{
    struct box box = bars->box;
    double names = fmin(widest_label(sheet, bars) + 8, box.w * NAME_SHARE);
    double bottom = bars->axis ? 14 : 4;
    double right = fmax(room.after, bars->axis ? AXIS_ROOM : 0);
    double low = bars->scale.low < 0 ? room.low : 0;

    bars->plot = (struct box){box.x + names + low, box.y + room.before,
                              fmax(box.w - names - low - right, 1),
                              fmax(box.h - room.before - bottom, 1)};
    bars->scale.from = bars->plot.x;
    bars->scale.to = bars->plot.x + bars->plot.w;
}

static void place_standing(const struct sheet *sheet, struct barplot *bars,
                           struct barplot_room room)
{
    struct box box = bars->box;
    double left = axis_width(sheet, &bars->scale);
    double below = 16 + (has_years(bars) ? 11 : 0);
    double low = bars->scale.low < 0 ? room.low : 0;

    bars->plot = (struct box){box.x + left, box.y + room.before,
                              fmax(box.w - left - room.after, 1),
                              fmax(box.h - room.before - below - low, 1)};
    bars->scale.from = bars->plot.y + bars->plot.h;
    bars->scale.to = bars->plot.y;
}

void barplot_place(const struct sheet *sheet, struct barplot *bars,
                   struct box box, struct barplot_room room)
{
    bars->box = box;
    if (bars->lying)
        place_lying(sheet, bars, room);
    else
        place_standing(sheet, bars, room);
}

double barplot_slot(const struct barplot *bars)
{
    return (bars->lying ? bars->plot.h : bars->plot.w) /
           (double)bars->tab->count;
}

double barplot_middle(const struct barplot *bars, size_t i)
{
    return (bars->lying ? bars->plot.y : bars->plot.x) +
           ((double)i + 0.5) * barplot_slot(bars);
}

struct box barplot_bar(const struct barplot *bars, double middle, double thick,
                       double from, double to)
{
    double a = scale_at(&bars->scale, from);
    double b = scale_at(&bars->scale, to);

    if (bars->lying)
        return (struct box){fmin(a, b), middle - thick / 2, fabs(b - a), thick};
    return (struct box){middle - thick / 2, fmin(a, b), thick, fabs(b - a)};
}

static void draw_lying_axis(const struct sheet *sheet,
                            const struct barplot *bars)
{
    const struct box *plot = &bars->plot;

    for (size_t i = 0; bars->axis && i < bars->scale.ticks; i++) {
        double x = scale_at(&bars->scale, scale_tick(&bars->scale, i));

        sheet_stem(sheet, x, plot->y, plot->h, 0.5, COLOUR_GRID);
        sheet_text(sheet, TYPE_HEAD,
                   (struct spot){x, plot->y + plot->h + 11, ALIGN_CENTRE},
                   scale_label(sheet, &bars->scale, i));
    }
}

void barplot_draw_axis(const struct sheet *sheet, const struct barplot *bars)
{
    if (bars->lying)
        draw_lying_axis(sheet, bars);
    else
        axis_draw(sheet, &bars->scale, bars->plot);
}

void barplot_draw_zero(const struct sheet *sheet, const struct barplot *bars)
{
    bool both = bars->scale.low < 0 && bars->scale.high > 0;
    double zero = scale_at(&bars->scale, 0);

    if (bars->lying)
        sheet_stem(sheet, zero, bars->plot.y, bars->plot.h, both ? 0.9 : 0.8,
                   both ? COLOUR_INK : COLOUR_AXIS);
    else
        sheet_rule(sheet, bars->plot.x, zero, bars->plot.w, both ? 0.9 : 0.8,
                   both ? COLOUR_INK : COLOUR_AXIS);
}

/* Every how many labels there is room for. */
static size_t stride_of(double size, double slot)
{
    return (size_t)fmax(1, ceil(size / slot));
}

static void draw_lying_labels(const struct sheet *sheet,
                              const struct barplot *bars)
{
    size_t stride = stride_of(9, barplot_slot(bars));
    double room =
        fmin(widest_label(sheet, bars) + 1, bars->box.w * NAME_SHARE - 7);

    for (size_t i = 0; i < bars->tab->count; i += stride)
        sheet_line(sheet, TYPE_CELL,
                   (struct spot){bars->box.x,
                                 barplot_middle(bars, i) + LABEL_FALL,
                                 ALIGN_LEFT},
                   room, bars->tab->items[i].label);
}

/* Below the first label of each year its name. */
static void draw_years(const struct sheet *sheet, const struct barplot *bars,
                       double y)
{
    struct str before = {0};

    for (size_t i = 0; i < bars->tab->count; i++) {
        struct str year = bars->tab->items[i].year;

        if (str_equal(year, before))
            continue;
        sheet_text_in(sheet, TYPE_HEAD_BOLD, COLOUR_MUTED,
                      (struct spot){barplot_middle(bars, i), y, ALIGN_CENTRE},
                      year);
        before = year;
    }
}

static void draw_standing_labels(const struct sheet *sheet,
                                 const struct barplot *bars)
{
    double slot = barplot_slot(bars);
    double y = bars->box.y + bars->box.h - 3 - (has_years(bars) ? 11 : 0);
    /* Labels that would be skipped for one long one are cut instead. */
    double widest = fmin(widest_label(sheet, bars), fmax(40, slot - 4));
    size_t stride = stride_of(widest + 4, slot);
    size_t last = bars->tab->count - 1;
    /* Of periods the last one must have its name. */
    size_t first = has_years(bars) ? last % stride : 0;

    for (size_t i = first; i <= last; i += stride) {
        double x = barplot_middle(bars, i);
        double side = fmin(x - bars->box.x, bars->box.x + bars->box.w - x);

        sheet_line(sheet,
                   has_years(bars) && i == last ? TYPE_CELL_BOLD : TYPE_CELL,
                   (struct spot){x, y, ALIGN_CENTRE},
                   fmin(slot * (double)stride - 4, 2 * side),
                   bars->tab->items[i].label);
    }
    if (has_years(bars))
        draw_years(sheet, bars, y + 11);
}

void barplot_draw_labels(const struct sheet *sheet, const struct barplot *bars)
{
    if (bars->lying)
        draw_lying_labels(sheet, bars);
    else
        draw_standing_labels(sheet, bars);
}

void barplot_draw_end(const struct sheet *sheet, const struct barplot *bars,
                      double middle, double value, struct str text,
                      enum theme_type type)
{
    double end = scale_at(&bars->scale, isfinite(value) ? value : 0);
    struct spot spot = {middle, value < 0 ? end + 10 : end - 4, ALIGN_CENTRE};

    if (bars->lying) {
        spot.x = value < 0 ? end - 4 : end + 4;
        spot.y = middle + LABEL_FALL;
        spot.align = value < 0 ? ALIGN_RIGHT : ALIGN_LEFT;
    }
    sheet_text(sheet, type, spot, text);
}

void barplot_draw_key(const struct sheet *sheet, const struct barplot *bars,
                      const enum theme_colour colours[static MOST_PARTS])
{
    size_t count = bars->tab->part_count;
    double room = bars->box.w / (double)count - SWATCH - 16;
    double x = bars->box.x;

    for (size_t p = 0; p < count && room > 8; p++) {
        struct spot spot = {x + SWATCH + 4, bars->box.y + SWATCH, ALIGN_LEFT};

        sheet_fill(sheet, (struct box){x, bars->box.y, SWATCH, SWATCH}, 0,
                   colours[p]);
        x = spot.x + 12 +
            sheet_line(sheet, TYPE_LABEL, spot, room, bars->tab->names[p]);
    }
}
