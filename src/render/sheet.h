/*
 * sheet.h - the page in hand: a canvas with a theme, the words, and the marks
 * that all blocks are made of.
 */
#ifndef REPORT_RENDER_SHEET_H
#define REPORT_RENDER_SHEET_H

#include "render/finding.h"
#include "render/layout.h"
#include "render/theme.h"
#include "render/words.h"

/* The rows of a table that goes on over pages which this page shows. */
struct slice {
    size_t first;
    size_t count; /* 0: all */
};

struct sheet {
    struct arena *arena;
    struct canvas *canvas;
    double width, height; /* of the page */
    const struct theme *theme;
    struct words *words;
    const struct findings *findings; /* that may be told */
    struct slice slice;
};

/* How wide a text is in a role. */
double sheet_width(const struct sheet *sheet, enum theme_type type,
                   struct str text);

/* A text of a role at a point; returns its width. */
struct spot {
    double x, y;
    enum align align;
};
double sheet_text(const struct sheet *sheet, enum theme_type type,
                  struct spot spot, struct str text);

/* The same in another colour. */
double sheet_text_in(const struct sheet *sheet, enum theme_type type,
                     enum theme_colour colour, struct spot spot,
                     struct str text);

/* One line cut to `width`. */
double sheet_line(const struct sheet *sheet, enum theme_type type,
                  struct spot spot, double width, struct str text);

/* Lines of a role; a box's y is the first baseline.  Returns the last one. */
double sheet_lines(const struct sheet *sheet, enum theme_type type, double x,
                   double y, const struct lines *lines);
struct lines sheet_wrap(const struct sheet *sheet, enum theme_type type,
                        double width, size_t most, struct str text);

/* A paragraph of at most `most` lines; returns its last baseline. */
double sheet_paragraph(const struct sheet *sheet, enum theme_type type,
                       struct box box, size_t most, struct str text);

/* Decoration: not read to anybody. */
void sheet_rule(const struct sheet *sheet, double x, double y, double width,
                double thickness, enum theme_colour colour);
void sheet_stem(const struct sheet *sheet, double x, double y, double height,
                double thickness, enum theme_colour colour);
void sheet_fill(const struct sheet *sheet, struct box box, double radius,
                enum theme_colour colour);
void sheet_dot(const struct sheet *sheet, double x, double y, double radius,
               enum theme_colour colour);

/* Up for 1, down for -1, 6 wide, standing on a baseline. */
void sheet_triangle(const struct sheet *sheet, double x, double y, int sign,
                    enum theme_colour colour);

/*
 * Whether a change is good (1), bad (-1) or neither, for a KPI of `direction`
 * "up is good", "up is bad" or "neutral", and the colour it is printed in.
 */
int sheet_effect(const struct cell *change, struct str direction);
enum theme_colour sheet_effect_colour(int effect);

/* Open an element whose end is canvas_end(). */
void sheet_begin(const struct sheet *sheet, enum tag tag);
void sheet_begin_figure(const struct sheet *sheet, struct str alt);
void sheet_end(const struct sheet *sheet);

/* A cell of a table in print, "<10" where that is the rule. */
struct str sheet_cell(const struct sheet *sheet, const struct table *table,
                      const struct cell *row, size_t column,
                      const struct number_scale *scale);

#endif
