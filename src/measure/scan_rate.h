/*
 * scan_rate.h - scan rates by market, store and channel (metrics.md 3).
 */
#ifndef REPORT_MEASURE_SCAN_RATE_H
#define REPORT_MEASURE_SCAN_RATE_H

#include "measure/view.h"

/* The table `scan_rates`, in order of scopes; NULL where no basket is a
 * member's. */
struct table *scan_rate_make(const struct view *view);

#endif
