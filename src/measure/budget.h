/*
 * budget.h - the share of spend against the share of what it brought, by
 * medium, business unit, market and channel (metrics.md 5, Budget view).
 */
#ifndef REPORT_MEASURE_BUDGET_H
#define REPORT_MEASURE_BUDGET_H

#include "measure/view.h"

/*
 * NULL without campaigns and their results; INTERNAL, told, where parts do not
 * add up to the totals of campaigns.
 */
enum status budget_make(const struct view *view, struct diag *diag,
                        struct table **table);

#endif
