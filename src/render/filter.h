/*
 * filter.h - what a row of a table must be to be looked at, as templates say
 * it.
 */
#ifndef REPORT_RENDER_FILTER_H
#define REPORT_RENDER_FILTER_H

#include "measure/table.h"

/* A condition on one cell. */
enum filter_test {
    FILTER_SET,    /* "column": a number that is not 0, so a flag that is set */
    FILTER_EQUAL,  /* "column=text", and a count by its digits */
    FILTER_BEGINS, /* "column~text" */
    FILTER_BELOW,  /* "column<number" */
    FILTER_ABOVE,  /* "column>number" */
};

struct filter {
    int column; /* of the table: found by whoever reads; -1: not there */
    enum filter_test test;
    bool negated; /* "not column ..." */
    struct str text;
    double limit;
};

/* Read a condition; the name of the column is returned, its number still to be
 * found.  Of one that compares with no number all is the name: no column has
 * it. */
struct str filter_read(struct str said, struct filter *filter);

bool filter_holds(const struct filter *filter, const struct cell *row);

#endif
