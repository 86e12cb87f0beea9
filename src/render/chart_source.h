/*
 * chart_source.h - from a template's chart to one that can be drawn: its rows
 * or its KPI, its cells, its colours and its words.
 */
#ifndef REPORT_RENDER_CHART_SOURCE_H
#define REPORT_RENDER_CHART_SOURCE_H

#include "render/chart_data.h"

/* A chart without its size. */
struct chart_drawn {
    const struct plan_chart *plan;
    struct grid_chart chart;
    struct str title;
    struct str subtitle;
};

/* False where the data does not give it. */
bool chart_resolve(const struct binder *binder, const struct leaf *leaf,
                   const struct list *list, struct chart_drawn *drawn);

#endif
