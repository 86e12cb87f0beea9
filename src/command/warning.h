/*
 * warning.h - data that can be used, and is likely not what is meant.
 */
#ifndef REPORT_COMMAND_WARNING_H
#define REPORT_COMMAND_WARNING_H

#include "command/intake.h"
#include "measure/study.h"

/*
 * A file of lines beside its copy; orders of many days or stores; customers by
 * a word for nothing; extracts whose ids are not those of the lines; reject
 * rules that no row meets; discounts below 0.
 */
void warnings_of_data(const struct intake *intake);

/* Some rows are rejected; days at the end of the window have no line; its
 * discounts are below 0. */
void warnings_of_study(const struct intake *intake, const struct study *study);

#endif
