/*
 * body.h - the rows of a sheet that are too many to be held.
 *
 * They are written as XML and packed in blocks, by several threads at once, and
 * wait in a spool: unpacked they never lie anywhere.  Blocks are of so many
 * rows each, whatever the threads, so that the same rows give the same bytes.
 */
#ifndef REPORT_RENDER_BODY_H
#define REPORT_RENDER_BODY_H

#include "base/flate.h"
#include "render/figure.h"
#include "render/tally.h"

struct spool;

enum { BODY_ROWS = 512 }; /* of a block */

/* A column: what it takes from the table, and what was found in it. */
struct body_column {
    int index;       /* of the table's column */
    uint32_t column; /* of the sheet */
    enum figure figure;
    unsigned style;
    double largest; /* size of the numbers */
    double widest;  /* of the texts */
    int64_t money;  /* sum of the amounts */
};

struct body {
    const struct table *table;
    size_t first;       /* row of the table */
    size_t count;       /* rows */
    uint32_t first_row; /* of the sheet, from 0 */
    struct body_column *columns;
    size_t column_count;
    size_t threads;
    struct spool *spool;
    /* Found: */
    struct flate_sum sum;
    size_t values;    /* cells that are not blank */
    uint64_t *blocks; /* how long each is, packed */
    size_t block_count;
};

/* Write all rows to the spool, and note what was found; in the arena. */
void body_write(struct arena *arena, struct body *body);

#endif
