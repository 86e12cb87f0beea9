/*
 * mart.h - the customer mart, one row for each identified customer
 * (metrics.md 6).
 */
#ifndef REPORT_MEASURE_MART_H
#define REPORT_MEASURE_MART_H

#include "measure/clientele.h"

/* The list `customers`, after clv_make(); NULL where there is nobody. */
struct table *mart_make(struct arena *arena, const struct clientele *clientele);

#endif
