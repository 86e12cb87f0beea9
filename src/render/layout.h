/*
 * layout.h - boxes, the grid of a page, and text in lines.
 *
 * Everything is measured before it is placed, so that nothing is drawn over
 * its box.
 */
#ifndef REPORT_RENDER_LAYOUT_H
#define REPORT_RENDER_LAYOUT_H

#include "render/font.h"

struct box {
    double x, y, w, h;
};

/* The part of a box below `top` points, and what is left of `right`. */
struct box box_below(struct box box, double top);

enum { GRID_COLUMNS = 12 };
#define GRID_MARGIN 36.0
#define GRID_GUTTER 14.0

/* The columns `first` … `first + span - 1` (from 0) of a page's width. */
struct box grid_span(double page_width, int first, int span);

/* Text cut to a width, with an ellipsis where it was cut. */
struct str layout_fit(struct arena *arena, struct font *font, double size,
                      double width, struct str text);

/*
 * Text broken into at most `most` lines; the last one is cut with an ellipsis
 * where the text goes on.  A word wider than a line is broken.
 */
struct lines {
    struct str *items;
    size_t count;
};

struct lines layout_wrap(struct arena *arena, struct font *font, double size,
                         double width, size_t most, struct str text);

#endif
