/*
 * row_pen.h - rows of a sheet written as the XML of a workbook.
 *
 * For rows by the million, each cell of which comes once and in its order.
 * Text may be anything: it is made fit for Excel, and never becomes a formula.
 */
#ifndef REPORT_RENDER_ROW_PEN_H
#define REPORT_RENDER_ROW_PEN_H

#include "render/figure.h"

#include <stdint.h>

/* A column: how its cells begin, and how they show. */
struct row_column {
    enum figure figure;
    struct str open;  /* <c r="AB */
    struct str style; /* " s="12" */
};

struct row_column row_column(struct arena *arena, uint32_t column,
                             enum figure figure, unsigned style);

/* The rows are added to `out`; the scratch is cleared in between. */
struct row_pen {
    struct text *out;
    struct arena *scratch;
    char digits[12]; /* of the row in hand */
    size_t digit_count;
    size_t values; /* cells that were not blank */
};

/* Rows count from 0. */
void row_begin(struct row_pen *pen, uint32_t row);
void row_cell(struct row_pen *pen, const struct row_column *column,
              const struct cell *cell);
void row_end(struct row_pen *pen);

#endif
