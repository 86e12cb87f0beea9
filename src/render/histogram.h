/*
 * histogram.h - where the bars and marks of a histogram are.
 *
 * A row is a band of the axis from `low` to `high`, with a bar as high as its
 * value.  A row without a `high` is open: it stands apart behind the others, as
 * wide as they are on average.
 */
#ifndef REPORT_RENDER_HISTOGRAM_H
#define REPORT_RENDER_HISTOGRAM_H

#include "render/block.h"

/* A band on the page; what is undefined is NaN. */
struct bar {
    double left;
    double right;
    double top;  /* of the value */
    double base; /* of last year's */
    bool open;
    bool marked; /* the block's flag is set */
};

/* A value on the axis, with its name. */
struct sign {
    double x;
    struct str text;
};

struct histogram {
    const struct block *block;
    struct rows rows;
    struct unit unit;   /* of the bars */
    struct unit across; /* of the bands' ends */
    int value;
    int base; /* last year's; -1: none */
    int low;
    int high;
    int label;
    int band;       /* a flag; -1: none */
    struct scale x; /* of the bands with an end */
    struct scale y;
    double width; /* of the open band; 0: there is none */
    struct box plot;
    struct bar *bars;
    struct sign signs[MOST_MARKERS]; /* the lowest first */
    size_t sign_count;
};

/* The rows and scales of histogram->block; false, told, without a column. */
bool histogram_find(const struct sheet *sheet, struct histogram *histogram);

/* Bars and signs in a plot. */
void histogram_place(const struct sheet *sheet, struct box plot,
                     struct histogram *histogram);

#endif
