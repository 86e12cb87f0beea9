/*
 * almanac.h - 'report calendar --make=…': a fiscal_calendar.csv by a rule.
 */
#ifndef REPORT_COMMAND_ALMANAC_H
#define REPORT_COMMAND_ALMANAC_H

#include "base/diag.h"

#include <stdint.h>

/*
 * The text of the extract for the fiscal years of the days from..to.
 * `year_end` may be NULL for months.  BAD_USAGE, told, for a wrong rule.
 */
enum status almanac_make(struct arena *arena, struct diag *diag,
                         const char *rule, const char *year_end, int32_t from,
                         int32_t to, struct str *text);

#endif
