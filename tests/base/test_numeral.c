#include "test.h"

#include "base/decimal.h"
#include "base/numeral.h"

#include <string.h>

/*
 * What printf() and strtod() find by trying: from `least` digits on, without
 * zeros at the end.  15 digits or fewer survive being read, unless the number
 * is a subnormal one: so any fewer that do are the first of 15.
 */
static void find_by_trying(struct numeral *numeral, double value, int least)
{
    char text[40];
    const char *from = text;

    for (int places = least - 1; places < 17; places++) {
        snprintf(text, sizeof text, "%.*e", places, value);
        if (strtod(text, NULL) == value)
            break;
    }
    *numeral = (struct numeral){.negative = *from == '-'};
    for (; *from != 'e'; from++)
        if (*from >= '0' && *from <= '9')
            numeral->at[numeral->count++] = *from;
    while (numeral->count > 1 && numeral->at[numeral->count - 1] == '0')
        numeral->at[--numeral->count] = '\0';
    numeral->exponent = (int)strtol(from + 1, NULL, 10);
}

static void compare(double value, int least)
{
    struct numeral got;
    struct numeral want;

    if (!isfinite(value) || value == 0)
        return;
    numeral_find(&got, value);
    find_by_trying(&want, value, least);
    if (got.negative == want.negative && got.count == want.count &&
        got.exponent == want.exponent &&
        memcmp(got.at, want.at, (size_t)want.count) == 0)
        return;
    fail_msg("%.17g gives %.*s e%d, not %.*s e%d", value, got.count, got.at,
             got.exponent, want.count, want.at, want.exponent);
}

static uint64_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return *seed >> 32 ^ *seed << 32;
}

/* Any bits, with an exponent of the 2^`count` from `first` on. */
static double random_real(uint64_t *seed, unsigned first, unsigned count)
{
    uint64_t mantissa = next_random(seed) >> 12;
    uint64_t exponent = first + next_random(seed) % count;
    uint64_t bits = (next_random(seed) & 1) << 63 | exponent << 52 | mantissa;
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static void any_bits_give_the_digits_that_trying_finds(void **state)
{
    uint64_t seed = 1;

    (void)state;
    for (int i = 0; i < 5000; i++)
        compare(random_real(&seed, 0, 2047), 1);
    for (int i = 0; i < 15000; i++)
        compare(random_real(&seed, 1023 - 28, 90), 1);
    for (int i = 0; i < 80000; i++)
        compare(random_real(&seed, 1023 - 28, 90), 15);
}

static void ratios_give_the_digits_that_trying_finds(void **state)
{
    uint64_t seed = 2;

    (void)state;
    for (int i = 0; i < 50000; i++) {
        double part = (double)(next_random(&seed) >> 40);
        double whole = (double)(next_random(&seed) >> 36);

        compare(part / whole, 15);
        compare(part / 10000, 15);
    }
}

/* `value` and its neighbours on both sides. */
static void compare_around(double value)
{
    double above = value;
    double below = value;

    for (int i = 0; i < 12; i++) {
        compare(above, 1);
        compare(-below, 1);
        above = nextafter(above, (double)INFINITY);
        below = nextafter(below, 0);
    }
}

static void powers_and_their_neighbours_are_right(void **state)
{
    (void)state;
    for (int i = -30; i < 64; i++)
        compare_around(ldexp(1, i));
    for (int i = -12; i < 22; i++)
        compare_around(pow(10, i));
}

static void the_smallest_and_the_largest_number_are_right(void **state)
{
    (void)state;
    compare(5e-324, 1);
    compare(2.2250738585072014e-308, 1);
    compare(1.7976931348623157e308, 1);
}

static const struct want {
    const char *name;
    int64_t value;
    int places;
    const char *want;
} wants[] = {
    {"a whole number has no point", 1234567, 0, "1234567"},
    {"nothing is 0", 0, 0, "0"},
    {"all places are printed", 50000, 4, "5.0000"},
    {"a fraction has a 0 before the point", 5, 4, "0.0005"},
    {"a negative fraction keeps its sign", -5, 4, "-0.0005"},
    {"an odd number of places is right", -1500, 3, "-1.500"},
    {"the largest number fits", INT64_MAX, 4, "922337203685477.5807"},
    {"the smallest number fits", INT64_MIN, 0, "-9223372036854775808"},
};

static void a_decimal(void **state)
{
    const struct want *want = *state;
    char text[NUMERAL_DECIMAL];

    *numeral_decimal(text, want->value, want->places) = '\0';
    assert_string_equal(text, want->want);
}

static void decimals_are_as_decimal_print_has_them(void **state)
{
    uint64_t seed = 3;

    (void)state;
    for (int i = 0; i < 200000; i++) {
        unsigned bits = (unsigned)(next_random(&seed) % 64);
        int64_t value = (int64_t)next_random(&seed) >> bits;
        int places = i % 8;
        char got[NUMERAL_DECIMAL];
        char want[DECIMAL_TEXT];

        *numeral_decimal(got, value, places) = '\0';
        assert_string_equal(got, decimal_print(want, value, places, places));
    }
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 5] = {
        [COUNT(wants)] =
            cmocka_unit_test(any_bits_give_the_digits_that_trying_finds),
        cmocka_unit_test(ratios_give_the_digits_that_trying_finds),
        cmocka_unit_test(powers_and_their_neighbours_are_right),
        cmocka_unit_test(the_smallest_and_the_largest_number_are_right),
        cmocka_unit_test(decimals_are_as_decimal_print_has_them),
    };

    put_row_tests(tests, wants, a_decimal);
    return cmocka_run_group_tests_name("base/numeral", tests, NULL, NULL);
}
