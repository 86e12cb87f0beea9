/*
 * target.h - what the window was to reach, and what it did.
 */
#ifndef REPORT_MEASURE_TARGET_H
#define REPORT_MEASURE_TARGET_H

#include "measure/table.h"

/*
 * A target of a KPI whose cells are of a kind: of that kind where its places
 * hold the number, and else real, so that a value is compared with what was
 * asked for; 1234.5 customers are rounded only where they are printed.
 */
struct cell target_cell(enum cell_kind kind, double number);

/*
 * The table `targets`: the KPIs that have one, furthest behind first; those of
 * which neither more nor less is better come last.  Values, gaps and status are
 * those of the table `kpis`.  NULL where none has a target.
 */
struct table *target_make(struct arena *arena, const struct table *kpis);

#endif
