/*
 * almanac.h - 'report calendar --make=…': a fiscal_calendar.csv by a rule.
 */
#ifndef REPORT_COMMAND_ALMANAC_H
#define REPORT_COMMAND_ALMANAC_H

#include "base/diag.h"

#include <stdint.h>

/* What is asked for. */
struct almanac {
    const char *rule;     /* months, 4-4-5 … */
    const char *year_end; /* NULL where months are made */
    int32_t from;         /* a day of the first and of the last fiscal year */
    int32_t to;
};

/* The text of the extract.  BAD_USAGE, told, for a wrong rule. */
enum status almanac_make(struct arena *arena, struct diag *diag,
                         const struct almanac *almanac, struct str *text);

#endif
