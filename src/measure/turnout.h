/*
 * turnout.h - orders with a promotion's products before, during and after it
 * (metrics.md 5, Before/after).
 *
 * During are its first days, 28 at the most; before and after are as many days,
 * shifted by whole weeks so that they lie outside of it.
 */
#ifndef REPORT_MEASURE_TURNOUT_H
#define REPORT_MEASURE_TURNOUT_H

#include "measure/uplift.h"

enum turnout_when { BEFORE, DURING, AFTER, TURNOUTS };

struct turnout {
    int32_t days;             /* of each of the three */
    int32_t first[TURNOUTS];  /* the first one */
    bool is_known[TURNOUTS];  /* lies in the data, up to the as-of day */
    int64_t orders[TURNOUTS]; /* with a sale line of a product of it */
};

/* Of each of the promotions, in one pass over the orders of their days. */
struct turnout *turnouts_make(struct arena *arena, const struct view *view,
                              const struct uplifts *uplifts);

/* Orders a day; undefined where the days are not all known. */
struct cell turnout_cell(const struct turnout *turnout, enum turnout_when when);

#endif
