/*
 * shown.h - the KPIs on the page in hand, for the sentence over them: the fact
 * `shown`, a row for each, with how much it has moved on last year.
 */
#ifndef REPORT_RENDER_SHOWN_H
#define REPORT_RENDER_SHOWN_H

#include "render/block.h"

/* Add the fact, of no KPI yet. */
void shown_begin(struct words *words);

/* The KPIs that a slice of the rows of `block`, of kind trends, has; those that
 * were set stay where it is of another kind. */
void shown_set(const struct sheet *sheet, const struct block *block,
               struct slice slice);

#endif
