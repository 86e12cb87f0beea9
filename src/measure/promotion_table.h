/*
 * promotion_table.h - the promotions of the reported window and what each
 * changed, and the same by type of promotion (metrics.md 5, Promotion impact).
 */
#ifndef REPORT_MEASURE_PROMOTION_TABLE_H
#define REPORT_MEASURE_PROMOTION_TABLE_H

#include "measure/view.h"

/*
 * Two tables: a row for each promotion with a day in the window, and one for
 * each type.  Both NULL without promotions.
 */
enum status promotion_make(const struct view *view, struct diag *diag,
                           struct table **promotions);

#endif
