/*
 * periods.h - 'report periods': the calendar, and what the data covers of it.
 */
#ifndef REPORT_COMMAND_PERIODS_H
#define REPORT_COMMAND_PERIODS_H

#include "command/intake.h"

#include <stdio.h>

/* Print a line for each period that the data reaches into. */
void periods_print(const struct intake *intake, FILE *out);

#endif
