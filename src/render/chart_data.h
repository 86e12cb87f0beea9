/*
 * chart_data.h - what a chart of the workbook shows, as cells.
 *
 * A chart refers to the cells of its sheet's list where they stand there as it
 * wants them.  Else they are written, one block a chart, to the sheet of kind
 * "chart data"; where the template has none, such a chart is left out.
 */
#ifndef REPORT_RENDER_CHART_DATA_H
#define REPORT_RENDER_CHART_DATA_H

#include "render/list.h"
#include "render/select.h"

/* The sheet that blocks are written to, and the next free row of it. */
struct chart_data {
    struct grid *grid; /* NULL: there is none */
    uint32_t row;
};

/* Rows of a table, and the columns of them that a chart draws. */
struct chart_table {
    const struct plan_chart *plan;
    struct str title;
    struct rows rows;
    int label; /* the column that names rows */
    size_t count;
    int columns[CHART_SERIES_MOST];
    struct str labels[CHART_SERIES_MOST];
};

/* Where its cells are. */
struct chart_source {
    struct grid_range names;
    struct grid_range values[CHART_SERIES_MOST];
    size_t points;
    bool in_list; /* of the sheet: filters hide them */
};

/* The cells of a table: those of `list` (NULL: none) if it has them in a row.
 * False where they cannot be written. */
bool chart_data_rows(const struct binder *binder, const struct list *list,
                     const struct chart_table *table,
                     struct chart_source *source);

/* Steps of a waterfall from one amount to another, as columns on each other. */
enum chart_step { STEP_BELOW, STEP_WHOLE, STEP_GAIN, STEP_LOSS, STEP_LABEL };
struct chart_ends {
    struct cell from, to;
    struct str from_label, to_label;
};
double chart_data_highest(const struct chart_table *table,
                          const struct chart_ends *ends); /* level */
bool chart_data_steps(const struct binder *binder,
                      const struct chart_table *table,
                      const struct chart_ends *ends,
                      struct chart_source *source);

#endif
