/*
 * mark.h - columns of a table that draw: differences with their intervals, and
 * pairs of measures, all rows of a column on one scale.
 */
#ifndef REPORT_RENDER_MARK_H
#define REPORT_RENDER_MARK_H

#include "render/ruling.h"

/* The scale of a placed column, from all its rows. */
void mark_scale(const struct ruling *ruling, struct track *track);

/* The numbers of the scale, on the baseline of the table's head. */
void mark_draw_ticks(const struct ruling *ruling, const struct track *track,
                     double y);

/* Hairlines through all rows, before any mark is drawn. */
void mark_draw_lines(const struct ruling *ruling, const struct track *track,
                     double top, double height);

/* The mark of one row; nothing where it is undefined. */
void mark_draw(const struct ruling *ruling, const struct track *track,
               const struct cell *row, struct box box);

#endif
