/*
 * ruling.h - how a table is ruled: its columns with their widths, and how high
 * its rows must be, worked out from all its texts before anything is drawn.
 */
#ifndef REPORT_RENDER_RULING_H
#define REPORT_RENDER_RULING_H

#include "render/block.h"

enum { MOST_COLUMNS = 16, MOST_LINES = 4 };

/* A column with its place on the page. */
struct track {
    const struct shown_column *spec;
    int column; /* of the table; -1 for a number down the rows */
    int base;   /* of a bar or a pair */
    int low;    /* of an interval */
    int high;
    int second;
    int otherwise; /* printed where the column is undefined */
    int effect;    /* of a change: whose sign says good or bad */
    int twin;      /* of a twin: the column that says so */
    struct str twin_text;
    bool is_mixed; /* its cells are of several kinds: printed one by one */
    enum align align;
    struct number_scale scale;     /* of its amounts */
    struct number_scale precision; /* of all its rates or ratios */
    struct unit unit;              /* of marks, and where they lie: mark.h */
    struct scale marks;
    struct str head;
    double natural; /* the width its content asks for */
    double x, w;
};

struct ruling {
    const struct sheet *sheet;
    const struct block *block;
    struct rows rows;
    struct track tracks[MOST_COLUMNS];
    size_t count;
    struct str accent;
    int group;                /* the column of group heads; -1: none */
    double bar_low, bar_high; /* values of all bars and their ticks */
    double bar_lead;          /* the largest value */
};

/* Rule a table for a box's width. */
struct ruling ruling_make(const struct sheet *sheet, const struct block *block,
                          struct box box);

/* Of all columns, in points. */
double ruling_width(const struct ruling *ruling);

/* How high a row must be for its texts. */
double ruling_height(const struct ruling *ruling, size_t number);

/* How high the head of a group above a row is, and what it says; the first row
 * on a page has one whatever is before it.  0: none. */
double ruling_lead(const struct ruling *ruling, size_t number, bool is_first);
struct str ruling_group(const struct ruling *ruling, size_t number);

/* How many rows from `first` on fit, and in `least` their height together,
 * heads of groups included. */
size_t ruling_fit(const struct ruling *ruling, size_t first, double room,
                  double *least);

/* What follows is in track.c. */

/* The template's words for a text of the table, else the text. */
struct str track_named(const struct yaml_node *names, struct str text);

/* The row that a column's cell is looked up in: where it asks for a twin, that
 * or an empty row; else the row itself. */
const struct cell *track_row(const struct ruling *ruling,
                             const struct track *track, const struct cell *row);

/* The text of a cell, and its role. */
struct str track_text(const struct ruling *ruling, const struct track *track,
                      const struct cell *row, size_t number);

/* The small line below it. */
struct str track_second(const struct ruling *ruling, const struct track *track,
                        const struct cell *row);
enum theme_type track_type(const struct ruling *ruling,
                           const struct track *track, const struct cell *row);

/* Whether a cell names the row that the page's headline is about. */
bool track_is_accent(const struct ruling *ruling, const struct track *track,
                     const struct cell *row);
/* Whether it is a verdict, and says that something is proven. */
bool track_is_proven(const struct track *track, const struct cell *row);
bool track_is_text(const struct ruling *ruling, const struct track *track);

/* Whether it draws marks on a scale of its own: mark.h. */
bool track_is_marks(const struct track *track);

/* Where a value ends in a column of bars. */
double track_bar(const struct ruling *ruling, const struct track *track,
                 double value);

#endif
