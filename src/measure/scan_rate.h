/*
 * scan_rate.h - scan rates by market, store and channel (metrics.md 3).
 */
#ifndef REPORT_MEASURE_SCAN_RATE_H
#define REPORT_MEASURE_SCAN_RATE_H

#include "measure/view.h"

/* The table `scan_rates`, in order of scopes; NULL without identified
 * customers, or where nothing says which of them are members. */
struct table *scan_rate_make(const struct view *view);

#endif
