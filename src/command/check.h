/*
 * check.h - 'report check': what would be read, rejected and missing.
 */
#ifndef REPORT_COMMAND_CHECK_H
#define REPORT_COMMAND_CHECK_H

#include "command/intake.h"

#include <stdio.h>

/*
 * Print files, rows, rejects by reason, each reject's place, and what is
 * missing.  BAD_DATA where no pack would be made of it.
 */
enum status check_print(const struct intake *intake, FILE *out);

#endif
