/*
 * absence.h - customers by how long they have stayed away, and by whether that
 * is long for them: churn.h for each, added up.
 */
#ifndef REPORT_MEASURE_ABSENCE_H
#define REPORT_MEASURE_ABSENCE_H

#include "measure/clientele.h"

/*
 * The table `churn_bands`: days since the last basket in bands, of which one
 * ends where customers begin to be at risk.
 */
struct table *absence_bands(struct arena *arena,
                            const struct clientele *clientele);

/* The table `churn_groups`: at risk or not by overdue or not.  NULL, as the
 * bands are, without buyers. */
struct table *absence_groups(struct arena *arena,
                             const struct clientele *clientele);

#endif
