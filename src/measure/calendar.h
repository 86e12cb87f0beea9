/*
 * calendar.h - fiscal years, periods and weeks, and the names of windows.
 *
 * The calendar is data: rows of a fiscal_calendar extract, or generated.
 * Periods are in order of time, do not overlap and leave no hole.
 */
#ifndef REPORT_MEASURE_CALENDAR_H
#define REPORT_MEASURE_CALENDAR_H

#include "base/date.h"
#include "base/diag.h"
#include "read/fiscal.h"

/* One fiscal period; the days start..end, both included. */
struct period {
    int year;   /* fiscal year: 2024 for FY24 */
    int number; /* 1 .. 12 or 13 */
    int32_t start;
    int32_t end;
    struct str name; /* FY24P06, or 2023-12 where periods are months */
};

/* One fiscal week, 7 days but for a first or last one cut by the year. */
struct week {
    int year;
    int number;
    int32_t start;
    int32_t end;
};

struct calendar {
    struct period *periods;
    size_t period_count;
    struct week *weeks;
    size_t week_count;
    bool months; /* periods are calendar months */
};

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
 * The calendar of a fiscal_calendar extract.  Rows that overlap or leave a
 * hole are BAD_DATA, told with both rows.
 */
enum status calendar_of_rows(struct arena *arena, struct diag *diag,
                             const struct fiscal_row *rows, size_t count,
                             struct calendar **calendar);

/* How a calendar is generated. */
enum calendar_pattern {
    CALENDAR_MONTHS,
    CALENDAR_445,
    CALENDAR_454,
    CALENDAR_544,
};

/* "months", "4-4-5", "4-5-4", "5-4-4"; false: none of them. */
bool calendar_pattern_parse(struct str text, enum calendar_pattern *pattern);

/* The day on which a generated 4-4-5 year ends. */
struct year_end {
    bool nearest; /* the weekday nearest to the month's end; else its last */
    int weekday;  /* 0 = Monday */
    int month;
};

/* "last Sunday of June", "Saturday nearest end of January"; false: neither. */
bool year_end_parse(struct str text, struct year_end *year_end);

/*
 * A calendar that covers the days first..last and the fiscal years they lie
 * in, with one year more on either side for comparisons.
 */
struct calendar *calendar_generate(struct arena *arena,
                                   enum calendar_pattern pattern,
                                   struct year_end year_end, int32_t first,
                                   int32_t last);

/* The period or week that holds a day, or NULL. */
const struct period *calendar_period(const struct calendar *calendar,
                                     int32_t date);
const struct week *calendar_week(const struct calendar *calendar, int32_t date);

/*
 * The window a name stands for (metrics.md 0): FY24P06, FY24Q2, FY24H1, FY24,
 * FY24W23, 2023-12, 2023-12-01..2023-12-24, or latest = the last period that
 * ended on or before `last` (the data's last day).  BAD_USAGE, told with what
 * would be right, for a name that is none or lies outside the calendar.
 */
enum status calendar_window(struct arena *arena, struct diag *diag,
                            const struct calendar *calendar, struct str name,
                            int32_t last, struct window *window);

/* The window of the same kind just before; unknown if there is none. */
struct window calendar_previous(struct arena *arena,
                                const struct calendar *calendar,
                                const struct window *window);

/* The same-numbered window a year before; unknown if there is none. */
struct window calendar_last_year(struct arena *arena,
                                 const struct calendar *calendar,
                                 const struct window *window);

#endif
