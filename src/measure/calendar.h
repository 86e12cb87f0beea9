/*
 * calendar.h - fiscal years, periods and weeks; with window.h the names of
 * days, with generate.h how a calendar is made by a rule.
 *
 * The calendar is data: rows of a fiscal_calendar extract, or generated.
 * Periods are in order of time, do not overlap and leave no hole.
 */
#ifndef REPORT_MEASURE_CALENDAR_H
#define REPORT_MEASURE_CALENDAR_H

#include "measure/generate.h"
#include "measure/window.h"
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

/*
 * The calendar of a fiscal_calendar extract of at least one row.  Rows that
 * overlap or leave a hole are BAD_DATA, told with both rows.
 */
enum status calendar_of_rows(struct arena *arena, struct diag *diag,
                             const struct fiscal_row *rows, size_t count,
                             struct calendar **calendar);

/* The name of a fiscal period: "FY24P06". */
struct str period_name(struct arena *arena, int year, int number);

/*
 * Number the weeks of each fiscal year that the periods cover from its first
 * day: from that day on where all periods are whole weeks, else from Monday to
 * Sunday, the first and last one cut by the year.
 */
void calendar_add_weeks(struct arena *arena, struct calendar *calendar);

/* The period or week that holds a day, or NULL. */
const struct period *calendar_period(const struct calendar *calendar,
                                     int32_t date);
const struct week *calendar_week(const struct calendar *calendar, int32_t date);

/* Whether every period is whole weeks: then last year is 364 days before. */
bool calendar_is_weekly(const struct calendar *calendar);

/*
 * The text of a fiscal_calendar extract for the fiscal years in which the days
 * first..last lie: a row for each week where weeks lie inside periods, else one
 * for each period.
 */
struct str calendar_print(struct arena *arena, const struct calendar *calendar,
                          int32_t first, int32_t last);

#endif
