#include "test.h"

#include "measure/retail_calendar.h"

#include <string.h>

/* A calendar, and what was said while it was made or asked. */
struct fixture {
    struct arena arena;
    struct diag diag;
    char *said;
    size_t said_len;
};

static void begin(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    fixture->diag.out = open_memstream(&fixture->said, &fixture->said_len);
}

static void end(struct fixture *fixture)
{
    fclose(fixture->diag.out);
    free(fixture->said);
    arena_free(&fixture->arena);
}

static const char *said(struct fixture *fixture)
{
    fflush(fixture->diag.out);
    return fixture->said;
}

static void expect_days(const struct window *window, const char *start,
                        const char *end_day)
{
    char got[2][DATE_TEXT];

    assert_string_equal(date_print(got[0], window->start), start);
    assert_string_equal(date_print(got[1], window->end), end_day);
}

static struct calendar *months(struct arena *arena)
{
    return calendar_generate(arena, CALENDAR_MONTHS, (struct year_end){0},
                             date_of(2010, 12, 1), date_of(2012, 3, 1));
}

static struct calendar *retail(struct fixture *fixture)
{
    return retail_calendar(&fixture->arena, &fixture->diag);
}

/* A name, and the days, names and neighbours of the window it stands for. */
struct name_case {
    const char *test;
    bool months;
    const char *asked;
    const char *name;
    const char *label;
    const char *start;
    const char *end;
    const char *previous; /* name; "" = there is none */
    const char *last_year;
};

static const struct name_case name_cases[] = {
    {"the period of the contract", false, "FY24P06", "FY24P06", "P06",
     "2023-11-27", "2023-12-31", "FY24P05", "FY23P06"},
    {"a period in lower case with four digits of the year", false, "fy2024p6",
     "FY24P06", "P06", "2023-11-27", "2023-12-31", "FY24P05", "FY23P06"},
    {"the first period of a year", false, "FY24P01", "FY24P01", "P01",
     "2023-06-26", "2023-07-30", "FY23P12", "FY23P01"},
    {"a last period with a 53rd week", false, "FY24P12", "FY24P12", "P12",
     "2024-05-27", "2024-06-30", "FY24P11", "FY23P12"},
    {"the first period of the calendar", false, "FY22P01", "FY22P01", "P01",
     "2021-06-28", "2021-08-01", "", ""},
    {"a quarter", false, "FY24Q2", "FY24Q2", "Q2", "2023-10-02", "2023-12-31",
     "FY24Q1", "FY23Q2"},
    {"a first quarter", false, "FY24Q1", "FY24Q1", "Q1", "2023-06-26",
     "2023-10-01", "FY23Q4", "FY23Q1"},
    {"a half", false, "FY24H1", "FY24H1", "H1", "2023-06-26", "2023-12-31",
     "FY23H2", "FY23H1"},
    {"a second half", false, "FY24H2", "FY24H2", "H2", "2024-01-01",
     "2024-06-30", "FY24H1", "FY23H2"},
    {"a year of 53 weeks", false, "FY24", "FY24", "FY24", "2023-06-26",
     "2024-06-30", "FY23", "FY23"},
    {"a week", false, "FY24W23", "FY24W23", "W23", "2023-11-27", "2023-12-03",
     "FY24W22", "FY23W23"},
    {"a 53rd week has none a year before", false, "FY24W53", "FY24W53", "W53",
     "2024-06-24", "2024-06-30", "FY24W52", ""},
    {"the week after a 53rd one", false, "FY25W1", "FY25W01", "W01",
     "2024-07-01", "2024-07-07", "FY24W53", "FY24W01"},
    {"a calendar month beside fiscal periods", false, "2023-12", "2023-12",
     "2023-12", "2023-12-01", "2023-12-31", "2023-11", "2022-12"},
    {"a range", false, "2023-12-01..2023-12-24", "2023-12-01..2023-12-24",
     "2023-12-01..2023-12-24", "2023-12-01", "2023-12-24",
     "2023-11-07..2023-11-30", "2022-12-01..2022-12-24"},
    {"a range of whole weeks", false, "2023-12-04..2023-12-17",
     "2023-12-04..2023-12-17", "2023-12-04..2023-12-17", "2023-12-04",
     "2023-12-17", "2023-11-20..2023-12-03", "2022-12-05..2022-12-18"},
    {"a range that ends on a leap day", false, "2024-02-20..2024-02-29",
     "2024-02-20..2024-02-29", "2024-02-20..2024-02-29", "2024-02-20",
     "2024-02-29", "2024-02-10..2024-02-19", "2023-02-20..2023-02-28"},
    {"a month that is a period", true, "2011-11", "2011-11", "2011-11",
     "2011-11-01", "2011-11-30", "2011-10", "2010-11"},
    {"a month by its fiscal name", true, "FY11P11", "2011-11", "2011-11",
     "2011-11-01", "2011-11-30", "2011-10", "2010-11"},
    {"a month of 31 days", true, "2011-12", "2011-12", "2011-12", "2011-12-01",
     "2011-12-31", "2011-11", "2010-12"},
    {"a February with a leap day", true, "2012-02", "2012-02", "2012-02",
     "2012-02-01", "2012-02-29", "2012-01", "2011-02"},
    {"a January", true, "2012-01", "2012-01", "2012-01", "2012-01-01",
     "2012-01-31", "2011-12", "2011-01"},
    {"a quarter of months", true, "FY11Q4", "FY11Q4", "Q4", "2011-10-01",
     "2011-12-31", "FY11Q3", "FY10Q4"},
    {"a year of months", true, "FY2011", "FY11", "FY11", "2011-01-01",
     "2011-12-31", "FY10", "FY10"},
};

static void expect_neighbour(const struct window *window, const char *name)
{
    if (!name[0]) {
        assert_false(window_is_known(window));
        return;
    }
    assert_true(window_is_known(window));
    assert_string_equal(window->name.at, name);
}

static void a_name_stands_for_days(void **state)
{
    const struct name_case *want = *state;
    struct fixture fixture;
    struct calendar *calendar;
    struct window window;
    struct window other;

    begin(&fixture);
    calendar = want->months ? months(&fixture.arena) : retail(&fixture);
    assert_non_null(calendar);
    assert_int_equal(calendar_window(&fixture.arena, &fixture.diag, calendar,
                                     str_of(want->asked), 0, &window),
                     OK);
    expect_days(&window, want->start, want->end);
    assert_string_equal(window.name.at, want->name);
    assert_string_equal(window.label.at, want->label);
    other = calendar_previous(&fixture.arena, calendar, &window);
    expect_neighbour(&other, want->previous);
    other = calendar_last_year(&fixture.arena, calendar, &window);
    expect_neighbour(&other, want->last_year);
    end(&fixture);
}

/* A name that is none, and what would be right. */
struct wrong_case {
    const char *asked;
    const char *said;
};

#define FORMS                                                                  \
    "; expected FY24P06, FY24Q2, FY24H1, FY24, FY24W23, 2023-12, "             \
    "2023-12-01..2023-12-24 or latest\n"
#define HOLDS                                                                  \
    " in the calendar, which holds FY22P01 to FY25P12 "                        \
    "(2021-06-28..2025-06-29)\n"

static const struct wrong_case wrong_cases[] = {
    {"February", "report: error: invalid period 'February'" FORMS},
    {"", "report: error: invalid period ''" FORMS},
    {"FY", "report: error: invalid period 'FY'" FORMS},
    {"FY244", "report: error: invalid period 'FY244'" FORMS},
    {"FY24P", "report: error: invalid period 'FY24P'" FORMS},
    {"FY24P061", "report: error: invalid period 'FY24P061'" FORMS},
    {"FY24X1", "report: error: invalid period 'FY24X1'" FORMS},
    {"2023-13", "report: error: invalid period '2023-13'" FORMS},
    {"2023-1", "report: error: invalid period '2023-1'" FORMS},
    {"2023-12-01", "report: error: invalid period '2023-12-01'" FORMS},
    {"2023-12-24..2023-12-01",
     "report: error: invalid period '2023-12-24..2023-12-01'" FORMS},
    {"2023-02-01..2023-02-30",
     "report: error: invalid period '2023-02-01..2023-02-30'" FORMS},
    {"../2024-02", "report: error: invalid period '../2024-02'" FORMS},
    {"FY30P01", "report: error: no period 'FY30P01'" HOLDS},
    {"FY24Q5", "report: error: no period 'FY24Q5'" HOLDS},
    {"FY24W54", "report: error: no period 'FY24W54'" HOLDS},
    {"FY24P13", "report: error: no period 'FY24P13' in the calendar; the last "
                "one of that year is P12\n"},
};

static void a_wrong_name_is_refused(void **state)
{
    struct fixture fixture;
    struct calendar *calendar;
    struct window window;

    (void)state;
    for (size_t i = 0; i < COUNT(wrong_cases); i++) {
        begin(&fixture);
        calendar = retail(&fixture);
        assert_int_equal(calendar_window(&fixture.arena, &fixture.diag,
                                         calendar, str_of(wrong_cases[i].asked),
                                         0, &window),
                         BAD_USAGE);
        assert_string_equal(said(&fixture), wrong_cases[i].said);
        end(&fixture);
    }
}

static void latest_is_the_last_period_that_ended(void **state)
{
    struct fixture fixture;
    struct calendar *calendar;
    struct window window;

    (void)state;
    begin(&fixture);
    calendar = months(&fixture.arena);
    assert_int_equal(calendar_window(&fixture.arena, &fixture.diag, calendar,
                                     STR("latest"), day("2011-12-09"), &window),
                     OK);
    assert_string_equal(window.name.at, "2011-11");
    calendar_window(&fixture.arena, &fixture.diag, calendar, STR("latest"),
                    day("2011-12-31"), &window);
    assert_string_equal(window.name.at, "2011-12");
    assert_int_equal(calendar_window(&fixture.arena, &fixture.diag, calendar,
                                     STR("latest"), day("2009-01-15"), &window),
                     BAD_USAGE);
    end(&fixture);
}

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

static void a_year_of_two_digits_may_be_of_the_last_century(void **state)
{
    struct fixture fixture;
    struct calendar *calendar;
    struct window window;

    (void)state;
    begin(&fixture);
    calendar =
        calendar_generate(&fixture.arena, CALENDAR_MONTHS, (struct year_end){0},
                          day("1997-01-01"), day("1998-06-30"));
    assert_int_equal(calendar_window(&fixture.arena, &fixture.diag, calendar,
                                     STR("FY97P03"), 0, &window),
                     OK);
    expect_days(&window, "1997-03-01", "1997-03-31");
    end(&fixture);
}

/* Twelve periods and one more of 28 days each. */
static void thirteen_periods_have_four_in_the_last_quarter(void **state)
{
    static const struct {
        const char *name;
        const char *start;
        const char *end;
    } wants[] = {
        {"FY24Q1", "2024-01-01", "2024-03-24"},
        {"FY24Q3", "2024-06-17", "2024-09-08"},
        {"FY24Q4", "2024-09-09", "2024-12-29"},
        {"FY24H1", "2024-01-01", "2024-06-16"},
        {"FY24H2", "2024-06-17", "2024-12-29"},
        {"FY24", "2024-01-01", "2024-12-29"},
        {"FY24P13", "2024-12-02", "2024-12-29"},
    };
    struct fiscal_row rows[13];
    struct calendar *calendar;
    struct fixture fixture;
    struct window window;

    (void)state;
    begin(&fixture);
    for (int i = 0; i < 13; i++)
        rows[i] = (struct fiscal_row){
            .year = 2024,
            .period = i + 1,
            .start = date_of(2024, 1, 1) + 28 * i,
            .end = date_of(2024, 1, 1) + 28 * i + 27,
            .place = {"calendar.csv", (size_t)i + 2, 1},
        };
    assert_int_equal(
        calendar_of_rows(&fixture.arena, &fixture.diag, rows, 13, &calendar),
        OK);
    for (size_t i = 0; i < COUNT(wants); i++) {
        assert_int_equal(calendar_window(&fixture.arena, &fixture.diag,
                                         calendar, str_of(wants[i].name), 0,
                                         &window),
                         OK);
        expect_days(&window, wants[i].start, wants[i].end);
    }
    end(&fixture);
}

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
    cmocka_unit_test(a_wrong_name_is_refused),
    cmocka_unit_test(latest_is_the_last_period_that_ended),
    cmocka_unit_test(rows_of_weeks_and_days_give_the_same_calendar),
    cmocka_unit_test(a_week_may_lie_across_the_end_of_a_period),
    cmocka_unit_test(a_year_of_two_digits_may_be_of_the_last_century),
    cmocka_unit_test(thirteen_periods_have_four_in_the_last_quarter),
    cmocka_unit_test(a_year_end_that_is_none_is_refused),
    cmocka_unit_test(months_are_covered_with_a_year_on_either_side),
    cmocka_unit_test(weeks_of_months_begin_on_mondays),
    cmocka_unit_test(a_calendar_is_printed_as_an_extract),
};

#define ADD(tests, count, cases, function)                                     \
    for (size_t i = 0; i < COUNT(cases); i++)                                  \
        (tests)[(count)++] = (struct CMUnitTest)                               \
        {                                                                      \
            .name = (cases)[i].test, .test_func = (function),                  \
            .initial_state = (void *)(uintptr_t) & (cases)[i],                 \
        }

int main(void)
{
    struct CMUnitTest tests[COUNT(plain_tests) + COUNT(name_cases) +
                            COUNT(row_cases) + COUNT(rule_cases)];
    size_t count = COUNT(plain_tests);

    memcpy(tests, plain_tests, sizeof plain_tests);
    ADD(tests, count, name_cases, a_name_stands_for_days);
    ADD(tests, count, row_cases, rows_that_are_no_calendar_are_refused);
    ADD(tests, count, rule_cases, a_rule_makes_a_calendar);
    return cmocka_run_group_tests_name("measure/calendar", tests, NULL, NULL);
}
