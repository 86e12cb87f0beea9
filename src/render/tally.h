/*
 * tally.h - what a workbook must hold, noted while it is written, so that the
 * finished file can be read back and compared.
 */
#ifndef REPORT_RENDER_TALLY_H
#define REPORT_RENDER_TALLY_H

#include "base/str.h"

#include <stdint.h>

/* Cells whose amounts add up to a sum that is known otherwise. */
struct sum_tally {
    uint32_t column;
    uint32_t first_row;
    uint32_t last_row;
    int64_t money;
};

/*
 * The last rows of a sheet, where they were packed in blocks that can be
 * unpacked each by itself: so many rows each, the last one fewer.
 */
struct body_tally {
    uint32_t first_row; /* from 0 */
    size_t rows;
    size_t block_rows;
    size_t cells;     /* that hold a value */
    uint64_t head;    /* how long what stands before them is, packed */
    uint64_t *blocks; /* the same of each block */
    size_t block_count;
};

struct sheet_tally {
    struct str name;
    size_t cells;  /* that hold a value */
    uint32_t rows; /* the last one with a value, from 1 */
    struct sum_tally *sums;
    size_t sum_count;
    size_t sum_capacity;
    struct body_tally *body; /* NULL: none */
};

struct workbook_tally {
    struct sheet_tally *sheets;
    size_t count;
};

#endif
