/*
 * period_axis.h - names of periods below a chart: short ones, with their years
 * in a line of their own.
 */
#ifndef REPORT_RENDER_PERIOD_AXIS_H
#define REPORT_RENDER_PERIOD_AXIS_H

#include "render/select.h"
#include "render/sheet.h"

/* FY24P06 is P06 and 2011-10 is Oct; any other name stays as it is. */
struct str period_short(struct str name);

/*
 * On a baseline, below the first of a year's slots in a plot, the year, and a
 * hairline up to the plot between years; `column` has names with years.
 */
void period_draw_years(const struct sheet *sheet, const struct rows *rows,
                       int column, struct box plot, double y);

#endif
