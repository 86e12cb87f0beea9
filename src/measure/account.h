/*
 * account.h - what became of the rows of each extract, as tables.
 */
#ifndef REPORT_MEASURE_ACCOUNT_H
#define REPORT_MEASURE_ACCOUNT_H

#include "measure/table.h"
#include "read/control.h"

/*
 * The table `extracts`: a row for the rows of each extract that was delivered,
 * and one for the net amounts of transactions: what was read, and how much of
 * it was used.  Its row for the whole is of rows.
 */
struct table *account_extracts(struct arena *arena,
                               const struct ledger *ledger);

/*
 * The table `reasons`: how many rows of an extract, and which share of them,
 * were not used for which reason.
 */
struct table *account_reasons(struct arena *arena, const struct ledger *ledger);

#endif
