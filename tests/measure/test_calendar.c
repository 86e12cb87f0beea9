#include "test.h"

#include "measure/retail_calendar.h"

/* Rows that are no calendar, and what is said of them. */
struct row_case {
    const char *test;
    struct {
        int year;
        int period;
        const char *start;
        const char *end;
    } rows[2];
    const char *said;
};

static const struct row_case row_cases[] = {
    {"periods that overlap are refused",
     {{2024, 1, "2024-01-01", "2024-01-28"},
      {2024, 2, "2024-01-28", "2024-02-25"}},
     "calendar.csv:3:1: error: period FY24P02 of 2024-01-28..2024-02-25 "
     "overlaps FY24P01 of 2024-01-01..2024-01-28 (calendar.csv:2)\n"},
    {"a hole between periods is refused",
     {{2024, 1, "2024-01-01", "2024-01-28"},
      {2024, 2, "2024-01-30", "2024-02-25"}},
     "calendar.csv:3:1: error: no period holds 2024-01-29..2024-01-29, between "
     "FY24P01 of 2024-01-01..2024-01-28 (calendar.csv:2) and FY24P02 of "
     "2024-01-30..2024-02-25\n"},
    {"a period that ends before it begins is refused",
     {{2024, 1, "2024-01-28", "2024-01-01"},
      {2024, 2, "2024-01-29", "2024-02-25"}},
     "calendar.csv:2:1: error: period FY24P01 of 2024-01-28..2024-01-01 ends "
     "before it begins\n"},
    {"a number left out is refused",
     {{2024, 1, "2024-01-01", "2024-01-28"},
      {2024, 3, "2024-01-29", "2024-02-25"}},
     "calendar.csv:3:1: error: period FY24P03 of 2024-01-29..2024-02-25 "
     "follows FY24P01 of 2024-01-01..2024-01-28 (calendar.csv:2); expected the "
     "next number, or P01 of the next year\n"},
};

static void rows_that_are_no_calendar_are_refused(void **state)
{
    const struct row_case *want = *state;
    struct fiscal_row rows[2];
    struct calendar *calendar;
    struct fixture fixture;

    for (size_t i = 0; i < COUNT(rows); i++)
        rows[i] = (struct fiscal_row){
            .year = want->rows[i].year,
            .period = want->rows[i].period,
            .start = day(want->rows[i].start),
            .end = day(want->rows[i].end),
            .place = {"calendar.csv", i + 2, 1},
        };
    begin(&fixture);
    assert_int_equal(calendar_of_rows(&fixture.arena, &fixture.diag, rows,
                                      COUNT(rows), &calendar),
                     BAD_DATA);
    assert_string_equal(said(&fixture), want->said);
    end(&fixture);
}

/* The retail calendar's rows cut into weeks or days, last one first. */
static struct calendar *of_pieces(struct fixture *fixture, int32_t days,
                                  bool by_period)
{
    struct fiscal_row whole[RETAIL_ROWS];
    struct fiscal_row *pieces =
        arena_array(&fixture->arena, struct fiscal_row, 2000);
    struct calendar *calendar = NULL;
    size_t count = 0;

    retail_rows(whole);
    for (size_t i = RETAIL_ROWS; i-- > 0;)
        for (int32_t at = whole[i].start; at <= whole[i].end; at += days) {
            int32_t from = by_period
                               ? whole[i].start
                               : whole[i - (size_t)whole[i].period + 1].start;

            pieces[count] = whole[i];
            pieces[count].start = at;
            pieces[count].end = at + days - 1;
            pieces[count++].week = (at - from) / 7 + 1;
        }
    assert_int_equal(calendar_of_rows(&fixture->arena, &fixture->diag, pieces,
                                      count, &calendar),
                     OK);
    return calendar;
}

static void rows_of_weeks_and_days_give_the_same_calendar(void **state)
{
    static const struct {
        int32_t days;
        bool by_period; /* week numbers begin anew in each period */
    } cuts[] = {{7, false}, {7, true}, {1, false}, {1, true}};
    struct fixture fixture;

    (void)state;
    begin(&fixture);
    for (size_t i = 0; i < COUNT(cuts); i++) {
        struct calendar *want = retail(&fixture);
        struct calendar *got =
            of_pieces(&fixture, cuts[i].days, cuts[i].by_period);

        assert_int_equal(got->period_count, want->period_count);
        assert_int_equal(got->week_count, want->week_count);
        for (size_t j = 0; j < want->period_count; j++) {
            assert_int_equal(got->periods[j].start, want->periods[j].start);
            assert_int_equal(got->periods[j].end, want->periods[j].end);
        }
        for (size_t j = 0; j < want->week_count; j++) {
            assert_int_equal(got->weeks[j].number, want->weeks[j].number);
            assert_int_equal(got->weeks[j].start, want->weeks[j].start);
            assert_int_equal(got->weeks[j].end, want->weeks[j].end);
        }
    }
    end(&fixture);
}

/* Days of two months; the week of 2024-01-29 lies in both. */
static void a_week_may_lie_across_the_end_of_a_period(void **state)
{
    struct fiscal_row rows[60];
    struct calendar *calendar;
    struct fixture fixture;
    const struct week *week;

    (void)state;
    begin(&fixture);
    for (int i = 0; i < 60; i++)
        rows[i] = (struct fiscal_row){
            .year = 2024,
            .period = i < 31 ? 1 : 2,
            .week = i / 7 + 1,
            .start = date_of(2024, 1, 1) + i,
            .end = date_of(2024, 1, 1) + i,
            .place = {"calendar.csv", (size_t)i + 2, 1},
        };
    assert_int_equal(
        calendar_of_rows(&fixture.arena, &fixture.diag, rows, 60, &calendar),
        OK);
    week = calendar_week(calendar, day("2024-02-01"));
    assert_int_equal(week->number, 5);
    assert_int_equal(week->start, day("2024-01-29"));
    assert_int_equal(week->end, day("2024-02-04"));
    assert_int_equal(calendar_week(calendar, day("2024-02-29"))->number, 9);
    end(&fixture);
}

static void weeks_of_months_begin_on_mondays(void **state)
{
    struct fixture fixture;
    struct calendar *calendar;
    const struct week *week;

    (void)state;
    begin(&fixture);
    calendar = months(&fixture.arena);
    week = calendar_week(calendar, day("2011-01-01")); /* a Saturday */
    assert_int_equal(week->number, 1);
    assert_int_equal(week->end, day("2011-01-02"));
    week = calendar_week(calendar, day("2011-01-05"));
    assert_int_equal(week->number, 2);
    assert_int_equal(week->start, day("2011-01-03"));
    assert_int_equal(week->end, day("2011-01-09"));
    assert_int_equal(calendar_week(calendar, day("2011-12-31"))->end,
                     day("2011-12-31"));
    end(&fixture);
}

static void a_calendar_is_printed_as_an_extract(void **state)
{
    struct fixture fixture;
    struct year_end year_end;
    struct calendar *calendar;
    struct str text;

    (void)state;
    begin(&fixture);
    assert_true(year_end_parse(STR("last Sunday of June"), &year_end));
    calendar = calendar_generate(&fixture.arena, CALENDAR_445, year_end,
                                 day("2023-06-26"), day("2024-06-30"));
    text = calendar_print(&fixture.arena, calendar, day("2023-06-26"),
                          day("2024-06-30"));
    assert_true(str_starts(
        text, STR("fiscal_year,period,week,start_date,end_date,label\n"
                  "2024,1,1,2023-06-26,2023-07-02,FY24P01\n"
                  "2024,1,2,2023-07-03,2023-07-09,FY24P01\n")));
    assert_true(
        str_ends(text, STR("2024,12,53,2024-06-24,2024-06-30,FY24P12\n")));
    text = calendar_print(&fixture.arena, months(&fixture.arena),
                          day("2011-05-05"), day("2011-06-06"));
    assert_true(str_starts(
        text, STR("fiscal_year,period,week,start_date,end_date,label\n"
                  "2011,1,,2011-01-01,2011-01-31,2011-01\n")));
    assert_true(
        str_ends(text, STR("2011,12,,2011-12-01,2011-12-31,2011-12\n")));
    end(&fixture);
}

static const struct CMUnitTest plain_tests[] = {
    cmocka_unit_test(rows_of_weeks_and_days_give_the_same_calendar),
    cmocka_unit_test(a_week_may_lie_across_the_end_of_a_period),
    cmocka_unit_test(weeks_of_months_begin_on_mondays),
    cmocka_unit_test(a_calendar_is_printed_as_an_extract),
};

int main(void)
{
    struct CMUnitTest tests[COUNT(plain_tests) + COUNT(row_cases)];

    memcpy(tests, plain_tests, sizeof plain_tests);
    put_row_tests(tests + COUNT(plain_tests), row_cases,
                  rows_that_are_no_calendar_are_refused);
    return cmocka_run_group_tests_name("measure/calendar", tests, NULL, NULL);
}
