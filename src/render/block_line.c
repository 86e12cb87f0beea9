#include "render/block.h"

#include "render/period_axis.h"
#include "render/period_name.h"

#include <math.h>

#define LINE_STEP  11.0 /* from one line of labels to the next */
#define MOST_LABEL 60.0

/* What is drawn: points of this period's line and of last year's. */
struct series {
    const struct block *block;
    struct rows rows;
    struct unit unit;
    int value;
    int base; /* -1: none */
    int label;
    int band;
    int year; /* -1: none below the labels */
    int *below;
    size_t below_count;
    struct scale scale;
    struct box plot;
    struct point *now;
    struct point *ly;
    size_t now_count;
    size_t ly_count;
};

static double slot_x(const struct series *series, size_t i)
{
    return series->plot.x +
           ((double)i + 0.5) * series->plot.w / (double)series->rows.count;
}

static int column_of(const struct sheet *sheet, const struct block *block,
                     const struct rows *rows, struct str name)
{
    if (!name.len)
        return -1;
    return select_column(sheet->words, block->node, rows->table, name);
}

static void find_range(struct series *series)
{
    double least = (double)INFINITY, most = -(double)INFINITY;

    for (size_t i = 0; i < series->rows.count; i++) {
        const struct cell *row = series->rows.items[i];
        double value = unit_value(&series->unit, &row[series->value]);
        double base = series->base >= 0
                          ? unit_value(&series->unit, &row[series->base])
                          : (double)NAN;
        least = fmin(least, fmin(value, base));
        most = fmax(most, fmax(value, base));
    }
    series->scale = scale_make(least, most, series->block->cut);
}

/* The width that "31.3 now" and "28.5 LY" need beside the last point. */
static double end_width(const struct sheet *sheet, const struct series *series)
{
    const struct cell *row = series->rows.items[series->rows.count - 1];
    double width =
        sheet_width(sheet, TYPE_POINT,
                    unit_text(sheet, &series->unit, &row[series->value]));

    if (series->base >= 0)
        width = fmax(width, sheet_width(sheet, TYPE_LABEL,
                                        unit_text(sheet, &series->unit,
                                                  &row[series->base])));
    return width + 34;
}

static void place_plot(const struct sheet *sheet, struct series *series,
                       struct box box)
{
    double left = axis_width(sheet, &series->scale);
    double below = (double)(series->below_count + (series->year >= 0));
    double bottom = 15 + LINE_STEP * below;
    double right = end_width(sheet, series);
    double slot = (box.w - left - right) / (double)series->rows.count;

    /* The last point's own half slot is room for its label too. */
    right = fmax(right - slot / 2, 12);
    series->plot =
        (struct box){box.x + left, box.y + 12, fmax(box.w - left - right, 1),
                     fmax(box.h - 12 - bottom, 1)};
    series->scale.from = series->plot.y + series->plot.h;
    series->scale.to = series->plot.y;
}

static size_t line_points(const struct series *series, int column,
                          struct point *points)
{
    size_t count = 0;

    for (size_t i = 0; column >= 0 && i < series->rows.count; i++) {
        double value =
            unit_value(&series->unit, &series->rows.items[i][column]);
        if (!isfinite(value))
            continue;
        points[count].x = slot_x(series, i);
        points[count].y = scale_at(&series->scale, value);
        count++;
    }
    return count;
}

static bool is_in_band(const struct series *series, size_t i)
{
    const struct cell *cell;

    if (series->band < 0)
        return i + 1 == series->rows.count;
    cell = &series->rows.items[i][series->band];
    return cell->kind == CELL_FLAG && cell->integer;
}

static void draw_band(const struct sheet *sheet, const struct series *series)
{
    double slot = series->plot.w / (double)series->rows.count;

    for (size_t i = 0; series->band >= 0 && i < series->rows.count; i++)
        if (is_in_band(series, i))
            sheet_fill(sheet,
                       (struct box){slot_x(series, i) - slot / 2 - 0.1,
                                    series->plot.y, slot + 0.2, series->plot.h},
                       0, COLOUR_SAND);
}

/* A line through points; what is undefined between two of them is a gap. */
static void trace(const struct sheet *sheet, const struct series *series,
                  const struct point *points, size_t count)
{
    double slot = series->plot.w / (double)series->rows.count;

    for (size_t i = 0; i < count; i++)
        if (i && points[i].x - points[i - 1].x < 1.5 * slot)
            canvas_line(sheet->canvas, points[i].x, points[i].y);
        else
            canvas_move(sheet->canvas, points[i].x, points[i].y);
}

/* What lies between both lines, where every point has a base. */
static void fill_between(const struct sheet *sheet, const struct series *series)
{
    if (series->ly_count < 2 || series->ly_count != series->rows.count ||
        series->now_count != series->rows.count)
        return;
    trace(sheet, series, series->now, series->now_count);
    for (size_t i = series->ly_count; i-- > 0;)
        canvas_line(sheet->canvas, series->ly[i].x, series->ly[i].y);
    canvas_close(sheet->canvas);
    canvas_fill(sheet->canvas,
                colour_fade(theme_colour(sheet->theme, COLOUR_LITE), 0.9));
}

static void draw_lines(const struct sheet *sheet, const struct series *series)
{
    const struct pen now = {.width = 2, .round = true};
    const struct pen last = {.width = 1.2, .dash = {3, 2}};

    fill_between(sheet, series);
    if (series->ly_count > 1) {
        trace(sheet, series, series->ly, series->ly_count);
        canvas_stroke(sheet->canvas,
                      theme_colour(sheet->theme, COLOUR_LAST_YEAR), &last);
    }
    if (series->now_count > 1) {
        trace(sheet, series, series->now, series->now_count);
        canvas_stroke(sheet->canvas, theme_colour(sheet->theme, COLOUR_BRAND),
                      &now);
    }
}

/* The row whose value is largest (sign 1) or smallest (-1). */
static size_t extreme(const struct series *series, int sign)
{
    size_t best = series->rows.count;
    double most = -(double)INFINITY;

    for (size_t i = 0; i < series->rows.count; i++) {
        double value =
            sign * cell_number(&series->rows.items[i][series->value]);
        if (isfinite(value) && value > most) {
            most = value;
            best = i;
        }
    }
    return best;
}

static void mark_point(const struct sheet *sheet, const struct series *series,
                       struct labels *labels, size_t i, const char *word)
{
    const struct cell *cell = &series->rows.items[i][series->value];
    double value = unit_value(&series->unit, cell);
    struct mark mark = {
        .x = slot_x(series, i), .type = TYPE_POINT, .colour = COLOUR_BRAND};

    if (!isfinite(value))
        return;
    mark.y = scale_at(&series->scale, value);
    mark.text =
        str_format(sheet->arena, "%.*s%s",
                   STR_ARGS(unit_text(sheet, &series->unit, cell)), word);
    if (labels_place(sheet, labels, &mark))
        sheet_dot(sheet, mark.x, mark.y, 2.4, COLOUR_BRAND);
}

/* Baselines of the two labels beside the last point, apart from each other. */
static void place_end(const struct series *series, const double values[2],
                      double baselines[2])
{
    double bottom = series->plot.y + series->plot.h - 2;
    bool both = isfinite(values[0]) && isfinite(values[1]);
    double excess = 0;

    for (int i = 0; i < 2; i++)
        if (isfinite(values[i]))
            baselines[i] = scale_at(&series->scale, values[i]) + 3;
    if (both && fabs(baselines[0] - baselines[1]) < 12) {
        double middle = (baselines[0] + baselines[1]) / 2;
        double half = values[0] >= values[1] ? 6 : -6;
        baselines[0] = middle - half;
        baselines[1] = middle + half;
    }
    for (int i = 0; i < 2; i++)
        if (isfinite(values[i]))
            excess = fmax(excess, baselines[i] - bottom);
    baselines[0] -= excess;
    baselines[1] -= excess;
}

/* Beside the last point: this period and last year. */
static void draw_end(const struct sheet *sheet, const struct series *series)
{
    size_t last = series->rows.count - 1;
    const struct cell *row = series->rows.items[last];
    const double values[2] = {
        unit_value(&series->unit, &row[series->value]),
        series->base >= 0 ? unit_value(&series->unit, &row[series->base])
                          : (double)NAN};
    double baselines[2] = {0};
    struct spot spot = {slot_x(series, last) + 9, 0, ALIGN_LEFT};

    place_end(series, values, baselines);
    spot.y = baselines[1];
    if (isfinite(values[1]))
        sheet_text(sheet, TYPE_LABEL, spot,
                   str_format(sheet->arena, "%.*s LY",
                              STR_ARGS(unit_text(sheet, &series->unit,
                                                 &row[series->base]))));
    if (!isfinite(values[0]))
        return;
    spot.y = scale_at(&series->scale, values[0]);
    sheet_dot(sheet, spot.x - 9, spot.y, 4.2, COLOUR_WHITE);
    sheet_dot(sheet, spot.x - 9, spot.y, 3, COLOUR_ACCENT);
    spot.y = baselines[0];
    spot.x +=
        sheet_text_in(sheet, TYPE_POINT, COLOUR_BRAND, spot,
                      unit_text(sheet, &series->unit, &row[series->value]));
    spot.x += 3;
    if (series->year >= 0 || series->band >= 0) /* rows are periods */
        sheet_text_in(sheet, TYPE_LABEL, COLOUR_BRAND, spot,
                      series->block->end);
}

/* Whether two points print alike: one of them is marked then. */
static bool looks_same(const struct sheet *sheet, const struct series *series,
                       size_t one, size_t two)
{
    int column = series->value;

    return str_equal(
        unit_text(sheet, &series->unit, &series->rows.items[one][column]),
        unit_text(sheet, &series->unit, &series->rows.items[two][column]));
}

static void draw_marks(const struct sheet *sheet, const struct series *series)
{
    size_t last = series->rows.count - 1;
    size_t high = extreme(series, 1), low = extreme(series, -1);
    struct labels labels = {
        .bounds = {series->plot.x, series->plot.y - 14, series->plot.w,
                   series->plot.h + 12},
        .line = series->now,
        .points = series->now_count,
        .other = series->ly,
        .other_points = series->ly_count,
    };

    draw_end(sheet, series);
    if (high < last && !looks_same(sheet, series, high, last))
        mark_point(sheet, series, &labels, high, "");
    if (low < last && low != high)
        mark_point(sheet, series, &labels, low, " low");
    if (high != 0 && low != 0 && last > 0)
        mark_point(sheet, series, &labels, 0, "");
}

static struct str label_of(const struct sheet *sheet,
                           const struct series *series, size_t i)
{
    const struct cell *cell = &series->rows.items[i][series->label];
    struct str name =
        number_table(sheet->arena, &sheet->words->style, cell, NULL);

    return series->year < 0 ? name : period_short(sheet->arena, name);
}

/* Every how many labels fit without touching; long ones will be cut. */
static size_t label_stride(const struct sheet *sheet,
                           const struct series *series)
{
    double slot = series->plot.w / (double)series->rows.count;
    double widest = 0;

    for (size_t i = 0; i < series->rows.count; i++)
        widest = fmax(widest, sheet_width(sheet, TYPE_CELL_BOLD,
                                          label_of(sheet, series, i)));
    widest = fmin(widest, MOST_LABEL);
    return (size_t)ceil((widest + 4) / slot);
}

/* "31 days", "1 day". */
static struct str count_text(const struct sheet *sheet, struct str number,
                             const char *name)
{
    struct str unit = str_of(name);

    if (str_equal(number, STR("1")) && str_ends(unit, STR("s")))
        unit.len--;
    return str_format(sheet->arena, "%.*s %.*s", STR_ARGS(number),
                      STR_ARGS(unit));
}

static void draw_below(const struct sheet *sheet, const struct series *series,
                       size_t i, double y)
{
    for (size_t b = 0; b < series->below_count; b++) {
        int column = series->below[b];
        const struct cell *cell = &series->rows.items[i][column];
        enum theme_colour colour = COLOUR_MUTED;
        struct str text =
            number_table(sheet->arena, &sheet->words->style, cell, NULL);
        if (cell->kind == CELL_CHANGE || cell->kind == CELL_POINTS)
            colour = sheet_effect_colour(number_sign(cell));
        else if (cell->kind == CELL_COUNT)
            text = count_text(sheet, text,
                              series->rows.table->columns[column].name);
        sheet_text_in(sheet, TYPE_HEAD, colour,
                      (struct spot){slot_x(series, i),
                                    y + LINE_STEP * (double)(b + 1),
                                    ALIGN_CENTRE},
                      text);
    }
}

static void draw_labels(const struct sheet *sheet, const struct series *series)
{
    double y = series->plot.y + series->plot.h + 13;
    size_t stride = label_stride(sheet, series);
    size_t last = series->rows.count - 1;
    double slot = series->plot.w / (double)series->rows.count;

    for (size_t i = 0; i < series->rows.count; i++) {
        if ((last - i) % stride)
            continue;
        sheet_line(sheet, is_in_band(series, i) ? TYPE_CELL_BOLD : TYPE_CELL,
                   (struct spot){slot_x(series, i), y, ALIGN_CENTRE},
                   slot * (double)stride - 4, label_of(sheet, series, i));
        draw_below(sheet, series, i, y);
    }
    if (series->year >= 0)
        period_draw_years(sheet, &series->rows, series->year, series->plot,
                          y + LINE_STEP * (double)(series->below_count + 1));
}

static struct str describe(const struct sheet *sheet,
                           const struct series *series)
{
    const struct cell *row = series->rows.items[series->rows.count - 1];
    struct str title = words_choose(sheet->words, &series->block->title);

    return str_format(
        sheet->arena, "Line chart: %.*s. %zu points; the last is %.*s.",
        STR_ARGS(title), series->rows.count,
        STR_ARGS(unit_text(sheet, &series->unit, &row[series->value])));
}

static void draw_series(const struct sheet *sheet, struct series *series)
{
    size_t room = series->rows.count + 1;

    series->now = arena_array(sheet->arena, struct point, room);
    series->ly = arena_array(sheet->arena, struct point, room);
    series->now_count = line_points(series, series->value, series->now);
    series->ly_count = line_points(series, series->base, series->ly);
    sheet_begin_figure(sheet, describe(sheet, series));
    draw_band(sheet, series);
    axis_draw(sheet, &series->scale, series->plot);
    draw_lines(sheet, series);
    draw_labels(sheet, series);
    draw_marks(sheet, series);
    sheet_end(sheet);
}

/* What stands below the labels, but for what no row has. */
static void find_below(const struct sheet *sheet, struct series *series)
{
    const struct block *block = series->block;

    series->below = arena_array(sheet->arena, int, block->below_count + 1);
    for (size_t b = 0; b < block->below_count; b++) {
        int column = column_of(sheet, block, &series->rows, block->below[b]);
        if (column >= 0 && rows_have(&series->rows, column))
            series->below[series->below_count++] = column;
    }
}

/* The rows, columns and scale of a block; false where a column is not there. */
static bool series_find(const struct sheet *sheet, struct series *series)
{
    const struct block *block = series->block;

    series->rows = selection_rows(&block->selection, sheet->words);
    if (!series->rows.count)
        return false;
    series->value = column_of(sheet, block, &series->rows, block->value);
    series->label = column_of(sheet, block, &series->rows, block->label);
    series->base = column_of(sheet, block, &series->rows, block->base);
    series->band = column_of(sheet, block, &series->rows, block->band);
    series->year = column_of(sheet, block, &series->rows, block->year);
    if (series->value < 0 || series->label < 0)
        return false;
    series->unit = chart_unit(&series->rows, series->value, series->base);
    find_below(sheet, series);
    find_range(series);
    return true;
}

/* "axis starts at 4", where it does not start at 0. */
struct str block_line_note(const struct sheet *sheet, const struct block *block)
{
    struct series series = {.block = block};

    if (!block->cut || !series_find(sheet, &series) || series.scale.low <= 0)
        return (struct str){0};
    return str_format(sheet->arena, "axis starts at %.*s",
                      STR_ARGS(scale_label(sheet, &series.scale, 0)));
}

void block_line(const struct sheet *sheet, const struct block *block,
                struct box box)
{
    struct series series = {.block = block};

    if (!series_find(sheet, &series))
        return;
    place_plot(sheet, &series, box);
    draw_series(sheet, &series);
}
