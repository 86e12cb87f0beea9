#include "render/mark.h"

#include <math.h>

#define INSET      10.0 /* of the scale in its column */
#define DOT        3.1
#define RING       3.1
#define RING_HOLE  1.7
#define LINE_WIDTH 2.2
#define TWIN_RING  2.7
#define TWIN_HOLE  1.3
#define TWIN_LINE  1.5
#define TWIN_BELOW 7.8

static double value_in(const struct track *track, const struct cell *row,
                       int column)
{
    return column < 0 ? (double)NAN : unit_value(&track->unit, &row[column]);
}

/* Take the values of a row into a range. */
static void widen(const struct track *track, const struct cell *row,
                  double range[static 2])
{
    const int columns[] = {track->column, track->base, track->low, track->high};

    for (size_t i = 0; i < COUNT(columns); i++) {
        range[0] = fmin(range[0], value_in(track, row, columns[i]));
        range[1] = fmax(range[1], value_in(track, row, columns[i]));
    }
}

void mark_scale(const struct ruling *ruling, struct track *track)
{
    double range[2] = {0};

    track->unit = chart_unit(&ruling->rows, track->column, track->base);
    for (size_t i = 0; i < ruling->rows.count; i++) {
        const struct cell *row = ruling->rows.items[i];

        widen(track, row, range);
        widen(track, track_row(ruling, track, row), range);
    }
    track->marks = scale_make(range[0], range[1], false);
    track->marks.from = track->x + INSET;
    track->marks.to = track->x + track->w - INSET;
}

static struct str tick_text(const struct ruling *ruling,
                            const struct track *track, size_t tick)
{
    struct arena *arena = ruling->sheet->arena;
    struct str text = scale_label(ruling->sheet, &track->marks, tick);
    bool is_gain = track->spec->show == SHOW_INTERVAL &&
                   scale_tick(&track->marks, tick) > track->marks.step / 2;
    bool is_zero =
        fabs(scale_tick(&track->marks, tick)) < track->marks.step / 2;

    return str_format(arena, "%s%.*s%s", is_gain ? "+" : "", STR_ARGS(text),
                      track->unit.scale.power == -2 && !is_zero ? "%" : "");
}

/* Every how many ticks have room for their text. */
static size_t tick_stride(const struct ruling *ruling,
                          const struct track *track)
{
    double step =
        scale_at(&track->marks, track->marks.step) - scale_at(&track->marks, 0);
    double widest = 0;

    for (size_t i = 0; i < track->marks.ticks; i++)
        widest = fmax(widest, sheet_width(ruling->sheet, TYPE_HEAD,
                                          tick_text(ruling, track, i)));
    return step > 0 ? (size_t)fmax(1, ceil((widest + 3) / step)) : 1;
}

/* 0 keeps its text, whichever others lose theirs. */
static size_t tick_of_zero(const struct track *track)
{
    return (size_t)llround(-track->marks.first / track->marks.step);
}

void mark_draw_ticks(const struct ruling *ruling, const struct track *track,
                     double y)
{
    size_t stride = tick_stride(ruling, track);

    for (size_t i = tick_of_zero(track) % stride; i < track->marks.ticks;
         i += stride)
        sheet_text(
            ruling->sheet, TYPE_HEAD,
            (struct spot){scale_at(&track->marks, scale_tick(&track->marks, i)),
                          y, ALIGN_CENTRE},
            tick_text(ruling, track, i));
}

void mark_draw_lines(const struct ruling *ruling, const struct track *track,
                     double top, double height)
{
    for (size_t i = 0; i < track->marks.ticks; i++) {
        double tick = scale_tick(&track->marks, i);
        bool is_zero = fabs(tick) < track->marks.step / 2;

        sheet_stem(ruling->sheet, scale_at(&track->marks, tick), top, height,
                   is_zero ? 0.9 : 0.5, is_zero ? COLOUR_INK : COLOUR_GRID);
    }
}

static bool is_accent_row(const struct ruling *ruling, const struct cell *row)
{
    for (size_t t = 0; t < ruling->count; t++)
        if (track_is_accent(ruling, &ruling->tracks[t], row))
            return true;
    return false;
}

/* The line of an interval; false where it is not known. */
static bool draw_line(const struct ruling *ruling, const struct track *track,
                      const struct cell *row, double y, double width,
                      enum theme_colour colour)
{
    double low = value_in(track, row, track->low);
    double high = value_in(track, row, track->high);

    if (!isfinite(value_in(track, row, track->column)) || !isfinite(low) ||
        !isfinite(high))
        return false;
    low = scale_at(&track->marks, low);
    high = scale_at(&track->marks, high);
    sheet_rule(ruling->sheet, low, y, high - low, width, colour);
    return true;
}

/* Grey where the interval holds 0: nothing is proven. */
static enum theme_colour colour_of(const struct track *track,
                                   const struct cell *row,
                                   enum theme_colour proven)
{
    return value_in(track, row, track->low) > 0 ||
                   value_in(track, row, track->high) < 0
               ? proven
               : COLOUR_MUTED;
}

static void draw_interval(const struct ruling *ruling,
                          const struct track *track, const struct cell *row,
                          double y)
{
    enum theme_colour colour = colour_of(track, row, COLOUR_BRAND);

    if (draw_line(ruling, track, row, y, LINE_WIDTH, colour))
        sheet_dot(ruling->sheet,
                  scale_at(&track->marks, value_in(track, row, track->column)),
                  y, DOT, colour);
}

/* The same of its twin, thinner and with a ring. */
static void draw_twin(const struct ruling *ruling, const struct track *track,
                      const struct cell *row, double y)
{
    enum theme_colour colour = colour_of(track, row, COLOUR_MID);
    double x;

    if (!draw_line(ruling, track, row, y, TWIN_LINE, colour))
        return;
    x = scale_at(&track->marks, value_in(track, row, track->column));
    sheet_dot(ruling->sheet, x, y, TWIN_RING, colour);
    sheet_dot(ruling->sheet, x, y, TWIN_HOLE, COLOUR_WHITE);
}

/* A ring for the base, a dot for the value, joined. */
static void draw_pair(const struct ruling *ruling, const struct track *track,
                      const struct cell *row, double y)
{
    const struct sheet *sheet = ruling->sheet;
    double value = value_in(track, row, track->column);
    double base = value_in(track, row, track->base);
    bool accent = is_accent_row(ruling, row);
    double at = isfinite(value) ? scale_at(&track->marks, value) : 0;
    double from = isfinite(base) ? scale_at(&track->marks, base) : 0;

    if (isfinite(value) && isfinite(base))
        sheet_rule(sheet, fmin(at, from), y, fabs(at - from), 2.4,
                   accent ? COLOUR_ACCENT : COLOUR_LITE);
    if (isfinite(base)) {
        sheet_dot(sheet, from, y, RING, COLOUR_MUTED);
        sheet_dot(sheet, from, y, RING_HOLE, COLOUR_WHITE);
    }
    if (isfinite(value))
        sheet_dot(sheet, at, y, DOT + 0.4,
                  accent ? COLOUR_ACCENT : COLOUR_BRAND);
}

void mark_draw(const struct ruling *ruling, const struct track *track,
               const struct cell *row, struct box box)
{
    double y = box.y + box.h / 2;
    const struct cell *twin = track_row(ruling, track, row);
    bool has_twin = twin != row && cell_is_defined(&twin[track->column]);

    if (track->spec->show == SHOW_PAIR) {
        draw_pair(ruling, track, row, y);
        return;
    }
    if (has_twin)
        y -= TWIN_BELOW / 2;
    draw_interval(ruling, track, row, y);
    if (has_twin)
        draw_twin(ruling, track, twin, y + TWIN_BELOW);
}
