#include "test.h"

#include "measure/uplift.h"

/* Units vary as counts do: 1 unit for each unit. */
static const struct uplifts counts = {.dispersion = 1000};

/* 100 units against 50, or against 40; enough lines. */
static const struct uplift twice = {
    .lines = 30,
    .baseline_lines = 30,
    .plain = {.units = 100000, .baseline = 50000, .scatter = 12500},
    .adjusted = {.units = 100000, .baseline = 40000, .scatter = 10000}};

static struct bounds bounds_of(const struct uplifts *uplifts,
                               const struct uplift *uplift)
{
    return uplift_bounds(uplifts, &uplift, 1);
}

/* Variances 1/100 + 12.5/50^2 = 0.015, and 1/100 + 10/40^2 = 0.01625. */
static void an_interval_spans_those_around_both_baselines(void **state)
{
    struct bounds bounds = bounds_of(&counts, &twice);

    (void)state;
    assert_close(bounds.uplift, 1);
    assert_close(bounds.low, 2 * exp(-1.959963984540054 * sqrt(0.015)) - 1);
    assert_close(bounds.high, 2.5 * exp(1.959963984540054 * sqrt(0.01625)) - 1);
    assert_string_equal(bounds.verdict, "higher");
}

/* A single product: its spread counts 1 + 1/8 times. */
static void products_spread_from_week_to_week(void **state)
{
    struct uplifts uplifts = {.dispersion = 1000, .spread = 0.04};
    struct uplift uplift = twice;
    struct bounds bounds;

    (void)state;
    uplift.plain.squares = 50000.0 * 50000;
    bounds = bounds_of(&uplifts, &uplift);
    assert_close(bounds.low, 2 * exp(-1.959963984540054 * sqrt(0.06)) - 1);
}

/* Half more and half less in turn: s^2 = 2/7. */
static void weeks_that_differ_widen_the_interval(void **state)
{
    struct uplift uplift = twice;
    double reach = 2.364624251592785 * sqrt(2.0 / 7 * 9 / 8);
    struct bounds bounds;

    (void)state;
    uplift.baseline_lines = 240;
    for (size_t i = 0; i < BASELINE_WEEKS; i++)
        uplift.weeks[i] = (struct usual_week){.units = i % 2 ? 15000 : 5000,
                                              .expected = 10000};
    bounds = bounds_of(&counts, &uplift);
    assert_true(fabs(bounds.low - (2 * exp(-reach) - 1)) < 1e-9);
    assert_string_equal(bounds.verdict, "not proven");
    uplift.baseline_lines = 239;
    assert_close(bounds_of(&counts, &uplift).low,
                 bounds_of(&counts, &twice).low);
    uplift.baseline_lines = 240;
    for (size_t i = 3; i < BASELINE_WEEKS; i++)
        uplift.weeks[i].expected = 0;
    assert_close(bounds_of(&counts, &uplift).low,
                 bounds_of(&counts, &twice).low);
}

/* 30, 30, 10, 10 against 10 each: squares of 400 about twice as many. */
static void promotions_that_differ_widen_the_interval(void **state)
{
    static const double units[] = {30000, 30000, 10000, 10000};
    struct uplift uplifts[4];
    const struct uplift *some[4];
    double reach = 3.182446305284263 * sqrt(4.0 / 3 * 400) / 80;
    struct bounds bounds;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        uplifts[i] = (struct uplift){
            .lines = 8,
            .baseline_lines = 8,
            .plain = {.units = units[i], .baseline = 10000, .scatter = 100}};
        some[i] = uplifts + i;
    }
    bounds = uplift_bounds(&counts, some, 4);
    assert_close(bounds.uplift, 1);
    assert_true(fabs(bounds.low - (2 * exp(-reach) - 1)) < 1e-9);
    assert_true(fabs(bounds.high - (2 * exp(reach) - 1)) < 1e-9);
    assert_string_equal(uplift_bounds(&counts, some, 3).verdict, "n < 30");
}

static void few_lines_leave_no_claim(void **state)
{
    struct uplift uplift = twice;
    struct bounds bounds;

    (void)state;
    uplift.baseline_lines = 29;
    bounds = bounds_of(&counts, &uplift);
    assert_close(bounds.uplift, 1);
    assert_true(isnan(bounds.low) && isnan(bounds.high));
    assert_string_equal(bounds.verdict, "n < 30");
}

static void fewer_units_are_lower(void **state)
{
    struct uplift uplift = twice;

    (void)state;
    uplift.plain.units = uplift.adjusted.units = 10000;
    assert_string_equal(bounds_of(&counts, &uplift).verdict, "lower");
}

static void without_a_baseline_there_is_no_uplift(void **state)
{
    struct uplift uplift = {.lines = 40, .plain = {.units = 1000}};
    struct bounds bounds = bounds_of(&counts, &uplift);

    (void)state;
    assert_true(isnan(bounds.uplift));
    assert_null(bounds.verdict);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_interval_spans_those_around_both_baselines),
        cmocka_unit_test(products_spread_from_week_to_week),
        cmocka_unit_test(weeks_that_differ_widen_the_interval),
        cmocka_unit_test(promotions_that_differ_widen_the_interval),
        cmocka_unit_test(few_lines_leave_no_claim),
        cmocka_unit_test(fewer_units_are_lower),
        cmocka_unit_test(without_a_baseline_there_is_no_uplift),
    };

    return cmocka_run_group_tests_name("measure/uplift", tests, NULL, NULL);
}
