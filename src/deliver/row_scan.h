/*
 * row_scan.h - rows of a sheet read back as strictly as they were written.
 *
 * Only what the program itself writes for rows by the million counts as right:
 * each row in its turn, cells in the order of their columns, a number, a text
 * of valid XML, or nothing.
 */
#ifndef REPORT_DELIVER_ROW_SCAN_H
#define REPORT_DELIVER_ROW_SCAN_H

#include "base/str.h"

#include <stdint.h>

enum { ROW_SCAN_COLUMNS = 16384 };

/* Rows that are expected, and what was found in them. */
struct row_scan {
    uint32_t first_row;    /* from 1 */
    size_t rows;           /* there must be so many */
    const uint8_t *amount; /* of each column: 0, or the number of its sum */
    int64_t *sums;         /* from 1; amounts are added */
    size_t cells;          /* that hold a value; they are added */
    uint32_t row;          /* the one that is wrong */
};

/* Whether the rows are right; else says in which they are not. */
bool row_scan(struct row_scan *scan, struct str xml);

#endif
