/*
 * canvas.h - drawing on one page, without knowing what it becomes.
 *
 * Units are PDF points, the origin is at the top left, y grows downward, a
 * text's y is its baseline.  A path is built with the canvas_* path calls (by
 * cairo) and ends with one fill or stroke.  A canvas draws either the
 * operators of a PDF page or a cairo image surface (a PNG, for tests).
 *
 * Drawing is sticky: nothing here fails; what went wrong is told when the
 * document is saved.  Non-finite coordinates are a bug of the caller: they
 * are asserted, and drawn as nothing.
 */
#ifndef REPORT_RENDER_CANVAS_H
#define REPORT_RENDER_CANVAS_H

#include "base/str.h"
#include "render/canvas_picture.h"
#include "render/colour.h"
#include "render/font.h"

struct canvas;

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

struct pen {
    double width;
    double dash[2]; /* on, off; {0} is a solid line */
    bool round;     /* caps and joins */
};

/* What the marks that follow mean to a screen reader. */
enum tag {
    TAG_ARTIFACT, /* decoration: not read */
    TAG_SECTION,
    TAG_H1,
    TAG_H2,
    TAG_P,
    TAG_FIGURE, /* with alternative text */
    TAG_TABLE,
    TAG_ROW,
    TAG_HEAD_CELL, /* column head */
    TAG_ROW_HEAD,  /* row head */
    TAG_CELL,
    TAG_LIST,
    TAG_ITEM,
    TAG_LINK,
};

void canvas_move(struct canvas *canvas, double x, double y);
void canvas_line(struct canvas *canvas, double x, double y);
void canvas_curve(struct canvas *canvas, const double xy[static 6]);
void canvas_arc(struct canvas *canvas, double x, double y, double radius,
                double from, double to);
void canvas_close(struct canvas *canvas);
void canvas_rect(struct canvas *canvas, double x, double y, double w, double h);
void canvas_round_rect(struct canvas *canvas, double x, double y, double w,
                       double h, double radius);
void canvas_circle(struct canvas *canvas, double x, double y, double radius);

/* End the path. */
void canvas_fill(struct canvas *canvas, struct colour colour);
void canvas_stroke(struct canvas *canvas, struct colour colour,
                   const struct pen *pen);
/* 45 degree lines inside the path: forecasts, partial data. */
void canvas_hatch(struct canvas *canvas, struct colour colour, double width,
                  double every);

void canvas_save(struct canvas *canvas);
void canvas_clip(struct canvas *canvas, double x, double y, double w, double h);
void canvas_restore(struct canvas *canvas);

/* Text on a baseline; returns its width. */
double canvas_text(struct canvas *canvas, struct font *font, double size,
                   double x, double y, enum align align, struct colour colour,
                   struct str text);

/* A picture in a rectangle, whose proportions should be its own. */
void canvas_picture(struct canvas *canvas, const struct picture *picture,
                    double x, double y, double w, double h);

/*
 * Open and close a structure element; they nest, and all drawing happens
 * inside one.  `alt` says what a figure shows, or is empty.
 */
void canvas_begin(struct canvas *canvas, enum tag tag, struct str alt);
void canvas_end(struct canvas *canvas);

/* A link on a rectangle to a page (from 0) of the document. */
void canvas_link(struct canvas *canvas, double x, double y, double w, double h,
                 size_t page);

/* A canvas on an image, and its PNG file: what golden pictures are made of. */
struct canvas *canvas_open_image(struct arena *arena, double width,
                                 double height, double scale);
enum status canvas_close_image(struct canvas *canvas, struct diag *diag,
                               const char *path);

#endif
