/*
 * bullet.h - columns of a table that draw how much of a target was reached.
 *
 * A cell is a share of the target, so that unlike units line up at 100 %: a bar
 * from 0, and the target as an outlined stroke.  A bar beyond the scale's end
 * is cut.
 */
#ifndef REPORT_RENDER_BULLET_H
#define REPORT_RENDER_BULLET_H

#include "render/ruling.h"

/* The scale of a placed column, from all its rows. */
void bullet_scale(const struct ruling *ruling, struct track *track);

/* The bar of one row and its target; nothing where it is undefined. */
void bullet_draw(const struct ruling *ruling, const struct track *track,
                 const struct cell *row, struct box box);

#endif
