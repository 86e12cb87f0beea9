#include "render/block.h"

#include "render/period_axis.h"
#include "render/period_name.h"

#include <math.h>

#define WIDTH       0.5  /* of a column, as a share of its slot */
#define ASIDE       0.14 /* by which last year's stands to the left of it */
#define BELOW       26.0 /* names of periods and their years */
#define ABOVE       26.0 /* the word of what is expected, then a value */
#define CAP         4.0  /* of the widest interval, to each side */
#define THIN        1.2
#define THICKER     2.4  /* each interval within another */
#define GREY        0.45 /* of last year's columns */
#define HATCH       0.8
#define HATCH_EVERY 4.0

/* Periods so far, and those that are expected after them. */
struct outlook {
    const struct block *block;
    struct rows rows;
    struct unit unit;
    int value;
    int base; /* -1: there is no last year */
    int expected;
    int label;
    int year;                      /* -1: no years below the labels */
    int intervals[MOST_INTERVALS]; /* low, high …, widest first */
    size_t interval_count;
    struct scale scale;
    struct box plot;
};

static double slot_width(const struct outlook *outlook)
{
    return outlook->plot.w / (double)outlook->rows.count;
}

static double slot_x(const struct outlook *outlook, size_t i)
{
    return outlook->plot.x + ((double)i + 0.5) * slot_width(outlook);
}

static double value_of(const struct outlook *outlook, size_t i, int column)
{
    return column < 0
               ? (double)NAN
               : unit_value(&outlook->unit, &outlook->rows.items[i][column]);
}

static bool is_expected(const struct outlook *outlook, size_t i)
{
    return isfinite(value_of(outlook, i, outlook->expected));
}

/* The column that a row has its figure in. */
static int figure_of(const struct outlook *outlook, size_t i)
{
    return is_expected(outlook, i) ? outlook->expected : outlook->value;
}

static bool find_columns(const struct sheet *sheet, struct outlook *outlook)
{
    const struct block *block = outlook->block;
    const struct str names[] = {block->value, block->label, block->expected,
                                block->base, block->year};
    int *const columns[] = {&outlook->value, &outlook->label,
                            &outlook->expected, &outlook->base, &outlook->year};

    for (size_t i = 0; i < COUNT(names); i++)
        *columns[i] = names[i].len
                          ? select_column(sheet->words, block->node,
                                          outlook->rows.table, names[i])
                          : -1;
    for (size_t i = 0; i < block->interval_count && i < MOST_INTERVALS; i++)
        outlook->intervals[outlook->interval_count++] =
            select_column(sheet->words, block->node, outlook->rows.table,
                          block->intervals[i]);
    return outlook->value >= 0 && outlook->label >= 0;
}

static void find_range(struct outlook *outlook)
{
    double least = 0, most = 0;

    for (size_t i = 0; i < outlook->rows.count; i++) {
        const int columns[] = {outlook->value, outlook->base,
                               outlook->expected};

        for (size_t c = 0; c < COUNT(columns); c++) {
            least = fmin(least, value_of(outlook, i, columns[c]));
            most = fmax(most, value_of(outlook, i, columns[c]));
        }
        for (size_t c = 0; c < outlook->interval_count; c++) {
            least = fmin(least, value_of(outlook, i, outlook->intervals[c]));
            most = fmax(most, value_of(outlook, i, outlook->intervals[c]));
        }
    }
    outlook->scale = scale_make(least, most, false);
}

/* From 0 to a value, `aside` of a slot to the left of its middle. */
static struct box column_box(const struct outlook *outlook, size_t i,
                             double value, double aside)
{
    double zero = scale_at(&outlook->scale, 0);
    double top = scale_at(&outlook->scale, value);
    double slot = slot_width(outlook);

    return (struct box){slot_x(outlook, i) - slot * (WIDTH / 2 + aside),
                        fmin(top, zero), slot * WIDTH, fabs(top - zero)};
}

static void outline(const struct sheet *sheet, const struct box *box,
                    enum theme_colour colour)
{
    const struct pen pen = {.width = 0.8};

    canvas_rect(sheet->canvas, box->x, box->y, box->w, box->h);
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, colour), &pen);
}

static void draw_last_year(const struct sheet *sheet,
                           const struct outlook *outlook, size_t i)
{
    double value = value_of(outlook, i, outlook->base);
    struct box box;

    if (!isfinite(value))
        return;
    box = column_box(outlook, i, value, ASIDE);
    canvas_rect(sheet->canvas, box.x, box.y, box.w, box.h);
    canvas_fill(
        sheet->canvas,
        colour_fade(theme_colour(sheet->theme, COLOUR_LAST_YEAR), GREY));
    outline(sheet, &box, COLOUR_LAST_YEAR);
}

/* Solid is what was, hatched on white what is expected. */
static void draw_column(const struct sheet *sheet,
                        const struct outlook *outlook, size_t i)
{
    double value = value_of(outlook, i, figure_of(outlook, i));
    struct box box;

    if (!isfinite(value))
        return;
    box = column_box(outlook, i, value, -ASIDE / 2);
    if (!is_expected(outlook, i)) {
        sheet_fill(sheet, box, 0, COLOUR_BRAND);
        return;
    }
    sheet_fill(sheet, box, 0, COLOUR_WHITE);
    canvas_rect(sheet->canvas, box.x, box.y, box.w, box.h);
    canvas_hatch(sheet->canvas, theme_colour(sheet->theme, COLOUR_MID), HATCH,
                 HATCH_EVERY);
    outline(sheet, &box, COLOUR_MID);
}

/* The widest interval thin with caps, those within it thicker. */
static void draw_intervals(const struct sheet *sheet,
                           const struct outlook *outlook, size_t i)
{
    double x = slot_x(outlook, i) + slot_width(outlook) * ASIDE / 2;

    for (size_t pair = 0; 2 * pair + 1 < outlook->interval_count; pair++) {
        double low = value_of(outlook, i, outlook->intervals[2 * pair]);
        double high = value_of(outlook, i, outlook->intervals[2 * pair + 1]);
        double width = THIN + THICKER * (double)pair;

        if (!isfinite(low) || !isfinite(high))
            continue;
        low = scale_at(&outlook->scale, low);
        high = scale_at(&outlook->scale, high);
        sheet_stem(sheet, x, high, low - high, width, COLOUR_INK);
        if (pair > 0)
            continue;
        sheet_rule(sheet, x - CAP, low, 2 * CAP, THIN, COLOUR_INK);
        sheet_rule(sheet, x - CAP, high, 2 * CAP, THIN, COLOUR_INK);
    }
}

/* How high a row's marks reach. */
static double top_of(const struct outlook *outlook, size_t i)
{
    double top = fmax(0, value_of(outlook, i, figure_of(outlook, i)));

    top = fmax(top, value_of(outlook, i, outlook->base));
    for (size_t c = 0; c < outlook->interval_count; c++)
        top = fmax(top, value_of(outlook, i, outlook->intervals[c]));
    return scale_at(&outlook->scale, top);
}

static void draw_value(const struct sheet *sheet, const struct outlook *outlook,
                       size_t i)
{
    int column = figure_of(outlook, i);
    bool is_last = !is_expected(outlook, i) && (i + 1 == outlook->rows.count ||
                                                is_expected(outlook, i + 1));
    enum theme_type type = is_last ? TYPE_CELL_BOLD : TYPE_CELL;
    double x = slot_x(outlook, i) + slot_width(outlook) * ASIDE / 2;
    struct str text;

    if (!isfinite(value_of(outlook, i, column)))
        return;
    text = unit_text(sheet, &outlook->unit, &outlook->rows.items[i][column]);
    if (sheet_width(sheet, type, text) < slot_width(outlook) - 2)
        sheet_text(sheet, type,
                   (struct spot){x, top_of(outlook, i) - 5, ALIGN_CENTRE},
                   text);
}

/* A ground below what is expected, with its word. */
static void draw_ground(const struct sheet *sheet,
                        const struct outlook *outlook)
{
    size_t first = outlook->rows.count;
    double x;

    while (first > 0 && is_expected(outlook, first - 1))
        first--;
    if (first == outlook->rows.count)
        return;
    x = slot_x(outlook, first) - slot_width(outlook) / 2;
    sheet_fill(sheet,
               (struct box){x, outlook->plot.y - ABOVE,
                            outlook->plot.x + outlook->plot.w - x,
                            outlook->plot.h + ABOVE},
               0, COLOUR_SAND);
    sheet_text(sheet, TYPE_HEAD,
               (struct spot){x + 6, outlook->plot.y - ABOVE + 9, ALIGN_LEFT},
               STR("Expected"));
}

static void draw_names(const struct sheet *sheet, const struct outlook *outlook)
{
    double y = outlook->plot.y + outlook->plot.h + 12;

    for (size_t i = 0; i < outlook->rows.count; i++) {
        const struct cell *cell = &outlook->rows.items[i][outlook->label];
        struct str name =
            number_table(sheet->arena, &sheet->words->style, cell, NULL);

        sheet_line(sheet, TYPE_CELL,
                   (struct spot){slot_x(outlook, i), y, ALIGN_CENTRE},
                   slot_width(outlook) - 2,
                   outlook->year < 0 ? name : period_short(sheet->arena, name));
    }
    if (outlook->year >= 0)
        period_draw_years(sheet, &outlook->rows, outlook->year, outlook->plot,
                          y + 11);
}

static struct str describe(const struct sheet *sheet,
                           const struct outlook *outlook)
{
    struct text text = {.arena = sheet->arena};

    text_addf(&text, "Column chart: %.*s.",
              STR_ARGS(words_choose(sheet->words, &outlook->block->title)));
    for (size_t i = 0; i < outlook->rows.count; i++)
        if (is_expected(outlook, i))
            text_addf(&text, " Expected in %.*s: %.*s.",
                      STR_ARGS(number_table(
                          sheet->arena, &sheet->words->style,
                          &outlook->rows.items[i][outlook->label], NULL)),
                      STR_ARGS(unit_text(
                          sheet, &outlook->unit,
                          &outlook->rows.items[i][outlook->expected])));
    return text_str(&text);
}

void block_outlook(const struct sheet *sheet, const struct block *block,
                   struct box box)
{
    struct outlook outlook = {.block = block};
    double left;

    outlook.rows = selection_rows(&block->selection, sheet->words);
    if (!find_columns(sheet, &outlook))
        return;
    outlook.unit = chart_unit(&outlook.rows, outlook.value, outlook.base);
    if (outlook.unit.kind == CELL_MONEY)
        outlook.unit.scale = block_scale(&outlook.rows, block, sheet->words);
    find_range(&outlook);
    left = axis_width(sheet, &outlook.scale);
    outlook.plot =
        (struct box){box.x + left, box.y + ABOVE, fmax(box.w - left, 1),
                     fmax(box.h - ABOVE - BELOW, 1)};
    outlook.scale.from = outlook.plot.y + outlook.plot.h;
    outlook.scale.to = outlook.plot.y;
    sheet_begin_figure(sheet, describe(sheet, &outlook));
    draw_ground(sheet, &outlook);
    axis_draw(sheet, &outlook.scale, outlook.plot);
    for (size_t i = 0; i < outlook.rows.count; i++) {
        draw_last_year(sheet, &outlook, i);
        draw_column(sheet, &outlook, i);
        draw_intervals(sheet, &outlook, i);
        draw_value(sheet, &outlook, i);
    }
    draw_names(sheet, &outlook);
    sheet_end(sheet);
}
