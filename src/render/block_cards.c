#include "render/block.h"

#include "render/spark.h"

#include <math.h>
#include <stdio.h>

#define CARD_GAP      10.0
#define CARD_HEIGHT   82.0
#define PER_ROW       4
#define PADDING_LEFT  14.0
#define PADDING_RIGHT 12.0

const struct cell *kpi_cells(const struct words *words, struct str kpi)
{
    const struct table *table = words_table(words, STR("kpis"));
    int scope = table ? table_column(table, "scope") : -1;

    for (size_t i = 0; table && i < table->row_count; i++) {
        const struct cell *row = &table->cells[i * table->column_count];
        if (row[0].kind == CELL_TEXT && str_equal(row[0].text, kpi) &&
            (scope < 0 || str_equal(row[scope].text, STR("all"))))
            return row;
    }
    return NULL;
}

const struct cell *kpi_cell(const struct words *words, struct str kpi,
                            const char *column)
{
    const struct cell *row = kpi_cells(words, kpi);
    int at = row ? table_column(words_table(words, STR("kpis")), column) : -1;

    return at >= 0 ? row + at : NULL;
}

bool kpi_is_there(const struct words *words, struct str kpi)
{
    const struct cell *value = kpi_cell(words, kpi, "value");

    return value && cell_is_defined(value);
}

static struct cell change_cell(const struct words *words, struct str kpi,
                               const char *base, const char *suffix)
{
    char column[32];
    struct cell none = {0};
    const struct cell *found;

    snprintf(column, sizeof column, "%s_%s", base, suffix);
    found = kpi_cell(words, kpi, column);
    return found ? *found : none;
}

struct variance variance_find(const struct words *words, struct str name,
                              const char *base)
{
    const struct cell *direction = kpi_cell(words, name, "direction");
    const struct cell *kind = kpi_cell(words, name, "kind");
    const struct cell *value = kpi_cell(words, name, "value");
    struct variance variance = {0};

    variance.per_day =
        kind && kind->kind == CELL_TEXT && str_equal(kind->text, STR("flow"));
    if (variance.per_day)
        variance.change = change_cell(words, name, base, "pct_per_day");
    else if (value && value->kind == CELL_RATE)
        variance.change = change_cell(words, name, base, "change");
    else
        variance.change = change_cell(words, name, base, "pct");
    variance.effect =
        sheet_effect(&variance.change, direction && direction->kind == CELL_TEXT
                                           ? direction->text
                                           : STR("up is good"));
    return variance;
}

double variance_draw(const struct sheet *sheet, const struct variance *variance,
                     double x, double y)
{
    int sign = number_sign(&variance->change);
    enum theme_colour colour =
        sign ? sheet_effect_colour(variance->effect) : COLOUR_MUTED;
    struct str figure =
        number_short(sheet->arena, &sheet->words->style, &variance->change);

    sheet_triangle(sheet, x, y, sign, colour);
    if (sign)
        x += 9;
    return x + sheet_text_in(sheet, TYPE_VARIANCE, colour,
                             (struct spot){x, y, ALIGN_LEFT}, figure);
}

void variance_draw_base(const struct sheet *sheet, struct spot spot,
                        struct str name, bool per_day, double room)
{
    struct str words = str_format(sheet->arena, "vs %.*s", STR_ARGS(name));
    struct str longer = str_format(sheet->arena, "%.*s a day", STR_ARGS(words));

    if (per_day && sheet_width(sheet, TYPE_NOTE, longer) <= room)
        words = longer;
    sheet_line(sheet, TYPE_NOTE, spot, room, words);
}

/* "n/a vs P05" and why, or the change and its base. */
static void draw_variance(const struct sheet *sheet, struct str kpi,
                          const char *base, struct spot spot, double width)
{
    const struct cell *reason;
    struct variance variance = variance_find(sheet->words, kpi, base);
    const struct table *fact = words_table(sheet->words, str_of(base));
    const struct cell *label = fact ? table_cell(fact, 0, "short") : NULL;
    struct str name =
        label && label->kind == CELL_TEXT ? label->text : str_of(base);
    double end = spot.x + width;
    struct str words;

    if (cell_is_defined(&variance.change)) {
        spot.x = variance_draw(sheet, &variance, spot.x, spot.y) + 3.5;
        variance_draw_base(sheet, spot, name,
                           variance.per_day &&
                               str_equal(str_of(base), STR("prev")),
                           end - spot.x);
        return;
    }
    words = str_format(sheet->arena, "n/a vs %.*s", STR_ARGS(name));
    reason = fact ? table_cell(fact, 0, "reason") : NULL;
    if (reason && reason->kind == CELL_TEXT)
        words = str_format(sheet->arena, "%.*s: %.*s", STR_ARGS(words),
                           STR_ARGS(reason->text));
    sheet_line(sheet, TYPE_NOTE, spot, width, words);
}

/* The 13 values of a KPI, a day where it is a flow; how many there are. */
static size_t spark_values(const struct sheet *sheet, struct str kpi,
                           double values[static SPARKS])
{
    struct str kpi_is = str_format(sheet->arena, "kpi=%.*s", STR_ARGS(kpi));
    struct str where[] = {kpi_is, STR("scope=all")};
    static const struct yaml_node nowhere = {0};
    const struct selection selection = {
        .node = &nowhere,
        .table = STR("trends"),
        .where = where,
        .where_count = COUNT(where),
    };
    struct rows rows = selection_rows(&selection, sheet->words);
    int value = rows.table ? table_column(rows.table, "value") : -1;
    int per_day = rows.table ? table_column(rows.table, "per_day") : -1;
    size_t count = 0;

    for (size_t i = 0; value >= 0 && i < rows.count && count < SPARKS; i++) {
        const struct cell *row = rows.items[i];
        double number = per_day >= 0 ? cell_number(&row[per_day]) : (double)NAN;
        values[count++] = isfinite(number) ? number : cell_number(&row[value]);
    }
    return count;
}

static void draw_spark(const struct sheet *sheet, struct str kpi,
                       struct box box)
{
    double values[SPARKS] = {0};

    spark_draw(sheet, values, spark_values(sheet, kpi, values), box);
}

/* Target and attainment at the right; the width they take. */
static double draw_target(const struct sheet *sheet, struct str kpi,
                          double right, double y)
{
    const struct cell *target = kpi_cell(sheet->words, kpi, "target");
    const struct cell *reached = kpi_cell(sheet->words, kpi, "target_pct");
    const struct number_style *style = &sheet->words->style;
    struct str text;
    double width;

    if (!target || !cell_is_defined(target))
        return 0;
    text = str_format(sheet->arena, "Target %.*s",
                      STR_ARGS(number_short(sheet->arena, style, target)));
    width = sheet_text(sheet, TYPE_NOTE, (struct spot){right, y, ALIGN_RIGHT},
                       text);
    if (!reached || !cell_is_defined(reached))
        return width + 8;
    text = str_format(sheet->arena, "%.*s %s",
                      STR_ARGS(number_short(sheet->arena, style, reached)),
                      reached->kind == CELL_POINTS ? "to target" : "of target");
    return 8 + fmax(width,
                    sheet_text_in(
                        sheet,
                        cell_number(reached) >= 1 ? TYPE_VARIANCE : TYPE_NOTE,
                        COLOUR_INK, (struct spot){right, y + 13, ALIGN_RIGHT},
                        text));
}

/* Worse than last year, without a base, or neither. */
static enum theme_colour stripe_colour(const struct sheet *sheet,
                                       struct str kpi)
{
    struct variance variance = variance_find(sheet->words, kpi, "ly");

    if (!cell_is_defined(&variance.change))
        variance = variance_find(sheet->words, kpi, "prev");
    if (!cell_is_defined(&variance.change))
        return COLOUR_LAST_YEAR;
    return variance.effect < 0 ? COLOUR_NEG : COLOUR_BRAND;
}

/* The largest type in which a value has room: a number is never cut. */
static enum theme_type value_type(const struct sheet *sheet, double width,
                                  struct str text)
{
    static const enum theme_type choice[] = {TYPE_VALUE, TYPE_COVER_HEAD,
                                             TYPE_PANEL};
    size_t i = 0;

    while (i + 1 < COUNT(choice) && sheet_width(sheet, choice[i], text) > width)
        i++;
    return choice[i];
}

static void draw_value(const struct sheet *sheet, struct str kpi,
                       struct box box)
{
    const struct table *table = words_table(sheet->words, STR("kpis"));
    const struct cell *value = kpi_cell(sheet->words, kpi, "value");
    int column = table ? table_column(table, "value") : -1;
    struct spot spot = {box.x, box.y, ALIGN_LEFT};
    struct str text = number_short(sheet->arena, &sheet->words->style, value);

    if (column >= 0 &&
        words_is_small(sheet->words, table, value - column, (size_t)column))
        text = STR("<10");
    sheet_line(sheet, value_type(sheet, box.w, text), spot, box.w, text);
}

static struct str kpi_label(const struct sheet *sheet, struct str kpi)
{
    const struct cell *label = kpi_cell(sheet->words, kpi, "label");

    return label && label->kind == CELL_TEXT ? label->text : kpi;
}

void kpi_draw_value(const struct sheet *sheet, struct str kpi, double x,
                    double y)
{
    sheet_text(sheet, TYPE_LABEL, (struct spot){x, y, ALIGN_LEFT},
               kpi_label(sheet, kpi));
    draw_value(sheet, kpi, (struct box){x, y + 23, 150, 0});
}

static void draw_card(const struct sheet *sheet, struct str kpi, struct box box)
{
    double x = box.x + PADDING_LEFT;
    double right = box.x + box.w - PADDING_RIGHT;
    double inner = box.w - PADDING_LEFT - PADDING_RIGHT;
    double target;

    sheet_fill(sheet, box, 4, COLOUR_SAND);
    sheet_fill(sheet, (struct box){box.x, box.y + 10, 2.5, box.h - 20}, 0,
               stripe_colour(sheet, kpi));
    sheet_begin(sheet, TAG_P);
    sheet_line(sheet, TYPE_LABEL, (struct spot){x, box.y + 18, ALIGN_LEFT},
               inner, kpi_label(sheet, kpi));
    draw_value(sheet, kpi, (struct box){x, box.y + 42, inner - 60, 0});
    draw_spark(sheet, kpi, (struct box){right - 54, box.y + 27, 54, 16});
    target = draw_target(sheet, kpi, right, box.y + 58);
    draw_variance(sheet, kpi, "prev", (struct spot){x, box.y + 58, ALIGN_LEFT},
                  inner - target);
    draw_variance(sheet, kpi, "ly", (struct spot){x, box.y + 71, ALIGN_LEFT},
                  inner - target);
    sheet_end(sheet);
}

/* Of the KPIs named that the data gives the first ones, in two rows or what
 * there is room for. */
void block_cards(const struct sheet *sheet, const struct block *block,
                 struct box box)
{
    double rows = floor((box.h + CARD_GAP) / (CARD_HEIGHT + CARD_GAP));
    size_t most = (size_t)PER_ROW * (size_t)fmin(fmax(rows, 1), 2);
    size_t drawn = 0;
    double width = (box.w - (PER_ROW - 1) * GRID_GUTTER) / PER_ROW;
    double column = 0, y = box.y;

    for (size_t i = 0; i < block->kpi_count && drawn < most; i++) {
        if (!kpi_is_there(sheet->words, block->kpis[i]))
            continue;
        draw_card(sheet, block->kpis[i],
                  (struct box){box.x + column * (width + GRID_GUTTER), y, width,
                               CARD_HEIGHT});
        drawn++;
        column++;
        if (drawn % PER_ROW)
            continue;
        column = 0;
        y += CARD_HEIGHT + CARD_GAP;
    }
}
