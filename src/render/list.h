/*
 * list.h - a list being drawn: which columns it has, and how wide they are.
 */
#ifndef REPORT_RENDER_LIST_H
#define REPORT_RENDER_LIST_H

#include "render/sheets.h"

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

/* A row of the table by its number on this sheet. */
const struct cell *list_row(const struct list *list, size_t row);

/* A look with what the template asks for. */
struct look list_look(struct look look, enum emphasis emphasis);

/* The largest size of a column's numbers in the rows of this sheet. */
double list_largest(const struct list *list, const struct list_column *column);

double list_width(const struct list *list, const struct list_column *column);

#endif
