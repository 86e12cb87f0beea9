/*
 * spark.h - a small line of values without axis, for cards and tables.
 */
#ifndef REPORT_RENDER_SPARK_H
#define REPORT_RENDER_SPARK_H

#include "render/sheet.h"

enum { SPARKS = 13 };

/*
 * At most SPARKS values, the last one with a dot; fewer end at the right all
 * the same, and NaN is a gap.  Nothing where the last one is none.
 */
void spark_draw(const struct sheet *sheet, const double *values, size_t count,
                struct box box);

#endif
