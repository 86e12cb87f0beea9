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
#include "render/words.h"

enum sheet_kind {
    SHEET_CONTENTS,
    SHEET_SUMMARY,
    SHEET_TRENDS,
    SHEET_LIST, /* a table with filters */
    SHEET_ROWS, /* a list that is too long to be held */
    SHEET_DEFINITIONS,
    SHEET_QUALITY,
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
    bool sum; /* its parts add up, whatever the table says */
};

/* A chart of the Trends sheet: a KPI over the periods. */
struct plan_chart {
    struct str kpi;
    bool per_day;
    bool last_year;
    struct phrases title;
    struct phrases subtitle;
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
    bool one_page;
    struct plan_column *columns; /* none: all of the table's */
    size_t column_count;
    struct plan_chart *charts;
    size_t chart_count;
    struct phrases *findings; /* of Summary: what moved */
    size_t finding_count;
    struct plan_line *lines;
    size_t line_count;
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

/* BAD_DATA or NO_INPUT, told.  A workbook of rows has sheets of rows, and
 * contents; another one has all but those. */
enum status plan_read(struct arena *arena, struct diag *diag, const char *path,
                      bool of_rows, struct plan *plan);

#endif
