/*
 * funnel.h - personal offers, one by one and together (metrics.md 5).
 */
#ifndef REPORT_MEASURE_FUNNEL_H
#define REPORT_MEASURE_FUNNEL_H

#include "measure/view.h"

/* Offers that meet the reported window; NULL without the offers extract. */
struct table *funnel_offers(const struct view *view);

/* How far customers went, over the offers of that table; NULL where no event
 * tells. */
struct table *funnel_stages(const struct view *view);

#endif
