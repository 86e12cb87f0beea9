#include "test.h"

#include "base/status.h"
#include "measure/seasonal.h"

enum { MOST = 200, AHEAD = 16 };

static double weeks[MOST];
static double ahead[AHEAD];

/* Fail unless a number is another one but for a share of it. */
static void assert_within(double got, double want, double share)
{
    if (fabs(got - want) <= share * fabs(want))
        return;
    print_error("got %.9g, want %.9g but for %g of it\n", got, want, share);
    fail();
}

/* A year's wave with a peak of a week, about 1. */
static double season_of(size_t week)
{
    double angle = 2 * 3.14159265358979 * (double)(week % SEASON) / SEASON;

    return 1 + 0.2 * sin(angle) + (week % SEASON == 25 ? 0.5 : 0);
}

static void naive_is_the_week_of_a_year_before(void **state)
{
    (void)state;
    for (size_t i = 0; i < 60; i++)
        weeks[i] = (double)i;
    seasonal_naive(weeks, 60, ahead, AHEAD);
    assert_close(ahead[0], 8);
    assert_close(ahead[15], 23);
}

/* Beyond a year the year before is repeated. */
static void naive_goes_on_behind_a_year(void **state)
{
    double long_ahead[SEASON + 2];

    (void)state;
    for (size_t i = 0; i < 60; i++)
        weeks[i] = (double)i;
    seasonal_naive(weeks, 60, long_ahead, SEASON + 2);
    assert_close(long_ahead[51], 59);
    assert_close(long_ahead[52], 8);
    assert_close(long_ahead[53], 9);
}

static void a_season_that_multiplies_is_continued_with_its_growth(void **state)
{
    (void)state;
    for (size_t i = 0; i < 150; i++)
        weeks[i] = 1000 * exp(0.002 * (double)i) * season_of(i);
    seasonal_holt_winters(weeks, 150, ahead, AHEAD);
    for (size_t i = 0; i < AHEAD; i++)
        assert_within(
            ahead[i],
            1000 * exp(0.002 * (double)(150 + i)) * season_of(150 + i), 0.01);
}

/* Where a week is 0 the season is added. */
static void a_season_that_adds_is_continued_with_its_trend(void **state)
{
    (void)state;
    for (size_t i = 0; i < 130; i++)
        weeks[i] = (double)i + 1000 * (season_of(i) - season_of(0));
    seasonal_holt_winters(weeks, 130, ahead, AHEAD);
    for (size_t i = 0; i < AHEAD; i++)
        assert_true(
            fabs(ahead[i] - ((double)(130 + i) +
                             1000 * (season_of(130 + i) - season_of(0)))) < 8);
}

static void a_constant_goes_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < HOLT_WINTERS_LEAST; i++)
        weeks[i] = 250;
    seasonal_holt_winters(weeks, HOLT_WINTERS_LEAST, ahead, AHEAD);
    for (size_t i = 0; i < AHEAD; i++)
        assert_close(ahead[i], 250);
}

static void nothing_goes_on_as_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < MOST; i++)
        weeks[i] = 0;
    seasonal_holt_winters(weeks, MOST, ahead, AHEAD);
    for (size_t i = 0; i < AHEAD; i++)
        assert_true(ahead[i] == 0);
}

/* A level that changes for good is followed: 40 weeks later all is 20 % up. */
static void a_new_level_is_learnt(void **state)
{
    (void)state;
    for (size_t i = 0; i < 160; i++)
        weeks[i] = 1000 * season_of(i) * (i < 120 ? 1 : 1.2);
    seasonal_holt_winters(weeks, 160, ahead, AHEAD);
    for (size_t i = 0; i < AHEAD; i++)
        assert_within(ahead[i], 1200 * season_of(160 + i), 0.02);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(naive_is_the_week_of_a_year_before),
        cmocka_unit_test(naive_goes_on_behind_a_year),
        cmocka_unit_test(a_season_that_multiplies_is_continued_with_its_growth),
        cmocka_unit_test(a_season_that_adds_is_continued_with_its_trend),
        cmocka_unit_test(a_constant_goes_on),
        cmocka_unit_test(nothing_goes_on_as_nothing),
        cmocka_unit_test(a_new_level_is_learnt),
    };

    return cmocka_run_group_tests_name("measure/seasonal", tests, NULL, NULL);
}
