/*
 * structure.h - what a document says to a screen reader: a tree of elements.
 *
 * A canvas opens and closes elements while it draws and asks which of them a
 * mark belongs to; pdf.c writes the tree.  Everything lives in the arena.
 *
 * Text belongs to the innermost open element, and to a paragraph of its own
 * where that is a mere group (a section, a row).  Lines and fills are read as
 * a part of a figure only; anywhere else they are decoration.
 */
#ifndef REPORT_RENDER_STRUCTURE_H
#define REPORT_RENDER_STRUCTURE_H

#include "render/canvas.h"

/* A rectangle with its lower left and upper right corners, y up. */
struct extent {
    double left, bottom, right, top;
    bool is_set;
};

void extent_add(struct extent *extent, double x, double y);

enum kid_kind { KID_ELEMENT, KID_MARK, KID_LINK };

/* What an element holds, in reading order. */
struct kid {
    enum kid_kind kind;
    const struct element *element; /* KID_ELEMENT */
    size_t page;                   /* of a mark, from 0 */
    size_t number;                 /* of the mark on its page; of the link */
    struct kid *next;
};

struct element {
    const char *name;  /* its type in the PDF */
    const char *scope; /* of a table head, or NULL */
    struct str alt;
    struct extent extent; /* of a figure */
    size_t number;        /* in order of opening, from 0 */
    struct element *parent;
    struct kid *first, *last;
    struct element *next; /* the one opened after it */

    enum tag_role { ROLE_GROUP, ROLE_TEXT, ROLE_FIGURE, ROLE_ARTIFACT } role;
    struct element *outer; /* open again once this one ends */
};

struct structure {
    struct arena *arena;
    struct element *first, *last; /* all elements; the first is the document */
    struct element *open;
    size_t count;
    size_t swallowed; /* open inside a figure or an artifact */
};

void structure_init(struct structure *structure, struct arena *arena);

void structure_begin(struct structure *structure, enum tag tag, struct str alt);
void structure_end(struct structure *structure);

/* Whose a mark to be drawn is: NULL for decoration. */
struct element *structure_owner(struct structure *structure, bool is_text);

/* Whose a link is: an element of its own unless one is open. */
struct element *structure_link(struct structure *structure);

void structure_add_mark(struct structure *structure, struct element *element,
                        size_t page, size_t number);
void structure_add_link(struct structure *structure, struct element *element,
                        size_t page, size_t number);

#endif
