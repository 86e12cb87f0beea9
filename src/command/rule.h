/*
 * rule.h - 'report calendar': a fiscal_calendar.csv made by a rule.
 */
#ifndef REPORT_COMMAND_RULE_H
#define REPORT_COMMAND_RULE_H

#include "measure/calendar.h"

#include <stdio.h>

/* The rule as the command line has it. */
struct rule_request {
    const char *pattern;  /* "4-4-5" */
    const char *year_end; /* "last Sunday of June"; NULL for months */
    int32_t first;        /* a day of the first and the last fiscal year */
    int32_t last;
};

/* Print the calendar; BAD_USAGE, told, for a rule that is none. */
enum status rule_print(struct arena *arena, struct diag *diag,
                       const struct rule_request *request, FILE *out);

#endif
