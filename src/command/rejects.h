/*
 * rejects.h - what is said of rows that cannot be used.
 */
#ifndef REPORT_COMMAND_REJECTS_H
#define REPORT_COMMAND_REJECTS_H

#include "command/intake.h"

/* The first rejects of an extract, and the keys of report.yaml that say how its
 * values are written where they are rejected for that: warnings, before an
 * error. */
void rejects_show(const struct intake *intake, enum extract_id extract);

/*
 * BAD_DATA, with the first rejects and where to find them all, if an extract
 * has more rejects than its own reject_limit allows, or
 * rules.reject_limit where it has none.
 */
enum status rejects_check(const struct intake *intake);

#endif
