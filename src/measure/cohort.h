/*
 * cohort.h - customers by the fiscal period of their first occasion (metrics.md
 * 6, Cohorts).
 *
 * A cell k is of the k-th period after; one that the as-of day is before or in
 * has not elapsed.
 */
#ifndef REPORT_MEASURE_COHORT_H
#define REPORT_MEASURE_COHORT_H

#include "measure/purchase_history.h"

struct cohorts;

/* Cohorts of nobody yet. */
struct cohorts *cohorts_begin(struct arena *arena, const struct view *view);

/* One more customer, by one of the view's threads. */
void cohorts_add(struct cohorts *cohorts,
                 const struct purchase_history *history, size_t thread);

/* Once all are added: the tables `cohorts` and `cohort_means`; NULL where no
 * customer has an occasion. */
void cohorts_make(const struct view *view, struct cohorts *cohorts,
                  struct table **table, struct table **means);

#endif
