/*
 * department_sales.h - what identified customers spent in each department: it
 * takes the customer of an order together with the products of its lines.
 */
#ifndef REPORT_MEASURE_DEPARTMENT_SALES_H
#define REPORT_MEASURE_DEPARTMENT_SALES_H

#include "measure/partition.h"

/*
 * Add to the `totals` of each department of the partition, in the windows now,
 * before and last year: `identified`, gross with its discount off, and returns,
 * as orders keep no more of a product than its net sales.  One pass over
 * orders, shared by threads; nothing where there are no departments.
 */
void department_sales_count(const struct partition *partition,
                            struct totals *totals);

#endif
