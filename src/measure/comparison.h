/*
 * comparison.h - which days a report covers and what they are compared with.
 *
 * metrics.md 0: previous window, last year (shifted by 364 days where a
 * 53-week year lies between), partial windows cut to the same number of days.
 */
#ifndef REPORT_MEASURE_COMPARISON_H
#define REPORT_MEASURE_COMPARISON_H

#include "measure/calendar.h"

/* A base of comparison. */
struct base {
    struct window window; /* the days compared, cut where the report is */
    bool covered;         /* the data reaches back to its first day */
    const char *reason;   /* why there is no base, where there is none: "the
                           * data begins on 2010-12-01" */
};

struct comparison {
    struct window asked; /* the whole window by name */
    struct window now;   /* its days up to as_of; unknown if there are none */
    int32_t as_of;       /* last day used */
    int32_t data_first;  /* first and last day of the transactions */
    int32_t data_last;
    bool incomplete; /* the data or as_of ends before the window does */
    bool shifted;    /* ly is 364 days before, not the same-numbered window */
    struct base prev;
    struct base ly;
    struct base ly_fiscal; /* the same-numbered window, where ly is shifted */
    struct str rule;       /* the sentence printed under tables */
    /* 13 trailing windows of the same kind (the last is `now`), each with its
     * last-year window; unknown where calendar or data do not reach. */
    struct window trail[13];
    struct base trail_ly[13];
};

/* What the caller knows when windows are chosen. */
struct comparison_input {
    int32_t data_first;
    int32_t data_last;
    int32_t as_of; /* DATE_NONE: the window's last day */
    int closed_days;
};

/* Whether last year is the days 364 days before. */
bool comparison_is_aligned(const struct comparison *comparison);

/* Choose what a window is compared with; names live in the arena. */
void comparison_make(struct arena *arena, const struct calendar *calendar,
                     const struct window *asked,
                     const struct comparison_input *input,
                     struct comparison *comparison);

#endif
