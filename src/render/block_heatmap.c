#include "render/block.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Labels of a side that are looked at, and that are drawn. */
enum { MOST_SIDE = 512, MOST_DRAWN = 48 };

#define SIZE_WIDTH   40.0
#define MEANS_HEIGHT 20.0

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
    const struct cell *peak;   /* row of the largest value */
    int size;                  /* a column beside the labels; -1: none */
    const struct table *means; /* NULL: none below */
    bool has_texts; /* they fit into the cells: all of them, or none */
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

/* The place of a label, or the count where it is not there. */
static size_t side_find(const struct side *side, const struct cell *cell)
{
    size_t i = 0;

    while (i < side->count && !same(&side->items[i], cell))
        i++;
    return i;
}

static void side_put(struct side *side, const struct cell *cell)
{
    if (side->count < MOST_SIDE && side_find(side, cell) == side->count)
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
           same(&row[heat->down], &row[heat->across]);
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
        if (isfinite(value) && value > most && !is_stay(heat, row)) {
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
        if (!isfinite(unit_value(&heat->unit, &row[heat->value])))
            continue;
        side_put(&heat->lines, &row[heat->down]);
        side_put(&heat->columns, &row[heat->across]);
    }
    cut_sides(heat);
    keep_rows(words, heat);
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
    double value = unit_value(&heat->unit, &row[heat->value]);
    enum theme_colour fill;
    struct box box;

    if (!isfinite(value))
        return;
    box = cell_box(heat, side_find(&heat->lines, &row[heat->down]),
                   side_find(&heat->columns, &row[heat->across]));
    fill = is_stay(heat, row) ? COLOUR_GRID : chart_heat(value, heat->step);
    /* A colour would tell what is too few to be printed. */
    if (is_small(sheet->words, heat, row))
        fill = COLOUR_HEAT_1;
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
    double right = heat->plot.x - 6 - (heat->size >= 0 ? SIZE_WIDTH : 0);

    for (size_t i = 0; i < heat->lines.count; i += stride) {
        struct box box = cell_box(heat, i, 0);
        bool peak =
            heat->peak && same(&heat->lines.items[i], &heat->peak[heat->down]);
        sheet_line(sheet, peak ? TYPE_CELL_BOLD : TYPE_CELL,
                   (struct spot){right, box.y + box.h / 2 + 3, ALIGN_RIGHT},
                   right - heat->left,
                   side_label(sheet, &heat->lines.items[i]));
    }
}

/* The first row of the table that has a line's label. */
static const struct cell *first_of(const struct heat *heat, size_t line)
{
    const struct table *table = heat->rows.table;

    for (size_t i = 0; i < table->row_count; i++) {
        const struct cell *row = &table->cells[i * table->column_count];

        if (same(&row[heat->down], &heat->lines.items[line]))
            return row;
    }
    return NULL;
}

static struct str size_text(const struct sheet *sheet, const struct heat *heat,
                            size_t line)
{
    const struct cell *row = first_of(heat, line);

    return row ? sheet_cell(sheet, heat->rows.table, row, (size_t)heat->size,
                            NULL)
               : (struct str){0};
}

/* Beside each line what it is of, with the name of it below. */
static void draw_sizes(const struct sheet *sheet, const struct heat *heat)
{
    struct spot spot = {heat->plot.x - 8, 0, ALIGN_RIGHT};

    for (size_t i = 0; i < heat->lines.count; i++) {
        struct box box = cell_box(heat, i, 0);

        spot.y = box.y + box.h / 2 + 3;
        sheet_text_in(sheet, TYPE_CELL, COLOUR_MUTED, spot,
                      size_text(sheet, heat, i));
    }
    spot.y = heat->plot.y + heat->plot.h + 12;
    sheet_text(sheet, TYPE_HEAD, spot,
               str_of(heat->rows.table->columns[heat->size].label));
}

/* Below a rule the means of the columns. */
static void draw_means(const struct sheet *sheet, const struct heat *heat)
{
    int across = table_column(heat->means, heat->block->across.at);
    int value = table_column(heat->means, heat->block->value.at);
    double y = heat->plot.y + heat->plot.h + 18;

    sheet_rule(sheet, heat->left, y, heat->plot.x + heat->plot.w - heat->left,
               0.7, COLOUR_AXIS);
    sheet_text(sheet, TYPE_CELL_BOLD,
               (struct spot){heat->left, y + 13, ALIGN_LEFT}, STR("Mean"));
    for (size_t i = 0; i < heat->means->row_count; i++) {
        const struct cell *row =
            &heat->means->cells[i * heat->means->column_count];
        size_t column = side_find(&heat->columns, &row[across]);
        struct box box = cell_box(heat, 0, column);

        if (column < heat->columns.count)
            sheet_text(sheet, TYPE_CELL_BOLD,
                       (struct spot){box.x + box.w / 2, y + 13, ALIGN_CENTRE},
                       unit_text(sheet, &heat->unit, &row[value]));
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
    draw_sides(sheet, heat);
    if (heat->size >= 0)
        draw_sizes(sheet, heat);
    if (heat->means)
        draw_means(sheet, heat);
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

void block_heatmap(const struct sheet *sheet, const struct block *block,
                   struct box box)
{
    struct heat heat = {.block = block, .size = -1};
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
    if (block->size.len)
        heat.size =
            select_column(words, block->node, heat.rows.table, block->size);
    heat.means = means_of(&heat, words);
    heat.unit = chart_unit(&heat.rows, heat.value, -1);
    find_sides(words, &heat);
    left = fmin(label_width(sheet, &heat), box.w * 0.3);
    if (heat.size >= 0)
        left += SIZE_WIDTH;
    heat.left = box.x;
    heat.plot =
        (struct box){box.x + left, box.y, fmax(box.w - left, 1),
                     fmax(box.h - 16 - (heat.means ? MEANS_HEIGHT : 0), 1)};
    choose_texts(sheet, &heat);
    draw_heat(sheet, &heat);
}
