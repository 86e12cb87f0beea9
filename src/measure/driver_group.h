/*
 * driver_group.h - the parts of the company whose net sales moved most, and all
 * others of their kind together: as many as can be shown side by side.
 */
#ifndef REPORT_MEASURE_DRIVER_GROUP_H
#define REPORT_MEASURE_DRIVER_GROUP_H

#include "measure/table.h"

/* Rows of a comparison and a level at the most, "Other" among them. */
enum { DRIVER_GROUPS = 8 };

/*
 * The table `driver_groups` from `scope_drivers` (scope_driver.h): markets,
 * states and departments by the size of their change, largest first.  NULL
 * where there are none.
 */
struct table *driver_group_make(struct arena *arena,
                                const struct table *scope_drivers);

#endif
