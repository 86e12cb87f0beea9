/*
 * tariff.h - the table "subscription_plans": subscribers and recurring revenue
 * by plan and interval (metrics.md 4).
 *
 * Who is new counts where the first paid span is of, who has churned where the
 * last one is of; who has spans of several plans subscribes to each of them.
 */
#ifndef REPORT_MEASURE_TARIFF_H
#define REPORT_MEASURE_TARIFF_H

#include "measure/view.h"

/*
 * NULL where subscriptions are not delivered.  INTERNAL, told, where plans do
 * not add up to the whole.
 */
enum status tariff_make(const struct view *view, struct diag *diag,
                        struct table **table);

#endif
