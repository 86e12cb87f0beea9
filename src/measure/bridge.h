/*
 * bridge.h - the table "subscriptions": how monthly recurring revenue went from
 * the eve of a window to its end (metrics.md 4).
 */
#ifndef REPORT_MEASURE_BRIDGE_H
#define REPORT_MEASURE_BRIDGE_H

#include "measure/view.h"

/*
 * NULL where subscriptions are not delivered.  INTERNAL, told, where opening
 * and movements are not the closing.
 */
enum status bridge_make(const struct view *view, struct diag *diag,
                        struct table **table);

#endif
