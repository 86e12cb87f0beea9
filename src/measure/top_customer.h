/*
 * top_customer.h - who buys most (metrics.md 6, Top customers).
 */
#ifndef REPORT_MEASURE_TOP_CUSTOMER_H
#define REPORT_MEASURE_TOP_CUSTOMER_H

#include "measure/clientele.h"

/* The list `top_customers`: 50 by net sales of 52 weeks; NULL: nobody has any.
 */
struct table *top_customer_make(struct arena *arena,
                                const struct clientele *clientele,
                                size_t threads);

#endif
