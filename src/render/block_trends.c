#include "render/block.h"

#include "render/period_name.h"
#include "render/spark.h"

#include <math.h>

#define HEAD_HEIGHT  15.0
#define ROW_HEIGHT   16.0
#define LEAD_HEIGHT  19.0 /* the head of a theme */
#define PERIOD_WIDTH 38.0
#define SPARK_WIDTH  46.0
#define SPARK_HEIGHT 9.0
#define CHANGE_WIDTH 44.0
#define GAP          12.0

/* Largest values that fit in a column: whole, in thousands, in millions, with a
 * decimal. */
#define MOST_WHOLE     1e6
#define MOST_THOUSANDS 1e9
#define MOST_MILLIONS  1e12
#define MOST_TENTHS    1e4
#define MOST_TIMES     10 /* a rate of 1,000 % */

enum { PERIODS = SPARKS };

/* A KPI with its values, oldest first. */
struct line {
    struct str theme;
    struct str kpi;
    struct str label;
    const struct cell *values[PERIODS]; /* NULL: no such row */
    double sparks[PERIODS];
    struct unit unit;
    double largest; /* of the values */
};

/* All KPIs of the trends, over as many periods as there are. */
struct board {
    const struct sheet *sheet;
    const struct block *block;
    struct rows rows;
    int kpi, label, period, value, per_day;
    struct str periods[PERIODS];
    size_t period_count;
    struct line *lines;
    size_t line_count;
    double x, w;
};

static bool find_columns(struct board *board)
{
    const char *const names[] = {"kpi", "label", "period", "value", "per_day"};
    int *const columns[] = {&board->kpi, &board->label, &board->period,
                            &board->value, &board->per_day};

    for (size_t i = 0; i < COUNT(names); i++) {
        *columns[i] = select_column(board->sheet->words, board->block->node,
                                    board->rows.table, str_of(names[i]));
        if (*columns[i] < 0)
            return false;
    }
    return true;
}

/* The place of a row's period, which is new where none is before it. */
static size_t period_of(struct board *board, const struct cell *row)
{
    struct str name = row[board->period].text;

    for (size_t i = 0; i < board->period_count; i++)
        if (str_equal(board->periods[i], name))
            return i;
    if (board->period_count < PERIODS)
        board->periods[board->period_count++] = name;
    return board->period_count - 1;
}

static double largest_of(const struct line *line)
{
    double largest = 0;

    for (size_t i = 0; i < PERIODS; i++)
        if (line->values[i])
            largest = fmax(largest, fabs(cell_number(line->values[i])));
    return largest;
}

/* A KPI of which some period has a value is a line. */
static void add_line(struct board *board, struct str theme, struct str kpi)
{
    struct line line = {.theme = theme, .kpi = kpi};
    struct rows part = {.table = board->rows.table,
                        .items = arena_array(board->sheet->arena,
                                             const struct cell *,
                                             board->rows.count + 1)};
    bool is_known = false;

    for (size_t i = 0; i < PERIODS; i++)
        line.sparks[i] = (double)NAN;
    for (size_t i = 0; i < board->rows.count; i++) {
        const struct cell *row = board->rows.items[i];
        size_t at;
        double per_day;

        if (!str_equal(row[board->kpi].text, kpi))
            continue;
        at = period_of(board, row);
        per_day = cell_number(&row[board->per_day]);
        part.items[part.count++] = row;
        line.label = row[board->label].text;
        line.values[at] = &row[board->value];
        line.sparks[at] =
            isfinite(per_day) ? per_day : cell_number(&row[board->value]);
        is_known |= cell_is_defined(&row[board->value]);
    }
    if (!is_known)
        return;
    line.unit = chart_unit(&part, board->value, -1);
    line.largest = largest_of(&line);
    board->lines[board->line_count++] = line;
}

static bool has_line(const struct board *board, struct str kpi)
{
    for (size_t i = 0; i < board->line_count; i++)
        if (str_equal(board->lines[i].kpi, kpi))
            return true;
    return false;
}

static bool is_money(const struct line *line)
{
    return line->unit.kind == CELL_MONEY || line->unit.kind == CELL_PRICE;
}

/* Thousands, or as many more as it takes for a value to fit in a column. */
static struct number_scale large_scale(double most)
{
    struct number_scale scale = {3, 1, "thousand"};

    if (most >= MOST_THOUSANDS)
        scale = (struct number_scale){6, 1, "million"};
    if (most >= MOST_MILLIONS)
        scale = (struct number_scale){9, 1, "billion"};
    return scale;
}

/* Amounts from 10,000 on are in one unit; what is counted is printed whole as
 * long as that fits in a column. */
static void set_scales(struct board *board)
{
    double most = 0;

    for (size_t i = 0; i < board->line_count; i++)
        if (is_money(&board->lines[i]))
            most = fmax(most, board->lines[i].largest);
    for (size_t i = 0; i < board->line_count; i++) {
        struct line *line = &board->lines[i];
        struct number_scale *scale = &line->unit.scale;

        if (scale->power < 0 && line->largest >= MOST_TIMES)
            scale->places = 0;
        if (scale->power <= 0)
            continue;
        if (!is_money(line) && line->largest < MOST_WHOLE) {
            *scale = (struct number_scale){0, 0, ""};
            continue;
        }
        *scale = large_scale(is_money(line) ? most : line->largest);
        if (line->largest >= MOST_TENTHS * pow(10, scale->power))
            scale->places = 0;
    }
}

static struct board board_make(const struct sheet *sheet,
                               const struct block *block, struct box box)
{
    struct board board = {
        .sheet = sheet, .block = block, .x = box.x, .w = box.w};

    board.rows = selection_rows(&block->selection, sheet->words);
    if (!board.rows.table || !find_columns(&board))
        return board;
    board.lines = arena_array(sheet->arena, struct line, board.rows.count + 1);
    for (size_t i = 0; i < board.rows.count; i++)
        period_of(&board, board.rows.items[i]);
    for (size_t t = 0; t < block->theme_count; t++)
        for (size_t i = 0; i < block->themes[t].count; i++)
            if (!has_line(&board, block->themes[t].kpis[i]))
                add_line(&board, block->themes[t].label,
                         block->themes[t].kpis[i]);
    for (size_t i = 0; i < board.rows.count; i++)
        if (!has_line(&board, board.rows.items[i][board.kpi].text))
            add_line(&board, STR("Other figures"),
                     board.rows.items[i][board.kpi].text);
    set_scales(&board);
    return board;
}

static bool has_lead(const struct board *board, size_t number, bool is_first)
{
    return is_first || number == 0 ||
           !str_equal(board->lines[number].theme,
                      board->lines[number - 1].theme);
}

size_t block_trends_rows(const struct sheet *sheet, const struct block *block)
{
    return board_make(sheet, block, (struct box){0}).line_count;
}

/* How many lines fit, and in `used` their height. */
static size_t fit(const struct board *board, size_t first, double room,
                  double *used)
{
    size_t count = 0;

    *used = 0;
    while (first + count < board->line_count) {
        double height =
            ROW_HEIGHT +
            (has_lead(board, first + count, count == 0) ? LEAD_HEIGHT : 0);

        if (*used + height > room)
            break;
        *used += height;
        count++;
    }
    return count;
}

size_t block_trends_fit(const struct sheet *sheet, const struct block *block,
                        struct box box, size_t first)
{
    struct board board = board_make(sheet, block, box);
    double used;

    return fit(&board, first, box.h - HEAD_HEIGHT, &used);
}

size_t block_trends_kpis(const struct sheet *sheet, const struct block *block,
                         struct slice slice, struct str **kpis,
                         struct str **themes)
{
    struct board board = board_make(sheet, block, (struct box){0});
    size_t end = board.line_count;
    size_t count = 0;

    if (slice.count && slice.first + slice.count < end)
        end = slice.first + slice.count;
    *kpis = arena_array(sheet->arena, struct str, board.line_count + 1);
    *themes = arena_array(sheet->arena, struct str, board.line_count + 1);
    for (size_t i = slice.first; i < end; i++) {
        (*kpis)[count] = board.lines[i].kpi;
        (*themes)[count++] = board.lines[i].theme;
    }
    return count;
}

/* The right edge of a period's column; behind the last is the sparkline. */
static double period_x(const struct board *board, size_t i)
{
    double right = board->x + board->w - CHANGE_WIDTH - GAP - SPARK_WIDTH - GAP;

    return right - PERIOD_WIDTH * (double)(board->period_count - 1 - i);
}

static void put(const struct board *board, enum tag tag, enum theme_type type,
                struct spot spot, struct str text)
{
    sheet_begin(board->sheet, tag);
    sheet_text(board->sheet, type, spot, text);
    sheet_end(board->sheet);
}

static void draw_head(const struct board *board, double y)
{
    const struct sheet *sheet = board->sheet;
    double right = board->x + board->w;

    sheet_begin(sheet, TAG_ROW);
    put(board, TAG_HEAD_CELL, TYPE_HEAD,
        (struct spot){board->x, y - 5, ALIGN_LEFT}, STR("Figure"));
    for (size_t i = 0; i < board->period_count; i++)
        put(board, TAG_HEAD_CELL,
            i + 1 < board->period_count ? TYPE_HEAD : TYPE_HEAD_BOLD,
            (struct spot){period_x(board, i), y - 5, ALIGN_RIGHT},
            period_head(sheet->arena, board->periods[i]));
    put(board, TAG_HEAD_CELL, TYPE_HEAD,
        (struct spot){right, y - 5, ALIGN_RIGHT}, STR("\xCE\x94 vs LY"));
    sheet_end(sheet);
    sheet_rule(sheet, board->x, y, board->w, 0.7, COLOUR_AXIS);
}

static void draw_lead(const struct board *board, struct str theme, double y)
{
    sheet_begin(board->sheet, TAG_ROW);
    sheet_begin(board->sheet, TAG_ROW_HEAD);
    sheet_text_in(board->sheet, TYPE_CELL_BOLD, COLOUR_BRAND,
                  (struct spot){board->x, y - 5.5, ALIGN_LEFT}, theme);
    sheet_end(board->sheet);
    sheet_end(board->sheet);
}

/* "AUD thousand", "million"; empty where values say all. */
static struct str unit_words(const struct board *board, const struct line *line)
{
    const char *word = line->unit.scale.power > 0 ? line->unit.scale.word : "";

    if (!is_money(line))
        return str_of(word);
    return str_format(board->sheet->arena, "%.*s%s%s",
                      STR_ARGS(board->sheet->words->style.currency),
                      *word ? " " : "", word);
}

static void draw_label(const struct board *board, const struct line *line,
                       double y)
{
    const struct sheet *sheet = board->sheet;
    double room = period_x(board, 0) - PERIOD_WIDTH - board->x;
    double width;

    sheet_begin(sheet, TAG_ROW_HEAD);
    width = sheet_line(sheet, TYPE_CELL, (struct spot){board->x, y, ALIGN_LEFT},
                       room, line->label);
    if (room > width + 6)
        sheet_line(sheet, TYPE_HEAD,
                   (struct spot){board->x + width + 6, y, ALIGN_LEFT},
                   room - width - 6, unit_words(board, line));
    sheet_end(sheet);
}

/* Whether a value counts so few customers that it is not printed. */
static bool is_small(const struct board *board, const struct line *line,
                     const struct cell *value)
{
    const struct words *words = board->sheet->words;
    const struct table *kpis = words_table(words, STR("kpis"));
    const struct cell *now = kpi_cell(words, line->kpi, "value");
    int column = kpis ? table_column(kpis, "value") : -1;
    struct cell *row;

    if (!now || column < 0)
        return false;
    row = arena_array(board->sheet->arena, struct cell, kpis->column_count);
    for (size_t i = 0; i < kpis->column_count; i++)
        row[i] = (now - column)[i];
    row[column] = *value;
    return words_is_small(words, kpis, row, (size_t)column);
}

static struct str value_text(const struct board *board, const struct line *line,
                             size_t i)
{
    const struct cell *value = line->values[i];

    if (!value || !cell_is_defined(value))
        return STR("\xE2\x80\x93");
    if (is_small(board, line, value))
        return STR("<10");
    return unit_text(board->sheet, &line->unit, value);
}

/* Its change on last year, a day where it adds up over days. */
static void draw_change(const struct board *board, const struct line *line,
                        double y)
{
    const struct sheet *sheet = board->sheet;
    struct variance variance = variance_find(sheet->words, line->kpi, "ly");
    int sign = number_sign(&variance.change);

    sheet_begin(sheet, TAG_CELL);
    sheet_text_in(
        sheet, TYPE_CELL,
        sign ? sheet_effect_colour(variance.effect) : COLOUR_MUTED,
        (struct spot){board->x + board->w, y, ALIGN_RIGHT},
        number_short(sheet->arena, &sheet->words->style, &variance.change));
    sheet_end(sheet);
}

static void draw_line(const struct board *board, const struct line *line,
                      double y)
{
    const struct sheet *sheet = board->sheet;
    double baseline = y + ROW_HEIGHT / 2 + 3;
    size_t last = board->period_count - 1;

    sheet_begin(sheet, TAG_ROW);
    draw_label(board, line, baseline);
    for (size_t i = 0; i <= last; i++)
        put(board, TAG_CELL, i < last ? TYPE_CELL : TYPE_CELL_BOLD,
            (struct spot){period_x(board, i), baseline, ALIGN_RIGHT},
            value_text(board, line, i));
    spark_draw(sheet, line->sparks, board->period_count,
               (struct box){period_x(board, last) + GAP,
                            y + (ROW_HEIGHT - SPARK_HEIGHT) / 2, SPARK_WIDTH,
                            SPARK_HEIGHT});
    draw_change(board, line, baseline);
    sheet_end(sheet);
}

void block_trends(const struct sheet *sheet, const struct block *block,
                  struct box box)
{
    struct board board = board_make(sheet, block, box);
    size_t first = block->breaks ? sheet->slice.first : 0;
    double used, y = box.y + HEAD_HEIGHT;
    size_t count = fit(&board, first, box.h - HEAD_HEIGHT, &used);

    if (!board.lines || !count)
        return;
    /* A headline of fewer lines leaves room for what the next page shows. */
    if (block->breaks && sheet->slice.count && count > sheet->slice.count)
        count = sheet->slice.count;
    sheet_begin(sheet, TAG_TABLE);
    draw_head(&board, y);
    for (size_t i = 0; i < count; i++) {
        const struct line *line = &board.lines[first + i];

        if (has_lead(&board, first + i, i == 0)) {
            y += LEAD_HEIGHT;
            draw_lead(&board, line->theme, y);
        }
        sheet_rule(sheet, box.x, y, box.w, 0.5, COLOUR_GRID);
        draw_line(&board, line, y);
        y += ROW_HEIGHT;
    }
    sheet_end(sheet);
}
