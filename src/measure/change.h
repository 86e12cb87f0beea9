/*
 * change.h - how a value compares with its base (metrics.md 0, Comparisons).
 */
#ifndef REPORT_MEASURE_CHANGE_H
#define REPORT_MEASURE_CHANGE_H

#include "measure/table.h"

#include <stdint.h>

/* now - base in the value's own unit; rates give points. */
struct cell change_difference(const struct cell *now, const struct cell *base);

/* (now - base) / abs(base); undefined for a base missing, 0 or negative. */
struct cell change_relative(double now, double base);

/* The same of now a day against base a day. */
struct cell change_per_day(double now, int32_t now_days, double base,
                           int32_t base_days);

#endif
