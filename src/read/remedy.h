/*
 * remedy.h - what would be right in place of what a row is rejected for.
 */
#ifndef REPORT_READ_REMEDY_H
#define REPORT_READ_REMEDY_H

#include "read/config.h"

/*
 * "a number like 2 or 1.5", as files of `form` have it; empty where the problem
 * says it all.  `column` is the one that has the problem; COLUMN_COUNT: it is
 * of the row.
 */
struct str remedy_find(struct arena *arena, const struct extract_config *form,
                       enum column_id column, struct str problem);

#endif
