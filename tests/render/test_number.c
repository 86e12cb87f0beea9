#include "test.h"

#include "base/date.h"
#include "render/number.h"

#include <string.h>

#define MINUS "\xE2\x88\x92"
#define NBSP  "\xC2\xA0"
#define POUND "\xC2\xA3"
#define DASH  "\xE2\x80\x93"

enum way { SHORT, SIZE, TABLE };

static const struct want {
    const char *name;
    enum cell_kind kind;
    double value; /* money in currency units */
    enum way way;
    const char *currency;
    const char *want;
} wants[] = {
    {"millions have one decimal from ten on", CELL_MONEY, 214803412.37, SHORT,
     "AUD", "$214.8m"},
    {"millions below ten have two", CELL_COUNT, 4800000, SHORT, "", "4.80m"},
    {"just below ten rounds up to one decimal", CELL_COUNT, 9996000, SHORT, "",
     "10.0m"},
    {"billions", CELL_MONEY, 1234567890, SHORT, "GBP", POUND "1.23bn"},
    {"amounts from ten thousand are in k", CELL_MONEY, 12345, SHORT, "USD",
     "$12.3k"},
    {"amounts below are whole", CELL_MONEY, 9876.5, SHORT, "USD", "$9,877"},
    {"small amounts keep cents", CELL_MONEY, 228.255, SHORT, "USD", "$228.26"},
    {"prices keep cents", CELL_PRICE, 46.1, SHORT, "AUD", "$46.10"},
    {"prices above a thousand too", CELL_PRICE, 1724.93, SHORT, "AUD",
     "$1,724.93"},
    {"counts below 100,000 are whole", CELL_COUNT, 61000, SHORT, "", "61,000"},
    {"counts above are in k", CELL_COUNT, 771600, SHORT, "", "771.6k"},
    {"a million less little is a million", CELL_COUNT, 999960, SHORT, "",
     "1.00m"},
    {"a negative amount has a true minus before its symbol", CELL_MONEY,
     -11062.06, SHORT, "GBP", MINUS POUND "11.1k"},
    {"another currency is named by its code", CELL_MONEY, 1500000, SHORT, "SEK",
     "SEK" NBSP "1.50m"},
    {"rates", CELL_RATE, 0.386, SHORT, "", "38.6%"},
    {"a rate has no plus", CELL_RATE, 0.05, SHORT, "", "5.0%"},
    {"small rates have two decimals", CELL_RATE, 0.0002, SHORT, "", "0.02%"},
    {"changes have a sign", CELL_CHANGE, 0.0499, SHORT, "", "+5.0%"},
    {"falls have a true minus", CELL_CHANGE, -0.184, SHORT, "", MINUS "18.4%"},
    {"a change that rounds to 0 has no sign", CELL_CHANGE, 0.0004, SHORT, "",
     "0.0%"},
    {"neither has a fall", CELL_CHANGE, -0.0004, SHORT, "", "0.0%"},
    {"half a tenth rounds away from zero", CELL_CHANGE, 0.0005, SHORT, "",
     "+0.1%"},
    {"below zero too", CELL_CHANGE, -0.0005, SHORT, "", MINUS "0.1%"},
    {"a decimal that is not binary rounds as it is written", CELL_RATE, 0.1445,
     SHORT, "", "14.5%"},
    {"huge changes have no decimals", CELL_CHANGE, 12.345, SHORT, "",
     "+1,235%"},
    {"points", CELL_POINTS, -0.007, SHORT, "", MINUS "0.7" NBSP "pp"},
    {"a change below a hundred times is in per cent", CELL_CHANGE, 99.99, SHORT,
     "", "+9,999%"},
    {"one of more is in thousands of them", CELL_CHANGE, -236.37, SHORT, "",
     MINUS "23.6k%"},
    {"a rate too, without a sign", CELL_RATE, 236.37, SHORT, "", "23.6k%"},
    {"without a decimal in the end", CELL_CHANGE, 2510.46, SHORT, "", "+251k%"},
    {"without its sign", CELL_CHANGE, -0.05, SIZE, "", "5.0%"},
    {"points without their sign", CELL_POINTS, 0.011, SIZE, "",
     "1.1" NBSP "pp"},
    {"ratios", CELL_RATIO, 4.706, SHORT, "", "4.71"},
    {"ratios of two digits have one decimal", CELL_RATIO, 95.769, SHORT, "",
     "95.8"},
    {"large ratios are whole", CELL_RATIO, 818018.4, SHORT, "", "818,018"},
    {"an index is whole", CELL_INDEX, 122.5, SHORT, "", "123"},
    {"undefined is a dash", CELL_UNDEFINED, 0, SHORT, "AUD", DASH},
    {"undefined is a dash in tables", CELL_UNDEFINED, 0, TABLE, "", DASH},
    {"a table has no symbol", CELL_MONEY, 1234567.5, TABLE, "AUD", "1,234,568"},
    {"a table's counts are whole", CELL_COUNT, 4800000, TABLE, "", "4,800,000"},
    {"a table's prices keep cents", CELL_PRICE, 532.2675, TABLE, "", "532.27"},
    {"zero", CELL_MONEY, 0, SHORT, "AUD", "$0.00"},
    {"zero is no negative zero", CELL_MONEY, -0.004, SHORT, "AUD", "$0.00"},
    {"the largest number does not break", CELL_RATIO, 1e300, SIZE, "", NULL},
};

static struct cell cell_of(const struct want *want)
{
    switch (want->kind) {
    case CELL_MONEY:
        return cell_integer(CELL_MONEY, llround(want->value * 10000));
    case CELL_COUNT:
        return cell_count((int64_t)want->value);
    case CELL_QUANTITY:
    case CELL_UNDEFINED:
    case CELL_TEXT:
    case CELL_DATE:
    case CELL_RANK:
    case CELL_FLAG:
        return (struct cell){0};
    case CELL_PRICE:
    case CELL_RATE:
    case CELL_POINTS:
    case CELL_CHANGE:
    case CELL_RATIO:
    case CELL_INDEX:
        break;
    }
    return cell_real(want->kind, want->value);
}

static void check(void **state)
{
    const struct want *want = *state;
    struct arena arena = {0};
    struct number_style style = number_style(
        &arena, &number_house, str_of(want->currency ? want->currency : ""));
    struct cell cell = cell_of(want);
    struct str got = {0};

    if (want->way == SHORT)
        got = number_short(&arena, &style, &cell);
    else if (want->way == SIZE)
        got = number_size(&arena, &style, &cell);
    else
        got = number_table(&arena, &number_house, &cell, NULL);
    if (want->want)
        assert_string_equal(str_z(&arena, got), want->want);
    else
        assert_true(got.len > 0);
    arena_free(&arena);
}

static void a_table_prints_on_its_scale(void **state)
{
    struct arena arena = {0};
    struct number_scale scale = {6, 2, "million"};
    struct cell cell = cell_integer(CELL_MONEY, 63112345000);

    (void)state;
    assert_string_equal(
        str_z(&arena, number_table(&arena, &number_house, &cell, &scale)),
        "6.31");
    arena_free(&arena);
}

static void a_scale_follows_the_largest_amount(void **state)
{
    (void)state;
    assert_int_equal(number_scale(214803412).power, 6);
    assert_int_equal(number_scale(214803412).places, 1);
    assert_int_equal(number_scale(6310000).places, 2);
    assert_int_equal(number_scale(-48700).power, 3);
    assert_int_equal(number_scale(649).power, 0);
    assert_int_equal(number_scale(0).power, 0);
}

static void dates_name_year_and_month_once(void **state)
{
    struct arena arena = {0};

    (void)state;
    assert_string_equal(
        str_z(&arena, number_dates(&arena, &number_house, date_of(2023, 11, 27),
                                   date_of(2023, 12, 31))),
        "27 Nov " DASH " 31 Dec 2023");
    assert_string_equal(
        str_z(&arena, number_dates(&arena, &number_house, date_of(2022, 11, 28),
                                   date_of(2023, 1, 1))),
        "28 Nov 2022 " DASH " 1 Jan 2023");
    assert_string_equal(
        str_z(&arena, number_dates(&arena, &number_house, date_of(2011, 11, 1),
                                   date_of(2011, 11, 30))),
        "1" DASH "30 Nov 2011");
    assert_string_equal(
        str_z(&arena, number_dates(&arena, &number_house, date_of(2011, 11, 1),
                                   date_of(2011, 11, 1))),
        "1 Nov 2011");
    assert_string_equal(
        str_z(&arena, number_date(&arena, &number_house, DATE_NONE)), DASH);
    assert_string_equal(
        str_z(&arena, number_dated(&arena, &number_house,
                                   STR("from 2010-12-01 to 2023-02-30, "
                                       "2011-11-3 and 2011-11-30"))),
        "from 1 Dec 2010 to 2023-02-30, 2011-11-3 and 30 Nov 2011");
    assert_string_equal(
        str_z(&arena, number_dated(&arena, &number_house,
                                   STR("2023-12-01..2023-12-24, 2023-12-01."))),
        "1" DASH "24 Dec 2023, 1 Dec 2023.");
    arena_free(&arena);
}

static void a_brand_has_its_own_marks(void **state)
{
    struct arena arena = {0};
    const struct number_style brand = {
        .decimal = ",", .group = ".", .is_after = true};
    struct number_style euro = number_style(&arena, &brand, STR("EUR"));
    struct number_style krona = number_style(&arena, &brand, STR("SEK"));
    struct cell net = cell_integer(CELL_MONEY, -63112345000);
    struct cell price = cell_real(CELL_PRICE, 1724.93);

    (void)state;
    assert_string_equal(str_z(&arena, number_short(&arena, &euro, &net)),
                        MINUS "6,31m" NBSP "\xE2\x82\xAC");
    assert_string_equal(str_z(&arena, number_size(&arena, &krona, &net)),
                        "6,31m" NBSP "SEK");
    assert_string_equal(str_z(&arena, number_table(&arena, &euro, &net, NULL)),
                        MINUS "6.311.235");
    assert_string_equal(
        str_z(&arena, number_table(&arena, &euro, &price, NULL)), "1.724,93");
    assert_string_equal(str_z(&arena, number_plain(&arena, &euro, 1234.5, 1)),
                        "1.234,5");
    arena_free(&arena);
}

static void a_brand_may_choose_its_symbol(void **state)
{
    struct arena arena = {0};
    const struct number_style brand = {.symbol = STR("A$")};
    struct number_style style = number_style(&arena, &brand, STR("AUD"));
    struct cell net = cell_integer(CELL_MONEY, 461000);

    (void)state;
    assert_string_equal(str_z(&arena, number_short(&arena, &style, &net)),
                        "A$46.10");
    arena_free(&arena);
}

static void dates_have_the_form_of_the_brand(void **state)
{
    static const struct {
        enum date_form form;
        const char *day;
        const char *days;
    } forms[] = {
        {DATE_MON_D_YYYY, "Jan 5, 2024", "Jan 5, 2024 " DASH " Jan 31, 2024"},
        {DATE_DD_MM_YYYY, "05.01.2024", "05.01.2024 " DASH " 31.01.2024"},
        {DATE_SLASHES, "05/01/2024", "05/01/2024 " DASH " 31/01/2024"},
        {DATE_ISO, "2024-01-05", "2024-01-05 " DASH " 2024-01-31"},
        {DATE_D_MON_YYYY, "5 Jan 2024", "5" DASH "31 Jan 2024"},
    };
    struct arena arena = {0};
    int32_t day = date_of(2024, 1, 5);

    (void)state;
    for (size_t i = 0; i < COUNT(forms); i++) {
        const struct number_style style = {.dates = forms[i].form};
        struct cell cell = cell_date(day);

        assert_string_equal(str_z(&arena, number_date(&arena, &style, day)),
                            forms[i].day);
        assert_string_equal(
            str_z(&arena, number_table(&arena, &style, &cell, NULL)),
            forms[i].day);
        assert_string_equal(
            str_z(&arena, number_dates(&arena, &style, day, day + 26)),
            forms[i].days);
    }
    arena_free(&arena);
}

static void the_sign_is_that_of_what_is_printed(void **state)
{
    struct cell little = cell_real(CELL_CHANGE, -0.0004);
    struct cell fall = cell_real(CELL_CHANGE, -0.0006);
    struct cell rise = cell_real(CELL_POINTS, 0.007);

    (void)state;
    assert_int_equal(number_sign(&little), 0);
    assert_int_equal(number_sign(&fall), -1);
    assert_int_equal(number_sign(&rise), 1);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 7] = {
        [COUNT(wants)] = cmocka_unit_test(a_table_prints_on_its_scale),
        cmocka_unit_test(a_scale_follows_the_largest_amount),
        cmocka_unit_test(dates_name_year_and_month_once),
        cmocka_unit_test(a_brand_has_its_own_marks),
        cmocka_unit_test(a_brand_may_choose_its_symbol),
        cmocka_unit_test(dates_have_the_form_of_the_brand),
        cmocka_unit_test(the_sign_is_that_of_what_is_printed),
    };
    put_row_tests(tests, wants, check);
    return cmocka_run_group_tests_name("render/number", tests, NULL, NULL);
}
