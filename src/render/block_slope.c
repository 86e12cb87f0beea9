#include "render/block.h"
#include "render/spread.h"

#include <math.h>
#include <stdlib.h>

#define LABEL_STEP  10.5 /* from one label to the next */
#define LABEL_FALL  3.0  /* of a baseline below the middle of its text */
#define LEADER      14.0 /* between a dot and a label that moved */
#define HEAD_ROOM   20.0 /* what the ends are, above them */
#define WIDEST_NAME 0.45 /* of the block */
#define WIDEST_GAP  3.0  /* places of a rank that nobody shown has */

enum { MOST_TOLD = 5 };

/* A row from its earlier value to its present one. */
struct slope_line {
    const struct cell *row;
    double from, to; /* y; NaN where there is no such value */
    double move;     /* up is positive */
    bool notable;
    bool labelled;
    double from_label, to_label; /* y of the labels */
};

struct slope {
    const struct block *block;
    struct rows rows;
    struct unit unit;
    int value;
    int base;
    int label;
    int otherwise; /* -1: none */
    bool ranks;    /* the first is at the top */
    bool cut;      /* wide gaps between ranks are */
    struct slope_line *lines;
    struct scale scale;
    double *known; /* values that are there, in order */
    size_t known_count;
    double left, right; /* x of the ends */
};

static double value_of(const struct slope *slope, size_t i, int column)
{
    return unit_value(&slope->unit, &slope->rows.items[i][column]);
}

static int compare_numbers(const void *left, const void *right)
{
    const double *a = left;
    const double *b = right;

    return (*a > *b) - (*a < *b);
}

/* The values at both ends, in order. */
static void find_known(const struct sheet *sheet, struct slope *slope)
{
    const int columns[] = {slope->value, slope->base};

    slope->known = arena_array(sheet->arena, double, 2 * slope->rows.count + 1);
    for (size_t i = 0; i < slope->rows.count; i++)
        for (size_t c = 0; c < COUNT(columns); c++) {
            double value = value_of(slope, i, columns[c]);
            if (isfinite(value))
                slope->known[slope->known_count++] = value;
        }
    qsort(slope->known, slope->known_count, sizeof *slope->known,
          compare_numbers);
}

/*
 * How far down a rank lies: ranks that nobody shown has take room, but not
 * more than a few of them at once, as one line from far away would press all
 * others together.
 */
static double place_of(const struct slope *slope, double rank)
{
    double place = 0;

    for (size_t i = 1; i < slope->known_count && slope->known[i] <= rank; i++)
        place += fmin(slope->known[i] - slope->known[i - 1], WIDEST_GAP);
    return place;
}

/* Where a value lies on the scale. */
static double level_of(const struct slope *slope, double value)
{
    return slope->ranks ? place_of(slope, value) : value;
}

static void find_scale(struct slope *slope)
{
    double least = level_of(slope, slope->known[0]);
    double most = level_of(slope, slope->known[slope->known_count - 1]);

    for (size_t i = 1; slope->ranks && i < slope->known_count; i++)
        slope->cut |= slope->known[i] - slope->known[i - 1] > WIDEST_GAP;
    slope->scale.low = least;
    slope->scale.high = most > least ? most : least + fmax(1, fabs(least));
}

static bool slope_find(const struct sheet *sheet, struct slope *slope)
{
    const struct block *block = slope->block;
    struct words *words = sheet->words;

    slope->rows = selection_rows(&block->selection, words);
    slope->otherwise = -1;
    if (!slope->rows.count)
        return false;
    slope->value =
        select_column(words, block->node, slope->rows.table, block->value);
    slope->base =
        select_column(words, block->node, slope->rows.table, block->base);
    slope->label =
        select_column(words, block->node, slope->rows.table, block->label);
    if (block->otherwise.len)
        slope->otherwise = select_column(words, block->node, slope->rows.table,
                                         block->otherwise);
    if (slope->value < 0 || slope->base < 0 || slope->label < 0)
        return false;
    slope->unit = chart_unit(&slope->rows, slope->value, slope->base);
    slope->ranks = slope->unit.kind == CELL_RANK;
    find_known(sheet, slope);
    if (!slope->known_count)
        return false;
    find_scale(slope);
    return true;
}

static struct str name_of(const struct sheet *sheet, const struct slope *slope,
                          const struct cell *row)
{
    const struct cell *name = &row[slope->label];

    if (!cell_is_defined(name) && slope->otherwise >= 0)
        name = &row[slope->otherwise];
    return number_table(sheet->arena, name, NULL);
}

static struct str end_text(const struct sheet *sheet, const struct slope *slope,
                           const struct cell *row, int column)
{
    return unit_text(sheet, &slope->unit, &row[column]);
}

/* What stands left of an earlier value; who is gone has no name elsewhere. */
static struct str from_text(const struct sheet *sheet,
                            const struct slope *slope, const struct cell *row)
{
    struct str number = end_text(sheet, slope, row, slope->base);

    if (cell_is_defined(&row[slope->value]))
        return number;
    return str_format(sheet->arena, "%.*s gone  %.*s",
                      STR_ARGS(name_of(sheet, slope, row)), STR_ARGS(number));
}

static void find_lines(const struct sheet *sheet, struct slope *slope)
{
    slope->lines =
        arena_array(sheet->arena, struct slope_line, slope->rows.count);
    for (size_t i = 0; i < slope->rows.count; i++) {
        struct slope_line *line = &slope->lines[i];
        double value = value_of(slope, i, slope->value);
        double base = value_of(slope, i, slope->base);

        line->row = slope->rows.items[i];
        line->to = isfinite(value)
                       ? scale_at(&slope->scale, level_of(slope, value))
                       : (double)NAN;
        line->from = isfinite(base)
                         ? scale_at(&slope->scale, level_of(slope, base))
                         : (double)NAN;
        if (!isfinite(value) || !isfinite(base))
            continue;
        line->move = slope->ranks ? base - value : value - base;
        line->notable =
            fabs(line->move) > 0 &&
            fabs(line->move) >=
                slope->block->notable / pow(10, slope->unit.scale.power);
    }
}

static double widest(const struct sheet *sheet, const struct slope *slope,
                     int column)
{
    double most = 0;

    for (size_t i = 0; i < slope->rows.count; i++) {
        const struct cell *row = slope->rows.items[i];
        if (!cell_is_defined(&row[column]))
            continue;
        most =
            fmax(most, sheet_width(sheet, TYPE_CELL_BOLD,
                                   column == slope->base
                                       ? from_text(sheet, slope, row)
                                       : end_text(sheet, slope, row, column)));
    }
    return most;
}

/* The room for names right of their values, "new" included. */
static double name_width(const struct sheet *sheet, const struct slope *slope)
{
    double most = 0;

    for (size_t i = 0; i < slope->rows.count; i++) {
        const struct cell *row = slope->rows.items[i];
        double width =
            sheet_width(sheet, TYPE_CELL_BOLD, name_of(sheet, slope, row));
        if (!cell_is_defined(&row[slope->base]))
            width += sheet_width(sheet, TYPE_CELL, STR("  new"));
        most = fmax(most, width);
    }
    return most;
}

static void place_ends(const struct sheet *sheet, struct slope *slope,
                       struct box box)
{
    double value = widest(sheet, slope, slope->value) + 6;
    double names =
        fmin(name_width(sheet, slope), fmax(box.w * WIDEST_NAME - value, 1));
    double left = fmin(widest(sheet, slope, slope->base), box.w * 0.3);
    bool heads =
        slope->block->from_label.count + slope->block->to_label.count > 0;

    slope->left = box.x + left + LEADER;
    slope->right =
        fmax(box.x + box.w - names - value - LEADER, slope->left + 1);
    slope->scale.from = box.y + box.h - 6;
    slope->scale.to =
        fmin(box.y + (heads ? HEAD_ROOM + 6 : 6), slope->scale.from - 1);
    /* Ranks count down, values up. */
    if (slope->ranks) {
        double top = slope->scale.to;
        slope->scale.to = slope->scale.from;
        slope->scale.from = top;
    }
}

static int compare_moves(const void *left, const void *right)
{
    const struct slope_line *a = *(struct slope_line *const *)left;
    const struct slope_line *b = *(struct slope_line *const *)right;
    double difference = fabs(b->move) - fabs(a->move);

    if (difference < 0 || difference > 0)
        return difference < 0 ? -1 : 1;
    return (a > b) - (a < b);
}

/* Where not all labels have room, those that moved most are kept. */
static void choose_labels(const struct sheet *sheet, struct slope *slope)
{
    size_t count = slope->rows.count;
    double room = fabs(slope->scale.from - slope->scale.to) + LABEL_STEP;
    size_t most = (size_t)floor(room / LABEL_STEP);
    struct slope_line **order =
        arena_array(sheet->arena, struct slope_line *, count);

    for (size_t i = 0; i < count; i++)
        order[i] = &slope->lines[i];
    qsort(order, count, sizeof(struct slope_line *), compare_moves);
    for (size_t i = 0; i < count && i < most; i++)
        order[i]->labelled = true;
}

/* Put the labels of one end apart. */
static void spread_labels(const struct sheet *sheet, struct slope *slope,
                          bool is_to)
{
    double ends[2] = {fmin(slope->scale.from, slope->scale.to),
                      fmax(slope->scale.from, slope->scale.to)};
    struct spread *items =
        arena_array(sheet->arena, struct spread, slope->rows.count);
    size_t count = 0;

    for (size_t i = 0; i < slope->rows.count; i++) {
        double y = is_to ? slope->lines[i].to : slope->lines[i].from;
        if (slope->lines[i].labelled && isfinite(y))
            items[count++] =
                (struct spread){.wanted = y, .size = LABEL_STEP, .index = i};
    }
    if (!spread_apart(items, count, ends[0] - LABEL_STEP / 2,
                      ends[1] + LABEL_STEP / 2))
        return;
    for (size_t i = 0; i < count; i++)
        if (is_to)
            slope->lines[items[i].index].to_label = items[i].at;
        else
            slope->lines[items[i].index].from_label = items[i].at;
}

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
                  (struct point){x + side * (LEADER - 2), label}, &pen,
                  COLOUR_AXIS);
}

static void draw_from(const struct sheet *sheet, const struct slope *slope,
                      const struct slope_line *line, double room)
{
    struct spot spot = {slope->left - LEADER, line->from_label + LABEL_FALL,
                        ALIGN_RIGHT};

    draw_leader(sheet, slope->left, line->from, -1, line->from_label);
    sheet_line(sheet, line->notable ? TYPE_CELL_BOLD : TYPE_LABEL, spot, room,
               from_text(sheet, slope, line->row));
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
    struct spot spot = {slope->right + LEADER + value,
                        line->to_label + LABEL_FALL, ALIGN_RIGHT};
    struct str added = is_new ? STR("  new") : STR("");
    struct str name = layout_fit(
        sheet->arena, theme_font(sheet->theme, type), types[type].size,
        fmax(room - sheet_width(sheet, TYPE_CELL, added), 1),
        name_of(sheet, slope, line->row));

    draw_leader(sheet, slope->right, line->to, 1, line->to_label);
    sheet_text(sheet, line->notable ? TYPE_CELL_BOLD : TYPE_LABEL, spot,
               end_text(sheet, slope, line->row, slope->value));
    spot.x += 6;
    spot.align = ALIGN_LEFT;
    spot.x += sheet_text_in(sheet, type, name_colour(line), spot, name);
    sheet_text_in(sheet, TYPE_CELL, COLOUR_MUTED, spot, added);
}

static void draw_labels(const struct sheet *sheet, const struct slope *slope,
                        struct box box)
{
    double value = widest(sheet, slope, slope->value);
    double room = box.x + box.w - slope->right - LEADER - value - 6;

    for (size_t i = 0; i < slope->rows.count; i++) {
        const struct slope_line *line = &slope->lines[i];
        if (line->labelled && isfinite(line->from))
            draw_from(sheet, slope, line, slope->left - LEADER - box.x);
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
                  STR_ARGS(name_of(sheet, slope, line->row)),
                  STR_ARGS(end_text(sheet, slope, line->row, slope->base)),
                  STR_ARGS(end_text(sheet, slope, line->row, slope->value)));
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
                  STR_ARGS(name_of(sheet, slope, line->row)),
                  STR_ARGS(end_text(sheet, slope, line->row, slope->value)));
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

    if (!slope_find(sheet, &slope) || !slope.cut)
        return (struct str){0};
    return STR("wide gaps between ranks are cut");
}

void block_slope(const struct sheet *sheet, const struct block *block,
                 struct box box)
{
    struct slope slope = {.block = block};

    if (!slope_find(sheet, &slope))
        return;
    place_ends(sheet, &slope, box);
    find_lines(sheet, &slope);
    choose_labels(sheet, &slope);
    spread_labels(sheet, &slope, false);
    spread_labels(sheet, &slope, true);
    sheet_begin_figure(sheet, describe(sheet, &slope));
    draw_heads(sheet, &slope, box);
    draw_lines(sheet, &slope, false);
    draw_lines(sheet, &slope, true);
    draw_labels(sheet, &slope, box);
    sheet_end(sheet);
}
