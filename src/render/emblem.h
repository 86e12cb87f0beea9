/*
 * emblem.h - the sign of a company: its logo, else the mark of the house and
 * the name beside it.
 */
#ifndef REPORT_RENDER_EMBLEM_H
#define REPORT_RENDER_EMBLEM_H

#include "render/sheet.h"

/* On the line of a running head, from x on. */
void emblem_draw_head(const struct sheet *sheet, double x, double line);

/* On the brand's field of a cover, in a width from x on, with the tagline. */
void emblem_draw_cover(const struct sheet *sheet, double x, double width);

#endif
