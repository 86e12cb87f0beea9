/*
 * explain.h - 'report explain KPI': what a KPI means, and what its figure is
 * made of.
 */
#ifndef REPORT_COMMAND_EXPLAIN_H
#define REPORT_COMMAND_EXPLAIN_H

#include "command/examine.h"

#include <stdio.h>

struct explain_options {
    struct str kpi;   /* its id: net_sales */
    struct str scope; /* all, market:Metro … */
};

/* BAD_USAGE, told, where there is no such KPI; known before data is read. */
enum status explain_check(struct diag *diag, struct str id);

/*
 * Measure a period and print the KPI's card: definition; value, numerator,
 * denominator and the rows behind them, of the window, the one before and last
 * year's; the changes, the target, and the rule of comparison.  BAD_USAGE,
 * told, where there is no such scope; else as examine().
 */
enum status explain_print(const struct intake *intake,
                          const struct examine_options *how,
                          const struct explain_options *options, FILE *out);

#endif
