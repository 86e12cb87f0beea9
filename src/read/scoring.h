/*
 * scoring.h - how RFM scores are given: `rfm` of report.yaml (metrics.md 6).
 */
#ifndef REPORT_READ_SCORING_H
#define REPORT_READ_SCORING_H

#include <stdint.h>

struct yaml;

enum scoring_mode {
    SCORING_VALUE, /* by the customers' own fifths; equal values alike */
    SCORING_RANK,  /* by ranks, of equal values by id */
    SCORING_FIXED, /* by given thresholds */
};

/* What is scored. */
enum rfm_measure { RECENCY, FREQUENCY, MONETARY, RFM_MEASURES };

enum { SCORING_CUTS = 4 };

struct scoring {
    enum scoring_mode mode;
    /* Where fixed: the least values behind each cut, ascending; days, baskets,
     * money.  Of recency what is behind a cut scores less. */
    int64_t least[RFM_MEASURES][SCORING_CUTS];
};

/* Read it from the root of report.yaml; what is wrong is told. */
void scoring_read(struct yaml *yaml, struct scoring *scoring);

#endif
