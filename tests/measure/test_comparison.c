#include "test.h"

#include "measure/comparison.h"
#include "measure/retail_calendar.h"

#include <string.h>

/* What is asked, and what is compared; "" = there is no such window. */
struct comparison_case {
    const char *test;
    bool months;
    const char *asked;
    const char *first; /* days of the data */
    const char *last;
    const char *as_of; /* "" = the window's end */
    const char *now[2];
    bool incomplete;
    const char *prev[2]; /* "" = not covered */
    const char *ly[2];
    const char *fiscal[2]; /* ly_fiscal, where ly is shifted */
    const char *rule;
};

static const struct comparison_case cases[] = {
    {"a period that began exactly 364 days after last year's",
     false,
     "FY24P06",
     "2021-06-28",
     "2024-03-31",
     "",
     {"2023-11-27", "2023-12-31"},
     false,
     {"2023-10-30", "2023-11-26"},
     {"2022-11-28", "2023-01-01"},
     {"", ""},
     "Last year = FY23P06, which began exactly 364 days earlier; flows "
     "compared per day."},
    {"the first period after a 53-week year is shifted",
     false,
     "FY25P01",
     "2021-06-28",
     "2025-06-29",
     "",
     {"2024-07-01", "2024-08-04"},
     false,
     {"2024-05-27", "2024-06-30"},
     {"2023-07-03", "2023-08-06"},
     {"2023-06-26", "2023-07-30"},
     "Last year = the 35 days from 3 Jul 2023, 364 days earlier, as a 53-week "
     "year lies between; fiscal FY24P01 is shown beside it."},
    {"a quarter after a 53-week year is shifted",
     false,
     "FY25Q2",
     "2021-06-28",
     "2025-06-29",
     "",
     {"2024-10-07", "2025-01-05"},
     false,
     {"2024-07-01", "2024-10-06"},
     {"2023-10-09", "2024-01-07"},
     {"2023-10-02", "2023-12-31"},
     "Last year = the 91 days from 9 Oct 2023, 364 days earlier, as a 53-week "
     "year lies between; fiscal FY24Q2 is shown beside it."},
    {"a 53rd week is compared with the week 364 days before",
     false,
     "FY24W53",
     "2021-06-28",
     "2025-06-29",
     "",
     {"2024-06-24", "2024-06-30"},
     false,
     {"2024-06-17", "2024-06-23"},
     {"2023-06-26", "2023-07-02"},
     {"", ""},
     "Last year = the 7 days from 26 Jun 2023, 364 days earlier; the calendar "
     "has no W53 of the year before."},
    {"a month is compared with the same month",
     true,
     "2011-11",
     "2010-11-01",
     "2011-12-09",
     "",
     {"2011-11-01", "2011-11-30"},
     false,
     {"2011-10-01", "2011-10-31"},
     {"2010-11-01", "2010-11-30"},
     {"", ""},
     "Last year = 2010-11, the same month a year before; flows compared per "
     "day."},
    {"a base that the data does not reach back to is none",
     true,
     "2011-11",
     "2010-12-01",
     "2011-12-09",
     "",
     {"2011-11-01", "2011-11-30"},
     false,
     {"2011-10-01", "2011-10-31"},
     {"", ""},
     {"", ""},
     "No last year: the data begins on 2010-12-01."},
    {"a closed first day does not uncover a base",
     true,
     "2011-11",
     "2010-11-02",
     "2011-11-29",
     "",
     {"2011-11-01", "2011-11-30"},
     false,
     {"2011-10-01", "2011-10-31"},
     {"2010-11-01", "2010-11-30"},
     {"", ""},
     "Last year = 2010-11, the same month a year before; flows compared per "
     "day."},
    {"the first period of the data has no base",
     true,
     "2010-12",
     "2010-12-01",
     "2011-12-09",
     "",
     {"2010-12-01", "2010-12-31"},
     false,
     {"", ""},
     {"", ""},
     {"", ""},
     "No last year: the data begins on 2010-12-01."},
    {"the first period of the calendar has no base",
     false,
     "FY22P01",
     "2021-06-28",
     "2025-06-29",
     "",
     {"2021-06-28", "2021-08-01"},
     false,
     {"", ""},
     {"", ""},
     {"", ""},
     "No last year: the data begins on 2021-06-28."},
    {"a month whose data ends early is cut, and so are its bases",
     true,
     "2011-12",
     "2010-12-01",
     "2011-12-09",
     "",
     {"2011-12-01", "2011-12-09"},
     true,
     {"2011-11-01", "2011-11-09"},
     {"2010-12-01", "2010-12-09"},
     {"", ""},
     "Last year = 2010-12, the same month a year before; flows compared per "
     "day. Day 9 of 31: every window is cut to as many days."},
    {"an as-of day inside the window cuts it",
     false,
     "FY24P06",
     "2021-06-28",
     "2025-06-29",
     "2023-12-03",
     {"2023-11-27", "2023-12-03"},
     true,
     {"2023-10-30", "2023-11-05"},
     {"2022-11-28", "2022-12-04"},
     {"", ""},
     "Last year = FY23P06, which began exactly 364 days earlier; flows "
     "compared per day. Day 7 of 35: every window is cut to as many days."},
    {"a window cut longer than the one before leaves that whole",
     true,
     "2012-03",
     "2010-12-01",
     "2012-03-30",
     "2012-03-30",
     {"2012-03-01", "2012-03-30"},
     true,
     {"2012-02-01", "2012-02-29"},
     {"2011-03-01", "2011-03-30"},
     {"", ""},
     "Last year = 2011-03, the same month a year before; flows compared per "
     "day. Day 30 of 31: every window is cut to as many days."},
    {"a range of whole weeks is shifted by 364 days",
     true,
     "2011-12-05..2011-12-11",
     "2010-01-01",
     "2011-12-31",
     "",
     {"2011-12-05", "2011-12-11"},
     false,
     {"2011-11-28", "2011-12-04"},
     {"2010-12-06", "2010-12-12"},
     {"", ""},
     "Last year = 2010-12-06..2010-12-12, which began exactly 364 days "
     "earlier; flows compared per day."},
    {"a day before the data begins is no base, though a period may begin so",
     true,
     "2011-12-02..2011-12-02",
     "2011-12-02",
     "2011-12-31",
     "",
     {"2011-12-02", "2011-12-02"},
     false,
     {"", ""},
     {"", ""},
     {"", ""},
     "No last year: the data begins on 2011-12-02."},
    {"a calendar month beside fiscal periods keeps its dates",
     false,
     "2024-12",
     "2021-06-28",
     "2025-06-29",
     "",
     {"2024-12-01", "2024-12-31"},
     false,
     {"2024-11-01", "2024-11-30"},
     {"2023-12-01", "2023-12-31"},
     {"", ""},
     "Last year = 2023-12, the same month a year before; flows compared per "
     "day."},
    {"a year of 53 weeks is compared with the 52 before",
     false,
     "FY24",
     "2021-06-28",
     "2025-06-29",
     "",
     {"2023-06-26", "2024-06-30"},
     false,
     {"2022-06-27", "2023-06-25"},
     {"2022-06-27", "2023-06-25"},
     {"", ""},
     "Last year = FY23, which began exactly 364 days earlier; flows compared "
     "per day."},
};

/* A comparison as the program makes it. */
struct made {
    struct arena arena;
    struct diag diag;
    struct calendar *calendar;
    struct comparison comparison;
};

static void make(struct made *made, const struct comparison_case *want)
{
    struct comparison_input input = {.data_first = day(want->first),
                                     .data_last = day(want->last),
                                     .as_of = day(want->as_of),
                                     .closed_days = 1};
    struct window asked;

    *made = (struct made){.diag.out = stderr};
    made->calendar = want->months
                         ? calendar_generate(&made->arena, CALENDAR_MONTHS,
                                             (struct year_end){0},
                                             input.data_first, input.data_last)
                         : retail_calendar(&made->arena, &made->diag);
    assert_int_equal(calendar_window(&made->arena, &made->diag, made->calendar,
                                     str_of(want->asked), input.data_last,
                                     &asked),
                     OK);
    comparison_make(&made->arena, made->calendar, &asked, &input,
                    &made->comparison);
}

static void expect_base(const struct base *base, const char *const want[2])
{
    assert_int_equal(base->covered, want[0][0] != '\0');
    if (base->covered)
        expect_days(&base->window, want[0], want[1]);
    else
        assert_non_null(base->reason);
}

static void windows_are_chosen_and_the_rule_says_how(void **state)
{
    const struct comparison_case *want = *state;
    struct made made;
    const struct comparison *got = &made.comparison;

    make(&made, want);
    expect_days(&got->now, want->now[0], want->now[1]);
    assert_int_equal(got->incomplete, want->incomplete);
    assert_int_equal(got->as_of, day(want->now[1]));
    expect_base(&got->prev, want->prev);
    expect_base(&got->ly, want->ly);
    expect_base(&got->ly_fiscal, want->fiscal);
    assert_string_equal(got->rule.at, want->rule);
    arena_free(&made.arena);
}

static const struct comparison_case *find_case(const char *test)
{
    size_t i = 0;

    while (i + 1 < COUNT(cases) && strcmp(cases[i].test, test) != 0)
        i++;
    assert_string_equal(cases[i].test, test);
    return &cases[i];
}

static void an_as_of_day_after_the_window_leaves_it_whole(void **state)
{
    struct comparison_case later =
        *find_case("a month is compared with the same month");
    struct made made;

    (void)state;
    later.as_of = "2011-12-09";
    make(&made, &later);
    assert_false(made.comparison.incomplete);
    assert_int_equal(made.comparison.now.end, day("2011-11-30"));
    assert_int_equal(made.comparison.as_of, day("2011-12-09"));
    arena_free(&made.arena);
}

static void a_window_after_the_data_has_no_days(void **state)
{
    struct comparison_case later =
        *find_case("a month is compared with the same month");
    struct made made;

    (void)state;
    later.asked = "2012-02";
    make(&made, &later);
    assert_true(made.comparison.incomplete);
    assert_false(window_is_known(&made.comparison.now));
    arena_free(&made.arena);
}

/* 13 periods to the first one after the 53-week year. */
static void trailing_windows_each_have_their_last_year(void **state)
{
    static const struct {
        size_t i;
        const char *name;
        const char *ly_start;
    } wants[] = {
        {0, "FY24P01", "2022-06-27"},
        {5, "FY24P06", "2022-11-28"},
        {11, "FY24P12", "2023-05-29"},
        {12, "FY25P01", "2023-07-03"},
    };
    struct made made;
    const struct comparison *got = &made.comparison;

    (void)state;
    make(&made, find_case("the first period after a 53-week year is shifted"));
    for (size_t i = 0; i < COUNT(wants); i++) {
        const struct base *ly = &got->trail_ly[wants[i].i];

        assert_string_equal(got->trail[wants[i].i].name.at, wants[i].name);
        assert_true(ly->covered);
        assert_int_equal(ly->window.start, day(wants[i].ly_start));
    }
    arena_free(&made.arena);
}

static void trailing_windows_before_the_data_are_none(void **state)
{
    struct made made;
    const struct comparison *got = &made.comparison;

    (void)state;
    make(&made,
         find_case("a base that the data does not reach back to is none"));
    assert_false(window_is_known(&got->trail[0]));
    assert_string_equal(got->trail[1].name.at, "2010-12");
    for (size_t i = 0; i < COUNT(got->trail_ly); i++)
        assert_false(got->trail_ly[i].covered);
    arena_free(&made.arena);
}

static const struct CMUnitTest plain_tests[] = {
    cmocka_unit_test(an_as_of_day_after_the_window_leaves_it_whole),
    cmocka_unit_test(a_window_after_the_data_has_no_days),
    cmocka_unit_test(trailing_windows_each_have_their_last_year),
    cmocka_unit_test(trailing_windows_before_the_data_are_none),
};

int main(void)
{
    struct CMUnitTest tests[COUNT(plain_tests) + COUNT(cases)];

    memcpy(tests, plain_tests, sizeof plain_tests);
    put_row_tests(tests + COUNT(plain_tests), cases,
                  windows_are_chosen_and_the_rule_says_how);
    return cmocka_run_group_tests_name("measure/comparison", tests, NULL, NULL);
}
