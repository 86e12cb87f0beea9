/*
 * plan.h - what a workbook consists of: templates/workbook.yaml,
 * customers.yaml.
 *
 * A sheet is an entry of the template, so that a designer may add, order and
 * word sheets.  A wrong template is told with file, line and column.
 */
#ifndef REPORT_RENDER_PLAN_H
#define REPORT_RENDER_PLAN_H

#include "render/figure.h"
#include "render/select.h"

enum sheet_kind {
    SHEET_CONTENTS,
    SHEET_SUMMARY,
    SHEET_TRENDS,
    SHEET_LIST,   /* a table with filters */
    SHEET_ROWS,   /* a list that is too long to be held */
    SHEET_MATRIX, /* a table of two dimensions, one down, one across */
    SHEET_DEFINITIONS,
    SHEET_QUALITY,
    SHEET_CHART_DATA, /* what charts show that no other sheet has as it is */
    SHEET_KINDS,
};

/* How the values of a column are shown. */
enum emphasis {
    EMPHASIS_PLAIN,
    EMPHASIS_MUTED,
    EMPHASIS_STRONG,
    EMPHASIS_BAR,     /* a data bar from 0 */
    EMPHASIS_BALANCE, /* one to both sides of 0 */
    EMPHASIS_UP_GOOD, /* a change: green up, red down */
    EMPHASIS_UP_BAD,
    EMPHASIS_NO_BAD,    /* a flag that should be set */
    EMPHASIS_YES_BAD,   /* one that should not */
    EMPHASIS_YES_NOTED, /* one that is to be seen */
    EMPHASIS_COUNT,
};

struct plan_column {
    const struct yaml_node *node; /* where it stands, for messages */
    struct str name;              /* of the table's column */
    struct str group;             /* over it, in lists of rows */
    struct phrases label;         /* none: the table's own */
    enum figure figure;
    enum emphasis emphasis;
    struct str note; /* on its head; none: the table's own */
    struct str kpi;  /* or the definition of a KPI */
    bool sum;        /* its parts add up, whatever the table says */
};

enum plan_chart_kind {
    PLAN_LINES,
    PLAN_COLUMNS,
    PLAN_BARS,
    PLAN_WATERFALL, /* from one amount by effects to another */
    PLAN_CHART_KINDS,
};

/* What a series of a chart is drawn in. */
enum tone {
    TONE_AUTO, /* by its place */
    TONE_BRAND,
    TONE_ACCENT,
    TONE_MID,
    TONE_GREY,
    TONE_EFFECT, /* good above 0, bad below */
    TONE_COUNT,
};

struct plan_series {
    const struct yaml_node *node;
    struct str column;
    struct phrases label; /* none: the column's */
    enum tone tone;
    bool dashed;
};

/* A chart: of a KPI over the periods of Trends, or of rows of a table. */
struct plan_chart {
    const struct yaml_node *node;
    enum plan_chart_kind kind;
    struct phrases title;
    struct phrases subtitle;
    enum figure figure;
    struct str kpi;
    bool per_day;
    bool last_year;
    struct selection selection; /* its table empty: that of the sheet */
    struct str label;           /* the column that names the rows */
    struct str otherwise;       /* the one that does if none has a label */
    struct plan_series *series;
    size_t series_count;
    const struct yaml_node *from; /* of a waterfall: references */
    const struct yaml_node *to;
    struct phrases from_label;
    struct phrases to_label;
};

/* Values of a matrix: one column of its table. */
struct plan_matrix {
    const struct yaml_node *node;
    struct str column;
    struct phrases title;
    struct phrases subtitle;
    enum figure figure;
    int plain;  /* columns at the left that are not shaded */
    bool steps; /* shaded dark, in seven steps; else lightly */
};

/* Two texts: a term and its meaning, a mark and how to read it. */
struct plan_line {
    struct str term;
    struct str text;
};

struct plan_sheet {
    enum sheet_kind kind;
    struct str name;
    struct str table;
    struct str question; /* that the sheet answers */
    unsigned tab;
    struct phrases title;
    struct phrases subtitle;
    struct str total; /* "All categories" */
    int freeze;       /* label columns that stay */
    bool few_pages;
    struct plan_column *columns; /* none: all of the table's */
    size_t column_count;
    struct plan_chart *charts;
    size_t chart_count;
    struct plan_line *lines;
    size_t line_count;
    struct selection selection; /* of a matrix: its rows */
    struct str down;            /* columns of its two dimensions */
    struct str across;
    struct phrases corner;  /* what they are; none: the label of `down` */
    struct str down_prefix; /* before their names: "R " */
    struct str across_prefix;
    bool reverse; /* the last row is on top */
    struct plan_matrix *matrices;
    size_t matrix_count;
};

/* KPIs under one heading in Summary and Trends. */
struct plan_group {
    struct str label;
    struct str *kpis;
    size_t count;
};

struct plan {
    struct plan_sheet *sheets;
    size_t sheet_count;
    struct plan_group *groups; /* KPIs in none of them come last */
    size_t group_count;
    struct str rest; /* the heading of those */
};

/* The charts and the matrices of a sheet. */
void plan_read_charts(struct yaml *yaml, const struct yaml_node *node,
                      struct plan_sheet *sheet);
void plan_read_matrices(struct yaml *yaml, const struct yaml_node *node,
                        struct plan_sheet *sheet);

/* BAD_DATA or NO_INPUT, told.  A workbook of rows has sheets of rows, and
 * contents; another one has all but those. */
enum status plan_read(struct arena *arena, struct diag *diag, const char *path,
                      bool of_rows, struct plan *plan);

#endif
