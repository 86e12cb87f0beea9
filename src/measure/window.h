/*
 * window.h - named days: FY24P06, FY24Q2, 2023-12, a range; the one before and
 * the one a year before.
 */
#ifndef REPORT_MEASURE_WINDOW_H
#define REPORT_MEASURE_WINDOW_H

#include "base/date.h"
#include "base/diag.h"

struct calendar;

/* What kind of window a name stands for. */
enum window_kind {
    WINDOW_PERIOD,
    WINDOW_QUARTER,
    WINDOW_HALF,
    WINDOW_YEAR,
    WINDOW_WEEK,
    WINDOW_MONTH, /* a calendar month where the periods are others */
    WINDOW_RANGE, /* from..to */
};

/* Named days: the subject of a report, or what it is compared with. */
struct window {
    enum window_kind kind;
    int32_t start; /* DATE_NONE: there is no such window */
    int32_t end;
    struct str name;  /* FY24P06: safe as the name of a folder */
    struct str label; /* P06: short, for "vs P05"; else the name */
};

static inline bool window_is_known(const struct window *window)
{
    return window->start != DATE_NONE;
}

static inline int32_t window_days(const struct window *window)
{
    return window->end - window->start + 1;
}

/*
 * The window a name stands for (metrics.md 0): FY24P06, FY24Q2, FY24H1, FY24,
 * FY24W23, 2023-12, 2023-12-01..2023-12-24, or latest = the last period that
 * ended on or before `last` (the data's last day).  BAD_USAGE, told with what
 * would be right, for a name that is none or lies outside the calendar.
 */
enum status calendar_window(struct arena *arena, struct diag *diag,
                            const struct calendar *calendar, struct str name,
                            int32_t last, struct window *window);

/* The days start..end as a window, named by them. */
struct window window_of_days(struct arena *arena, int32_t start, int32_t end);

/* The window of the same kind just before; unknown if there is none. */
struct window calendar_previous(struct arena *arena,
                                const struct calendar *calendar,
                                const struct window *window);

/*
 * The same-numbered window a year before; unknown if there is none.  A range of
 * whole weeks is shifted by 364 days, another one by a calendar year.
 */
struct window calendar_last_year(struct arena *arena,
                                 const struct calendar *calendar,
                                 const struct window *window);

#endif
