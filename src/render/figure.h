/*
 * figure.h - the number formats of Excel cells.
 *
 * Cells hold full precision; a figure says how one shows.  Numbers end every
 * section of their format with _w, their padding at the right; the minus is a
 * true one.
 */
#ifndef REPORT_RENDER_FIGURE_H
#define REPORT_RENDER_FIGURE_H

#include "measure/table.h"

enum figure {
    FIGURE_AUTO, /* what the kind of the cell asks for */
    FIGURE_TEXT,
    FIGURE_MONEY,
    FIGURE_MONEY_EXACT, /* two places */
    FIGURE_MONEY_THOUSANDS,
    FIGURE_MONEY_WHOLE_THOUSANDS, /* of an axis */
    FIGURE_MONEY_MILLIONS,
    FIGURE_MONEY_FINE, /* millions with two places: below ten */
    FIGURE_MONEY_DIFFERENCE,
    FIGURE_COUNT,
    FIGURE_RATE,
    FIGURE_WHOLE_RATE, /* of an axis, of cohorts */
    FIGURE_FINE_RATE,
    FIGURE_RATIO, /* two places */
    FIGURE_DAYS,  /* one place */
    FIGURE_INDEX,
    FIGURE_CHANGE,
    FIGURE_POINTS,       /* x 100, " pp" */
    FIGURE_CONTRIBUTION, /* x 100, two places, the unit in the head */
    FIGURE_RANK,
    FIGURE_MOVE,    /* of a rank */
    FIGURE_STATUS,  /* 1, 0, -1: against a target */
    FIGURE_CONTROL, /* 1, 0, -1: of a control total */
    FIGURE_YES_NO,  /* a flag, as text */
    FIGURE_DATE,
    FIGURE_SHORT_DATE,
    FIGURE_COUNT_OF,
};

/* The names that templates use, in the order of enum figure. */
extern const char *const figure_names[FIGURE_COUNT_OF];

/* The figure a kind of cell has unless a template says otherwise. */
enum figure figure_of(enum cell_kind kind);

/* The number format of a figure; NULL for text. */
const char *figure_format(struct arena *arena, enum figure figure,
                          struct str currency);

/* What to write for a cell: its number on the figure's scale, or NaN. */
double figure_value(enum figure figure, const struct cell *cell);

/* The same on an axis, whose steps are round: without the last decimal. */
enum figure figure_axis(enum figure figure);

/* Whether it stands at the right. */
bool figure_is_number(enum figure figure);

/* The format of money whose largest amount is `largest`. */
enum figure figure_money(double largest);

/* A variance smaller than this prints as 0. */
double figure_least(enum figure figure);

/* About how a cell prints: for the width of its column. */
struct str figure_print(struct arena *arena, enum figure figure,
                        struct str currency, double value);

#endif
