/*
 * driver.h - why net sales moved: the driver tree of metrics.md 1.
 *
 *   net sales = sales of identified customers + anonymous sales - returns
 *   sales of identified customers = customers x frequency x aov
 *   aov = units per basket x unit price, where every department counts as units
 *
 * Each product is split at the midpoints, from the top of the tree down, and
 * the leaves' effects add up to the change of net sales to the last place.
 */
#ifndef REPORT_MEASURE_DRIVER_H
#define REPORT_MEASURE_DRIVER_H

#include "measure/view.h"

enum {
    DRIVER_CUSTOMERS,
    DRIVER_FREQUENCY,
    DRIVER_AOV,
    DRIVER_UPT,
    DRIVER_UNIT_PRICE,
    DRIVER_FACTORS
};

/* What each factor adds to a change of the sales of identified customers. */
struct split {
    bool by_units; /* aov is split into units per basket and unit price */
    bool whole;    /* a base has no customers: all is put down to customers */
    int64_t effects[DRIVER_FACTORS]; /* money; aov's holds its two parts */
};

/* What has changed from a base to now, in money. */
struct split driver_split(const struct totals *now, const struct totals *base);

/* The table `drivers`: the tree against last year, then against previous. */
struct table *driver_make(const struct view *view);

#endif
