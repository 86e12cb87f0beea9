/*
 * filter.h - what a row of a table must be to be looked at, as templates say
 * it.
 */
#ifndef REPORT_RENDER_FILTER_H
#define REPORT_RENDER_FILTER_H

#include "measure/table.h"

/* A condition on one cell: a number that is not 0 (a flag that is set), or a
 * text. */
struct filter {
    int column; /* of the table: found by whoever reads; -1: not there */
    bool negated;
    bool is_flag;
    bool begins; /* with the text, else equal to it */
    struct str text;
};

/* Read "column", "column=text" or "column~text", all of them after "not " or
 * without; the name of the column is returned, its number still to be found. */
struct str filter_read(struct str said, struct filter *filter);

bool filter_holds(const struct filter *filter, const struct cell *row);

#endif
