/*
 * action_lift.h - what the action lists of the window before have changed:
 * table `action_lift`.
 *
 * Customers on a list against those of them whom it held out (holdout.h), by
 * what all of them bought in the reported window, whoever bought nothing
 * included.  The lists are found again from the segments as of the day before
 * the window.  Chance alone decides who is held out, so that a difference is
 * the list's effect, if it was used and they were left alone.
 */
#ifndef REPORT_MEASURE_ACTION_LIFT_H
#define REPORT_MEASURE_ACTION_LIFT_H

#include "measure/patron.h"
#include "measure/rfm.h"

struct action_lift;

/* What listens to the patrons, in an arena that outlasts it; `rfm` may be NULL.
 */
struct action_lift *action_lift_begin(struct arena *scratch,
                                      const struct view *view,
                                      const struct rfm *rfm);

/* A patron_task for everyone, with the lift as its context. */
void action_lift_count(void *context, const struct patron *patron,
                       size_t thread);

/* Once all patrons were told; NULL where there were no lists, or those of the
 * window before are not of the day before the reported one. */
struct table *action_lift_make(struct arena *arena, struct action_lift *lift);

#endif
