/*
 * axis.h - where the value axes of the workbook's charts begin and end.
 */
#ifndef REPORT_RENDER_AXIS_H
#define REPORT_RENDER_AXIS_H

#include <stdbool.h>

/* A round number not below `value`. */
double axis_round_up(double value);

/* From 0, or below it, shares up to 1; a line that may be cut starts higher
 * where all its values are near each other. */
struct axis {
    double least;
    double most;
    bool cut;
};
struct axis axis_of(double least, double most, bool is_rate);

/* An axis that is not shown, with room for labels at the ends of bars. */
struct axis axis_of_bars(double least, double most);

#endif
