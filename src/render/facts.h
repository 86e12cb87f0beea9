/*
 * facts.h - what a report says about itself, as tables that sentences can name:
 * pack, period, prev, ly, rules, block, of one row each, and left_out; and
 * tables with bands again, with bands named in the style of numbers.
 */
#ifndef REPORT_RENDER_FACTS_H
#define REPORT_RENDER_FACTS_H

#include "measure/study.h"
#include "render/words.h"

/* Add the facts of a study to words->facts. */
void facts_make(struct words *words, const struct study *study);

/* What amounts are called: the code of the currency where it is known. */
struct str facts_currency(struct str code);

/* Note that a page was left out, and why; for the last page. */
void facts_leave_out(struct words *words, struct str page, struct str reason);

/* Note the extracts that were not delivered, after the pages left out. */
void facts_add_gaps(struct words *words, const struct study *study);

#endif
