#include "render/bullet.h"

#include <math.h>

#define INSET     10.0 /* of the scale in its column */
#define REACHED   100.0
#define MOST      200.0 /* per cent: more is cut, less than -MOST as well */
#define THICK     0.42  /* of the row */
#define TARGET_W  3.6
#define TARGET_UP 3.0 /* beyond the bar */
#define CUT_W     4.0

void bullet_scale(const struct ruling *ruling, struct track *track)
{
    double least = 0;
    double most = REACHED;

    track->unit = (struct unit){.kind = CELL_RATE, .scale = {-2, 1, ""}};
    for (size_t i = 0; i < ruling->rows.count; i++) {
        double value =
            unit_value(&track->unit, &ruling->rows.items[i][track->column]);

        if (!isfinite(value))
            continue;
        least = fmin(least, fmax(value, -MOST));
        most = fmax(most, fmin(value, MOST));
    }
    track->marks = scale_make(least, most, false);
    track->marks.from = track->x + INSET;
    track->marks.to = track->x + track->w - INSET;
}

/* White strokes across a bar that goes on. */
static void draw_cut(const struct sheet *sheet, double end, double sign,
                     struct box bar)
{
    const struct pen pen = {.width = 1.4};
    double x = end - sign * 2 * CUT_W;

    canvas_move(sheet->canvas, x - CUT_W / 2, bar.y + bar.h);
    canvas_line(sheet->canvas, x + CUT_W / 2, bar.y);
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, COLOUR_WHITE),
                  &pen);
}

static bool is_accent_row(const struct ruling *ruling, const struct cell *row)
{
    for (size_t t = 0; t < ruling->count; t++)
        if (track_is_accent(ruling, &ruling->tracks[t], row))
            return true;
    return false;
}

static void draw_target(const struct sheet *sheet, double x, struct box bar)
{
    const struct pen pen = {.width = 1};
    const struct box box = {x - TARGET_W / 2, bar.y - TARGET_UP, TARGET_W,
                            bar.h + 2 * TARGET_UP};

    sheet_fill(sheet, box, 0, COLOUR_WHITE);
    sheet_begin(sheet, TAG_ARTIFACT);
    canvas_rect(sheet->canvas, box.x, box.y, box.w, box.h);
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, COLOUR_INK), &pen);
    sheet_end(sheet);
}

void bullet_draw(const struct ruling *ruling, const struct track *track,
                 const struct cell *row, struct box box)
{
    const struct sheet *sheet = ruling->sheet;
    double value = unit_value(&track->unit, &row[track->column]);
    double shown = fmax(-MOST, fmin(value, MOST));
    double zero = scale_at(&track->marks, 0);
    struct box bar = {zero, box.y + box.h * (1 - THICK) / 2, 0, box.h * THICK};
    double end;

    if (!isfinite(value))
        return;
    end = scale_at(&track->marks, shown);
    bar.x = fmin(zero, end);
    bar.w = fabs(end - zero);
    sheet_fill(sheet, bar, 0,
               is_accent_row(ruling, row) ? COLOUR_ACCENT : COLOUR_MID);
    if (shown < value || shown > value) {
        sheet_begin(sheet, TAG_ARTIFACT);
        draw_cut(sheet, end, value < 0 ? -1 : 1, bar);
        sheet_end(sheet);
    }
    draw_target(sheet, scale_at(&track->marks, REACHED), bar);
}
