/*
 * barplot.h - where bars of labels lie: columns above their labels, or lying
 * bars right of them.  Stacked and grouped bars share it.
 */
#ifndef REPORT_RENDER_BARPLOT_H
#define REPORT_RENDER_BARPLOT_H

#include "render/crosstab.h"

struct barplot {
    const struct crosstab *tab;
    bool lying;
    bool axis; /* ticks with their numbers; without, each bar has its own */
    struct scale scale;
    struct box box;  /* all that may be drawn on */
    struct box plot; /* the bars */
};

/* Room around the bars besides labels and axis. */
struct barplot_room {
    double before; /* above columns; above lying bars */
    double after;  /* right of either */
    double low;    /* beyond the ends of negative bars */
};

/* Where the bars lie in a box, given their scale. */
void barplot_place(const struct sheet *sheet, struct barplot *bars,
                   struct box box, struct barplot_room room);

/* The room for a label, and the middle of it. */
double barplot_slot(const struct barplot *bars);
double barplot_middle(const struct barplot *bars, size_t i);

/* A bar `thick` around `middle`, between two values. */
struct box barplot_bar(const struct barplot *bars, double middle, double thick,
                       double from, double to);

/* Ticks, before the bars; the line at 0, after them; labels. */
void barplot_draw_axis(const struct sheet *sheet, const struct barplot *bars);
void barplot_draw_zero(const struct sheet *sheet, const struct barplot *bars);
void barplot_draw_labels(const struct sheet *sheet, const struct barplot *bars);

/* A text beyond the end of a bar at a value: above or below, right or left. */
void barplot_draw_end(const struct sheet *sheet, const struct barplot *bars,
                      double middle, double value, struct str text,
                      enum theme_type type);

/* A line that names parts by swatches, at the top of the box. */
enum { BARPLOT_KEY = 14 };
void barplot_draw_key(const struct sheet *sheet, const struct barplot *bars,
                      const enum theme_colour colours[static MOST_PARTS]);

#endif
