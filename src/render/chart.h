/*
 * chart.h - what all charts share: units, scales with ticks, axes, and labels
 * that keep clear of each other and of the data.
 */
#ifndef REPORT_RENDER_CHART_H
#define REPORT_RENDER_CHART_H

#include "render/select.h"
#include "render/sheet.h"

/* What the numbers of a chart are printed in. */
struct unit {
    enum cell_kind kind;
    struct number_scale scale; /* power -2: per cent */
};

/* The unit for cells of a kind, the largest of which has that size. */
struct unit unit_make(enum cell_kind kind, double largest);

/* The unit for the cells of a column (and of another, or -1) in some rows. */
struct unit chart_unit(const struct rows *rows, int value, int base);

/* A cell in that unit as a number (NaN: undefined) and as text. */
double unit_value(const struct unit *unit, const struct cell *cell);
struct str unit_text(const struct sheet *sheet, const struct unit *unit,
                     const struct cell *cell);

/* Whether a number shows a digit that is not 0. */
bool chart_shows(struct str number);

/* The text of a variance with its sign, unless it shows nothing but 0;
 * relative ones have theirs from their kind. */
struct str chart_signed(const struct sheet *sheet, const struct cell *cell,
                        struct str text);

/* Values low … high on the points from … to, with ticks every step. */
struct scale {
    double low, high;
    double from, to;
    double step;  /* 1, 2 or 5 times a power of ten */
    double first; /* the first tick */
    size_t ticks;
    int places; /* decimals of a tick */
};

/*
 * A scale for values from least to most; it holds 0 unless it may be cut.
 * Values that are all equal, or all 0, get a scale too.
 */
struct scale scale_make(double least, double most, bool cut);
double scale_at(const struct scale *scale, double value);
double scale_tick(const struct scale *scale, size_t tick);
struct str scale_label(const struct sheet *sheet, const struct scale *scale,
                       size_t tick);

/* The width that the labels of an axis take. */
double axis_width(const struct sheet *sheet, const struct scale *scale);

/* Hairlines with their numbers to the left of a plot, and the baseline. */
void axis_draw(const struct sheet *sheet, const struct scale *scale,
               struct box plot);

/* A point with a label beside it, in order of importance. */
struct mark {
    double x, y;
    struct str text;
    enum theme_type type;
    enum theme_colour colour;
};

/* A point of a data line. */
struct point {
    double x, y;
};

/* Labels already placed, and lines they must not cross. */
enum { MOST_LABELS = 64 };
struct labels {
    struct box bounds;
    struct box taken[MOST_LABELS];
    size_t count;
    const struct point *line; /* points of the data's line */
    size_t points;
    const struct point *other; /* and of a second one */
    size_t other_points;
};

/* Draw a label clear of lines and labels; false: there is no room, none is. */
bool labels_place(const struct sheet *sheet, struct labels *labels,
                  const struct mark *mark);

/* Take a place that is free of other labels; false where it is not. */
bool labels_take(struct labels *labels, struct box box);

/* The colour of heat step 0 … 6. */
enum { HEAT_STEPS = 7 };
enum theme_colour chart_heat(double value, double step);

/* The same for the worse, on a ramp of its own with a step less. */
enum theme_colour chart_heat_fall(double value, double step);

/* A round step with which `most` has the last colour. */
double chart_heat_step(double most);

/* A round step of which `parts` reach `most`. */
double chart_round_step(double most, int parts);

#endif
