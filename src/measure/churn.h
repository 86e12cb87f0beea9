/*
 * churn.h - who may have left: days since the last basket, own gap, change of
 * spend (metrics.md 6, Churn indicators).
 */
#ifndef REPORT_MEASURE_CHURN_H
#define REPORT_MEASURE_CHURN_H

#include "measure/clientele.h"

/* What a profile says of it on the as-of day. */
struct churn {
    bool known; /* there is a basket */
    int32_t days_since;
    double gap;           /* days between occasions; NaN */
    double overdue_ratio; /* days since / gap; NaN */
    double change;        /* of spend per day; NaN */
    bool at_risk;
    bool overdue;
};

/* Of one customer, by the rules of the study. */
struct churn churn_of(const struct clientele *clientele,
                      const struct profile *profile);

/* The list `churn`; NULL without buyers. */
struct table *churn_make(struct arena *arena,
                         const struct clientele *clientele);

#endif
