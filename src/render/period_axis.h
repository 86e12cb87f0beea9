/*
 * period_axis.h - the years of periods, in a line of their own below a chart.
 */
#ifndef REPORT_RENDER_PERIOD_AXIS_H
#define REPORT_RENDER_PERIOD_AXIS_H

#include "render/select.h"
#include "render/sheet.h"

/*
 * On a baseline, below the first of a year's slots in a plot, the year where
 * the next one leaves it room, and a hairline up to the plot between years;
 * `column` has names with years.
 */
void period_draw_years(const struct sheet *sheet, const struct rows *rows,
                       int column, struct box plot, double y);

#endif
