#include "test.h"

#include "measure/retail_calendar.h"

/* A rule, and the first and last day of a year and of its last period. */
struct rule_case {
    const char *test;
    enum calendar_pattern pattern;
    const char *year_end;
    const char *date; /* a day of the year */
    int year;
    int weeks[12];
    const char *start;
    const char *end;
};

static const struct rule_case rule_cases[] = {
    {"4-4-5 to the last Sunday of June",
     CALENDAR_445,
     "last Sunday of June",
     "2022-10-01",
     2023,
     {4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5},
     "2022-06-27",
     "2023-06-25"},
    {"a 53rd week lies in the last period",
     CALENDAR_445,
     "last Sunday of June",
     "2023-07-01",
     2024,
     {4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 6},
     "2023-06-26",
     "2024-06-30"},
    {"4-5-4 to the Saturday nearest the end of January",
     CALENDAR_454,
     "Saturday nearest end of January",
     "2024-02-03",
     2024,
     {4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 5},
     "2023-01-29",
     "2024-02-03"},
    {"the day after the year's end is in the next one",
     CALENDAR_454,
     "Saturday nearest to the end of January",
     "2024-02-04",
     2025,
     {4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4},
     "2024-02-04",
     "2025-02-01"},
    {"5-4-4, in any case",
     CALENDAR_544,
     "LAST sunday OF june",
     "2025-06-29",
     2025,
     {5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4},
     "2024-07-01",
     "2025-06-29"},
};

static void a_rule_makes_a_calendar(void **state)
{
    const struct rule_case *want = *state;
    const struct period *period;
    struct calendar *calendar;
    struct year_end year_end;
    struct fixture fixture;
    int32_t start = day(want->start);

    begin(&fixture);
    assert_true(year_end_parse(str_of(want->year_end), &year_end));
    calendar = calendar_generate(&fixture.arena, want->pattern, year_end,
                                 day(want->date), day(want->date));
    assert_int_equal(calendar->period_count, 3 * 12);
    assert_true(calendar_is_weekly(calendar));
    assert_int_equal(calendar->periods[0].year, want->year - 1);
    assert_int_equal(calendar_period(calendar, day(want->date))->year,
                     want->year);
    for (int i = 0; i < 12; i++) {
        period = calendar_period(calendar, start);
        assert_int_equal(period->number, i + 1);
        assert_int_equal(period->start, start);
        start = period->end + 1;
        assert_int_equal(start - period->start, 7 * want->weeks[i]);
    }
    assert_int_equal(start - 1, day(want->end));
    end(&fixture);
}

static void a_year_end_that_is_none_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "last Sunday",
        "last Sunday of",
        "last Sunday of Juni",
        "Sunday of June",
        "Sunday nearest June",
        "last Sunday of June 2024",
        "first Sunday of June",
        "lastSunday of June",
    };
    struct year_end year_end;

    (void)state;
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(year_end_parse(str_of(wrong[i]), &year_end));
}

static void months_are_covered_with_a_year_on_either_side(void **state)
{
    struct fixture fixture;
    struct calendar *calendar;

    (void)state;
    begin(&fixture);
    calendar = months(&fixture.arena);
    assert_true(calendar->months);
    assert_int_equal(calendar->period_count, 5 * 12);
    assert_int_equal(calendar->periods[0].start, day("2009-01-01"));
    assert_int_equal(calendar->periods[59].end, day("2013-12-31"));
    assert_null(calendar_period(calendar, day("2008-12-31")));
    assert_null(calendar_period(calendar, day("2014-01-01")));
    end(&fixture);
}

static const struct CMUnitTest plain_tests[] = {
    cmocka_unit_test(a_year_end_that_is_none_is_refused),
    cmocka_unit_test(months_are_covered_with_a_year_on_either_side),
};

int main(void)
{
    struct CMUnitTest tests[COUNT(plain_tests) + COUNT(rule_cases)];

    memcpy(tests, plain_tests, sizeof plain_tests);
    put_row_tests(tests + COUNT(plain_tests), rule_cases,
                  a_rule_makes_a_calendar);
    return cmocka_run_group_tests_name("measure/generate", tests, NULL, NULL);
}
