#include "render/block.h"

#include <math.h>

#define BAR_SHARE  0.58 /* of a row that its bar fills */
#define THICKEST   24.0
#define NAME_SHARE 0.3 /* of the block */
#define LABEL_FALL 3.0 /* of a baseline below the middle of its text */
#define LEAST_GAP  9.5 /* between bars that have a figure between them */

/* Stages, each with those who are left of the stage before. */
struct funnel {
    const struct block *block;
    struct rows rows;
    struct unit unit;
    int label;
    int value;
    int step;  /* share of the stage before; -1: none */
    int share; /* of the first stage; -1: none */
    struct scale scale;
    struct box box;
    struct box plot;
    double thick;
    size_t least; /* the stage that fewest go on to; 0: none */
};

static int column_of(const struct sheet *sheet, const struct funnel *funnel,
                     struct str name)
{
    if (!name.len)
        return -1;
    return select_column(sheet->words, funnel->block->node, funnel->rows.table,
                         name);
}

static struct str text_of(const struct sheet *sheet,
                          const struct funnel *funnel, size_t i, int column)
{
    static const struct number_scale percent = {-2, 1, ""};

    if (column < 0)
        return (struct str){0};
    if (column == funnel->value)
        return sheet_cell(sheet, funnel->rows.table, funnel->rows.items[i],
                          (size_t)column, &funnel->unit.scale);
    if (column == funnel->label &&
        funnel->rows.items[i][column].kind == CELL_TEXT)
        return words_sentence(sheet->arena, funnel->rows.items[i][column].text);
    return number_table(sheet->arena, &sheet->words->style,
                        &funnel->rows.items[i][column], &percent);
}

static double widest(const struct sheet *sheet, const struct funnel *funnel,
                     enum theme_type type, int column)
{
    double most = 0;

    for (size_t i = 0; i < funnel->rows.count; i++)
        most = fmax(
            most, sheet_width(sheet, type, text_of(sheet, funnel, i, column)));
    return most;
}

static double step_of(const struct funnel *funnel, size_t i)
{
    return funnel->step < 0 ? (double)NAN
                            : cell_number(&funnel->rows.items[i][funnel->step]);
}

static void find_least(struct funnel *funnel)
{
    for (size_t i = 1; i < funnel->rows.count; i++)
        if (isfinite(step_of(funnel, i)) &&
            (!funnel->least ||
             step_of(funnel, i) < step_of(funnel, funnel->least)))
            funnel->least = i;
}

static bool funnel_find(const struct sheet *sheet, struct funnel *funnel)
{
    const struct block *block = funnel->block;

    funnel->rows = selection_rows(&block->selection, sheet->words);
    if (!funnel->rows.count)
        return false;
    funnel->label = column_of(sheet, funnel, block->label);
    funnel->value = column_of(sheet, funnel, block->value);
    funnel->step = column_of(sheet, funnel, block->step);
    funnel->share = column_of(sheet, funnel, block->share);
    if (funnel->label < 0 || funnel->value < 0)
        return false;
    funnel->unit = chart_unit(&funnel->rows, funnel->value, -1);
    find_least(funnel);
    return true;
}

/* Nobody is less than none: bars begin at 0. */
static double length_of(const struct funnel *funnel, size_t i)
{
    double value =
        unit_value(&funnel->unit, &funnel->rows.items[i][funnel->value]);

    return isfinite(value) ? fmax(value, 0) : 0;
}

static void place(const struct sheet *sheet, struct funnel *funnel,
                  struct box box)
{
    double names = fmin(widest(sheet, funnel, TYPE_CELL, funnel->label) + 8,
                        box.w * NAME_SHARE);
    double values = widest(sheet, funnel, TYPE_CELL_BOLD, funnel->value) + 8;
    double shares = funnel->share < 0
                        ? 0
                        : widest(sheet, funnel, TYPE_CELL, funnel->share) + 8;
    double most = 0;

    for (size_t i = 0; i < funnel->rows.count; i++)
        most = fmax(most, length_of(funnel, i));
    funnel->box = box;
    funnel->plot =
        (struct box){box.x + names, box.y,
                     fmax(box.w - names - values - shares, 1), fmax(box.h, 1)};
    funnel->scale = scale_make(0, most, false);
    funnel->scale.from = funnel->plot.x;
    funnel->scale.to = funnel->plot.x + funnel->plot.w;
    funnel->thick =
        fmin(THICKEST, box.h / (double)funnel->rows.count * BAR_SHARE);
}

static double middle_of(const struct funnel *funnel, size_t i)
{
    return funnel->plot.y +
           ((double)i + 0.5) * funnel->plot.h / (double)funnel->rows.count;
}

static double end_of(const struct funnel *funnel, size_t i)
{
    return scale_at(&funnel->scale, length_of(funnel, i));
}

/* From a bar to the next one: what gets lost on the way. */
static void draw_wedge(const struct sheet *sheet, const struct funnel *funnel,
                       size_t i)
{
    double top = middle_of(funnel, i - 1) + funnel->thick / 2;
    double bottom = middle_of(funnel, i) - funnel->thick / 2;
    enum theme_colour colour =
        i == funnel->least ? COLOUR_ACCENT_TINT : COLOUR_SAND;

    canvas_move(sheet->canvas, funnel->plot.x, top);
    canvas_line(sheet->canvas, end_of(funnel, i - 1), top);
    canvas_line(sheet->canvas, end_of(funnel, i), bottom);
    canvas_line(sheet->canvas, funnel->plot.x, bottom);
    canvas_close(sheet->canvas);
    canvas_fill(sheet->canvas, theme_colour(sheet->theme, colour));
}

/* Between two bars: an arrow and the share that goes on. */
static void draw_step(const struct sheet *sheet, const struct funnel *funnel,
                      size_t i)
{
    bool least = i == funnel->least;
    double y = (middle_of(funnel, i - 1) + middle_of(funnel, i)) / 2 + 2.6;
    double gap = middle_of(funnel, i) - middle_of(funnel, i - 1);
    struct spot spot = {funnel->plot.x + 15, y, ALIGN_LEFT};

    if (funnel->step < 0 || gap - funnel->thick < LEAST_GAP)
        return;
    sheet_triangle(sheet, funnel->plot.x + 6, y, -1,
                   least ? COLOUR_ACCENT : COLOUR_AXIS);
    sheet_text_in(sheet, least ? TYPE_HEAD_BOLD : TYPE_HEAD,
                  least ? COLOUR_ACCENT_TEXT : COLOUR_MUTED, spot,
                  text_of(sheet, funnel, i, funnel->step));
}

static void draw_stage(const struct sheet *sheet, const struct funnel *funnel,
                       size_t i)
{
    double y = middle_of(funnel, i) + LABEL_FALL;
    double end = end_of(funnel, i);

    sheet_line(sheet, TYPE_CELL, (struct spot){funnel->box.x, y, ALIGN_LEFT},
               funnel->plot.x - funnel->box.x - 7,
               text_of(sheet, funnel, i, funnel->label));
    sheet_text(sheet, TYPE_CELL_BOLD, (struct spot){end + 4, y, ALIGN_LEFT},
               text_of(sheet, funnel, i, funnel->value));
    sheet_text_in(sheet, TYPE_CELL, COLOUR_MUTED,
                  (struct spot){funnel->box.x + funnel->box.w, y, ALIGN_RIGHT},
                  text_of(sheet, funnel, i, funnel->share));
}

static void draw_bar(const struct sheet *sheet, const struct funnel *funnel,
                     size_t i)
{
    struct box bar = {funnel->plot.x, middle_of(funnel, i) - funnel->thick / 2,
                      end_of(funnel, i) - funnel->plot.x, funnel->thick};

    sheet_fill(sheet, bar, 0, i ? COLOUR_MID : COLOUR_BRAND);
}

/* "opened 18,948, 50.0% of the stage before", of every stage. */
static struct str describe(const struct sheet *sheet,
                           const struct funnel *funnel)
{
    struct text text = {.arena = sheet->arena};
    size_t last = funnel->rows.count - 1;

    text_addf(&text, "Funnel: %.*s.",
              STR_ARGS(words_choose(sheet->words, &funnel->block->title)));
    for (size_t i = 0; i <= last; i++) {
        text_addf(&text, "%s %.*s %.*s", i ? ";" : "",
                  STR_ARGS(text_of(sheet, funnel, i, funnel->label)),
                  STR_ARGS(text_of(sheet, funnel, i, funnel->value)));
        if (i && isfinite(step_of(funnel, i)))
            text_addf(&text, ", %.*s of the stage before",
                      STR_ARGS(text_of(sheet, funnel, i, funnel->step)));
    }
    if (funnel->share >= 0)
        text_addf(&text, "; in all %.*s reach the last one",
                  STR_ARGS(text_of(sheet, funnel, last, funnel->share)));
    text_add(&text, STR("."));
    return text_str(&text);
}

void block_funnel(const struct sheet *sheet, const struct block *block,
                  struct box box)
{
    struct funnel funnel = {.block = block};
    size_t stride;

    if (!funnel_find(sheet, &funnel))
        return;
    place(sheet, &funnel, box);
    sheet_begin_figure(sheet, describe(sheet, &funnel));
    for (size_t i = 1; i < funnel.rows.count; i++)
        draw_wedge(sheet, &funnel, i);
    for (size_t i = 0; i < funnel.rows.count; i++)
        draw_bar(sheet, &funnel, i);
    for (size_t i = 1; i < funnel.rows.count; i++)
        draw_step(sheet, &funnel, i);
    /* Where stages are too close for their texts, every so many have them. */
    stride =
        (size_t)fmax(1, ceil(9 * (double)funnel.rows.count / funnel.box.h));
    for (size_t i = 0; i < funnel.rows.count; i += stride)
        draw_stage(sheet, &funnel, i);
    sheet_stem(sheet, funnel.plot.x, funnel.plot.y, funnel.plot.h, 0.8,
               COLOUR_AXIS);
    sheet_end(sheet);
}
