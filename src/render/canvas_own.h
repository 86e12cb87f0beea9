/*
 * canvas_own.h - what the files of canvas share, and nobody else sees.
 */
#ifndef REPORT_RENDER_CANVAS_OWN_H
#define REPORT_RENDER_CANVAS_OWN_H

#include "render/canvas.h"
#include "render/press.h"

#include <cairo.h>

struct canvas {
    cairo_surface_t *surface;
    cairo_t *cairo;
    double scale;    /* from points to cairo's units */
    bool is_spoiled; /* the path holds a number that is none */

    bool is_image;
    struct press press; /* of a page */
};

/* Draw on an image: the path that was built, a shaped text, pixels. */
void canvas_fill_image(struct canvas *canvas, struct colour colour);
void canvas_stroke_image(struct canvas *canvas, struct colour colour,
                         const struct pen *pen);
void canvas_text_image(struct canvas *canvas, const struct press_line *line,
                       double x, double y, struct colour colour);
void canvas_paint_image(struct canvas *canvas, const struct picture *picture,
                        const struct area *area);

#endif
