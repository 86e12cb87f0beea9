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

#include "measure/kpi.h"
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

/* The leaves of the tree, in its order. */
enum leaf {
    LEAF_CUSTOMERS,
    LEAF_FREQUENCY,
    LEAF_AOV, /* in place of the next two */
    LEAF_UPT,
    LEAF_UNIT_PRICE,
    LEAF_ANONYMOUS_SALES,
    LEAF_RETURNS,
    LEAVES
};

/* The KPI of each. */
extern const enum kpi_id leaf_kpis[LEAVES];

/* What each leaf adds to a change of net sales, all of it together: money. */
struct leaves {
    int64_t effects[LEAVES]; /* 0 where it is not known */
    bool known[LEAVES];
    bool unsplit; /* struct split: whole */
};

struct leaves driver_leaves(const struct totals *now,
                            const struct totals *base);

/* The label of the leaf that did most in the direction of the change, and its
 * effect, into two cells: undefined where there is no change. */
void driver_main(const struct leaves *leaves, struct cell *cells);

/* The table `drivers`: the tree against last year, then against previous, of
 * the totals that the KPIs are of; view->scopes must be made. */
struct table *driver_make(const struct view *view);

#endif
