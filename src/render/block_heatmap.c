#include "render/block.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_SIDE = 48 };

/* The labels of one side, in the order of the rows of the table. */
struct side {
    struct cell items[MOST_SIDE];
    size_t count;
};

struct heat {
    const struct block *block;
    struct rows rows;
    struct unit unit;
    int value;
    int across;
    int down;
    struct side columns;
    struct side lines;
    double step;
    bool has_texts;          /* they fit into the cells: all of them, or none */
    const struct cell *peak; /* row of the largest value */
    struct box plot;
    double left; /* of the block: where the labels of lines begin */
};

static bool same(const struct cell *a, const struct cell *b)
{
    if (a->kind != b->kind)
        return false;
    return a->kind == CELL_TEXT ? str_equal(a->text, b->text)
                                : cell_number(a) == cell_number(b);
}

static size_t side_put(struct side *side, const struct cell *cell)
{
    for (size_t i = 0; i < side->count; i++)
        if (same(&side->items[i], cell))
            return i;
    if (side->count == MOST_SIDE)
        return MOST_SIDE;
    side->items[side->count] = *cell;
    return side->count++;
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

/* Whether a count is too small to be printed. */
static bool is_small(const struct words *words, const struct heat *heat,
                     const struct cell *row)
{
    return words_is_small(words, heat->rows.table, row, (size_t)heat->value);
}

static void find_sides(const struct words *words, struct heat *heat)
{
    double most = 0;

    for (size_t i = 0; i < heat->rows.count; i++) {
        const struct cell *row = heat->rows.items[i];
        double value = unit_value(&heat->unit, &row[heat->value]);
        /* A day on which nothing is open has no line. */
        if (!isfinite(value))
            continue;
        side_put(&heat->lines, &row[heat->down]);
        side_put(&heat->columns, &row[heat->across]);
        if (value > most) {
            most = value;
            heat->peak = row;
        }
    }
    if (heat->peak && is_small(words, heat, heat->peak))
        heat->peak = NULL;
    if (heat->columns.count && heat->columns.items[0].kind != CELL_TEXT)
        qsort(heat->columns.items, heat->columns.count,
              sizeof *heat->columns.items, compare);
    heat->step = chart_heat_step(most);
}

static struct box cell_box(const struct heat *heat, size_t line, size_t column)
{
    double w = heat->plot.w / (double)heat->columns.count;
    double h = heat->plot.h / (double)heat->lines.count;

    return (struct box){heat->plot.x + (double)column * w + 0.75,
                        heat->plot.y + (double)line * h + 0.75, w - 1.5,
                        h - 1.5};
}

static struct str cell_text_of(const struct sheet *sheet,
                               const struct heat *heat, const struct cell *row)
{
    return sheet_cell(sheet, heat->rows.table, row, (size_t)heat->value,
                      &heat->unit.scale);
}

static bool texts_fit(const struct sheet *sheet, const struct heat *heat)
{
    struct box box = cell_box(heat, 0, 0);
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

static void draw_cell(const struct sheet *sheet, const struct heat *heat,
                      const struct cell *row)
{
    struct side lines = heat->lines, columns = heat->columns;
    double value = unit_value(&heat->unit, &row[heat->value]);
    enum theme_colour fill;
    struct box box;

    if (!isfinite(value))
        return;
    box = cell_box(heat, side_put(&lines, &row[heat->down]),
                   side_put(&columns, &row[heat->across]));
    /* A colour would tell what is too few to be printed. */
    fill = is_small(sheet->words, heat, row) ? COLOUR_HEAT_1
                                             : chart_heat(value, heat->step);
    sheet_fill(sheet, box, 0, fill);
    if (heat->has_texts)
        sheet_text_in(sheet, TYPE_CELL, theme_on(sheet->theme, fill),
                      (struct spot){box.x + box.w / 2, box.y + box.h / 2 + 3,
                                    ALIGN_CENTRE},
                      cell_text_of(sheet, heat, row));
    if (row == heat->peak) {
        const struct pen pen = {.width = 2};
        canvas_rect(sheet->canvas, box.x, box.y, box.w, box.h);
        canvas_stroke(sheet->canvas, theme_colour(sheet->theme, COLOUR_ACCENT),
                      &pen);
    }
}

static struct str side_label(const struct sheet *sheet, const struct cell *cell)
{
    struct str text =
        number_table(sheet->arena, &sheet->words->style, cell, NULL);

    /* Weekdays by three letters. */
    if (cell->kind == CELL_TEXT && str_ends(text, STR("day")))
        text.len = 3;
    return text;
}

/* Every how many labels there is room for, each as large as `size`. */
static size_t stride_of(size_t count, double room, double size)
{
    return (size_t)ceil(size * (double)count / room);
}

static void draw_lines(const struct sheet *sheet, const struct heat *heat)
{
    size_t stride = stride_of(heat->lines.count, heat->plot.h, 9);

    for (size_t i = 0; i < heat->lines.count; i += stride) {
        struct box box = cell_box(heat, i, 0);
        bool peak =
            heat->peak && same(&heat->lines.items[i], &heat->peak[heat->down]);
        sheet_line(
            sheet, peak ? TYPE_CELL_BOLD : TYPE_CELL,
            (struct spot){heat->plot.x - 6, box.y + box.h / 2 + 3, ALIGN_RIGHT},
            heat->plot.x - heat->left - 6,
            side_label(sheet, &heat->lines.items[i]));
    }
}

static void draw_sides(const struct sheet *sheet, const struct heat *heat)
{
    size_t stride = stride_of(heat->columns.count, heat->plot.w, 16);

    draw_lines(sheet, heat);
    for (size_t i = 0; i < heat->columns.count; i += stride) {
        struct box box = cell_box(heat, 0, i);
        sheet_text_in(sheet, TYPE_CELL, COLOUR_MUTED,
                      (struct spot){box.x + box.w / 2,
                                    heat->plot.y + heat->plot.h + 12,
                                    ALIGN_CENTRE},
                      side_label(sheet, &heat->columns.items[i]));
    }
}

static double label_width(const struct sheet *sheet, const struct heat *heat)
{
    double widest = 0;

    for (size_t i = 0; i < heat->lines.count; i++)
        widest =
            fmax(widest, sheet_width(sheet, TYPE_CELL_BOLD,
                                     side_label(sheet, &heat->lines.items[i])));
    return widest + 10;
}

static void draw_heat(const struct sheet *sheet, const struct heat *heat)
{
    struct str alt =
        str_format(sheet->arena, "Heatmap: %.*s.",
                   STR_ARGS(words_choose(sheet->words, &heat->block->title)));

    sheet_begin_figure(sheet, alt);
    for (size_t i = 0; i < heat->rows.count; i++)
        if (heat->rows.items[i] != heat->peak)
            draw_cell(sheet, heat, heat->rows.items[i]);
    if (heat->peak)
        draw_cell(sheet, heat, heat->peak);
    draw_sides(sheet, heat);
    sheet_end(sheet);
}

void block_heatmap(const struct sheet *sheet, const struct block *block,
                   struct box box)
{
    struct heat heat = {.block = block};
    struct words *words = sheet->words;
    double left;

    heat.rows = selection_rows(&block->selection, words);
    heat.value =
        select_column(words, block->node, heat.rows.table, block->value);
    heat.across =
        select_column(words, block->node, heat.rows.table, block->across);
    heat.down = select_column(words, block->node, heat.rows.table, block->down);
    if (heat.value < 0 || heat.across < 0 || heat.down < 0)
        return;
    heat.unit = chart_unit(&heat.rows, heat.value, -1);
    find_sides(words, &heat);
    left = fmin(label_width(sheet, &heat), box.w * 0.3);
    heat.left = box.x;
    heat.plot = (struct box){box.x + left, box.y, fmax(box.w - left, 1),
                             fmax(box.h - 16, 1)};
    choose_texts(sheet, &heat);
    draw_heat(sheet, &heat);
}
