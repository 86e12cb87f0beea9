/*
 * template.h - the report as a designer wrote it: pages, rows, blocks.
 *
 * A page is an entry of the template.  What a block shows is said by its kind
 * and by keys that all kinds share; a kind uses those that mean something to
 * it.  A wrong template is an error with file, line and column.
 */
#ifndef REPORT_RENDER_TEMPLATE_H
#define REPORT_RENDER_TEMPLATE_H

#include "render/select.h"

/* The kinds of blocks; BLOCK_STACK holds blocks one below the other. */
enum block_kind {
    BLOCK_CARDS,
    BLOCK_LINE,
    BLOCK_COLUMNS,
    BLOCK_WATERFALL,
    BLOCK_MULTIPLES,
    BLOCK_SCATTER,
    BLOCK_SLOPE,
    BLOCK_STACKED,
    BLOCK_GROUPED,
    BLOCK_FUNNEL,
    BLOCK_HISTOGRAM,
    BLOCK_TABLE,
    BLOCK_HEATMAP,
    BLOCK_FINDINGS,
    BLOCK_DECISIONS, /* findings by another colour */
    BLOCK_TEXT,
    BLOCK_STACK,
    BLOCK_OUTLOOK,
    BLOCK_TRENDS,
    BLOCK_CURVE,
    BLOCK_KINDS
};

/* Parts of stacked and grouped bars. */
enum { MOST_PARTS = 6 };

/* How a column of a table is shown. */
enum show {
    SHOW_VALUE,
    SHOW_BAR,      /* from a common zero, with a tick for `base` */
    SHOW_CHANGE,   /* signed, coloured by effect */
    SHOW_INTERVAL, /* a dot on its interval low … high, about 0 */
    SHOW_BULLET,   /* a bar of a share of a target, and the target */
    SHOW_PAIR,     /* a dot, and a ring for `base` */
    SHOW_NUMBER,   /* 1, 2, 3 … down the rows */
    SHOW_TAG,      /* a short status on a tint */
    SHOW_RANGE,    /* "low to high" */
    SHOW_VERDICT,  /* at the right; bold where something is proven */
    SHOW_KINDS
};

struct shown_column {
    const struct yaml_node *node;
    struct str column;
    struct str head;
    bool has_head;   /* else the column's label is its head */
    struct str base; /* of a bar: last year's value */
    struct str low;  /* of an interval */
    struct str high;
    struct str second;    /* a column printed small below the value */
    struct str otherwise; /* a column printed where this one is undefined */
    struct str effect;    /* of a change: whose sign says good or bad */
    struct str twin;      /* column=text: look in the row of the same first
                           * cell where that holds; an interval shows both */
    bool sentence; /* texts begin with a capital, and have no underscores */
    const struct yaml_node *names; /* words for texts of the table; NULL */
    enum show show;
    bool bold;
    bool muted;
    bool falls_are_good;
    bool full;    /* amounts in whole units, whatever the block's scale */
    int places;   /* decimals of amounts in whole units */
    double share; /* of the room that is left, for texts that wrap */
};

/* KPIs under one head. */
struct theme_of_kpis {
    struct str label;
    struct str *kpis;
    size_t count;
};

/* Low and high ends of intervals, each pair within the one before. */
enum { MOST_INTERVALS = 4 };

/* Rows under heads: where a column's text (or its yes or no) changes, and words
 * for these. */
struct row_heads {
    struct str column; /* empty: no heads */
    const struct yaml_node *names;
};
/* A value that is marked on the axis of a histogram, with its name. */
struct marker {
    const struct yaml_node *at; /* a reference */
    struct phrases say;
};

enum { MOST_MARKERS = 4 };

struct block {
    const struct yaml_node *node;
    enum block_kind kind;
    const struct yaml_node *when; /* a condition; NULL: always there */
    int span;
    double height; /* a share of what is left, or points where fixed */
    bool fixed;
    bool fit; /* a table no higher than its rows ask for */
    struct phrases title;
    struct phrases subtitle;
    struct phrases text;
    struct phrases missing;   /* why there is nothing, where there is not */
    struct str missing_title; /* "Not available" where it is not given */
    struct phrases accent;    /* the name of the row that the headline is on */
    struct selection selection;
    struct shown_column *columns;
    size_t column_count;
    struct row_heads groups;
    bool total;  /* the table's row for the whole */
    bool others; /* a line on the rows left out */
    bool breaks; /* goes on on further pages */
    bool dense;
    bool lying;           /* bars beside their labels, not above them */
    bool shares;          /* all stacked bars are as long */
    bool cut;             /* the axis need not begin at 0 */
    bool log;             /* values of a scatter by their logarithms */
    struct str label;     /* columns of charts */
    struct str otherwise; /* a label's, where that is undefined */
    struct str value;
    struct str base;
    struct str expected;   /* of an outlook: values not known yet */
    struct str *intervals; /* of them: low, high, those within follow */
    size_t interval_count;
    struct str low; /* of a histogram: its bands */
    struct str high;
    struct str year; /* a column of names whose years stand below */
    struct str end;  /* said of the last point: "now" where not given */
    struct str band; /* a flag: rows of this period */
    const struct yaml_node *from; /* references: totals of a waterfall */
    const struct yaml_node *to;
    const struct yaml_node *slope; /* references: a scatter's fitted line */
    const struct yaml_node *intercept;
    struct phrases from_label;
    struct phrases to_label;
    double at;              /* a curve's point that is called out */
    struct phrases callout; /* what is said of it; below it the text */
    struct str across;
    struct str down;
    int down_last;    /* of a heatmap: only so many lines, 0: all */
    int across_first; /* and columns */
    bool has_neutral; /* a number of `across` says nothing of more or less */
    double neutral;
    struct str partial; /* a column of what has begun: hatched */
    struct str fall;    /* a flag: for the worse, in colours of its own */
    struct str means;   /* a table with a row for each column, shown below */
    struct str size;    /* a column of a line's first row, shown beside it */
    struct str *below;
    size_t below_count;
    struct str series; /* a column that says which part a row is */
    struct str whole;  /* the part that all others add up to */
    struct str step;   /* of a funnel: share of the stage before */
    struct str share;  /* and of the first one */
    double notable;    /* the least change that a slope brings out */
    struct marker markers[MOST_MARKERS]; /* of a histogram */
    size_t marker_count;
    struct str *kpis;
    size_t kpi_count;
    struct theme_of_kpis *themes; /* KPIs in none of them come last */
    size_t theme_count;
    struct block *stack;
    size_t stack_count;
};

struct block_row {
    const struct yaml_node *when; /* a condition; NULL: always there */
    double height;
    bool fixed;
    struct block *blocks;
    size_t block_count;
};

struct page {
    const struct yaml_node *node;
    struct str id;
    struct str group; /* of the contents */
    struct str title;
    struct phrases about; /* beside it in the contents */
    struct str *needs;    /* tables without which it is left out */
    size_t need_count;
    const struct yaml_node *when; /* else it has nothing to say; NULL: always */
    struct phrases missing;       /* why it was left out */
    struct phrases headline;
    struct phrases second; /* its second part, after a semicolon */
    struct phrases subtitle;
    struct phrases source;
    struct phrases definitions;
    struct block_row *rows;
    size_t row_count;
};

/* The first page. */
struct cover {
    struct phrases kicker;
    struct phrases period;
    struct phrases dates;
    struct phrases detail;
    struct phrases compared;
    struct str heading;
    struct phrases intro;
    struct phrases notes;
    struct str *kpis;
    size_t kpi_count;
};

struct template
{
    double page_width;
    double page_height;
    struct phrases title; /* of the document */
    struct cover cover;
    struct page *pages;
    size_t page_count;
};

/* BAD_DATA, NO_INPUT: told. */
enum status template_load(struct arena *arena, struct diag *diag,
                          const char *path, struct template *template);

/* Say every sentence once: BAD_DATA for a wrong reference or condition. */
enum status template_check(const struct template *template,
                           struct words *words);

#endif
