/*
 * outlet.h - what stores, channels and departments take in: all of a scope that
 * adds up, in one pass over orders and one over lines, shared by threads.
 */
#ifndef REPORT_MEASURE_OUTLET_H
#define REPORT_MEASURE_OUTLET_H

#include "measure/partition.h"

/*
 * Add sums over lines and orders to `totals`: those of each scope of the
 * partition but the whole, window by window.  Channels have no sums of lines;
 * departments have these and numbers of baskets.
 */
void outlet_count(const struct partition *partition, struct totals *totals);

#endif
