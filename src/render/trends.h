/*
 * trends.h - the Trends sheet being drawn: its rows, and its charts below.
 */
#ifndef REPORT_RENDER_TRENDS_H
#define REPORT_RENDER_TRENDS_H

#include "render/kpi_lines.h"
#include "render/sheets.h"

enum { COLUMN_PERIODS = COLUMN_FIRST + 1 };
enum { CHANGE_WIDTH = 12, CHART_ROWS = 15 };
#define PERIOD_WIDTH 9.6

struct trends {
    const struct binder *binder;
    const struct leaf *leaf;
    const struct table *table;
    struct grid *grid;
    struct kpi_lines lines;
    uint32_t periods;
    uint32_t last; /* the column of changes */
    uint32_t foot; /* the last row written */
    double label_width;
    struct grid_breaks breaks; /* between printed pages */
    struct effects *effects;   /* the changes, to be coloured */
};

/* How many periods the table of a sheet has, at most 13. */
uint32_t trends_periods(const struct leaf *leaf);

/* The cell of a row of the table; NULL: none. */
const struct cell *trends_cell(const struct trends *trends, size_t row,
                               const char *column);

/* The largest size, and the kind, of a KPI's values over the periods. */
double trends_largest(const struct trends *trends, size_t row,
                      const char *column);
enum cell_kind trends_kind(const struct trends *trends, size_t row,
                           const char *column);

/* How they print. */
enum figure trends_figure(const struct trends *trends,
                          const struct kpi_line *line, const char *column);

struct str trends_label(const struct trends *trends,
                        const struct kpi_line *line);

/* A column's width in pixels. */
double trends_pixels(double width);

/* Draw the template's charts below the foot, which moves down. */
void trends_charts(struct trends *trends);

#endif
