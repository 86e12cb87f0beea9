#include "render/emblem.h"

#include "render/capital.h"

#include <math.h>

/* The room that a logo has, in points; the plate is white, around it. */
#define HEAD_LOGO_WIDTH   130.0
#define HEAD_LOGO_HEIGHT  12.0
#define COVER_LOGO_TOP    36.0
#define COVER_LOGO_WIDTH  200.0
#define COVER_LOGO_HEIGHT 40.0
#define PLATE             9.0

/* A disc with two waves. */
static void draw_mark(const struct sheet *sheet, double x, double y,
                      double radius, enum theme_colour ground,
                      enum theme_colour waves)
{
    const struct pen pen = {.width = radius * 0.2, .round = true};
    double w = radius * 0.62;

    sheet_dot(sheet, x, y, radius, ground);
    sheet_begin(sheet, TAG_ARTIFACT);
    for (int i = 0; i < 2; i++) {
        double at = y + radius * (i ? 0.3 : -0.22);
        const double down[6] = {
            x - w * 0.5, at - w * 0.75, x - w * 0.2, at - w * 0.4, x, at};
        const double up[6] = {x + w * 0.2,  at + w * 0.4, x + w * 0.5,
                              at + w * 0.5, x + w,        at};
        canvas_move(sheet->canvas, x - w, at);
        canvas_curve(sheet->canvas, down);
        canvas_curve(sheet->canvas, up);
    }
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, waves), &pen);
    sheet_end(sheet);
}

/* As large as a box allows, at its left, in the middle of its height. */
static struct box fit(const struct picture *logo, struct box box)
{
    double scale = fmin(box.w / logo->width, box.h / logo->height);
    double h = logo->height * scale;

    return (struct box){box.x, box.y + (box.h - h) / 2, logo->width * scale, h};
}

static void draw_logo(const struct sheet *sheet, const struct picture *logo,
                      struct box box)
{
    canvas_picture(sheet->canvas, logo, box.x, box.y, box.w, box.h);
}

void emblem_draw_head(const struct sheet *sheet, double x, double line)
{
    const struct theme *theme = sheet->theme;

    if (theme->logo) {
        double top = line - 3.3 - HEAD_LOGO_HEIGHT / 2;

        sheet_begin(sheet, TAG_ARTIFACT);
        draw_logo(sheet, theme->logo,
                  fit(theme->logo,
                      (struct box){x, top, HEAD_LOGO_WIDTH, HEAD_LOGO_HEIGHT}));
        sheet_end(sheet);
        return;
    }
    draw_mark(sheet, x + 5, line - 3.3, 5, COLOUR_BRAND, COLOUR_WHITE);
    sheet_begin(sheet, TAG_ARTIFACT);
    sheet_line(sheet, TYPE_BRAND, (struct spot){x + 16, line, ALIGN_LEFT}, 380,
               capitals(sheet->arena, theme->name));
    sheet_end(sheet);
}

/* The one for dark grounds as it is, the other one on a plate. */
static void draw_cover_logo(const struct sheet *sheet, double x)
{
    const struct theme *theme = sheet->theme;
    const struct picture *logo =
        theme->logo_on_brand ? theme->logo_on_brand : theme->logo;
    bool has_plate = !theme->logo_on_brand;
    double inset = has_plate ? PLATE : 0;
    struct box box =
        fit(logo, (struct box){x + inset, COVER_LOGO_TOP, COVER_LOGO_WIDTH,
                               COVER_LOGO_HEIGHT});

    box.y = COVER_LOGO_TOP;
    if (has_plate)
        sheet_fill(sheet,
                   (struct box){box.x - PLATE, box.y - PLATE, box.w + 2 * PLATE,
                                box.h + 2 * PLATE},
                   4, COLOUR_WHITE);
    canvas_begin(sheet->canvas, TAG_FIGURE, theme->name);
    draw_logo(sheet, logo, box);
    canvas_end(sheet->canvas);
    sheet_begin(sheet, TAG_P);
    sheet_line(sheet, TYPE_COVER_NOTE,
               (struct spot){x, box.y + box.h + inset + 17, ALIGN_LEFT},
               COVER_LOGO_WIDTH, theme->tagline);
    sheet_end(sheet);
}

void emblem_draw_cover(const struct sheet *sheet, double x, double width)
{
    const struct theme *theme = sheet->theme;
    double line = theme->tagline.len ? 53 : 58.5;

    if (theme->logo || theme->logo_on_brand) {
        draw_cover_logo(sheet, x);
        return;
    }
    draw_mark(sheet, x + 13, 55, 13, COLOUR_WHITE, COLOUR_BRAND);
    sheet_begin(sheet, TAG_P);
    sheet_line(sheet, TYPE_COVER_NAME, (struct spot){x + 36, line, ALIGN_LEFT},
               width - 36, capitals(sheet->arena, theme->name));
    sheet_line(sheet, TYPE_COVER_NOTE, (struct spot){x + 36, 66, ALIGN_LEFT},
               width - 36, theme->tagline);
    sheet_end(sheet);
}
