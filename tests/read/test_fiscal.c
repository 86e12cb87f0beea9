#include "desk.h"

#include "read/fiscal.h"

/* Rows as "year period week start end label", in lines. */
static const char *read_rows(struct desk *desk, enum status want)
{
    struct text text = {.arena = &desk->arena};
    char start[DATE_TEXT], end[DATE_TEXT];
    struct fiscal_row *rows;
    size_t count;

    assert_int_equal(fiscal_read(&desk->arena, &desk->diag, &desk->config,
                                 &desk->ledger, &rows, &count),
                     want);
    for (size_t i = 0; i < count; i++)
        text_addf(&text, "%d %d %d %s %s %.*s\n", rows[i].year, rows[i].period,
                  rows[i].week, date_print(start, rows[i].start),
                  date_print(end, rows[i].end), STR_ARGS(rows[i].label));
    if (count > 0) {
        assert_non_null(strstr(rows[0].place.file, "/fiscal_calendar.csv"));
        assert_int_equal(rows[0].place.line, 2);
    }
    return text.at ? text.at : "";
}

static void years_and_periods_are_read_in_all_their_forms(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "");
    desk_write(desk, "fiscal_calendar.csv",
               STR("fiscal_year,period,week,start_date,end_date,label\n"
                   "2024,6,,2023-11-27,2023-12-31,FY24 P06\n"
                   "24,06,W23,2023-11-27,2023-12-03,\n"
                   "FY24,P6,24,2023-12-04,2023-12-10,\n"
                   "fy2024,p06,w25,2023-12-11,2023-12-11,\n"
                   "00,1,,1999-07-01,1999-07-31,\n"));
    assert_string_equal(read_rows(desk, OK),
                        "2024 6 0 2023-11-27 2023-12-31 FY24 P06\n"
                        "2024 6 23 2023-11-27 2023-12-03 \n"
                        "2024 6 24 2023-12-04 2023-12-10 \n"
                        "2024 6 25 2023-12-11 2023-12-11 \n"
                        "2000 1 0 1999-07-01 1999-07-31 \n");
    assert_adds_up(&desk->ledger.controls[EXTRACT_fiscal_calendar]);
}

static void a_row_may_be_a_day(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "");
    desk_write(desk, "fiscal_calendar.csv",
               STR("fiscal_year,period,date\n2024,6,2023-11-27\n"));
    assert_string_equal(read_rows(desk, OK),
                        "2024 6 0 2023-11-27 2023-11-27 \n");
}

static void an_extract_that_is_not_delivered_has_no_rows(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "");
    assert_string_equal(read_rows(desk, OK), "");
}

static void a_calendar_without_dates_is_refused(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "");
    desk_write(desk, "fiscal_calendar.csv",
               STR("fiscal_year,period,start_date\n2024,6,2023-11-27\n"));
    assert_string_equal(read_rows(desk, BAD_DATA), "");
    assert_non_null(strstr(desk_told(desk),
                           "D/fiscal_calendar.csv:1:30: error: no dates: "
                           "'start_date' and 'end_date', or 'date', are "
                           "required; the header has "));
}

/* A row that refuses the calendar, and what is told. */
static const struct refusal {
    const char *name;
    const char *row;
    const char *told;
    const char *value;  /* that is shown; NULL: the row is */
    const char *remedy; /* what is expected; NULL: nothing is said */
} refusals[] = {
    {"a year that is none", "FY,1,,2024-01-01,2024-01-31",
     "3:1: error: fiscal_year is not a year", "FY", "one like 2024 or FY24"},
    {"a year of three digits", "124,1,,2024-01-01,2024-01-31",
     "3:1: error: fiscal_year is not a year", "124", "one like 2024 or FY24"},
    {"period 0", "2024,P0,,2024-01-01,2024-01-31",
     "3:6: error: period is not a number from 1", "P0", "one like 1 or 12"},
    {"a period that is none", "2024,June,,2024-01-01,2024-01-31",
     "3:6: error: period is not a number from 1", "June", "one like 1 or 12"},
    {"a week that is none", "2024,1,x,2024-01-01,2024-01-31",
     "3:8: error: week is not a number from 1", "x", "one like 1 or 12"},
    {"an end before the start", "2024,1,,2024-02-01,2024-01-31",
     "3:20: error: end_date is before start_date", NULL, NULL},
    {"no end", "2024,1,,2024-01-01,",
     "3:20: error: start_date, end_date or date is empty", NULL, NULL},
    {"no dates", "2024,1,,,",
     "3:10: error: start_date, end_date or date is empty", NULL, NULL},
    {"a date that is none", "2024,1,,2024-01-01,2024-01-32",
     "3:20: error: end_date is not a date", "2024-01-32",
     "a date like 2023-12-31"},
    {"a damaged row", "2024,1", "3:1: error: wrong number of fields", NULL,
     "as many as the header has"},
};

static void a_wrong_row_refuses_the_calendar(void **state)
{
    const struct refusal *refusal = *state;
    void *own = NULL;
    struct desk *desk;
    const char *told;

    assert_int_equal(desk_open(&own), 0);
    desk = own;
    desk_configure(desk, "");
    desk_write(desk, "fiscal_calendar.csv",
               str_format(&desk->arena,
                          "fiscal_year,period,week,start_date,end_date\n"
                          "2024,9,,2024-03-01,2024-03-31\n%s\n",
                          refusal->row));
    read_rows(desk, BAD_DATA);
    told = str_format(&desk->arena, "D/fiscal_calendar.csv:%s: '%s'%s%s\n",
                      refusal->told,
                      refusal->value ? refusal->value : refusal->row,
                      refusal->remedy ? "; expected " : "",
                      refusal->remedy ? refusal->remedy : "")
               .at;
    assert_string_equal(desk_told(desk), told);
    desk_close(&own);
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        DESK_TEST(years_and_periods_are_read_in_all_their_forms),
        DESK_TEST(a_row_may_be_a_day),
        DESK_TEST(an_extract_that_is_not_delivered_has_no_rows),
        DESK_TEST(a_calendar_without_dates_is_refused),
    };
    struct CMUnitTest tests[COUNT(refusals) + COUNT(others)];

    put_row_tests(tests, refusals, a_wrong_row_refuses_the_calendar);
    memcpy(tests + COUNT(refusals), others, sizeof others);
    return cmocka_run_group_tests_name("read/fiscal", tests, NULL, NULL);
}
