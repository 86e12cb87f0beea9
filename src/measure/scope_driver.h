/*
 * scope_driver.h - why net sales of markets, states, stores and departments
 * moved: the leaves of the driver tree (driver.h) of each.
 */
#ifndef REPORT_MEASURE_SCOPE_DRIVER_H
#define REPORT_MEASURE_SCOPE_DRIVER_H

#include "measure/scope.h"

/* The leaf that moved net sales of a scope most in the direction they went, and
 * what it did to them; undefined where they did not move, or without such a
 * window: two cells. */
void scope_driver_main(const struct view *view, const struct scope *scope,
                       size_t slot, struct cell *cells);

/*
 * The table `scope_drivers`: a row for each scope and base that it is compared
 * with, last year first.  The leaves add up to the change of net sales to the
 * last place.  Of a section scopes of its own kind are left out, as it is its
 * own only part.  NULL where nothing is compared or there are no scopes.
 */
struct table *scope_driver_make(const struct view *view);

#endif
