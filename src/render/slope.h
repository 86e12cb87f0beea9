/*
 * slope.h - lines from earlier values to present ones: where they and their
 * labels lie.  block_slope.c draws them.
 */
#ifndef REPORT_RENDER_SLOPE_H
#define REPORT_RENDER_SLOPE_H

#include "render/block.h"
#include "render/places.h"

#define SLOPE_LEADER 14.0 /* between a dot and a label that moved */

/* A row from its earlier value to its present one. */
struct slope_line {
    const struct cell *row;
    double from, to; /* y; NaN where there is no such value */
    double move;     /* up is positive */
    bool notable;
    bool labelled;
    double from_label, to_label; /* y of the labels */
};

struct slope {
    const struct block *block;
    struct rows rows;
    struct unit unit;
    int value;
    int base;
    int label;
    int otherwise; /* -1: none */
    bool ranks;    /* the first is at the top */
    struct slope_line *lines;
    struct scale scale;
    struct places places;
    double left, right; /* x of the ends */
};

/* The rows, columns and scale of a block; false: there is nothing to show. */
bool slope_find(const struct sheet *sheet, struct slope *slope);

/* Where its lines and labels lie in a box. */
void slope_place(const struct sheet *sheet, struct slope *slope,
                 struct box box);

/* The width of the widest value at the right. */
double slope_value_width(const struct sheet *sheet, const struct slope *slope);

/* Texts of a row: its name, a value of it, what stands left of the earlier
 * one. */
struct str slope_name(const struct sheet *sheet, const struct slope *slope,
                      const struct cell *row);
struct str slope_value(const struct sheet *sheet, const struct slope *slope,
                       const struct cell *row, int column);
struct str slope_from(const struct sheet *sheet, const struct slope *slope,
                      const struct cell *row);

#endif
