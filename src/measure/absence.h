/*
 * absence.h - customers by how long they have stayed away, and by whether that
 * is long for them: churn.h for each, added up.
 */
#ifndef REPORT_MEASURE_ABSENCE_H
#define REPORT_MEASURE_ABSENCE_H

#include "measure/clientele.h"

/* Buyers with a basket, no staff, by days away, at risk and overdue. */
struct absence;

/* Count them, by so many threads; NULL without buyers. */
struct absence *absence_make(struct arena *arena,
                             const struct clientele *clientele, size_t threads);

/* Their tables, NULL of NULL: `churn_summary`; */
struct table *absence_summary(struct arena *arena,
                              const struct absence *absence);

/*
 * `churn_bands`: days since the last basket in bands, of which one ends where
 * customers begin to be at risk;
 */
struct table *absence_bands(struct arena *arena, const struct absence *absence);

/* and `churn_groups`: at risk or not by overdue or not. */
struct table *absence_groups(struct arena *arena,
                             const struct absence *absence);

#endif
