#include "render/bullet.h"
#include "render/mark.h"
#include "render/others.h"

#include <math.h>

#define HEAD_HEIGHT    15.0
#define TOTAL_HEIGHT   19.0
#define NOTE_HEIGHT    16.0
#define ROW_MOST       30.0
#define ROW_EASY       19.0
#define ROW_EASY_DENSE 17.0
#define MISSING_HEIGHT 60.0

/* Where texts of a column begin, or end. */
static double edge_of(const struct track *track)
{
    return track->align == ALIGN_RIGHT ? track->x + track->w : track->x;
}

static bool has_note(const struct ruling *ruling, size_t shown)
{
    return ruling->block->text.count ||
           (ruling->block->others && !others_are_summed(ruling) &&
            others_count(ruling, shown));
}

/* A table whose columns say nothing above them has no head row. */
static double head_height(const struct ruling *ruling)
{
    for (size_t t = 0; t < ruling->count; t++)
        if (ruling->tracks[t].head.len || track_is_marks(&ruling->tracks[t]))
            return HEAD_HEIGHT;
    return 0;
}

/* The height left for rows beside head, total and note. */
static double room_for_rows(const struct ruling *ruling, struct box box)
{
    double room = box.h - head_height(ruling);

    if (ruling->block->total && ruling->rows.table->total)
        room -= TOTAL_HEIGHT;
    if (ruling->block->text.count ||
        (ruling->block->others && !others_are_summed(ruling)))
        room -= NOTE_HEIGHT;
    return others_are_summed(ruling) ? room - TOTAL_HEIGHT : room;
}

double block_table_height(const struct sheet *sheet, const struct block *block,
                          struct box box)
{
    double height = block_head(block) + box.h;
    struct ruling ruling;

    if (!selection_rows(&block->selection, sheet->words).count)
        return block_head(block) + MISSING_HEIGHT;
    ruling = ruling_make(sheet, block, box);
    height -= room_for_rows(&ruling, box);
    for (size_t i = 0; i < ruling.rows.count; i++)
        height += fmax(ruling_height(&ruling, i),
                       block->dense ? ROW_EASY_DENSE : ROW_EASY) +
                  ruling_lead(&ruling, i, false);
    return height;
}

size_t block_table_fit(const struct sheet *sheet, const struct block *block,
                       struct box box, size_t first)
{
    struct ruling ruling = ruling_make(sheet, block, box);
    double least;

    return ruling.rows.table
               ? ruling_fit(&ruling, first, room_for_rows(&ruling, box), &least)
               : 0;
}

static void draw_head(const struct ruling *ruling, double y)
{
    const struct sheet *sheet = ruling->sheet;

    sheet_begin(sheet, TAG_ROW);
    for (size_t t = 0; t < ruling->count; t++) {
        const struct track *track = &ruling->tracks[t];
        double x = edge_of(track);
        sheet_begin(sheet, TAG_HEAD_CELL);
        if (track_is_marks(track))
            mark_draw_ticks(ruling, track, y + HEAD_HEIGHT - 5);
        else
            sheet_line(sheet, TYPE_HEAD,
                       (struct spot){x, y + HEAD_HEIGHT - 5, track->align},
                       fmax(track->w, track->natural), track->head);
        sheet_end(sheet);
    }
    sheet_end(sheet);
    sheet_rule(sheet, ruling->tracks[0].x, y + HEAD_HEIGHT,
               ruling->tracks[ruling->count - 1].x +
                   ruling->tracks[ruling->count - 1].w - ruling->tracks[0].x,
               0.7, COLOUR_AXIS);
}

/* Changes by what they do, all else by rank. */
static enum theme_colour bar_colour(const struct ruling *ruling,
                                    const struct track *track,
                                    const struct cell *row)
{
    const struct cell *cell = &row[track->column];
    bool is_change = cell->kind == CELL_POINTS || cell->kind == CELL_CHANGE;

    if (is_change)
        return (cell_number(cell) < 0) != track->spec->falls_are_good
                   ? COLOUR_NEG
                   : COLOUR_POS_BAR;
    for (size_t t = 0; t < ruling->count; t++)
        if (track_is_accent(ruling, &ruling->tracks[t], row))
            return COLOUR_ACCENT;
    return cell_number(cell) >= ruling->bar_lead ? COLOUR_BRAND : COLOUR_MID;
}

static void draw_bar(const struct ruling *ruling, const struct track *track,
                     const struct cell *row, struct box box)
{
    const struct sheet *sheet = ruling->sheet;
    double thick = fmin(21, fmax(7, box.h * 0.6));
    double y = box.y + (box.h - thick) / 2;
    double value = cell_number(&row[track->column]);
    double base =
        track->base >= 0 ? cell_number(&row[track->base]) : (double)NAN;
    double zero = track_bar(ruling, track, 0);

    if (isfinite(value)) {
        double end = track_bar(ruling, track, value);
        sheet_fill(sheet,
                   (struct box){fmin(zero, end), y, fabs(end - zero), thick}, 0,
                   bar_colour(ruling, track, row));
    }
    if (isfinite(base) && base != 0) /* it was not there then */
        sheet_stem(sheet, track_bar(ruling, track, base), y - 2, thick + 4, 1.3,
                   COLOUR_INK);
}

static void draw_tag(const struct ruling *ruling, const struct track *track,
                     struct str text, struct box box)
{
    const struct sheet *sheet = ruling->sheet;
    double y = box.y + box.h / 2;

    sheet_fill(sheet, (struct box){track->x, y - 7, track->w, 14}, 3,
               COLOUR_ACCENT_TINT);
    sheet_text_in(sheet, TYPE_VARIANCE, COLOUR_ACCENT_TEXT,
                  (struct spot){track->x + track->w / 2, y + 2.8, ALIGN_CENTRE},
                  layout_fit(sheet->arena,
                             theme_font(sheet->theme, TYPE_VARIANCE),
                             types[TYPE_VARIANCE].size, track->w - 4, text));
}

static enum theme_colour change_colour(const struct track *track,
                                       const struct cell *row)
{
    struct str direction =
        track->spec->falls_are_good ? STR("up is bad") : STR("up is good");
    int column = track->effect >= 0 ? track->effect : track->column;

    return sheet_effect_colour(sheet_effect(&row[column], direction));
}

static enum theme_colour cell_colour(const struct track *track,
                                     const struct cell *row, struct str text)
{
    static const struct cell whole = {.kind = CELL_COUNT};
    const struct cell *cell = track->column >= 0 ? &row[track->column] : &whole;

    if (track->spec->show == SHOW_CHANGE)
        return change_colour(track, row);
    if (track->spec->show == SHOW_VERDICT)
        return track_is_proven(track, row) ? COLOUR_INK : COLOUR_MUTED;
    if (track->spec->muted ||
        (!cell_is_defined(cell) && track->otherwise < 0) ||
        str_equal(text, STR("<10")))
        return COLOUR_MUTED;
    return COLOUR_INK;
}

/* Lines of a text that wraps, in the middle of its row. */
static void draw_wrapped(const struct ruling *ruling, const struct track *track,
                         const struct cell *row, struct box box)
{
    const struct sheet *sheet = ruling->sheet;
    enum theme_type type = track_type(ruling, track, row);
    struct lines lines = sheet_wrap(sheet, type, track->w, MOST_LINES,
                                    track_text(ruling, track, row, 0));
    double height = (double)lines.count * types[type].leading;

    sheet_lines(sheet, type, track->x,
                box.y + (box.h - height) / 2 + types[type].leading - 2.6,
                &lines);
}

static void draw_value(const struct ruling *ruling, const struct track *track,
                       const struct cell *row, struct box box, size_t number)
{
    const struct sheet *sheet = ruling->sheet;
    enum theme_type type = track_type(ruling, track, row);
    struct str text = track_text(ruling, track, row, number);
    double y = box.y + box.h / 2 + 3 - (track->second >= 0 ? 5 : 0);
    struct spot spot = {edge_of(track), y, track->align};

    sheet_text_in(sheet, type, cell_colour(track, row, text), spot,
                  layout_fit(sheet->arena, theme_font(sheet->theme, type),
                             types[type].size, track->w + 0.1, text));
    if (track->second < 0)
        return;
    spot.y += 10;
    sheet_line(sheet, TYPE_HEAD, spot, track->w,
               track_second(ruling, track, row));
}

static void draw_cell(const struct ruling *ruling, const struct track *track,
                      const struct cell *row, struct box box, size_t number)
{
    if (track->spec->show == SHOW_BAR)
        draw_bar(ruling, track, row, box);
    else if (track->spec->show == SHOW_BULLET)
        bullet_draw(ruling, track, row, box);
    else if (track_is_marks(track))
        mark_draw(ruling, track, row, box);
    else if (track->spec->show == SHOW_TAG)
        draw_tag(ruling, track, track_text(ruling, track, row, number), box);
    else if (track_is_text(ruling, track) && track->spec->share > 0)
        draw_wrapped(ruling, track, row, box);
    else
        draw_value(ruling, track, row, box, number);
}

static void draw_row(const struct ruling *ruling, const struct cell *row,
                     struct box box, size_t number)
{
    const struct sheet *sheet = ruling->sheet;
    bool headed = false;

    sheet_begin(sheet, TAG_ROW);
    for (size_t t = 0; t < ruling->count; t++) {
        const struct track *track = &ruling->tracks[t];
        bool heads = !headed && track_is_text(ruling, track);
        sheet_begin(sheet, heads ? TAG_ROW_HEAD : TAG_CELL);
        draw_cell(ruling, track,
                  track_is_marks(track) ? row : track_row(ruling, track, row),
                  box, number);
        sheet_end(sheet);
        headed |= heads;
    }
    sheet_end(sheet);
}

/* Under the rows that are shown, and quieter: how many others there are, and
 * what they come to, so that the column adds up to the whole. */
static void draw_others(const struct ruling *ruling, size_t shown, double y)
{
    const struct sheet *sheet = ruling->sheet;
    const struct cell *row = others_row(ruling, shown);
    struct cell count = cell_count((int64_t)others_count(ruling, shown));
    struct str number =
        number_table(sheet->arena, &sheet->words->style, &count, NULL);
    struct str name = str_format(sheet->arena, "%.*s %s", STR_ARGS(number),
                                 count.integer == 1 ? "other" : "others");
    bool is_named = false;

    sheet_rule(sheet, ruling->tracks[0].x, y, ruling_width(ruling), 0.5,
               COLOUR_GRID);
    sheet_begin(sheet, TAG_ROW);
    for (size_t t = 0; t < ruling->count; t++) {
        const struct track *track = &ruling->tracks[t];
        double x = edge_of(track);
        bool names = !is_named && track_is_text(ruling, track);
        if (!names && !others_add(ruling, track))
            continue;
        is_named |= names;
        sheet_begin(sheet, names ? TAG_ROW_HEAD : TAG_CELL);
        sheet_text_in(sheet, TYPE_CELL, COLOUR_MUTED,
                      (struct spot){x, y + 13, track->align},
                      names ? name : track_text(ruling, track, row, 0));
        sheet_end(sheet);
    }
    sheet_end(sheet);
}

static void draw_total(const struct ruling *ruling, double y)
{
    const struct sheet *sheet = ruling->sheet;
    const struct cell *row = ruling->rows.table->total;

    sheet_rule(sheet, ruling->tracks[0].x, y, ruling_width(ruling), 0.7,
               COLOUR_AXIS);
    sheet_begin(sheet, TAG_ROW);
    for (size_t t = 0; t < ruling->count; t++) {
        const struct track *track = &ruling->tracks[t];
        double x = edge_of(track);
        struct str text;
        if (track->column < 0 || track->spec->show == SHOW_BAR ||
            track_is_marks(track) ||
            (!cell_is_defined(&row[track->column]) &&
             (track->otherwise < 0 ||
              !cell_is_defined(&row[track->otherwise]))))
            continue;
        text = track_text(ruling, track, row, 0);
        sheet_begin(sheet, TAG_CELL);
        sheet_text_in(sheet, TYPE_CELL_BOLD, cell_colour(track, row, text),
                      (struct spot){x, y + 13, track->align}, text);
        sheet_end(sheet);
    }
    sheet_end(sheet);
}

/* The baseline of bars through all rows. */
static void draw_bar_zero(const struct ruling *ruling, double top,
                          double height)
{
    for (size_t t = 0; t < ruling->count; t++)
        if (ruling->tracks[t].spec->show == SHOW_BAR)
            sheet_stem(ruling->sheet, track_bar(ruling, &ruling->tracks[t], 0),
                       top, height, 0.8, COLOUR_AXIS);
}

/* How high a row is drawn, with its part of what is left. */
static double row_height(const struct ruling *ruling, size_t number,
                         double extra)
{
    double least = ruling_height(ruling, number);

    return fmin(least + extra, fmax(ROW_MOST, least));
}

static void draw_mark_lines(const struct ruling *ruling, struct slice slice,
                            double top, double extra)
{
    double height = 0;

    for (size_t i = 0; i < slice.count; i++)
        height += row_height(ruling, slice.first + i, extra) +
                  ruling_lead(ruling, slice.first + i, i == 0);
    for (size_t t = 0; t < ruling->count; t++)
        if (track_is_marks(&ruling->tracks[t]))
            mark_draw_lines(ruling, &ruling->tracks[t], top, height);
}

/* The head of a group, above a line. */
static void draw_group(const struct ruling *ruling, size_t number, double y)
{
    const struct sheet *sheet = ruling->sheet;
    double x = ruling->tracks[0].x;

    sheet_begin(sheet, TAG_ROW);
    sheet_begin(sheet, TAG_ROW_HEAD);
    sheet_text_in(sheet, TYPE_CELL_BOLD, COLOUR_BRAND,
                  (struct spot){x, y - 5.5, ALIGN_LEFT},
                  ruling_group(ruling, number));
    sheet_end(sheet);
    sheet_end(sheet);
    sheet_rule(sheet, x, y, ruling_width(ruling), 0.5, COLOUR_GRID);
}

static double draw_rows(const struct ruling *ruling, struct slice slice,
                        double y, double extra)
{
    double top = y;

    draw_mark_lines(ruling, slice, top, extra);
    for (size_t i = 0; i < slice.count; i++) {
        const struct cell *row = ruling->rows.items[slice.first + i];
        double height = row_height(ruling, slice.first + i, extra);
        double lead = ruling_lead(ruling, slice.first + i, i == 0);
        if (i)
            sheet_rule(ruling->sheet, ruling->tracks[0].x, y,
                       ruling_width(ruling), 0.5, COLOUR_GRID);
        if (lead > 0)
            draw_group(ruling, slice.first + i, y + lead);
        y += lead;
        draw_row(
            ruling, row,
            (struct box){ruling->tracks[0].x, y, ruling_width(ruling), height},
            slice.first + i);
        y += height;
    }
    draw_bar_zero(ruling, top, y - top);
    return y;
}

/* What the designer says below the table, and how many rows are not shown. */
static void draw_note(const struct ruling *ruling, size_t shown, double y,
                      double width)
{
    const struct sheet *sheet = ruling->sheet;
    struct str said = words_choose(sheet->words, &ruling->block->text);
    size_t hidden = others_count(ruling, shown);
    struct text text = {.arena = sheet->arena};

    if (ruling->block->others && hidden && !others_are_summed(ruling))
        text_add(&text, block_further(sheet, hidden));
    if (text.len && said.len)
        text_add(&text, STR(" \xC2\xB7 "));
    text_add(&text, said);
    sheet_begin(sheet, TAG_P);
    sheet_line(sheet, TYPE_NOTE,
               (struct spot){ruling->tracks[0].x, y + 12, ALIGN_LEFT}, width,
               text_str(&text));
    sheet_end(sheet);
}

void block_table(const struct sheet *sheet, const struct block *block,
                 struct box box)
{
    struct ruling ruling = ruling_make(sheet, block, box);
    struct slice slice = block->breaks ? sheet->slice : (struct slice){0};
    double room = room_for_rows(&ruling, box);
    double least, y;
    size_t count = ruling_fit(&ruling, slice.first, room, &least);
    size_t shown = slice.first + count;
    bool last;

    if (!ruling.count)
        return;
    slice.count = count;
    last = shown >= ruling.rows.count || !block->breaks;
    sheet_begin(sheet, TAG_TABLE);
    if (head_height(&ruling) > 0)
        draw_head(&ruling, box.y);
    y = draw_rows(&ruling, slice, box.y + head_height(&ruling),
                  count ? (room - least) / (double)count : 0);
    if (last && others_are_summed(&ruling) && others_count(&ruling, shown)) {
        draw_others(&ruling, shown, y);
        y += TOTAL_HEIGHT;
    }
    if (last && block->total && ruling.rows.table->total) {
        draw_total(&ruling, y);
        y += TOTAL_HEIGHT;
    }
    sheet_end(sheet);
    if (last && has_note(&ruling, shown))
        draw_note(&ruling, shown, y, box.w);
}
