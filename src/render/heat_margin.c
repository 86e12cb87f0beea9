#include "render/heat.h"

#include <math.h>

#define SIZE_WIDTH   40.0
#define FOOT_HEIGHT  16.0 /* labels of columns below the cells */
#define HEAD_HEIGHT  16.0 /* and above them */
#define MEANS_HEIGHT 22.0

struct box heat_cell_box(const struct heat *heat, size_t line, size_t column)
{
    double w = heat->plot.w / (double)heat->columns.count;
    double h = heat->plot.h / (double)heat->lines.count;

    return (struct box){heat->plot.x + (double)column * w + 0.75,
                        heat->plot.y + (double)line * h + 0.75, w - 1.5,
                        h - 1.5};
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

/* Where all the others are bare numbers, the neutral one says what they are. */
static struct str column_label(const struct sheet *sheet,
                               const struct heat *heat, size_t column)
{
    const struct cell *cell = &heat->columns.items[column];
    struct str text = side_label(sheet, cell);

    if (heat_is_neutral(heat, cell))
        text = str_format(sheet->arena, "%s = %.*s",
                          heat->rows.table->columns[heat->across].name,
                          STR_ARGS(text));
    return text;
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

void heat_place(const struct sheet *sheet, struct heat *heat, struct box box)
{
    double left = fmin(label_width(sheet, heat), box.w * 0.3);
    double head = heat->means ? HEAD_HEIGHT : 0;
    double foot = heat->means ? MEANS_HEIGHT : FOOT_HEIGHT;

    if (heat->size >= 0)
        left += SIZE_WIDTH;
    heat->left = box.x;
    heat->plot = (struct box){box.x + left, box.y + head, fmax(box.w - left, 1),
                              fmax(box.h - head - foot, 1)};
}

/* Every how many labels there is room for, each as large as `size`. */
static size_t stride_of(size_t count, double room, double size)
{
    return (size_t)ceil(size * (double)count / room);
}

/* Above means stands what they are of, as over a table; else below. */
static double columns_baseline(const struct heat *heat)
{
    return heat->means ? heat->plot.y - 6 : heat->plot.y + heat->plot.h + 12;
}

/* Lines that have a head begin below it, as they do in a table. */
static void draw_lines(const struct sheet *sheet, const struct heat *heat)
{
    size_t stride = stride_of(heat->lines.count, heat->plot.h, 9);
    double room =
        heat->plot.x - 6 - heat->left - (heat->size >= 0 ? SIZE_WIDTH : 0);
    struct spot spot = {heat->left, 0, ALIGN_LEFT};

    if (!heat->means)
        spot = (struct spot){heat->left + room, 0, ALIGN_RIGHT};
    for (size_t i = 0; i < heat->lines.count; i += stride) {
        struct box box = heat_cell_box(heat, i, 0);
        bool peak = heat_shows_peak(heat) &&
                    heat_same(&heat->lines.items[i], &heat->peak[heat->down]);

        spot.y = box.y + box.h / 2 + 3;
        sheet_line(sheet, peak ? TYPE_CELL_BOLD : TYPE_CELL, spot, room,
                   side_label(sheet, &heat->lines.items[i]));
    }
    if (heat->means)
        sheet_text(
            sheet, TYPE_HEAD,
            (struct spot){heat->left, columns_baseline(heat), ALIGN_LEFT},
            str_of(heat->rows.table->columns[heat->down].label));
}

static void draw_columns(const struct sheet *sheet, const struct heat *heat)
{
    size_t stride = stride_of(heat->columns.count, heat->plot.w, 16);

    for (size_t i = 0; i < heat->columns.count; i += stride) {
        struct box box = heat_cell_box(heat, 0, i);

        sheet_text_in(sheet, TYPE_CELL, COLOUR_MUTED,
                      (struct spot){box.x + box.w / 2, columns_baseline(heat),
                                    ALIGN_CENTRE},
                      column_label(sheet, heat, i));
    }
}

/* The first row of the table that has a line's label. */
static const struct cell *first_of(const struct heat *heat, size_t line)
{
    const struct table *table = heat->rows.table;

    for (size_t i = 0; i < table->row_count; i++) {
        const struct cell *row = &table->cells[i * table->column_count];

        if (heat_same(&row[heat->down], &heat->lines.items[line]))
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

/* Beside each line what it is of, with the name of it beside the columns'. */
static void draw_sizes(const struct sheet *sheet, const struct heat *heat)
{
    struct spot spot = {heat->plot.x - 8, 0, ALIGN_RIGHT};

    for (size_t i = 0; i < heat->lines.count; i++) {
        struct box box = heat_cell_box(heat, i, 0);

        spot.y = box.y + box.h / 2 + 3;
        sheet_text_in(sheet, TYPE_CELL, COLOUR_MUTED, spot,
                      size_text(sheet, heat, i));
    }
    spot.y = columns_baseline(heat);
    sheet_text(sheet, TYPE_HEAD, spot,
               str_of(heat->rows.table->columns[heat->size].label));
}

/* Below a rule the means of the columns that say something. */
static void draw_means(const struct sheet *sheet, const struct heat *heat)
{
    int across = table_column(heat->means, heat->block->across.at);
    int value = table_column(heat->means, heat->block->value.at);
    double y = heat->plot.y + heat->plot.h + 4;

    sheet_rule(sheet, heat->left, y, heat->plot.x + heat->plot.w - heat->left,
               0.7, COLOUR_AXIS);
    sheet_text(sheet, TYPE_CELL_BOLD,
               (struct spot){heat->left, y + 14, ALIGN_LEFT}, STR("Mean"));
    for (size_t i = 0; i < heat->means->row_count; i++) {
        const struct cell *row =
            &heat->means->cells[i * heat->means->column_count];
        size_t column = side_find(&heat->columns, &row[across]);
        struct box box = heat_cell_box(heat, 0, column);

        if (column < heat->columns.count &&
            !heat_is_neutral(heat, &row[across]))
            sheet_text(sheet, TYPE_CELL_BOLD,
                       (struct spot){box.x + box.w / 2, y + 14, ALIGN_CENTRE},
                       unit_text(sheet, &heat->unit, &row[value]));
    }
}

void heat_draw_margins(const struct sheet *sheet, const struct heat *heat)
{
    draw_lines(sheet, heat);
    draw_columns(sheet, heat);
    if (heat->size >= 0)
        draw_sizes(sheet, heat);
    if (heat->means)
        draw_means(sheet, heat);
}
