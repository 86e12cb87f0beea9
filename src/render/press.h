/*
 * press.h - drawing as the operators of a PDF page.
 *
 * A canvas tells what to draw; the press writes it, marks whose it is, and
 * sets colours and pens only where they change.  Points come with y down, as
 * on the canvas, unless said otherwise.
 */
#ifndef REPORT_RENDER_PRESS_H
#define REPORT_RENDER_PRESS_H

#include "render/drawing.h"

enum { PRESS_SAVES = 24 };

/* A rectangle on the canvas: y grows downward. */
struct area {
    double left, top, right, bottom;
};

/* What the operators so far have set. */
struct press_state {
    struct colour fill, stroke;
    struct pen pen;
    struct area clip; /* nothing shows outside of it */
};

struct press {
    struct ink *ink;
    struct drawing *drawing;
    struct text *out;      /* the drawing's operators */
    struct element *owner; /* of the piece that is being marked */
    bool is_marked;
    bool has_text; /* the piece has some already */
    struct press_state state;
    struct press_state saved[PRESS_SAVES];
    size_t depth;
};

void press_open(struct press *press, struct ink *ink, struct drawing *drawing);
void press_close(struct press *press);

/* End the piece that is being marked. */
void press_unmark(struct press *press);

void press_save(struct press *press);
void press_restore(struct press *press);

/*
 * Begin what is drawn with a colour, as a part of the open element or as
 * decoration; press_end() gets the same colour.
 */
void press_begin_fill(struct press *press, struct colour colour);
void press_begin_stroke(struct press *press, struct colour colour,
                        const struct pen *pen);
void press_begin_text(struct press *press, struct colour colour);
void press_end(struct press *press, struct colour colour);

/* A bare operator, and the operands of one that draws a path. */
void press_operator(struct press *press, const char *name);
void press_point(struct press *press, double x, double y);

/* The path that was written, and ended with a clip, has these bounds. */
void press_clip(struct press *press, const struct area *area);

/* Let the figure that is being drawn reach as far as a point that shows. */
void press_reach(struct press *press, double x, double y, double around);

void press_link(struct press *press, const struct area *area, size_t target);

/* A picture in a rectangle. */
void press_picture(struct press *press, const struct picture *picture,
                   const struct area *area);

/* A shaped text from a point of its baseline. */
struct press_line {
    struct font *font;
    double size;
    struct str text;
    const struct glyph *glyphs;
    size_t count;
};
void press_text(struct press *press, const struct press_line *line, double x,
                double y, struct colour colour);

#endif
