#include "render/block.h"

#include <math.h>

#define HEAD_HEIGHT 28.0 /* two lines above the bars of a panel */
#define BAR_SHARE   0.6  /* of its row that a bar fills */
#define MOST_BAR    21.0
#define MOST_ROW    26.0
#define LABEL_GAP   5.0  /* between a bar and its value */
#define PANEL_GAP   10.0 /* between the values of two panels */
#define SIDE_GAP    12.0 /* right of the labels of the rows */
#define LEAST_BARS  16.0 /* of a panel: the longest to both sides */
#define LEAST_PANEL 60.0
#define NOTE_HEIGHT 14.0
#define LEAST_RIGHT 66.0 /* of the last zero line: a name stands there */

/* Bars of the same factors side by side for several things, on one scale. */
struct multiples {
    const struct block *block;
    struct rows rows; /* a panel each */
    struct unit unit;
    int label;
    int value;           /* what the factors of a panel add up to */
    int share;           /* the same over its base; -1: not shown */
    int *factors;        /* columns that any panel has */
    struct str *names;   /* of these */
    size_t factor_count; /* rows of each panel */
    size_t count;        /* of the panels that fit */
    struct box plot;     /* all panels, below their heads */
    double pitch;        /* from one zero line to the next */
    double first;        /* the first one */
    double per_unit;     /* points */
};

static struct str name_of(const struct multiples *multiples,
                          const struct shown_column *column, int at)
{
    return column->has_head ? column->head
                            : str_of(multiples->rows.table->columns[at].label);
}

/* A factor that no panel has is left out. */
static void find_factors(const struct sheet *sheet, struct multiples *multiples)
{
    const struct block *block = multiples->block;

    multiples->factors = arena_array(sheet->arena, int, block->column_count);
    multiples->names =
        arena_array(sheet->arena, struct str, block->column_count);
    for (size_t i = 0; i < block->column_count; i++) {
        const struct shown_column *column = block->columns + i;
        int at = select_column(sheet->words, column->node,
                               multiples->rows.table, column->column);

        if (at < 0 || !rows_have(&multiples->rows, at))
            continue;
        multiples->factors[multiples->factor_count] = at;
        multiples->names[multiples->factor_count++] =
            name_of(multiples, column, at);
    }
}

static bool multiples_find(const struct sheet *sheet,
                           struct multiples *multiples)
{
    const struct block *block = multiples->block;
    const struct table *table;

    multiples->rows = selection_rows(&block->selection, sheet->words);
    table = multiples->rows.table;
    multiples->label =
        select_column(sheet->words, block->node, table, block->label);
    multiples->value =
        select_column(sheet->words, block->node, table, block->value);
    multiples->share =
        block->share.len
            ? select_column(sheet->words, block->node, table, block->share)
            : -1;
    if (multiples->label < 0 || multiples->value < 0)
        return false;
    find_factors(sheet, multiples);
    multiples->unit = chart_unit(&multiples->rows, multiples->value, -1);
    return multiples->factor_count > 0;
}

static const struct cell *cell_at(const struct multiples *multiples,
                                  size_t panel, size_t factor)
{
    return &multiples->rows.items[panel][multiples->factors[factor]];
}

static struct str text_of(const struct sheet *sheet,
                          const struct multiples *multiples,
                          const struct cell *cell)
{
    return chart_signed(sheet, cell, unit_text(sheet, &multiples->unit, cell));
}

/* How far bars and their values reach on a side of the zero line. */
struct reach {
    double value; /* of the longest bar */
    double text;  /* of the widest value */
};

static void find_reach(const struct sheet *sheet,
                       const struct multiples *multiples, struct reach *left,
                       struct reach *right)
{
    for (size_t i = 0; i < multiples->rows.count; i++)
        for (size_t j = 0; j < multiples->factor_count; j++) {
            const struct cell *cell = cell_at(multiples, i, j);
            double value = unit_value(&multiples->unit, cell);
            struct reach *reach = value < 0 ? left : right;

            if (isfinite(value))
                reach->value = fmax(reach->value, fabs(value));
            reach->text =
                fmax(reach->text, sheet_width(sheet, TYPE_CELL,
                                              text_of(sheet, multiples, cell)));
        }
}

/* A panel has room for the widest values, some length of bars and a name. */
static size_t count_panels(const struct multiples *multiples, double texts)
{
    double least = fmax(texts + PANEL_GAP + LEAST_BARS, LEAST_PANEL);
    double count = fmax(floor(multiples->plot.w / least), 1);

    return count < (double)multiples->rows.count ? (size_t)count
                                                 : multiples->rows.count;
}

/* One scale for all: what values leave of a panel is for its bars.  The name of
 * the last panel must find room as well. */
static void place(const struct sheet *sheet, struct multiples *multiples)
{
    struct reach left = {0, 0};
    struct reach right = {0, 0};
    double texts, after = 0, before = 0;

    find_reach(sheet, multiples, &left, &right);
    texts = left.text + right.text + 2 * LABEL_GAP;
    multiples->count = count_panels(multiples, texts);
    for (int i = 0; i < 2; i++) {
        double room = multiples->plot.w - fmax(LEAST_RIGHT - after, 0) * i;
        double bars;

        multiples->pitch = room / (double)multiples->count;
        bars = fmax(multiples->pitch - PANEL_GAP - texts, LEAST_BARS / 2);
        multiples->per_unit = left.value + right.value > 0
                                  ? bars / (left.value + right.value)
                                  : 0;
        before = left.value * multiples->per_unit + left.text + LABEL_GAP;
        after = multiples->pitch - before;
    }
    multiples->first = multiples->plot.x + before;
}

static double zero_of(const struct multiples *multiples, size_t panel)
{
    return multiples->first + (double)panel * multiples->pitch;
}

static double row_height(const struct multiples *multiples)
{
    return multiples->plot.h / (double)multiples->factor_count;
}

/* -1, 0 or 1, as it is printed. */
static int sign_of(const struct sheet *sheet, const struct multiples *multiples,
                   const struct cell *cell)
{
    if (!chart_shows(text_of(sheet, multiples, cell)))
        return 0;
    return cell_number(cell) < 0 ? -1 : 1;
}

/* Its name, what its factors add up to, and that over its base. */
static void draw_panel_head(const struct sheet *sheet,
                            const struct multiples *multiples, size_t panel)
{
    const struct cell *row = multiples->rows.items[panel];
    const struct cell *value = &row[multiples->value];
    enum theme_colour colour =
        sheet_effect_colour(sign_of(sheet, multiples, value));
    double x = zero_of(multiples, panel);
    double y = multiples->plot.y - HEAD_HEIGHT;
    double room =
        fmin(multiples->pitch - 8, multiples->plot.x + multiples->plot.w - x);
    double width;

    sheet_line(sheet, TYPE_CELL_BOLD, (struct spot){x, y + 9, ALIGN_LEFT}, room,
               number_table(sheet->arena, &sheet->words->style,
                            &row[multiples->label], NULL));
    width = sheet_text_in(sheet, TYPE_CELL_BOLD, colour,
                          (struct spot){x, y + 20.5, ALIGN_LEFT},
                          text_of(sheet, multiples, value));
    if (multiples->share >= 0 && cell_is_defined(&row[multiples->share])) {
        struct str share = sheet_cell(sheet, multiples->rows.table, row,
                                      (size_t)multiples->share, NULL);

        if (width + 7 + sheet_width(sheet, TYPE_CELL, share) <= room)
            sheet_text_in(sheet, TYPE_CELL, colour,
                          (struct spot){x + width + 7, y + 20.5, ALIGN_LEFT},
                          share);
    }
}

/* A bar from the zero line, its value beyond its end. */
static void draw_factor(const struct sheet *sheet,
                        const struct multiples *multiples, size_t panel,
                        size_t factor)
{
    const struct cell *cell = cell_at(multiples, panel, factor);
    double value = unit_value(&multiples->unit, cell);
    double length = isfinite(value) ? fabs(value) * multiples->per_unit : 0;
    double height = row_height(multiples);
    double thick = fmin(height * BAR_SHARE, MOST_BAR);
    double zero = zero_of(multiples, panel);
    double middle = multiples->plot.y + ((double)factor + 0.5) * height;
    int sign = sign_of(sheet, multiples, cell);
    bool falls = sign < 0;

    if (sign == 0)
        length = 0;
    if (length > 0)
        sheet_fill(sheet,
                   (struct box){falls ? zero - length : zero,
                                middle - thick / 2, length, thick},
                   0, falls ? COLOUR_NEG : COLOUR_POS_BAR);
    sheet_text_in(sheet, TYPE_CELL, isfinite(value) ? COLOUR_INK : COLOUR_MUTED,
                  (struct spot){falls ? zero - length - LABEL_GAP
                                      : zero + length + LABEL_GAP,
                                middle + 3, falls ? ALIGN_RIGHT : ALIGN_LEFT},
                  text_of(sheet, multiples, cell));
}

/* Hairlines through all panels, and the names of the rows once. */
static void draw_rows(const struct sheet *sheet,
                      const struct multiples *multiples, struct box box)
{
    double height = row_height(multiples);

    for (size_t i = 0; i <= multiples->factor_count; i++)
        sheet_rule(sheet, box.x, multiples->plot.y + (double)i * height, box.w,
                   0.5, COLOUR_GRID);
    for (size_t i = 0; i < multiples->factor_count; i++)
        sheet_line(
            sheet, TYPE_CELL,
            (struct spot){box.x,
                          multiples->plot.y + ((double)i + 0.5) * height + 3,
                          ALIGN_LEFT},
            multiples->plot.x - box.x - 4, multiples->names[i]);
}

static struct str describe(const struct sheet *sheet,
                           const struct multiples *multiples)
{
    struct text text = {.arena = sheet->arena};

    text_addf(&text, "Small multiples: %.*s.",
              STR_ARGS(words_choose(sheet->words, &multiples->block->title)));
    for (size_t i = 0; i < multiples->count; i++) {
        const struct cell *row = multiples->rows.items[i];

        text_addf(&text, " %.*s %.*s:",
                  STR_ARGS(number_table(sheet->arena, &sheet->words->style,
                                        &row[multiples->label], NULL)),
                  STR_ARGS(text_of(sheet, multiples, &row[multiples->value])));
        for (size_t j = 0; j < multiples->factor_count; j++)
            text_addf(
                &text, "%s %.*s %.*s", j ? "," : "",
                STR_ARGS(multiples->names[j]),
                STR_ARGS(text_of(sheet, multiples, cell_at(multiples, i, j))));
        text_add(&text, STR("."));
    }
    return text_str(&text);
}

static double names_width(const struct sheet *sheet,
                          const struct multiples *multiples)
{
    double widest = 0;

    for (size_t i = 0; i < multiples->factor_count; i++)
        widest =
            fmax(widest, sheet_width(sheet, TYPE_CELL, multiples->names[i]));
    return widest + SIDE_GAP;
}

/* How many panels are not shown, as tables say it. */
static void draw_note(const struct sheet *sheet,
                      const struct multiples *multiples, struct box box)
{
    size_t hidden = multiples->rows.count - multiples->count;

    if (hidden > 0)
        sheet_line(sheet, TYPE_NOTE,
                   (struct spot){box.x,
                                 multiples->plot.y + multiples->plot.h + 12,
                                 ALIGN_LEFT},
                   box.w, block_further(sheet, hidden));
}

static void draw_panels(const struct sheet *sheet,
                        const struct multiples *multiples, struct box box)
{
    sheet_begin_figure(sheet, describe(sheet, multiples));
    draw_rows(sheet, multiples, box);
    for (size_t i = 0; i < multiples->count; i++) {
        draw_panel_head(sheet, multiples, i);
        for (size_t j = 0; j < multiples->factor_count; j++)
            draw_factor(sheet, multiples, i, j);
        sheet_stem(sheet, zero_of(multiples, i), multiples->plot.y,
                   multiples->plot.h, 0.8, COLOUR_AXIS);
    }
    draw_note(sheet, multiples, box);
    sheet_end(sheet);
}

void block_multiples(const struct sheet *sheet, const struct block *block,
                     struct box box)
{
    struct multiples multiples = {.block = block};
    double left, room;

    if (!multiples_find(sheet, &multiples))
        return;
    left = fmin(names_width(sheet, &multiples), box.w * 0.25);
    multiples.plot = (struct box){box.x + left, box.y + HEAD_HEIGHT,
                                  fmax(box.w - left, 1), 1};
    place(sheet, &multiples);
    room = box.h - HEAD_HEIGHT -
           (multiples.count < multiples.rows.count ? NOTE_HEIGHT : 0);
    multiples.plot.h =
        fmin(fmax(room, 1), MOST_ROW * (double)multiples.factor_count);
    draw_panels(sheet, &multiples, box);
}
