/*
 * visitor.h - distinct customers by scope and window, counted in one walk over
 * each customer's orders, shared by threads.
 */
#ifndef REPORT_MEASURE_VISITOR_H
#define REPORT_MEASURE_VISITOR_H

#include "measure/partition.h"

/*
 * Add to the `totals` of each store, market, state and department of the
 * partition, window by window: `customers` and `members` with a basket in it,
 * and of these customers those that were new and existing: whose first-ever
 * occasion, wherever it was, lies in the window or before it.
 */
void visitor_count(const struct partition *partition, struct totals *totals);

#endif
