#include "render/canvas_own.h"

#include <cairo.h>

static void set_source(struct canvas *canvas, struct colour colour)
{
    cairo_set_source_rgba(canvas->cairo, colour.r, colour.g, colour.b,
                          colour.a);
}

void canvas_fill_image(struct canvas *canvas, struct colour colour)
{
    set_source(canvas, colour);
    cairo_fill(canvas->cairo);
}

void canvas_stroke_image(struct canvas *canvas, struct colour colour,
                         const struct pen *pen)
{
    set_source(canvas, colour);
    cairo_set_line_width(canvas->cairo, pen->width);
    cairo_set_dash(canvas->cairo, pen->dash, pen->dash[0] > 0 ? 2 : 0, 0);
    cairo_set_line_cap(canvas->cairo,
                       pen->round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_line_join(canvas->cairo, pen->round ? CAIRO_LINE_JOIN_ROUND
                                                  : CAIRO_LINE_JOIN_MITER);
    cairo_stroke(canvas->cairo);
}

static void trace(struct canvas *canvas, const struct outline *outline,
                  double x, double y, double size)
{
    double at[6];

    for (size_t i = 0; i < COUNT(at); i += 2) {
        at[i] = x + outline->xy[i] * size;
        at[i + 1] = y - outline->xy[i + 1] * size;
    }
    switch (outline->step) {
    case OUTLINE_MOVE:
        cairo_move_to(canvas->cairo, at[0], at[1]);
        break;
    case OUTLINE_LINE:
        cairo_line_to(canvas->cairo, at[0], at[1]);
        break;
    case OUTLINE_CURVE:
        cairo_curve_to(canvas->cairo, at[0], at[1], at[2], at[3], at[4], at[5]);
        break;
    case OUTLINE_CLOSE:
        cairo_close_path(canvas->cairo);
        break;
    }
}

/*
 * Glyphs are filled outlines: cairo's own text would keep the face in a cache
 * that outlives the font.
 */
void canvas_text_image(struct canvas *canvas, const struct press_line *line,
                       double x, double y, struct colour colour)
{
    for (size_t i = 0; i < line->count; i++) {
        const struct glyph *glyph = &line->glyphs[i];
        const struct outline *outline;
        size_t count =
            font_outline(line->font, glyph->face, glyph->id, &outline);

        for (size_t j = 0; j < count; j++)
            trace(canvas, &outline[j], x + glyph->x * line->size,
                  y - glyph->y * line->size, line->size);
        x += glyph->advance * line->size;
    }
    canvas_fill_image(canvas, colour);
}

void canvas_paint_image(struct canvas *canvas, const struct picture *picture,
                        const struct area *area)
{
    cairo_surface_t *pixels = cairo_image_surface_create_for_data(
        picture->argb, CAIRO_FORMAT_ARGB32, picture->width, picture->height,
        picture->stride);

    cairo_save(canvas->cairo);
    cairo_translate(canvas->cairo, area->left, area->top);
    cairo_scale(canvas->cairo, (area->right - area->left) / picture->width,
                (area->bottom - area->top) / picture->height);
    cairo_set_source_surface(canvas->cairo, pixels, 0, 0);
    cairo_paint(canvas->cairo);
    cairo_restore(canvas->cairo);
    cairo_surface_destroy(pixels);
}
