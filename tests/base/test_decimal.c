#include "test.h"

#include "base/decimal.h"
#include "base/status.h"

#include <math.h>
#include <stdlib.h>

static const struct want {
    const char *name;
    const char *text;
    char mark;
    int places;
    enum decimal_result result;
    int64_t value;
} wants[] = {
    {"a whole number is kept", "12", '.', 4, DECIMAL_OK, 120000},
    {"four places are kept", "-1.2345", '.', 4, DECIMAL_OK, -12345},
    {"a comma may be the mark", "1,5", ',', 4, DECIMAL_OK, 15000},
    {"a point is wrong where a comma is meant", "1.5", ',', 4,
     DECIMAL_MALFORMED, 0},
    {"a plus sign is read over", "+0.5", '.', 3, DECIMAL_OK, 500},
    {"digits may stand after the mark alone", ".5", '.', 4, DECIMAL_OK, 5000},
    {"digits may stand before the mark alone", "5.", '.', 4, DECIMAL_OK, 50000},
    {"a mark alone is no number", ".", '.', 4, DECIMAL_MALFORMED, 0},
    {"a sign alone is no number", "-", '.', 4, DECIMAL_MALFORMED, 0},
    {"nothing is no number", "", '.', 4, DECIMAL_MALFORMED, 0},
    {"an exponent is no decimal", "1e3", '.', 4, DECIMAL_MALFORMED, 0},
    {"two marks are no number", "1.2.3", '.', 4, DECIMAL_MALFORMED, 0},
    {"thousands marks are no number", "1,234.5", '.', 4, DECIMAL_MALFORMED, 0},
    {"a fifth place is refused", "1.23456", '.', 4, DECIMAL_TOO_FINE, 0},
    {"a fifth place of nine is refused", "1.99999", '.', 4, DECIMAL_TOO_FINE,
     0},
    {"zeros beyond the fourth place say nothing", "1.230000", '.', 4,
     DECIMAL_OK, 12300},
    {"a binary number below its value is that value", "3.859999999999999875655",
     '.', 4, DECIMAL_OK, 38600},
    {"a binary number above its value is that value",
     "1.5900000000000000799361", '.', 4, DECIMAL_OK, 15900},
    {"a negative binary number rounds away from zero",
     "-3.859999999999999875655", '.', 4, DECIMAL_OK, -38600},
    {"the largest value is kept", "922337203685477.5807", '.', 4, DECIMAL_OK,
     INT64_MAX},
    {"the smallest value is kept", "-922337203685477.5808", '.', 4, DECIMAL_OK,
     INT64_MIN},
    {"one more is too large", "922337203685477.5808", '.', 4, DECIMAL_TOO_LARGE,
     0},
    {"many digits are too large", "99999999999999999999", '.', 4,
     DECIMAL_TOO_LARGE, 0},
};

/* Of a number with more digits than are kept. */
static const struct rounded {
    const char *text;
    int places;
    enum decimal_result result;
    int64_t value;
} rounded[] = {
    {"0.050830508474576", 4, DECIMAL_OK, 508},
    {"-0.050830508474576", 4, DECIMAL_OK, -508},
    {"0.00005", 4, DECIMAL_OK, 1},
    {"-0.00005", 4, DECIMAL_OK, -1},
    {"0.0000499999", 4, DECIMAL_OK, 0},
    {"-0.00004", 4, DECIMAL_OK, 0},
    {"1.99995", 4, DECIMAL_OK, 20000},
    {"1.2345", 4, DECIMAL_OK, 12345},
    {"1.2", 4, DECIMAL_OK, 12000},
    {"0.3335", 3, DECIMAL_OK, 334},
    {"3.859999999999999875655", 4, DECIMAL_OK, 38600},
    {"922337203685477.58074", 4, DECIMAL_OK, INT64_MAX},
    {"922337203685477.58075", 4, DECIMAL_TOO_LARGE, 0},
    {"-922337203685477.58084", 4, DECIMAL_OK, INT64_MIN},
    {"-922337203685477.58085", 4, DECIMAL_TOO_LARGE, 0},
    {"1.2345x", 4, DECIMAL_MALFORMED, 0},
};

static void digits_beyond_may_be_rounded_half_away_from_zero(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rounded); i++) {
        int64_t value = 0;

        assert_int_equal(decimal_parse_rounded(str_of(rounded[i].text), '.',
                                               rounded[i].places, &value),
                         rounded[i].result);
        assert_true(value == rounded[i].value);
    }
}

static void parse(void **state)
{
    const struct want *want = *state;
    int64_t value = 0;

    assert_int_equal(
        decimal_parse(str_of(want->text), want->mark, want->places, &value),
        want->result);
    if (want->result == DECIMAL_OK)
        assert_true(value == want->value);
}

static void a_sum_that_overflows_is_refused_and_kept(void **state)
{
    int64_t sum = INT64_MAX - 1;

    (void)state;
    assert_true(decimal_add(&sum, 1));
    assert_false(decimal_add(&sum, 1));
    assert_true(sum == INT64_MAX);
    assert_false(decimal_add(&sum, INT64_MAX));
}

static void an_amount_rounds_half_away_from_zero(void **state)
{
    int64_t amount;

    (void)state;
    assert_true(decimal_amount(25500, 6000, &amount));
    assert_true(amount == 153000); /* 2.55 x 6 */
    assert_true(decimal_amount(1, 500, &amount));
    assert_true(amount == 1); /* 0.0001 x 0.5 */
    assert_true(decimal_amount(-1, 500, &amount));
    assert_true(amount == -1);
    assert_true(decimal_amount(1, 499, &amount));
    assert_true(amount == 0);
    assert_false(decimal_amount(INT64_MAX, 2000, &amount));
}

static void rounding_is_half_away_from_zero(void **state)
{
    (void)state;
    assert_true(decimal_round(14, 10) == 1);
    assert_true(decimal_round(15, 10) == 2);
    assert_true(decimal_round(-15, 10) == -2);
    assert_true(decimal_round(-14, 10) == -1);
    assert_true(decimal_round(INT64_MIN, 1) == INT64_MIN);
}

static void what_is_printed_reads_back(void **state)
{
    static const int64_t values[] = {0,  1,         -1,        9999,
                                     -5, INT64_MAX, INT64_MIN, 1230000};
    char out[DECIMAL_TEXT];

    (void)state;
    for (size_t i = 0; i < COUNT(values); i++) {
        int64_t back = 0;

        decimal_print(out, values[i], MONEY_PLACES, MONEY_PLACES);
        assert_int_equal(decimal_parse(str_of(out), '.', MONEY_PLACES, &back),
                         DECIMAL_OK);
        assert_true(back == values[i]);
    }
    assert_string_equal(decimal_print(out, -5, 4, 4), "-0.0005");
    assert_string_equal(decimal_print(out, 1230000, 4, 2), "123.00");
    assert_string_equal(decimal_print(out, 1230000, 4, 0), "123");
}

static void a_real_number_is_plain_or_has_an_exponent(void **state)
{
    double value;

    (void)state;
    assert_true(decimal_parse_real(STR("4,5"), ',', &value));
    assert_close(value, 4.5);
    assert_true(decimal_parse_real(STR("1e-3"), '.', &value));
    assert_close(value, 0.001);
    assert_false(decimal_parse_real(STR("nan"), '.', &value));
    assert_false(decimal_parse_real(STR("1e999"), '.', &value));
    assert_false(decimal_parse_real(STR("0x10"), '.', &value));
    assert_false(decimal_parse_real(STR("1 2"), '.', &value));
    assert_false(decimal_parse_real(STR(""), '.', &value));
}

static void a_real_number_is_the_nearest_one(void **state)
{
    static const char *const texts[] = {
        "0",           "-0",        "5.",         ".5",
        "-.25",        "007.50",    "-33.1363",   "150.2256",
        "0.1",         "0.3",       "999999.999", "123456789012345",
        "1.234567890", "0.1234567", "9.87654321", "99999999999999.9",
        "-0.00000001", "+4",        "4.2e1",      "0.123456789012345678",
    };
    static const char *const bad[] = {"-",  ".",   "-.", "1.2.3",
                                      "1-", "--1", "1,5"};

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        double value, want = strtod(texts[i], NULL);

        assert_true(decimal_parse_real(str_of(texts[i]), '.', &value));
        assert_memory_equal(&value, &want, sizeof want);
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        double value;

        assert_false(decimal_parse_real(str_of(bad[i]), '.', &value));
    }
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 7] = {
        [COUNT(wants)] =
            cmocka_unit_test(digits_beyond_may_be_rounded_half_away_from_zero),
        cmocka_unit_test(a_sum_that_overflows_is_refused_and_kept),
        cmocka_unit_test(an_amount_rounds_half_away_from_zero),
        cmocka_unit_test(rounding_is_half_away_from_zero),
        cmocka_unit_test(what_is_printed_reads_back),
        cmocka_unit_test(a_real_number_is_plain_or_has_an_exponent),
        cmocka_unit_test(a_real_number_is_the_nearest_one),
    };

    put_row_tests(tests, wants, parse);
    return cmocka_run_group_tests_name("base/decimal", tests, NULL, NULL);
}
