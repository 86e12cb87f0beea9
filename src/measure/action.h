/*
 * action.h - what is to be done about which customers: a list for each segment
 * (metrics.md 6), as of the end of the reported window.
 */
#ifndef REPORT_MEASURE_ACTION_H
#define REPORT_MEASURE_ACTION_H

#include "measure/rfm.h"

/*
 * "actions", the customers by segment and by id, for their owner only: rows are
 * given, so that the scores must live as long.  "action_lists", what each list
 * is worth.  Neither where customers are not scored.
 */
void action_make(struct arena *arena, const struct rfm *rfm,
                 struct tables *tables);

#endif
