#include "render/histogram.h"

#include <math.h>

#define OPEN_GAP 8.0 /* between the last band with an end and the open one */

enum { MOST_PLACES = 4 };

static double end_of(const struct histogram *histogram, size_t i, int column)
{
    return unit_value(&histogram->across, &histogram->rows.items[i][column]);
}

static bool is_open(const struct histogram *histogram, size_t i)
{
    return !isfinite(end_of(histogram, i, histogram->high));
}

static double value_of(const struct histogram *histogram, size_t i, int column)
{
    return column < 0 ? (double)NAN
                      : unit_value(&histogram->unit,
                                   &histogram->rows.items[i][column]);
}

/* As few decimals as tell where each band begins. */
static int find_places(const struct histogram *histogram)
{
    int places = 0;

    for (size_t i = 0; i < histogram->rows.count; i++) {
        double end = end_of(histogram, i, histogram->low);

        while (places < MOST_PLACES && isfinite(end) &&
               fabs(end * pow(10, places) - round(end * pow(10, places))) >
                   1e-6)
            places++;
    }
    return places;
}

static void find_scales(struct histogram *histogram)
{
    double least = (double)INFINITY, most = -(double)INFINITY;
    double lowest = 0, highest = 0;

    for (size_t i = 0; i < histogram->rows.count; i++) {
        double value = value_of(histogram, i, histogram->value);
        double base = value_of(histogram, i, histogram->base);

        lowest = fmin(lowest, fmin(value, base));
        highest = fmax(highest, fmax(value, base));
        if (is_open(histogram, i))
            continue;
        least = fmin(least, end_of(histogram, i, histogram->low));
        most = fmax(most, end_of(histogram, i, histogram->high));
    }
    histogram->x = most > least ? (struct scale){.low = least, .high = most}
                                : (struct scale){.low = 0, .high = 1};
    histogram->y = scale_make(lowest, highest, false);
}

static bool find_columns(const struct sheet *sheet, struct histogram *histogram)
{
    struct words *words = sheet->words;
    const struct block *block = histogram->block;
    const struct table *table = histogram->rows.table;

    histogram->value = select_column(words, block->node, table, block->value);
    histogram->label = select_column(words, block->node, table, block->label);
    histogram->low = select_column(words, block->node, table, block->low);
    histogram->high = select_column(words, block->node, table, block->high);
    histogram->base = histogram->band = -1;
    if (block->base.len)
        histogram->base = select_column(words, block->node, table, block->base);
    if (block->band.len)
        histogram->band = select_column(words, block->node, table, block->band);
    return histogram->value >= 0 && histogram->label >= 0 &&
           histogram->low >= 0 && histogram->high >= 0;
}

bool histogram_find(const struct sheet *sheet, struct histogram *histogram)
{
    histogram->rows =
        selection_rows(&histogram->block->selection, sheet->words);
    if (!find_columns(sheet, histogram))
        return false;
    histogram->unit =
        chart_unit(&histogram->rows, histogram->value, histogram->base);
    histogram->across =
        chart_unit(&histogram->rows, histogram->low, histogram->high);
    histogram->across.scale.places = find_places(histogram);
    find_scales(histogram);
    return true;
}

static void place_scales(struct histogram *histogram)
{
    const struct box *plot = &histogram->plot;
    size_t open = 0;
    double room;

    for (size_t i = 0; i < histogram->rows.count; i++)
        open += is_open(histogram, i);
    room = plot->w - (open && open < histogram->rows.count ? OPEN_GAP : 0);
    histogram->width =
        open ? room / (double)(histogram->rows.count - open + 1) : 0;
    histogram->x.from = plot->x;
    histogram->x.to = plot->x + room - histogram->width;
    histogram->y.from = plot->y + plot->h;
    histogram->y.to = plot->y;
}

/* How high a value reaches. */
static double height_at(const struct histogram *histogram, double value)
{
    return isfinite(value) ? scale_at(&histogram->y, value) : (double)NAN;
}

static void place_bar(const struct histogram *histogram, size_t i,
                      struct bar *bar)
{
    const struct cell *row = histogram->rows.items[i];
    double right = histogram->plot.x + histogram->plot.w;
    double low = end_of(histogram, i, histogram->low);

    bar->open = is_open(histogram, i);
    bar->marked = histogram->band >= 0 && row[histogram->band].integer == 1;
    bar->left = right - histogram->width;
    bar->right = right;
    if (!bar->open) {
        bar->left =
            scale_at(&histogram->x, isfinite(low) ? low : histogram->x.low);
        bar->right =
            scale_at(&histogram->x, end_of(histogram, i, histogram->high));
    }
    bar->top = height_at(histogram, value_of(histogram, i, histogram->value));
    bar->base = height_at(histogram, value_of(histogram, i, histogram->base));
}

/* What lies behind all ends is in the open band. */
static double place_of(const struct histogram *histogram, double value)
{
    const struct scale *x = &histogram->x;

    if (value >= x->high && histogram->width > 0)
        return histogram->plot.x + histogram->plot.w - histogram->width / 2;
    return scale_at(x, fmin(fmax(value, x->low), x->high));
}

static void place_signs(const struct sheet *sheet, struct histogram *histogram)
{
    const struct block *block = histogram->block;
    struct sign *signs = histogram->signs;

    for (size_t i = 0; i < block->marker_count; i++) {
        const struct marker *marker = &block->markers[i];
        double value = words_number(sheet->words, marker->at) /
                       pow(10, histogram->across.scale.power);
        struct sign sign = {.text = words_choose(sheet->words, &marker->say)};
        size_t at = histogram->sign_count;

        if (!isfinite(value) || !sign.text.len)
            continue;
        sign.x = place_of(histogram, value);
        for (; at > 0 && signs[at - 1].x > sign.x; at--)
            signs[at] = signs[at - 1];
        signs[at] = sign;
        histogram->sign_count++;
    }
}

void histogram_place(const struct sheet *sheet, struct box plot,
                     struct histogram *histogram)
{
    histogram->plot = plot;
    histogram->bars =
        arena_array(sheet->arena, struct bar, histogram->rows.count + 1);
    place_scales(histogram);
    for (size_t i = 0; i < histogram->rows.count; i++)
        place_bar(histogram, i, &histogram->bars[i]);
    place_signs(sheet, histogram);
}
