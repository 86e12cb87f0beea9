/*
 * loyalty.h - members against non-members (metrics.md 3): table `loyalty`.
 *
 * By baskets, anonymous ones included; by identified customers; and by those
 * within quarters of their first occasion, as whoever came earlier has had more
 * time to join.  Members choose to join: these are differences, not effects.
 */
#ifndef REPORT_MEASURE_LOYALTY_H
#define REPORT_MEASURE_LOYALTY_H

#include "measure/patron.h"

struct loyalty;

/* What listens to the patrons, in an arena that outlasts it. */
struct loyalty *loyalty_begin(struct arena *scratch, const struct view *view);

/* A patron_task, with the loyalty as its context. */
void loyalty_count(void *context, const struct patron *patron, size_t thread);

/* Once all patrons were told; NULL where no customer is identified. */
struct table *loyalty_make(const struct view *view, struct loyalty *loyalty);

#endif
