/*
 * retail_calendar.h - what tests of calendars share, and the calendar of
 * metrics.md 0 as rows: fiscal years of 5,5,4,4,4,5,4,5,4,4,4,4 weeks from
 * 2021-06-28 on, FY22 to FY25, FY24 with a 53rd week in its last period.
 */
#ifndef REPORT_TESTS_RETAIL_CALENDAR_H
#define REPORT_TESTS_RETAIL_CALENDAR_H

#include "measure/calendar.h"

#include <string.h>

enum { RETAIL_YEARS = 4, RETAIL_PERIODS = 12 };
enum { RETAIL_ROWS = RETAIL_YEARS * RETAIL_PERIODS };

static inline void retail_rows(struct fiscal_row rows[static RETAIL_ROWS])
{
    static const int weeks[] = {5, 5, 4, 4, 4, 5, 4, 5, 4, 4, 4, 4};
    int32_t start = date_of(2021, 6, 28);

    for (int i = 0; i < RETAIL_ROWS; i++) {
        int number = i % RETAIL_PERIODS + 1;
        int year = 2022 + i / RETAIL_PERIODS;
        bool longer = year == 2024 && number == RETAIL_PERIODS;

        rows[i] = (struct fiscal_row){.year = year, .period = number};
        rows[i].start = start;
        rows[i].end = start + 7 * (weeks[number - 1] + longer) - 1;
        rows[i].place = (struct place){"calendar.csv", (size_t)i + 2, 1};
        start = rows[i].end + 1;
    }
}

static inline struct calendar *retail_calendar(struct arena *arena,
                                               struct diag *diag)
{
    struct fiscal_row rows[RETAIL_ROWS];
    struct calendar *calendar = NULL;

    retail_rows(rows);
    calendar_of_rows(arena, diag, rows, RETAIL_ROWS, &calendar);
    return calendar;
}

/* The day of a text; tests write days as people do. */
static inline int32_t day(const char *text)
{
    int32_t date = DATE_NONE;

    date_parse(str_of(text), &date);
    return date;
}

/* A calendar, and what was said while it was made or asked. */
struct fixture {
    struct arena arena;
    struct diag diag;
    char *said;
    size_t said_len;
};

static inline void begin(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    fixture->diag.out = open_memstream(&fixture->said, &fixture->said_len);
}

static inline void end(struct fixture *fixture)
{
    fclose(fixture->diag.out);
    free(fixture->said);
    arena_free(&fixture->arena);
}

static inline const char *said(struct fixture *fixture)
{
    fflush(fixture->diag.out);
    return fixture->said;
}

static inline void expect_days(const struct window *window, const char *start,
                               const char *end_day)
{
    char got[2][DATE_TEXT];

    assert_string_equal(date_print(got[0], window->start), start);
    assert_string_equal(date_print(got[1], window->end), end_day);
}

static inline struct calendar *months(struct arena *arena)
{
    return calendar_generate(arena, CALENDAR_MONTHS, (struct year_end){0},
                             date_of(2010, 12, 1), date_of(2012, 3, 1));
}

static inline struct calendar *retail(struct fixture *fixture)
{
    return retail_calendar(&fixture->arena, &fixture->diag);
}

#endif
