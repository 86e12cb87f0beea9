/*
 * others.h - the rows that a table on a page has no room for, as one: what they
 * come to, so that its columns add up to the whole.
 */
#ifndef REPORT_RENDER_OTHERS_H
#define REPORT_RENDER_OTHERS_H

#include "render/ruling.h"

/* How many there are after the first `shown`. */
size_t others_count(const struct ruling *ruling, size_t shown);

/* Whether a column's cells may be summed, and whether any may, in a table that
 * tells of others. */
bool others_add(const struct ruling *ruling, const struct track *track);
bool others_are_summed(const struct ruling *ruling);

/* A row of them, in the sheet's arena: sums in the columns shown that may be
 * summed; all else is undefined. */
const struct cell *others_row(const struct ruling *ruling, size_t shown);

#endif
