/*
 * heat.h - the cells of a heatmap in hand, and what stands around them.
 */
#ifndef REPORT_RENDER_HEAT_H
#define REPORT_RENDER_HEAT_H

#include "render/block.h"

/* Labels of a side that are looked at. */
enum { HEAT_MOST_SIDE = 512 };

/* The labels of one side, in the order of the rows of the table. */
struct side {
    struct cell items[HEAT_MOST_SIDE];
    size_t count;
};

struct heat {
    const struct block *block;
    struct rows rows;
    struct unit unit;
    int value;
    int across;
    int down;
    int partial; /* a value of what has begun and not ended; -1: none */
    int fall;    /* a flag: for the worse; -1: none */
    struct side columns;
    struct side lines;
    double step;
    const struct cell *peak;   /* row of the largest value */
    int size;                  /* a column beside the labels; -1: none */
    const struct table *means; /* NULL: none below */
    bool has_texts; /* they fit into the cells: all of them, or none */
    struct box plot;
    double left; /* of the block: where the labels of lines begin */
};

/* Whether two cells are of the same kind and value. */
bool heat_same(const struct cell *a, const struct cell *b);

/* The place of a label, or the count where it is not there. */
size_t side_find(const struct side *side, const struct cell *cell);

/* Whether a column says nothing about more or less, by its label. */
bool heat_is_neutral(const struct heat *heat, const struct cell *label);

/* Whether the peak is framed: not where columns are judged by their means. */
bool heat_shows_peak(const struct heat *heat);

/* Where a cell is drawn. */
struct box heat_cell_box(const struct heat *heat, size_t line, size_t column);

/* Set the plot within a box, with room for what stands around it. */
void heat_place(const struct sheet *sheet, struct heat *heat, struct box box);

/* Labels of lines and columns, sizes beside them, means below. */
void heat_draw_margins(const struct sheet *sheet, const struct heat *heat);

#endif
