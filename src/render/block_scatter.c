#include "render/block.h"

#include <math.h>
#include <stdlib.h>

#define AXIS_BELOW 26.0 /* numbers and name of the axis across */
#define DOT        1.8
#define DOT_FADE   0.55
#define BIN        7.0 /* side of a field, where points are counted by fields */
#define FIELD_GAP  0.4
#define MINOR      3.0 /* a tick between powers of ten */

/* From so many points on dots hide each other; and values across that are as
 * few as that are columns of their own. */
enum { MANY_POINTS = 600, FEW_VALUES = 60 };

enum { MOST_POWERS = 6 };

/* A point for each row, and a line fitted to them. */
struct cloud {
    const struct block *block;
    struct rows rows;
    int across;
    int value;
    struct scale x;
    struct scale y; /* of logarithms, where the block says so */
    struct box plot;
    size_t count; /* points that can be drawn */
};

static double across_of(const struct cloud *cloud, size_t i)
{
    return cell_number(&cloud->rows.items[i][cloud->across]);
}

static double value_of(const struct cloud *cloud, size_t i)
{
    double value = cell_number(&cloud->rows.items[i][cloud->value]);

    if (!cloud->block->log)
        return value;
    return value > 0 ? log10(value) : (double)NAN;
}

static bool is_point(const struct cloud *cloud, size_t i)
{
    return isfinite(across_of(cloud, i)) && isfinite(value_of(cloud, i));
}

/* Ticks at whole powers of ten, not more than would be told apart. */
static struct scale power_scale(double least, double most)
{
    struct scale scale = {.first = floor(least)};

    scale.low = scale.first;
    scale.high = fmax(ceil(most), scale.first + 1);
    scale.step = ceil((scale.high - scale.low) / MOST_POWERS);
    scale.ticks = (size_t)((scale.high - scale.low) / scale.step) + 1;
    return scale;
}

static void find_ranges(struct cloud *cloud)
{
    double range[4] = {(double)INFINITY, -(double)INFINITY, (double)INFINITY,
                       -(double)INFINITY};

    for (size_t i = 0; i < cloud->rows.count; i++) {
        if (!is_point(cloud, i))
            continue;
        cloud->count++;
        range[0] = fmin(range[0], across_of(cloud, i));
        range[1] = fmax(range[1], across_of(cloud, i));
        range[2] = fmin(range[2], value_of(cloud, i));
        range[3] = fmax(range[3], value_of(cloud, i));
    }
    if (cloud->count == 0)
        return;
    cloud->x = scale_make(range[0], range[1], true);
    cloud->y = cloud->block->log ? power_scale(range[2], range[3])
                                 : scale_make(range[2], range[3], false);
}

static struct str y_label(const struct sheet *sheet, const struct cloud *cloud,
                          size_t tick)
{
    double power = scale_tick(&cloud->y, tick);

    if (!cloud->block->log)
        return scale_label(sheet, &cloud->y, tick);
    return number_plain(sheet->arena, &sheet->words->style, pow(10, power),
                        power < 0 ? (int)-power : 0);
}

static void draw_axes(const struct sheet *sheet, const struct cloud *cloud)
{
    const struct box *plot = &cloud->plot;
    double bottom = plot->y + plot->h;
    const char *name = cloud->rows.table->columns[cloud->across].label;

    for (size_t i = 0; i < cloud->y.ticks; i++) {
        double y = scale_at(&cloud->y, scale_tick(&cloud->y, i));

        sheet_rule(sheet, plot->x, y, plot->w, i ? 0.5 : 0.8,
                   i ? COLOUR_GRID : COLOUR_AXIS);
        sheet_text(sheet, TYPE_HEAD,
                   (struct spot){plot->x - 6, y + 2.6, ALIGN_RIGHT},
                   y_label(sheet, cloud, i));
    }
    for (size_t i = 0; i < cloud->x.ticks; i++)
        sheet_text(sheet, TYPE_HEAD,
                   (struct spot){scale_at(&cloud->x, scale_tick(&cloud->x, i)),
                                 bottom + 11, ALIGN_CENTRE},
                   scale_label(sheet, &cloud->x, i));
    sheet_text(sheet, TYPE_HEAD,
               (struct spot){plot->x + plot->w / 2, bottom + 22, ALIGN_CENTRE},
               str_of(name));
}

/* Short ticks at 2, 3 … 9 times each power of ten. */
static void draw_minor_ticks(const struct sheet *sheet,
                             const struct cloud *cloud)
{
    for (size_t i = 0; i + 1 < cloud->y.ticks; i++)
        for (int step = 2; step < 10; step++)
            sheet_rule(
                sheet, cloud->plot.x - MINOR,
                scale_at(&cloud->y, scale_tick(&cloud->y, i) + log10(step)),
                MINOR, 0.5, COLOUR_AXIS);
}

static void draw_dots(const struct sheet *sheet, const struct cloud *cloud)
{
    for (size_t i = 0; i < cloud->rows.count; i++)
        if (is_point(cloud, i))
            canvas_circle(sheet->canvas,
                          scale_at(&cloud->x, across_of(cloud, i)),
                          scale_at(&cloud->y, value_of(cloud, i)), DOT);
    canvas_fill(sheet->canvas,
                colour_fade(theme_colour(sheet->theme, COLOUR_MID), DOT_FADE));
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/* How wide a field is: values that are few have a column each. */
static double field_width(const struct sheet *sheet, const struct cloud *cloud)
{
    double *values = arena_array(sheet->arena, double, cloud->count + 1);
    double least = (double)INFINITY;
    size_t count = 0, distinct = 1;

    for (size_t i = 0; i < cloud->rows.count; i++)
        if (is_point(cloud, i))
            values[count++] = scale_at(&cloud->x, across_of(cloud, i));
    qsort(values, count, sizeof *values, compare);
    for (size_t i = 1; i < count; i++)
        if (values[i] > values[i - 1] + 1e-6) {
            least = fmin(least, values[i] - values[i - 1]);
            distinct++;
        }
    return distinct > 1 && distinct <= FEW_VALUES ? fmax(least, BIN) : BIN;
}

/* How many points lie in each field of the plot. */
struct fields {
    double w;
    size_t across, up;
    unsigned *counts;
    unsigned most;
};

static struct fields count_fields(const struct sheet *sheet,
                                  const struct cloud *cloud)
{
    struct fields fields = {.w = field_width(sheet, cloud)};

    fields.across = (size_t)(cloud->plot.w / fields.w) + 2;
    fields.up = (size_t)(cloud->plot.h / BIN) + 2;
    fields.counts =
        arena_array(sheet->arena, unsigned, fields.across *fields.up);
    for (size_t i = 0; i < cloud->rows.count; i++) {
        double x, y;
        unsigned *count;

        if (!is_point(cloud, i))
            continue;
        x = scale_at(&cloud->x, across_of(cloud, i)) - cloud->x.from;
        y = cloud->y.from - scale_at(&cloud->y, value_of(cloud, i));
        count = &fields.counts[(size_t)(y / BIN) * fields.across +
                               (size_t)(x / fields.w + 0.5)];
        if (++*count > fields.most)
            fields.most = *count;
    }
    return fields;
}

/* The lightest steps of heat do not show without neighbours. */
static enum theme_colour darker(enum theme_colour heat)
{
    return heat < COLOUR_HEAT_2 ? COLOUR_HEAT_2 : heat;
}

/* The more points, the darker their field. */
static void draw_fields(const struct sheet *sheet, const struct cloud *cloud)
{
    struct fields fields = count_fields(sheet, cloud);
    double step = chart_heat_step(fields.most);

    for (size_t row = 0; row < fields.up; row++)
        for (size_t column = 0; column < fields.across; column++) {
            unsigned count = fields.counts[row * fields.across + column];
            double x = cloud->x.from + ((double)column - 0.5) * fields.w;
            double y = cloud->y.from - (double)(row + 1) * BIN;

            if (count)
                sheet_fill(sheet,
                           (struct box){x + FIELD_GAP, y + FIELD_GAP,
                                        fields.w - 2 * FIELD_GAP,
                                        BIN - 2 * FIELD_GAP},
                           0, darker(chart_heat(count, step)));
        }
}

/* The fitted line from end to end, no farther than the plot. */
static void draw_line(const struct sheet *sheet, const struct cloud *cloud)
{
    const struct pen pen = {.width = 1.6, .round = true};
    double slope = words_number(sheet->words, cloud->block->slope);
    double intercept = words_number(sheet->words, cloud->block->intercept);
    double low = intercept + slope * cloud->x.low;
    double high = intercept + slope * cloud->x.high;

    if (!isfinite(low) || !isfinite(high))
        return;
    canvas_save(sheet->canvas);
    canvas_clip(sheet->canvas, cloud->plot.x, cloud->plot.y, cloud->plot.w,
                cloud->plot.h);
    canvas_move(sheet->canvas, scale_at(&cloud->x, cloud->x.low),
                scale_at(&cloud->y, low));
    canvas_line(sheet->canvas, scale_at(&cloud->x, cloud->x.high),
                scale_at(&cloud->y, high));
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, COLOUR_ACCENT),
                  &pen);
    canvas_restore(sheet->canvas);
}

static double left_of(const struct sheet *sheet, const struct cloud *cloud)
{
    double widest = 0;

    for (size_t i = 0; i < cloud->y.ticks; i++)
        widest = fmax(widest,
                      sheet_width(sheet, TYPE_HEAD, y_label(sheet, cloud, i)));
    return widest + 10;
}

/* The points and their ranges; false where there are none. */
static bool cloud_find(const struct sheet *sheet, struct cloud *cloud)
{
    const struct block *block = cloud->block;

    cloud->rows = selection_rows(&block->selection, sheet->words);
    if (!cloud->rows.table)
        return false;
    cloud->across = select_column(sheet->words, block->node, cloud->rows.table,
                                  block->across);
    cloud->value = select_column(sheet->words, block->node, cloud->rows.table,
                                 block->value);
    if (cloud->across < 0 || cloud->value < 0)
        return false;
    find_ranges(cloud);
    return cloud->count > 0;
}

struct str block_scatter_note(const struct sheet *sheet,
                              const struct block *block)
{
    struct cloud cloud = {.block = block};

    if (!cloud_find(sheet, &cloud))
        return (struct str){0};
    return cloud.count < MANY_POINTS ? STR("a dot is one of them")
                                     : STR("darker = more of them");
}

bool block_scatter_shows(const struct sheet *sheet, const struct block *block)
{
    struct cloud cloud = {.block = block};

    return cloud_find(sheet, &cloud);
}

void block_scatter(const struct sheet *sheet, const struct block *block,
                   struct box box)
{
    struct cloud cloud = {.block = block};
    double left;

    if (!cloud_find(sheet, &cloud))
        return;
    left = left_of(sheet, &cloud);
    cloud.plot =
        (struct box){box.x + left, box.y + 6, fmax(box.w - left - 8, 1),
                     fmax(box.h - 6 - AXIS_BELOW, 1)};
    cloud.x.from = cloud.plot.x + 6;
    cloud.x.to = cloud.plot.x + cloud.plot.w - 6;
    cloud.y.from = cloud.plot.y + cloud.plot.h;
    cloud.y.to = cloud.plot.y;
    sheet_begin_figure(
        sheet, str_format(sheet->arena, "Scatter chart: %.*s. %zu points.",
                          STR_ARGS(words_choose(sheet->words, &block->title)),
                          cloud.count));
    draw_axes(sheet, &cloud);
    if (block->log)
        draw_minor_ticks(sheet, &cloud);
    if (cloud.count < MANY_POINTS)
        draw_dots(sheet, &cloud);
    else
        draw_fields(sheet, &cloud);
    draw_line(sheet, &cloud);
    sheet_end(sheet);
}
