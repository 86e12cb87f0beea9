/*
 * category.h - categories and departments (metrics.md 2).
 *
 * Rows are by rank of net sales; groups without a line now come last, those
 * without any in the windows compared are left out.
 */
#ifndef REPORT_MEASURE_CATEGORY_H
#define REPORT_MEASURE_CATEGORY_H

#include "measure/slice.h"

/*
 * The table `categories` or `departments`; *table is NULL where the products
 * extract does not tell them.  INTERNAL where they do not add up.
 */
enum status category_make(const struct view *view, struct diag *diag,
                          enum group_by by, struct table **table);

#endif
