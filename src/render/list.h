/*
 * list.h - a list being drawn: which columns it has, and how wide they are.
 */
#ifndef REPORT_RENDER_LIST_H
#define REPORT_RENDER_LIST_H

#include "render/sheets.h"

/* What the last row of a list is called. */
#define LIST_SUM_LABEL "Sum of rows shown"

/* A column of the sheet. */
struct list_column {
    const struct plan_column *plan;
    const struct column *column;
    int index;
    struct str label;
    enum figure figure;
    struct look look;
    struct dress dress;
    bool sum;
    double largest; /* size of the numbers on this sheet */
    double widest;  /* of its texts */
};

struct list {
    const struct binder *binder;
    const struct leaf *leaf;
    const struct table *table;
    struct grid *grid;
    struct list_column *columns;
    uint32_t count;
    uint32_t head; /* its row */
    bool has_sums;
};

/* Choose the columns: those of the template that the data gives. */
void list_resolve(struct list *list);

/* The cells of a column in the rows of this sheet. */
struct cells list_cells(const struct list *list, uint32_t column);

/* A look with what the template asks for. */
struct look list_look(struct look look, enum emphasis emphasis);

/* The look of a column's head. */
struct look list_head(const struct list_column *column);

/* Note how wide a cell of a column is; then it may be asked for. */
void list_measure(struct list_column *column, const struct cell *cell);
double list_width(const struct list *list, uint32_t number, bool filter);

/* What columns have once their cells were measured: widths, rules, notes. */
void list_columns(const struct list *list);

#endif
