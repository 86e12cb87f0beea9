/*
 * signup.h - the table "subscription_impact": what subscribers buy more after
 * they signed up than before, less what others like them do (metrics.md 4).
 *
 * A sign-up is the first paid day of a customer, with 26 weeks of data before
 * and after it and a basket before.  Strata are the fiscal period of the day
 * and the cell (peer.h) on the period's first day.  In each of them customers
 * who never had a paid span are looked at around the days of its sign-ups: of a
 * customer the mean over these days is one observation.
 */
#ifndef REPORT_MEASURE_SIGNUP_H
#define REPORT_MEASURE_SIGNUP_H

#include "measure/view.h"

/* NULL where subscriptions are not delivered, or there is no sign-up. */
struct table *signup_make(const struct view *view);

#endif
