/*
 * segmentation.h - who is in which segment, what the segments are worth, and
 * who has moved between them (metrics.md 6).
 */
#ifndef REPORT_MEASURE_SEGMENTATION_H
#define REPORT_MEASURE_SEGMENTATION_H

#include "measure/rfm.h"

/* "rfm": the population in the order of ids; NULL of nobody.  Rows are given,
 * so that the scores must live as long. */
struct table *segmentation_list(struct arena *arena, const struct rfm *rfm);

/*
 * "rfm_segments" and "rfm_grid", where customers are scored, and "migration",
 * where they were also scored at the end of the window before.
 */
void segmentation_make(const struct view *view, const struct rfm *rfm,
                       struct tables *tables);

#endif
