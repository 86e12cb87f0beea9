/*
 * warning.h - data that can be used, and is likely not what is meant.
 */
#ifndef REPORT_COMMAND_WARNING_H
#define REPORT_COMMAND_WARNING_H

#include "command/intake.h"
#include "measure/study.h"

/* A file of lines beside its copy. */
void warnings_of_files(const struct intake *intake);

/*
 * Some rows are rejected; orders are of many days, as customers would be;
 * days at the end of the window have no line; discounts are below 0.
 */
void warnings_of_study(const struct intake *intake, const struct study *study);

#endif
