/*
 * moment.h - the time that is written into what the program makes.
 */
#ifndef REPORT_COMMAND_MOMENT_H
#define REPORT_COMMAND_MOMENT_H

#include "base/diag.h"

#include <stdint.h>

/* SOURCE_DATE_EPOCH, else `usual`; seconds since 1970.  BAD_USAGE, told, where
 * the variable is no such number. */
enum status moment_choose(struct diag *diag, int64_t usual, int64_t *moment);

#endif
