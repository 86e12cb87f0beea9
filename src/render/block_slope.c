#include "render/slope.h"

#include <math.h>

#define LABEL_FALL 3.0 /* of a baseline below the middle of its text */

enum { MOST_TOLD = 5 };

static void draw_line(const struct sheet *sheet, double x, double y,
                      struct point end, const struct pen *pen,
                      enum theme_colour colour)
{
    canvas_move(sheet->canvas, x, y);
    canvas_line(sheet->canvas, end.x, end.y);
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, colour), pen);
}

static enum theme_colour line_colour(const struct slope_line *line)
{
    if (!line->notable)
        return COLOUR_LITE;
    return line->move > 0 ? COLOUR_BRAND : COLOUR_ACCENT;
}

/* Quiet lines first, so that those that moved far lie on them. */
static void draw_lines(const struct sheet *sheet, const struct slope *slope,
                       bool notable)
{
    const struct pen pen = {.width = notable ? 2 : 1.1, .round = true};

    for (size_t i = 0; i < slope->rows.count; i++) {
        const struct slope_line *line = &slope->lines[i];
        enum theme_colour dot = notable ? line_colour(line) : COLOUR_MID;
        double radius = notable ? 2.8 : 2.2;

        if (line->notable != notable)
            continue;
        if (isfinite(line->from) && isfinite(line->to))
            draw_line(sheet, slope->left, line->from,
                      (struct point){slope->right, line->to}, &pen,
                      line_colour(line));
        if (isfinite(line->from))
            sheet_dot(sheet, slope->left, line->from, radius, dot);
        if (isfinite(line->to))
            sheet_dot(sheet, slope->right, line->to, radius, dot);
    }
}

/* From a dot to its label, where that had to move. */
static void draw_leader(const struct sheet *sheet, double x, double y, int side,
                        double label)
{
    const struct pen pen = {.width = 0.5};

    if (fabs(label - y) > 1)
        draw_line(sheet, x + side * 4, y,
                  (struct point){x + side * (SLOPE_LEADER - 2), label}, &pen,
                  COLOUR_AXIS);
}

static void draw_from(const struct sheet *sheet, const struct slope *slope,
                      const struct slope_line *line, double room)
{
    struct spot spot = {slope->left - SLOPE_LEADER,
                        line->from_label + LABEL_FALL, ALIGN_RIGHT};

    draw_leader(sheet, slope->left, line->from, -1, line->from_label);
    sheet_line(sheet, line->notable ? TYPE_CELL_BOLD : TYPE_LABEL, spot, room,
               slope_from(sheet, slope, line->row));
}

static enum theme_colour name_colour(const struct slope_line *line)
{
    if (!line->notable)
        return COLOUR_INK;
    return line->move > 0 ? COLOUR_BRAND : COLOUR_ACCENT_TEXT;
}

/* The value beside the dot, the name right of it, and "new". */
static void draw_to(const struct sheet *sheet, const struct slope *slope,
                    const struct slope_line *line, double value, double room)
{
    enum theme_type type = line->notable ? TYPE_CELL_BOLD : TYPE_CELL;
    bool is_new = !cell_is_defined(&line->row[slope->base]);
    struct spot spot = {slope->right + SLOPE_LEADER + value,
                        line->to_label + LABEL_FALL, ALIGN_RIGHT};
    struct str added = is_new ? STR("  new") : STR("");
    struct str name = layout_fit(
        sheet->arena, theme_font(sheet->theme, type), types[type].size,
        fmax(room - sheet_width(sheet, TYPE_CELL, added), 1),
        slope_name(sheet, slope, line->row));

    draw_leader(sheet, slope->right, line->to, 1, line->to_label);
    sheet_text(sheet, line->notable ? TYPE_CELL_BOLD : TYPE_LABEL, spot,
               slope_value(sheet, slope, line->row, slope->value));
    spot.x += 6;
    spot.align = ALIGN_LEFT;
    spot.x += sheet_text_in(sheet, type, name_colour(line), spot, name);
    sheet_text_in(sheet, TYPE_CELL, COLOUR_MUTED, spot, added);
}

static void draw_labels(const struct sheet *sheet, const struct slope *slope,
                        struct box box)
{
    double value = slope_value_width(sheet, slope);
    double room = box.x + box.w - slope->right - SLOPE_LEADER - value - 6;

    for (size_t i = 0; i < slope->rows.count; i++) {
        const struct slope_line *line = &slope->lines[i];
        if (line->labelled && isfinite(line->from))
            draw_from(sheet, slope, line, slope->left - SLOPE_LEADER - box.x);
        if (line->labelled && isfinite(line->to))
            draw_to(sheet, slope, line, value, room);
    }
}

/* What both ends are, over them. */
static void draw_heads(const struct sheet *sheet, const struct slope *slope,
                       struct box box)
{
    struct str from = words_choose(sheet->words, &slope->block->from_label);
    struct str to = words_choose(sheet->words, &slope->block->to_label);
    double half = sheet_width(sheet, TYPE_HEAD, from) / 2;
    double other = sheet_width(sheet, TYPE_HEAD, to) / 2;
    double left = fmax(slope->left, box.x + half);

    sheet_text(sheet, TYPE_HEAD, (struct spot){left, box.y + 7, ALIGN_CENTRE},
               from);
    if (slope->right - other > left + half + 4)
        sheet_text(sheet, TYPE_HEAD,
                   (struct spot){slope->right, box.y + 7, ALIGN_CENTRE}, to);
}

/* "A from 5 to 15, B …", of the lines that moved up (1) or down (-1). */
static void tell_moves(const struct sheet *sheet, const struct slope *slope,
                       struct text *text, int sign, const char *word)
{
    size_t told = 0;

    for (size_t i = 0; i < slope->rows.count; i++) {
        const struct slope_line *line = &slope->lines[i];
        if (!line->notable || line->move * sign <= 0 || told == MOST_TOLD)
            continue;
        text_addf(text, "%s%.*s from %.*s to %.*s", told++ ? ", " : word,
                  STR_ARGS(slope_name(sheet, slope, line->row)),
                  STR_ARGS(slope_value(sheet, slope, line->row, slope->base)),
                  STR_ARGS(slope_value(sheet, slope, line->row, slope->value)));
    }
    if (told)
        text_add(text, STR("."));
}

static void tell_new(const struct sheet *sheet, const struct slope *slope,
                     struct text *text)
{
    size_t told = 0;

    for (size_t i = 0; i < slope->rows.count; i++) {
        const struct slope_line *line = &slope->lines[i];
        if (isfinite(line->from) || !isfinite(line->to) || told == MOST_TOLD)
            continue;
        text_addf(text, "%s%.*s at %.*s", told++ ? ", " : " New: ",
                  STR_ARGS(slope_name(sheet, slope, line->row)),
                  STR_ARGS(slope_value(sheet, slope, line->row, slope->value)));
    }
    if (told)
        text_add(text, STR("."));
}

static struct str describe(const struct sheet *sheet, const struct slope *slope)
{
    struct text text = {.arena = sheet->arena};

    text_addf(&text, "Slope chart: %.*s. %zu lines.",
              STR_ARGS(words_choose(sheet->words, &slope->block->title)),
              slope->rows.count);
    tell_moves(sheet, slope, &text, 1, " Up: ");
    tell_moves(sheet, slope, &text, -1, " Down: ");
    tell_new(sheet, slope, &text);
    return text_str(&text);
}

/* "wide gaps are cut", where ranks that nobody has are left out. */
struct str block_slope_note(const struct sheet *sheet,
                            const struct block *block)
{
    struct slope slope = {.block = block};

    if (!slope_find(sheet, &slope) || !slope.ranks || !slope.places.cut)
        return (struct str){0};
    return STR("wide gaps between ranks are cut");
}

void block_slope(const struct sheet *sheet, const struct block *block,
                 struct box box)
{
    struct slope slope = {.block = block};

    if (!slope_find(sheet, &slope))
        return;
    slope_place(sheet, &slope, box);
    sheet_begin_figure(sheet, describe(sheet, &slope));
    draw_heads(sheet, &slope, box);
    draw_lines(sheet, &slope, false);
    draw_lines(sheet, &slope, true);
    draw_labels(sheet, &slope, box);
    sheet_end(sheet);
}
