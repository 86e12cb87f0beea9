/*
 * purse.h - quantiles of basket values by scope and window.
 */
#ifndef REPORT_MEASURE_PURSE_H
#define REPORT_MEASURE_PURSE_H

#include "measure/partition.h"

/* Those of totals.h, into the `totals` of each scope of the partition but the
 * whole, window by window; NaN of scopes other than markets, states, stores. */
void purse_measure(const struct partition *partition, struct totals *totals);

#endif
