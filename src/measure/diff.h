/*
 * diff.h - what changed between the tables of two packs, largest first.
 *
 * Either side may be a study's tables or those of a pack that was read back,
 * whose cells are all texts.
 */
#ifndef REPORT_MEASURE_DIFF_H
#define REPORT_MEASURE_DIFF_H

#include "measure/table.h"

struct diff_side {
    struct str name; /* FY24P05 */
    int32_t start;
    int32_t end;
    const struct tables *tables;
};

/*
 * The table `differences`: first the key figures of the whole company, by the
 * size of their change (per day of what adds up over days, as windows differ in
 * length); then targets; then the net sales of departments, categories, stores
 * and products, by the size of the change in money; at last the rows used of
 * each extract.  What is equal on both sides is left out, and so is a part that
 * either side has no table of.  Causes are stated where the tables know them.
 */
struct table *diff_make(struct arena *arena, const struct diff_side *before,
                        const struct diff_side *after);

#endif
