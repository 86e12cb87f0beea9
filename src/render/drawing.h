/*
 * drawing.h - what drawing on a page leaves: its operators and what they refer
 * to.  A canvas makes it, pdf.c puts it into a document.
 *
 * In the operators a font is /F and the number of its subset, a picture /I and
 * its number, an opacity /A and thousandths.  Lengths are points, y up.  All
 * lives in the ink's arena.
 */
#ifndef REPORT_RENDER_DRAWING_H
#define REPORT_RENDER_DRAWING_H

#include "render/canvas_picture.h"
#include "render/structure.h"
#include "render/subset.h"

/* A document has its company's logo twice at the most. */
enum { OPACITIES = 1000, PICTURES = 2 };

/* What the pages of one document share. */
struct ink {
    struct arena *arena;
    struct structure structure;
    struct subset *subsets;
    bool opacities[OPACITIES + 1]; /* which of them are used */
    const struct picture *pictures[PICTURES];
    size_t picture_count;
};

struct drawing_mark {
    const struct element *owner;
};

struct drawing_link {
    struct extent extent;
    size_t target; /* page, from 0 */
    struct element *element;
};

struct drawing {
    size_t number; /* of the page, from 0 */
    double width, height;
    struct text operators;
    struct drawing_mark *marks; /* pieces that are read, by number */
    size_t mark_count, mark_capacity;
    struct drawing_link *links;
    size_t link_count, link_capacity;
    struct drawing *next; /* for the document to use */
};

/* A canvas on a new page; closing it gives up cairo's part of it. */
struct canvas *canvas_open_page(struct ink *ink, struct drawing *drawing);
void canvas_close_page(struct canvas *canvas);

#endif
