/*
 * stray.h - redemptions of offers that nobody was to make (metrics.md 6,
 * Suspects).
 */
#ifndef REPORT_MEASURE_STRAY_H
#define REPORT_MEASURE_STRAY_H

#include "measure/view.h"

/*
 * Whether a customer of the book has redeemed an offer in the reported window
 * that he was not given, or outside the offer's days.  Offers that the extract
 * lacks have no days; where no event tells of allocations, days alone count.
 */
bool stray_redemption(const struct view *view, uint32_t customer);

#endif
