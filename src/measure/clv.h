/*
 * clv.h - historical customer lifetime value: net sales from the first purchase
 * to the as-of day (metrics.md 6, CLV); bands and concentration of it.
 */
#ifndef REPORT_MEASURE_CLV_H
#define REPORT_MEASURE_CLV_H

#include "measure/clientele.h"

/* "High", "Medium", "Low"; NULL: too few customers to have bands. */
const char *clv_band(const struct clv_cuts *cuts, int64_t value);

/* The cuts of values in ascending order. */
struct clv_cuts clv_cut(const int64_t *values, size_t count);

/* P(alive), purchases and value to come, of a buyer, into three cells. */
void clv_set_outlook(const struct clientele *clientele,
                     const struct profile *profile, struct cell *cells);

/* The three tables; NULL without buyers. */
struct clv_tables {
    struct table *list;  /* `clv` */
    struct table *bands; /* `clv_bands` */
    struct table *curve; /* `clv_curve` */
};

/* Also sets the cuts of the clientele. */
struct clv_tables clv_make(struct arena *arena, struct clientele *clientele,
                           size_t threads);

#endif
