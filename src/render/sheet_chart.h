/*
 * sheet_chart.h - the charts that the template gives a sheet, below what the
 * sheet shows.
 */
#ifndef REPORT_RENDER_SHEET_CHART_H
#define REPORT_RENDER_SHEET_CHART_H

#include "render/chart_data.h"

/* Where they stand: from `row` on, as wide as the columns up to the last. */
struct chart_place {
    uint32_t row;
    uint32_t first_column;
    uint32_t last_column;
    const struct list *list;    /* whose cells they may show; NULL: none */
    uint32_t repeated;          /* rows at the top of each page */
    struct grid_breaks *breaks; /* pages that begin with charts are added */
};

/* Draw them, and the link to them at the top; the first row after them, which
 * is `row` where there is none to draw. */
uint32_t charts_draw(const struct binder *binder, const struct leaf *leaf,
                     const struct chart_place *place);

#endif
