#include "render/histogram.h"

#include <math.h>

#define AXIS_BELOW 26.0 /* numbers and name of the axis across */
#define LEDGE      11.0 /* a line of names above the bars */
#define ROOM_ABOVE 4.0
#define HAIR       0.6 /* of paper between bars that touch */
#define TOUCH      0.01

static void draw_bar(const struct sheet *sheet,
                     const struct histogram *histogram, const struct bar *bar)
{
    double zero = scale_at(&histogram->y, 0);

    if (isfinite(bar->top))
        sheet_fill(sheet,
                   (struct box){bar->left, fmin(bar->top, zero),
                                fmax(bar->right - bar->left - HAIR, HAIR),
                                fabs(bar->top - zero)},
                   0, bar->marked ? COLOUR_ACCENT : COLOUR_MID);
}

/* A line over bands that touch, down to zero where they do not. */
static void draw_outline(const struct sheet *sheet,
                         const struct histogram *histogram)
{
    const struct pen pen = {.width = 1.1};
    double zero = scale_at(&histogram->y, 0);
    const struct bar *last = NULL;

    for (size_t i = 0; i < histogram->rows.count; i++) {
        const struct bar *bar = &histogram->bars[i];

        if (!isfinite(bar->base))
            continue;
        if (last && fabs(bar->left - last->right) > TOUCH)
            canvas_line(sheet->canvas, last->right, zero);
        if (!last || fabs(bar->left - last->right) > TOUCH)
            canvas_move(sheet->canvas, bar->left, zero);
        canvas_line(sheet->canvas, bar->left, bar->base);
        canvas_line(sheet->canvas, bar->right, bar->base);
        last = bar;
    }
    if (!last)
        return;
    canvas_line(sheet->canvas, last->right, zero);
    sheet_begin(sheet, TAG_ARTIFACT);
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, COLOUR_INK), &pen);
    sheet_end(sheet);
}

static struct str start_name(const struct sheet *sheet,
                             const struct histogram *histogram, size_t i)
{
    return unit_text(sheet, &histogram->across,
                     &histogram->rows.items[i][histogram->low]);
}

/* So many bands have one name that none lies on another: 1, 2, 5, 10 … */
static size_t find_stride(const struct sheet *sheet,
                          const struct histogram *histogram)
{
    double count = (double)histogram->rows.count;
    double widest = 0;
    double stride = 1;

    for (size_t i = 0; i < histogram->rows.count; i++)
        widest = fmax(widest, sheet_width(sheet, TYPE_HEAD,
                                          start_name(sheet, histogram, i)));
    while (stride * histogram->plot.w / count < widest + 8 && stride < count)
        stride = chart_round_step(stride + 0.5, 1);
    return (size_t)stride;
}

/* "190+" below the open band. */
static double draw_open_name(const struct sheet *sheet,
                             const struct histogram *histogram, double y)
{
    double left = histogram->plot.x + histogram->plot.w;

    for (size_t i = 0; i < histogram->rows.count; i++) {
        const struct bar *bar = &histogram->bars[i];
        struct str text;
        double width, middle;

        if (!bar->open)
            continue;
        text = str_format(sheet->arena, "%.*s+",
                          STR_ARGS(start_name(sheet, histogram, i)));
        width = sheet_width(sheet, TYPE_HEAD, text);
        middle = fmin((bar->left + bar->right) / 2, bar->right - width / 2);
        sheet_text(sheet, TYPE_HEAD, (struct spot){middle, y, ALIGN_CENTRE},
                   text);
        left = fmin(left, middle - width / 2 - 6);
    }
    return left;
}

static struct str axis_name(const struct sheet *sheet,
                            const struct histogram *histogram)
{
    const struct column *column =
        &histogram->rows.table->columns[histogram->label];
    const struct unit *across = &histogram->across;
    struct text name = {.arena = sheet->arena};

    text_add(&name, str_of(column->label));
    if (across->kind == CELL_MONEY || across->kind == CELL_PRICE)
        text_addf(&name, ", %.*s", STR_ARGS(sheet->words->style.currency));
    if (*across->scale.word)
        text_addf(&name, " %s", across->scale.word);
    return text_str(&name);
}

static void draw_names(const struct sheet *sheet,
                       const struct histogram *histogram)
{
    const struct box *plot = &histogram->plot;
    size_t stride = find_stride(sheet, histogram);
    double y = plot->y + plot->h + 11;
    double right = draw_open_name(sheet, histogram, y);

    for (size_t i = 0; i < histogram->rows.count; i += stride) {
        const struct bar *bar = &histogram->bars[i];
        struct str text = start_name(sheet, histogram, i);

        if (!bar->open &&
            bar->left + sheet_width(sheet, TYPE_HEAD, text) / 2 < right)
            sheet_text(sheet, TYPE_HEAD,
                       (struct spot){bar->left, y, ALIGN_CENTRE}, text);
    }
    sheet_line(sheet, TYPE_HEAD,
               (struct spot){plot->x + plot->w / 2, y + 11, ALIGN_CENTRE},
               plot->w, axis_name(sheet, histogram));
}

/* Whether all names fit to the right of their lines. */
static bool fit_right(const struct sheet *sheet,
                      const struct histogram *histogram)
{
    double right = histogram->plot.x + histogram->plot.w;

    for (size_t i = 0; i < histogram->sign_count; i++) {
        const struct sign *sign = &histogram->signs[i];

        if (sign->x + 4 + sheet_width(sheet, TYPE_HEAD_BOLD, sign->text) >
            right)
            return false;
    }
    return true;
}

/*
 * Each name on a ledge of its own, so that no line goes through one: to the
 * right of its line where lines further right are shorter, else to the left of
 * it where those further left are.
 */
static void draw_signs(const struct sheet *sheet,
                       const struct histogram *histogram)
{
    const struct box *plot = &histogram->plot;
    size_t count = histogram->sign_count;
    bool fits = fit_right(sheet, histogram);

    for (size_t i = 0; i < count; i++) {
        const struct sign *sign = &histogram->signs[i];
        size_t ledge = fits ? count - i : i + 1;
        double y = plot->y - LEDGE * (double)ledge;
        double room = fits ? plot->x + plot->w - sign->x : sign->x - plot->x;

        sheet_stem(sheet, sign->x, y, plot->y + plot->h - y, 1, COLOUR_INK);
        sheet_line(sheet, TYPE_HEAD_BOLD,
                   (struct spot){sign->x + (fits ? 4 : -4), y + 7,
                                 fits ? ALIGN_LEFT : ALIGN_RIGHT},
                   room - 4, sign->text);
    }
}

/* The row with the largest value. */
static const struct cell *leader(const struct histogram *histogram)
{
    const struct cell *best = histogram->rows.items[0];

    for (size_t i = 1; i < histogram->rows.count; i++) {
        const struct cell *row = histogram->rows.items[i];

        if (cell_number(&row[histogram->value]) >
            fmax(cell_number(&best[histogram->value]), -(double)INFINITY))
            best = row;
    }
    return best;
}

static struct str alternative(const struct sheet *sheet,
                              const struct histogram *histogram)
{
    struct text text = {.arena = sheet->arena};
    const struct cell *row = leader(histogram);

    text_addf(
        &text, "Histogram: %.*s. Of %zu bars the highest is %.*s with %.*s.",
        STR_ARGS(words_choose(sheet->words, &histogram->block->title)),
        histogram->rows.count,
        STR_ARGS(number_table(sheet->arena, &sheet->words->style,
                              &row[histogram->label], NULL)),
        STR_ARGS(unit_text(sheet, &histogram->unit, &row[histogram->value])));
    for (size_t i = 0; i < histogram->sign_count; i++)
        text_addf(&text, " %.*s.", STR_ARGS(histogram->signs[i].text));
    return text_str(&text);
}

void block_histogram(const struct sheet *sheet, const struct block *block,
                     struct box box)
{
    struct histogram histogram = {.block = block};
    double left, above;

    if (!histogram_find(sheet, &histogram))
        return;
    left = axis_width(sheet, &histogram.y);
    above = LEDGE * (double)block->marker_count + ROOM_ABOVE;
    histogram_place(sheet,
                    (struct box){box.x + left, box.y + above,
                                 fmax(box.w - left, 1),
                                 fmax(box.h - above - AXIS_BELOW, 1)},
                    &histogram);
    sheet_begin_figure(sheet, alternative(sheet, &histogram));
    axis_draw(sheet, &histogram.y, histogram.plot);
    for (size_t i = 0; i < histogram.rows.count; i++)
        draw_bar(sheet, &histogram, &histogram.bars[i]);
    draw_outline(sheet, &histogram);
    draw_signs(sheet, &histogram);
    draw_names(sheet, &histogram);
    sheet_end(sheet);
}
