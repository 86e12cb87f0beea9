#include "test.h"

#include "measure/retail_calendar.h"

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
     "report: error: period '2023-12-24..2023-12-01' ends before it begins\n"},
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

static const struct CMUnitTest plain_tests[] = {
    cmocka_unit_test(a_wrong_name_is_refused),
    cmocka_unit_test(latest_is_the_last_period_that_ended),
    cmocka_unit_test(a_year_of_two_digits_may_be_of_the_last_century),
    cmocka_unit_test(thirteen_periods_have_four_in_the_last_quarter),
};

int main(void)
{
    struct CMUnitTest tests[COUNT(plain_tests) + COUNT(name_cases)];

    memcpy(tests, plain_tests, sizeof plain_tests);
    put_row_tests(tests + COUNT(plain_tests), name_cases,
                  a_name_stands_for_days);
    return cmocka_run_group_tests_name("measure/window", tests, NULL, NULL);
}
