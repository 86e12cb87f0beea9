/*
 * select.h - which rows of a table a block shows, and in what order.
 */
#ifndef REPORT_RENDER_SELECT_H
#define REPORT_RENDER_SELECT_H

#include "render/words.h"

/* As a template says it; names are of columns. */
struct selection {
    const struct yaml_node *node; /* where it is said, for messages */
    struct str table;
    struct str *where; /* as filter.h reads them; all must hold */
    size_t where_count;
    struct str sort; /* "column", or "-column": largest first */
    int limit;       /* 0: all */
    int skip;        /* rows left out at the start */
};

/* Rows in the order in which they are shown. */
struct rows {
    const struct table *table; /* NULL: it is not there */
    const struct cell **items;
    size_t count;
    size_t left; /* rows that the limit left out */
};

struct selection selection_read(struct yaml *yaml,
                                const struct yaml_node *node);

/*
 * The rows of a selection.  Rows whose sort column is undefined are left out
 * of a sorted selection; "Unknown" and "Other" come last.  A column that is
 * not in the table is told.
 */
struct rows selection_rows(const struct selection *selection,
                           struct words *words);

/* Whether any row has something in a column. */
bool rows_have(const struct rows *rows, int column);

/* The column of a name; -1, told at `node`, where there is none. */
int select_column(struct words *words, const struct yaml_node *node,
                  const struct table *table, struct str name);

#endif
