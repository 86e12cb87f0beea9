#include "render/cover.h"

#include "render/emblem.h"
#include "render/paper.h"

#include <math.h>

#define CONTENTS   84.0  /* where the list of pages begins */
#define RESULTS    110.0 /* figures, from the paper's bottom */
#define FIELD      345.0 /* width of the brand's field */
#define LEFT       36.0
#define RIGHT_SIDE 39.0 /* from the field to the contents */
#define TITLE_LINE 260.0

/* A wave is white at 3 to 7 % over what lies below it, as on the house's. */
static void draw_wave(const struct sheet *sheet, double y, double shift,
                      double opacity)
{
    const double half = 90;

    canvas_move(sheet->canvas, shift - 2 * half, y);
    for (int i = -1; i < 4; i++) {
        double x = shift + 2 * half * i;
        const double crest[6] = {x + half * 0.36, y - 12,   x + half * 0.64,
                                 y - 12,          x + half, y};
        const double trough[6] = {
            x + half * 1.36, y + 12, x + half * 1.64, y + 12, x + 2 * half, y};
        canvas_curve(sheet->canvas, crest);
        canvas_curve(sheet->canvas, trough);
    }
    canvas_line(sheet->canvas, FIELD + 2 * half, sheet->height + 20);
    canvas_line(sheet->canvas, -2 * half, sheet->height + 20);
    canvas_close(sheet->canvas);
    canvas_fill(sheet->canvas,
                colour_fade(theme_colour(sheet->theme, COLOUR_WHITE), opacity));
}

static void draw_field(const struct sheet *sheet)
{
    struct box field = {0, 0, FIELD, sheet->height};

    sheet_fill(sheet, (struct box){0, 0, sheet->width, sheet->height}, 0,
               COLOUR_SAND);
    sheet_fill(sheet, field, 0, COLOUR_BRAND);
    sheet_begin(sheet, TAG_ARTIFACT);
    canvas_save(sheet->canvas);
    canvas_clip(sheet->canvas, field.x, field.y, field.w, field.h);
    for (int i = 0; i < 7; i++)
        draw_wave(sheet, sheet->height - 150 + 23 * i, (i % 2) * 70 - 20 * i,
                  0.03 + 0.007 * i);
    canvas_restore(sheet->canvas);
    sheet_end(sheet);
}

/* A line in white or in the tint that is readable on the brand. */
static void draw_light(const struct sheet *sheet, enum theme_type type,
                       enum theme_colour colour, double y, struct str text)
{
    struct str cut = layout_fit(sheet->arena, theme_font(sheet->theme, type),
                                types[type].size, FIELD - LEFT - 16, text);

    sheet_text_in(sheet, type, colour, (struct spot){LEFT, y, ALIGN_LEFT}, cut);
}

/* The period, in the largest size in which it fits on one line. */
static void draw_period(const struct sheet *sheet, struct str period)
{
    double width = sheet_width(sheet, TYPE_COVER, period);
    double room = FIELD - LEFT - 20;
    double size = types[TYPE_COVER].size * fmin(1, room / fmax(width, 1));

    sheet_begin(sheet, TAG_H1);
    canvas_text(sheet->canvas, theme_font(sheet->theme, TYPE_COVER), size,
                LEFT - 2, TITLE_LINE, ALIGN_LEFT,
                theme_colour(sheet->theme, COLOUR_WHITE), period);
    sheet_end(sheet);
}

static void draw_subject(const struct sheet *sheet, const struct cover *cover)
{
    struct words *words = sheet->words;
    struct lines compared =
        sheet_wrap(sheet, TYPE_COVER_NOTE, FIELD - LEFT - 30, 4,
                   words_choose(words, &cover->compared));

    sheet_begin(sheet, TAG_P);
    draw_light(sheet, TYPE_COVER_KICKER, COLOUR_WHITE, 204,
               words_choose(words, &cover->kicker));
    sheet_end(sheet);
    draw_period(sheet, words_choose(words, &cover->period));
    sheet_fill(sheet, (struct box){LEFT, 283.5, 40, 2.5}, 0, COLOUR_ACCENT);
    sheet_begin(sheet, TAG_P);
    draw_light(sheet, TYPE_COVER_DATES, COLOUR_WHITE, 312,
               words_choose(words, &cover->dates));
    draw_light(sheet, TYPE_COVER_NOTE, COLOUR_WHITE, 330,
               words_choose(words, &cover->detail));
    sheet_lines(sheet, TYPE_COVER_NOTE, LEFT, 364, &compared);
    sheet_end(sheet);
}

/* Against last year, or the period before where there is none. */
static void draw_result(const struct sheet *sheet, struct str kpi,
                        struct spot spot, double width)
{
    struct variance variance = variance_find(sheet->words, kpi, "ly");
    struct str base = STR("last year");
    const struct table *prev = words_table(sheet->words, STR("prev"));
    const struct cell *name = prev ? table_cell(prev, 0, "label") : NULL;
    struct spot below = {spot.x, spot.y + 41, ALIGN_LEFT};
    bool is_prev = !cell_is_defined(&variance.change) && name;

    if (is_prev) {
        variance = variance_find(sheet->words, kpi, "prev");
        base = name->text;
    }
    sheet_begin(sheet, TAG_P);
    kpi_draw_value(sheet, kpi, spot.x, spot.y);
    if (cell_is_defined(&variance.change)) {
        below.x = variance_draw(sheet, &variance, below.x, below.y) + 3;
        variance_draw_base(sheet, below, base, is_prev && variance.per_day,
                           spot.x + width - below.x);
    } else {
        sheet_text(sheet, TYPE_NOTE, below,
                   STR("no earlier period to compare"));
    }
    sheet_end(sheet);
}

static void draw_results(const struct sheet *sheet, const struct cover *cover,
                         double x, double width)
{
    enum { MOST = 3 };
    double step = width / MOST;
    size_t drawn = 0;

    for (size_t i = 0; i < cover->kpi_count && drawn < MOST; i++)
        if (kpi_is_there(sheet->words, cover->kpis[i]))
            draw_result(sheet, cover->kpis[i],
                        (struct spot){x + step * (double)drawn++,
                                      sheet->height - RESULTS, ALIGN_LEFT},
                        step);
}

static void draw_notes(const struct sheet *sheet, const struct cover *cover,
                       struct box box, size_t pages)
{
    double y = sheet->height - 40;
    struct str note = words_choose(sheet->words, &cover->notes);

    sheet_begin(sheet, TAG_P);
    sheet_line(sheet, TYPE_NOTE, (struct spot){box.x, y, ALIGN_LEFT},
               box.w - 50, note);
    sheet_line(sheet, TYPE_NOTE, (struct spot){box.x, y + 12, ALIGN_LEFT},
               box.w - 50, sheet->theme->confidentiality);
    sheet_end(sheet);
    sheet_begin(sheet, TAG_ARTIFACT);
    sheet_text(sheet, TYPE_FOOT_BOLD,
               (struct spot){box.x + box.w, y + 12, ALIGN_RIGHT},
               str_format(sheet->arena, "1 / %zu", pages));
    sheet_end(sheet);
}

void cover_draw(const struct sheet *sheet, const struct cover *cover,
                const struct contents *contents)
{
    double x = FIELD + RIGHT_SIDE;
    double width = sheet->width - GRID_MARGIN - x;

    draw_field(sheet);
    emblem_draw_cover(sheet, LEFT, FIELD - LEFT - 16);
    draw_subject(sheet, cover);
    sheet_begin(sheet, TAG_H2);
    sheet_text(sheet, TYPE_COVER_HEAD, (struct spot){x, 53, ALIGN_LEFT},
               cover->heading);
    sheet_end(sheet);
    sheet_begin(sheet, TAG_P);
    sheet_line(sheet, TYPE_LABEL, (struct spot){x, 69, ALIGN_LEFT}, width,
               words_choose(sheet->words, &cover->intro));
    sheet_end(sheet);
    cover_draw_contents(sheet, contents,
                        (struct box){x, CONTENTS, width,
                                     sheet->height - CONTENTS - RESULTS - 24});
    draw_results(sheet, cover, x, width);
    draw_notes(sheet, cover, (struct box){x, 0, width, 0}, contents->pages);
}
