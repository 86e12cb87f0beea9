#include "test.h"

#include "base/date.h"
#include "base/status.h"

static const struct want {
    const char *name;
    const char *text;
    const char *format; /* "": ISO 8601 */
    int64_t seconds;    /* -1: no time */
    bool has_time;
} wants[] = {
    {"a date has no time", "1970-01-02", "", 86400, false},
    {"a blank may stand before the time", "1970-01-01 01:02:03", "", 3723,
     true},
    {"a T may stand before the time", "1970-01-01T01:02", "", 3720, true},
    {"a fraction of a second is read over", "1970-01-01 00:00:01.250", "", 1,
     true},
    {"the day before the epoch is negative", "1969-12-31 23:00:00", "", -3600,
     true},
    {"29 February stands in a leap year", "1972-02-29", "", 789 * 86400, false},
    {"29 February stands in no other year", "1971-02-29", "", -1, false},
    {"month 13 is none", "2023-13-01", "", -1, false},
    {"hour 24 is none", "2023-01-01 24:00", "", -1, false},
    {"a half time is none", "2023-01-01 12", "", -1, false},
    {"more behind the time is refused", "2023-01-01 12:00:00Z", "", -1, false},
    {"digits may not be left out", "2023-1-1", "", -1, false},
    {"a zero may be left out before a month, a day and an hour",
     "1/5/1970 8:26", "%m/%d/%Y %H:%M", (int64_t)4 * 86400 + 30360, true},
    {"or be there", "01/05/1970 08:26", "%m/%d/%Y %H:%M",
     (int64_t)4 * 86400 + 30360, true},
    {"at the end of a text too", "70, Jan 5", "%y, %b %d", (int64_t)4 * 86400,
     false},
    {"before an hour on a twelve-hour clock", "1970-1-1 1:00PM",
     "%Y-%m-%d %I:%M%p", 46800, true},
    {"a month may be named in full", "May 5, 1970", "%B %d, %Y",
     (int64_t)124 * 86400, false},
    {"or in short where it could be in full", "5 SEP 1970", "%d %B %Y",
     (int64_t)247 * 86400, false},
    {"a name that is cut is none", "5 Septem 1970", "%d %B %Y", -1, false},
    {"an offset is read over", "1970-01-01 08:26:11 +1100",
     "%Y-%m-%d %H:%M:%S %z", 30371, true},
    {"with a colon", "1970-01-01T08:26:11-03:30", "%Y-%m-%dT%H:%M:%S%z", 30371,
     true},
    {"of hours alone", "1970-01-01 08:26+11", "%Y-%m-%d %H:%M%z", 30360, true},
    {"or of none", "1970-01-01T08:26Z", "%Y-%m-%dT%H:%M%z", 30360, true},
    {"a zone by its letters", "1970-01-01 08:26:11 PDT", "%Y-%m-%d %H:%M:%S %z",
     30371, true},
    {"a fraction of seconds need not be named", "1970-01-01 08:26:11.123 UTC",
     "%Y-%m-%d %H:%M:%S %z", 30371, true},
    {"half an offset is none", "1970-01-01T08:26+1", "%Y-%m-%dT%H:%M%z", -1,
     false},
    {"nor is nothing", "1970-01-01T08:26", "%Y-%m-%dT%H:%M%z", -1, false},
    {"a fraction is read over", "1970-01-01 08:26:11.123 UTC",
     "%Y-%m-%d %H:%M:%S.%f UTC", 30371, true},
    {"but must be there", "1970-01-01 08:26:11.", "%Y-%m-%d %H:%M:%S.%f", -1,
     false},
    {"but not before a minute", "1/5/1970 8:6", "%m/%d/%Y %H:%M", -1, false},
    {"nor where numbers touch", "1970115", "%Y%m%d", -1, false},
    {"nor where they touch at one side", "1970-15", "%Y-%m%d", -1, false},
    {"three digits are no day", "1/005/1970", "%m/%d/%Y", -1, false},
    {"a day may stand first", "02/01/1970 00:01", "%d/%m/%Y %H:%M", 86460,
     true},
    {"a month may be named", "02-jan-1970", "%d-%b-%Y", 86400, false},
    {"a short year below 69 is of this century", "010101", "%y%m%d",
     (int64_t)11323 * 86400, false},
    {"a short year from 69 is of the last", "700102", "%y%m%d", 86400, false},
    {"twelve in the night is hour 0", "1970-01-01 12:05 AM",
     "%Y-%m-%d %I:%M %p", 300, true},
    {"one in the afternoon is hour 13", "1970-01-01 01:00 pm",
     "%Y-%m-%d %I:%M %p", 46800, true},
    {"hour 13 is none on a twelve-hour clock", "1970-01-01 13:00 pm",
     "%Y-%m-%d %I:%M %p", -1, false},
};

static void parse(void **state)
{
    const struct want *want = *state;
    struct stamp stamp = {0};
    bool parsed = stamp_parse(str_of(want->text), str_of(want->format), &stamp);

    assert_int_equal(parsed, want->seconds != -1);
    if (!parsed)
        return;
    assert_true(stamp.seconds == want->seconds);
    assert_int_equal(stamp.has_time, want->has_time);
}

static void every_day_comes_apart_and_together(void **state)
{
    int32_t last = date_of(1, 1, 1) - 1;

    (void)state;
    for (int32_t date = date_of(1, 1, 1); date <= date_of(9999, 12, 31);
         date++) {
        struct civil civil = date_civil(date);

        assert_int_equal(date, last + 1);
        assert_int_equal(date_of(civil.year, civil.month, civil.day), date);
        assert_true(date_is_valid(civil.year, civil.month, civil.day));
        last = date;
    }
}

static void weekdays_count_from_monday(void **state)
{
    (void)state;
    assert_int_equal(date_weekday(date_of(2023, 11, 27)), 0);
    assert_int_equal(date_weekday(date_of(2023, 12, 31)), 6);
    assert_int_equal(date_weekday(date_of(1969, 12, 31)), 2);
    assert_string_equal(date_weekday_name(6), "Sunday");
}

static void a_year_before_29_february_is_the_28th(void **state)
{
    char out[DATE_TEXT];

    (void)state;
    assert_string_equal(
        date_print(out, date_add_years(date_of(2024, 2, 29), -1)),
        "2023-02-28");
    assert_string_equal(
        date_print(out, date_add_years(date_of(2024, 2, 29), -4)),
        "2020-02-29");
    assert_string_equal(date_print(out, DATE_NONE), "");
}

static void a_date_is_a_whole_text(void **state)
{
    int32_t date = 0;

    (void)state;
    assert_true(date_parse(STR("1969-12-31"), &date));
    assert_int_equal(date, -1);
    assert_false(date_parse(STR("1969-12-31 00:00"), &date));
    assert_false(date_parse(STR("1969-12-32"), &date));
}

static void a_format_names_a_whole_date(void **state)
{
    (void)state;
    assert_true(stamp_format_is_valid(STR("%d/%m/%Y %H:%M")));
    assert_true(stamp_format_is_valid(STR("%d %b %y")));
    assert_false(stamp_format_is_valid(STR("%H:%M")));
    assert_false(stamp_format_is_valid(STR("%Y-%m")));
    assert_false(stamp_format_is_valid(STR("%Y-%m-%d %")));
    assert_false(stamp_format_is_valid(STR("%Y-%m-%d %Q")));
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 5] = {
        [COUNT(wants)] = cmocka_unit_test(every_day_comes_apart_and_together),
        cmocka_unit_test(weekdays_count_from_monday),
        cmocka_unit_test(a_year_before_29_february_is_the_28th),
        cmocka_unit_test(a_date_is_a_whole_text),
        cmocka_unit_test(a_format_names_a_whole_date),
    };

    put_row_tests(tests, wants, parse);
    return cmocka_run_group_tests_name("base/date", tests, NULL, NULL);
}
