#include "render/heat.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HATCH       0.8
#define HATCH_EVERY 4.0
#define PILL_HEIGHT 11.0

/* Labels of a side that are drawn. */
enum { MOST_DRAWN = 48 };

static void side_put(struct side *side, const struct cell *cell)
{
    if (side->count < HEAT_MOST_SIDE && side_find(side, cell) == side->count)
        side->items[side->count++] = *cell;
}

static bool holds(const struct side *side, const struct cell *cell)
{
    return side_find(side, cell) < side->count;
}

/* Numbers before texts, by size; texts as they come. */
static int compare(const void *left, const void *right)
{
    double a = cell_number(left);
    double b = cell_number(right);

    if (isfinite(a) && isfinite(b))
        return (a > b) - (a < b);
    return isfinite(b) - isfinite(a);
}

/* Columns that are lines as well stand in the order of these. */
static void order_columns(struct heat *heat)
{
    struct side ordered = {0};

    if (heat->columns.count && heat->columns.items[0].kind != CELL_TEXT) {
        qsort(heat->columns.items, heat->columns.count,
              sizeof *heat->columns.items, compare);
        return;
    }
    for (size_t i = 0; i < heat->lines.count; i++)
        if (holds(&heat->columns, &heat->lines.items[i]))
            side_put(&ordered, &heat->lines.items[i]);
    for (size_t i = 0; i < heat->columns.count; i++)
        side_put(&ordered, &heat->columns.items[i]);
    heat->columns = ordered;
}

/* The lines and columns that the template asks for, of those there are. */
static void cut_sides(struct heat *heat)
{
    size_t last =
        heat->block->down_last ? (size_t)heat->block->down_last : MOST_DRAWN;
    size_t first = heat->block->across_first ? (size_t)heat->block->across_first
                                             : MOST_DRAWN;
    struct side *lines = &heat->lines;

    order_columns(heat);
    if (heat->columns.count > first)
        heat->columns.count = first;
    if (lines->count <= last)
        return;
    memmove(lines->items, lines->items + lines->count - last,
            last * sizeof *lines->items);
    lines->count = last;
}

/* Of moves from one text to another: that there is none. */
static bool is_stay(const struct heat *heat, const struct cell *row)
{
    return row[heat->down].kind == CELL_TEXT &&
           heat_same(&row[heat->down], &row[heat->across]);
}

/* Whether a row says nothing about more or less. */
static bool is_neutral(const struct heat *heat, const struct cell *row)
{
    return is_stay(heat, row) || heat_is_neutral(heat, &row[heat->across]);
}

/* The column that holds a row's value: of what has begun, that so far. */
static int column_of(const struct heat *heat, const struct cell *row)
{
    return heat->partial >= 0 && !cell_is_defined(&row[heat->value]) &&
                   cell_is_defined(&row[heat->partial])
               ? heat->partial
               : heat->value;
}

/* Whether a count is too small to be printed. */
static bool is_small(const struct words *words, const struct heat *heat,
                     const struct cell *row)
{
    return words_is_small(words, heat->rows.table, row, (size_t)heat->value);
}

/* Keep the rows that have a line and a column; the peak is among them. */
static void keep_rows(const struct words *words, struct heat *heat)
{
    double most = 0;
    size_t count = 0;

    for (size_t i = 0; i < heat->rows.count; i++) {
        const struct cell *row = heat->rows.items[i];
        double value = unit_value(&heat->unit, &row[heat->value]);

        if (!holds(&heat->lines, &row[heat->down]) ||
            !holds(&heat->columns, &row[heat->across]))
            continue;
        heat->rows.items[count++] = row;
        if (isfinite(value) && value > most && !is_neutral(heat, row)) {
            most = value;
            heat->peak = row;
        }
    }
    heat->rows.count = count;
    if (heat->peak && is_small(words, heat, heat->peak))
        heat->peak = NULL;
    heat->step = chart_heat_step(most);
}

static void find_sides(const struct words *words, struct heat *heat)
{
    for (size_t i = 0; i < heat->rows.count; i++) {
        const struct cell *row = heat->rows.items[i];

        /* A day on which nothing is open has no line. */
        if (!isfinite(unit_value(&heat->unit, &row[column_of(heat, row)])))
            continue;
        side_put(&heat->lines, &row[heat->down]);
        side_put(&heat->columns, &row[heat->across]);
    }
    cut_sides(heat);
    keep_rows(words, heat);
}

static struct str cell_text_of(const struct sheet *sheet,
                               const struct heat *heat, const struct cell *row)
{
    return sheet_cell(sheet, heat->rows.table, row,
                      (size_t)column_of(heat, row), &heat->unit.scale);
}

static bool texts_fit(const struct sheet *sheet, const struct heat *heat)
{
    struct box box = heat_cell_box(heat, 0, 0);
    double widest = 0;

    for (size_t i = 0; i < heat->rows.count; i++)
        widest =
            fmax(widest,
                 sheet_width(sheet, TYPE_CELL,
                             cell_text_of(sheet, heat, heat->rows.items[i])));
    return box.h > 10 && widest < box.w - 1;
}

/* Numbers that are too wide for their cells lose their decimals. */
static void choose_texts(const struct sheet *sheet, struct heat *heat)
{
    while (!(heat->has_texts = texts_fit(sheet, heat)) &&
           heat->unit.scale.places > 0)
        heat->unit.scale.places--;
}

/* For the worse in a colour of its own. */
static enum theme_colour fill_of(const struct words *words,
                                 const struct heat *heat,
                                 const struct cell *row)
{
    double value = unit_value(&heat->unit, &row[heat->value]);
    bool fall = heat->fall >= 0 && cell_number(&row[heat->fall]) > 0;

    if (is_neutral(heat, row))
        return COLOUR_NEUTRAL;
    /* A colour would tell what is too few to be printed. */
    if (is_small(words, heat, row) || !isfinite(value))
        value = 0;
    return fall ? chart_heat_fall(value, heat->step)
                : chart_heat(value, heat->step);
}

/* What has begun and not ended: hatched, with its number on a pill. */
static void draw_hatch(const struct sheet *sheet, const struct heat *heat,
                       const struct cell *row, struct box box)
{
    double width =
        sheet_width(sheet, TYPE_CELL, cell_text_of(sheet, heat, row)) + 8;

    canvas_rect(sheet->canvas, box.x, box.y, box.w, box.h);
    canvas_hatch(sheet->canvas, theme_colour(sheet->theme, COLOUR_HEAT_4),
                 HATCH, HATCH_EVERY);
    if (heat->has_texts)
        sheet_fill(sheet,
                   (struct box){box.x + (box.w - width) / 2,
                                box.y + box.h / 2 - PILL_HEIGHT / 2, width,
                                PILL_HEIGHT},
                   PILL_HEIGHT / 2, COLOUR_WHITE);
}

static void draw_peak(const struct sheet *sheet, struct box box)
{
    const struct pen pen = {.width = 2};

    canvas_rect(sheet->canvas, box.x, box.y, box.w, box.h);
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, COLOUR_ACCENT),
                  &pen);
}

static void draw_cell(const struct sheet *sheet, const struct heat *heat,
                      const struct cell *row)
{
    int column = column_of(heat, row);
    enum theme_colour fill = fill_of(sheet->words, heat, row);
    enum theme_colour ink = theme_on(sheet->theme, fill);
    struct box box;

    if (!isfinite(unit_value(&heat->unit, &row[column])))
        return;
    box = heat_cell_box(heat, side_find(&heat->lines, &row[heat->down]),
                        side_find(&heat->columns, &row[heat->across]));
    sheet_fill(sheet, box, 0, fill);
    if (column != heat->value)
        draw_hatch(sheet, heat, row, box);
    if (heat_is_neutral(heat, &row[heat->across]))
        ink = COLOUR_MUTED;
    if (heat->has_texts)
        sheet_text_in(sheet, TYPE_CELL, ink,
                      (struct spot){box.x + box.w / 2, box.y + box.h / 2 + 3,
                                    ALIGN_CENTRE},
                      cell_text_of(sheet, heat, row));
    if (row == heat->peak && heat_shows_peak(heat))
        draw_peak(sheet, box);
}

static struct str describe(const struct sheet *sheet, const struct heat *heat)
{
    struct text text = {.arena = sheet->arena};
    const struct cell *row = heat->peak;

    text_addf(&text, "Heatmap: %.*s.",
              STR_ARGS(words_choose(sheet->words, &heat->block->title)));
    if (row)
        text_addf(&text, " The largest is %.*s, %.*s with %.*s.",
                  STR_ARGS(number_table(sheet->arena, &sheet->words->style,
                                        &row[heat->down], NULL)),
                  STR_ARGS(number_table(sheet->arena, &sheet->words->style,
                                        &row[heat->across], NULL)),
                  STR_ARGS(unit_text(sheet, &heat->unit, &row[heat->value])));
    return text_str(&text);
}

static void draw_heat(const struct sheet *sheet, const struct heat *heat)
{
    sheet_begin_figure(sheet, describe(sheet, heat));
    for (size_t i = 0; i < heat->rows.count; i++)
        if (heat->rows.items[i] != heat->peak)
            draw_cell(sheet, heat, heat->rows.items[i]);
    if (heat->peak)
        draw_cell(sheet, heat, heat->peak);
    heat_draw_margins(sheet, heat);
    sheet_end(sheet);
}

/* The table of means, where it has the columns that it takes. */
static const struct table *means_of(const struct heat *heat,
                                    struct words *words)
{
    const struct block *block = heat->block;
    const struct table *means =
        block->means.len ? words_table(words, block->means) : NULL;

    if (!means || select_column(words, block->node, means, block->across) < 0 ||
        select_column(words, block->node, means, block->value) < 0)
        return NULL;
    return means;
}

/* A column that the template may name; -1 where it does not. */
static int optional(struct words *words, const struct heat *heat,
                    struct str name)
{
    return name.len
               ? select_column(words, heat->block->node, heat->rows.table, name)
               : -1;
}

void block_heatmap(const struct sheet *sheet, const struct block *block,
                   struct box box)
{
    struct heat heat = {.block = block};
    struct words *words = sheet->words;

    heat.rows = selection_rows(&block->selection, words);
    heat.value =
        select_column(words, block->node, heat.rows.table, block->value);
    heat.across =
        select_column(words, block->node, heat.rows.table, block->across);
    heat.down = select_column(words, block->node, heat.rows.table, block->down);
    if (heat.value < 0 || heat.across < 0 || heat.down < 0)
        return;
    heat.size = optional(words, &heat, block->size);
    heat.partial = optional(words, &heat, block->partial);
    heat.fall = optional(words, &heat, block->fall);
    heat.means = means_of(&heat, words);
    heat.unit = chart_unit(&heat.rows, heat.value, heat.partial);
    find_sides(words, &heat);
    heat_place(sheet, &heat, box);
    choose_texts(sheet, &heat);
    draw_heat(sheet, &heat);
}
