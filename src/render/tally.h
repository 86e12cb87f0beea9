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

struct sheet_tally {
    struct str name;
    size_t cells;  /* that hold a value */
    uint32_t rows; /* the last one with a value, from 1 */
    struct sum_tally *sums;
    size_t sum_count;
    size_t sum_capacity;
};

struct workbook_tally {
    struct sheet_tally *sheets;
    size_t count;
};

#endif
