/*
 * summary.h - the table of all KPIs: value, bases of comparison, target.
 */
#ifndef REPORT_MEASURE_SUMMARY_H
#define REPORT_MEASURE_SUMMARY_H

#include "measure/kpi.h"
#include "measure/view.h"

/*
 * The table `kpis` (pack.md 3), by KPI and then by scope; KPIs that the data
 * cannot give, of a scope or at all, are left out.  Of the whole it is printed.
 */
struct table *summary_make(const struct view *view);

/* The table `definitions`: of every KPI, given or not. */
struct table *summary_definitions(const struct view *view);

/* The unit of a KPI in words: the company's currency for money. */
struct str kpi_unit(const struct kpi *kpi, const struct config *config);

#endif
