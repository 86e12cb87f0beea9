/*
 * rank.h - competition ranks: 1, 2, 2, 4.
 */
#ifndef REPORT_MEASURE_RANK_H
#define REPORT_MEASURE_RANK_H

#include "base/str.h"

#include <stdint.h>

/* Something to rank; the highest value comes first. */
struct ranked {
    int64_t value;
    int64_t net;   /* decides the order between equal values, then the id */
    struct str id; /* by bytes */
    size_t number; /* the caller's own */
    int64_t rank;  /* set by rank_sort(); equal values share a rank */
};

/* Sort by value and net descending, id ascending, and give out the ranks. */
void rank_sort(struct ranked *items, size_t count);

#endif
