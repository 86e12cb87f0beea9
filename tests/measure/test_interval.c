#include "test.h"

#include "base/decimal.h"
#include "base/status.h"
#include "measure/interval.h"

/* Fail unless a number is the one published, to the last digit given. */
static void assert_printed(double got, double want, int decimals)
{
    double rounding = 0.5 * pow(10, -decimals) * (1 + 1e-9);

    if (fabs(got - want) <= rounding)
        return;
    print_error("got %.9f, want %.*f\n", got, decimals, want);
    fail();
}

static void assert_interval(double low, double high, double want_low,
                            double want_high, int decimals)
{
    assert_printed(low, want_low, decimals);
    assert_printed(high, want_high, decimals);
}

static struct sample sample_of(const int64_t *values, size_t count)
{
    struct sample sample = {0};

    for (size_t i = 0; i < count; i++)
        sample_add(&sample, values[i]);
    return sample;
}

#define SAMPLE(...)                                                            \
    sample_of((const int64_t[]){__VA_ARGS__},                                  \
              COUNT(((const int64_t[]){__VA_ARGS__})))

/* An arm as often as it takes to be large enough. */
static struct sample times(const struct sample *sample, int64_t times)
{
    struct sample all = {0};

    for (int64_t i = 0; i < times; i++)
        sample_merge(&all, sample);
    return all;
}

static void quantiles_are_those_of_the_books(void **state)
{
    (void)state;
    assert_printed(normal_quantile(), 1.959964, 6);
    assert_printed(t_quantile(1), 12.7062, 4);
    assert_printed(t_quantile(10), 2.228139, 6);
    assert_printed(t_quantile(30), 2.042272, 6);
}

/* R. G. Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3. */
static void proportions_are_wilsons(void **state)
{
    static const struct {
        struct share share;
        double low, high;
    } published[] = {
        {{81, 263}, 0.2553, 0.3662},
        {{15, 148}, 0.0624, 0.1605},
        {{0, 20}, 0.0000, 0.1611},
        {{1, 29}, 0.0061, 0.1718},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(published); i++) {
        struct interval interval = share_interval(published[i].share);

        assert_interval(interval.low, interval.high, published[i].low,
                        published[i].high, 4);
    }
}

static void proportions_stay_within_0_and_1(void **state)
{
    struct interval none = share_interval((struct share){0, 7});
    struct interval all = share_interval((struct share){7, 7});

    (void)state;
    assert_true(none.low == 0 && all.high == 1);
    assert_close(all.low, 1 - none.high);
    assert_true(isnan(share_interval((struct share){0, 0}).low));
    assert_true(isnan(share_interval((struct share){0, 0}).high));
}

/* The same, page 873, table II (a), method 10. */
static void differences_of_proportions_are_newcombes(void **state)
{
    struct difference difference =
        difference_of_shares((struct share){56, 70}, (struct share){48, 80});

    (void)state;
    assert_close(difference.first, 0.8);
    assert_close(difference.second, 0.6);
    assert_close(difference.difference, 0.2);
    assert_interval(difference.low, difference.high, 0.0524, 0.3339, 4);
    assert_int_equal(difference.n_first, 70);
    assert_int_equal(difference.n_second, 80);
    assert_int_equal(difference.verdict, VERDICT_HIGHER);
}

/* From Wilson's: of 0 / 30 up to 0.113513, of 0 / 40 up to 0.087622. */
static void nothing_against_nothing_is_not_proven(void **state)
{
    struct difference difference =
        difference_of_shares((struct share){0, 30}, (struct share){0, 40});

    (void)state;
    assert_interval(difference.low, difference.high, -0.087622, 0.113513, 6);
    assert_int_equal(difference.verdict, VERDICT_UNPROVEN);
}

/*
 * Two sleeping draughts, ten patients each (Student 1908; R's t.test(extra ~
 * group): -3.3654832 .. 0.2054832).  The verdict asks for 30, so the interval
 * is looked at through its parts.
 */
static void means_are_welchs(void **state)
{
    struct sample first = SAMPLE(7, -16, -2, -12, -1, 34, 37, 8, 0, 20);
    struct sample second = SAMPLE(19, 8, 11, 1, -1, 44, 55, 16, 46, 34);
    struct estimate a = sample_estimate(&first, 10);
    struct estimate b = sample_estimate(&second, 10);
    double half = t_quantile(17.77647352) * sqrt(a.variance + b.variance);

    (void)state;
    assert_close(a.value, 0.75);
    assert_close(b.value, 2.33);
    assert_printed(a.variance * 10, 3.200556, 6);
    assert_interval(a.value - b.value - half, a.value - b.value + half,
                    -3.3654832, 0.2054832, 7);
}

/*
 * 0, 2 (15 times) against 1, 5 (20 times): means 1 and 3, s^2 / n = 30/29/30
 * and 160/39/40; df = (1/29 + 4/39)^2 / (1/29^3 + 16/39^3) = 60.44, between the
 * tables' t of 60 (2.000298) and of 61 (1.999624): 2.0000 sqrt(0.137047).
 */
static void degrees_of_freedom_are_satterthwaites(void **state)
{
    struct sample few = SAMPLE(0, 2);
    struct sample more = SAMPLE(1, 5);
    struct sample first = times(&few, 15);
    struct sample second = times(&more, 20);
    struct difference difference = difference_of_means(&first, &second, 1);
    double half = (difference.high - difference.low) / 2;
    double variance = 1.0 / 29 + 4.0 / 39;
    double degrees = variance * variance / (1 / pow(29, 3) + 16 / pow(39, 3));

    (void)state;
    assert_close(difference.difference, -2);
    assert_close(half, t_quantile(degrees) * sqrt(variance));
    assert_printed(half, 0.7404, 4);
    assert_int_equal(difference.verdict, VERDICT_LOWER);
}

/*
 * The same arms, taken to be alike: squares about the means 30 and 160, with
 * 68 degrees of freedom, t = 1.995469 in the tables;
 * 1.995469 sqrt(190/68 (1/30 + 1/40)) = 0.8056.
 */
static void arms_alike_share_their_variance(void **state)
{
    struct sample few = SAMPLE(0, 2);
    struct sample more = SAMPLE(1, 5);
    struct sample first = times(&few, 15);
    struct sample second = times(&more, 20);
    struct difference difference = difference_of_alike(&first, &second, 1);

    (void)state;
    assert_close(difference.difference, -2);
    assert_interval(difference.low, difference.high, -2.8056, -1.1944, 4);
    assert_int_equal(difference.verdict, VERDICT_LOWER);
    difference = difference_of_alike(&first, &second, 10);
    assert_interval(difference.low, difference.high, -0.28056, -0.11944, 5);
    second.n = 0;
    difference = difference_of_alike(&first, &second, 1);
    assert_true(isnan(difference.difference) && isnan(difference.low));
    assert_int_equal(difference.verdict, VERDICT_FEW);
}

static void fewer_than_30_support_no_claim(void **state)
{
    struct sample none = SAMPLE(0);
    struct sample one = SAMPLE(1000);
    struct sample many = times(&one, 30);
    struct sample less = times(&none, 29);
    struct difference difference = difference_of_means(&many, &less, 1);

    (void)state;
    assert_int_equal(difference.verdict, VERDICT_FEW);
    assert_close(difference.difference, 1000);
    assert_true(isnan(difference.low) && isnan(difference.high));
    difference = difference_of_means(&less, &many, 1);
    assert_int_equal(difference.verdict, VERDICT_FEW);
    sample_add(&less, 0);
    difference = difference_of_means(&many, &less, 1);
    assert_int_equal(difference.verdict, VERDICT_HIGHER);
}

static void what_never_varies_differs_for_certain(void **state)
{
    struct sample one = SAMPLE(70000);
    struct sample other = SAMPLE(50000);
    struct sample first = times(&one, 30);
    struct sample second = times(&other, 30);
    struct difference difference =
        difference_of_means(&first, &second, MONEY_ONE);

    (void)state;
    assert_close(difference.low, 2);
    assert_close(difference.high, 2);
    assert_int_equal(difference.verdict, VERDICT_HIGHER);
    difference = difference_of_means(&first, &first, MONEY_ONE);
    assert_int_equal(difference.verdict, VERDICT_UNPROVEN);
}

static void an_empty_arm_has_no_mean(void **state)
{
    struct sample none = {0};
    struct sample one = SAMPLE(4);
    struct difference difference = difference_of_means(&none, &one, 1);

    (void)state;
    assert_true(isnan(difference.first) && isnan(difference.difference));
    assert_close(difference.second, 4);
    assert_int_equal(difference.verdict, VERDICT_FEW);
    assert_true(isnan(sample_estimate(&one, 1).variance));
}

/* Of values near 10^17, in steps, whose squares no double holds. */
static void small_spread_about_a_large_mean_is_not_lost(void **state)
{
    int64_t mean = INT64_C(100000000000000000);
    struct sample sample = SAMPLE(mean - 1, mean, mean + 1, mean + 2);
    struct sample below = SAMPLE(-mean - 1, -mean, 1 - mean, 2 - mean);

    (void)state;
    assert_close(sample_estimate(&sample, 1).variance, 5.0 / 3 / 4);
    assert_close(sample_estimate(&below, 1).variance, 5.0 / 3 / 4);
}

/* Clusters 1/4, 3/5 and 2/6: R = 0.4, residuals -0.6, 1 and -0.4. */
static void ratios_vary_by_their_clusters(void **state)
{
    struct clusters clusters = {0};
    struct estimate estimate;

    (void)state;
    clusters_add(&clusters, 1, 4);
    clusters_add(&clusters, 3, 5);
    assert_close(clusters_estimate(&clusters).value, 4.0 / 9);
    clusters_add(&clusters, 2, 6);
    estimate = clusters_estimate(&clusters);
    assert_close(estimate.value, 0.4);
    assert_close(estimate.variance, 3.0 / 2 * 1.52 / 225);
    assert_int_equal(estimate.n, 3);
}

static void clusters_merge_as_if_added_in_one(void **state)
{
    struct clusters some = {0};
    struct clusters more = {0};

    (void)state;
    clusters_add(&some, 1, 4);
    clusters_add(&more, 3, 5);
    clusters_add(&more, 2, 6);
    clusters_merge(&some, &more);
    assert_close(clusters_estimate(&some).variance, 3.0 / 2 * 1.52 / 225);
}

static void a_ratio_over_nothing_is_undefined(void **state)
{
    struct clusters clusters = {0};

    (void)state;
    clusters_add(&clusters, 1, 0);
    assert_true(isnan(clusters_estimate(&clusters).value));
    clusters_add(&clusters, 0, 2);
    assert_close(clusters_estimate(&clusters).value, 0.5);
    clusters = (struct clusters){0};
    clusters_add(&clusters, 1, 2);
    assert_true(isnan(clusters_estimate(&clusters).variance));
}

/* 0.3 of variance 0.0004 against 0.2 of 0.0012: 0.1 -+ 1.959964 x 0.04. */
static void estimates_differ_by_the_normal_distribution(void **state)
{
    struct estimate first = {0.3, 0.0004, 30};
    struct estimate second = {0.2, 0.0012, 31};
    struct difference difference = difference_of_estimates(&first, &second);

    (void)state;
    assert_interval(difference.low, difference.high, 0.02160144, 0.17839856, 8);
    assert_int_equal(difference.verdict, VERDICT_HIGHER);
    second.n = 29;
    difference = difference_of_estimates(&first, &second);
    assert_int_equal(difference.verdict, VERDICT_FEW);
}

/* Without a variance there is no interval, of however many. */
static void an_unknown_variance_proves_nothing(void **state)
{
    struct estimate first = {0.3, (double)NAN, 50};
    struct estimate second = {0.2, 0.0012, 50};

    (void)state;
    assert_int_equal(difference_of_estimates(&first, &second).verdict,
                     VERDICT_FEW);
}

static void strata_weigh_values_and_squares_of_weights(void **state)
{
    struct estimate all = {0};

    (void)state;
    estimate_add(&all, 0.25, &(struct estimate){8, 1.6, 10});
    estimate_add(&all, 0.75, &(struct estimate){4, 0.16, 5});
    assert_close(all.value, 5);
    assert_close(all.variance, 0.1 + 0.09);
    assert_int_equal(all.n, 15);
}

static void verdicts_have_names(void **state)
{
    (void)state;
    assert_string_equal(verdict_name(VERDICT_FEW), "n < 30");
    assert_string_equal(verdict_name(VERDICT_UNPROVEN), "not proven");
    assert_string_equal(verdict_name(VERDICT_HIGHER), "higher");
    assert_string_equal(verdict_name(VERDICT_LOWER), "lower");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_those_of_the_books),
        cmocka_unit_test(proportions_are_wilsons),
        cmocka_unit_test(proportions_stay_within_0_and_1),
        cmocka_unit_test(differences_of_proportions_are_newcombes),
        cmocka_unit_test(nothing_against_nothing_is_not_proven),
        cmocka_unit_test(means_are_welchs),
        cmocka_unit_test(degrees_of_freedom_are_satterthwaites),
        cmocka_unit_test(arms_alike_share_their_variance),
        cmocka_unit_test(fewer_than_30_support_no_claim),
        cmocka_unit_test(what_never_varies_differs_for_certain),
        cmocka_unit_test(an_empty_arm_has_no_mean),
        cmocka_unit_test(small_spread_about_a_large_mean_is_not_lost),
        cmocka_unit_test(ratios_vary_by_their_clusters),
        cmocka_unit_test(clusters_merge_as_if_added_in_one),
        cmocka_unit_test(a_ratio_over_nothing_is_undefined),
        cmocka_unit_test(estimates_differ_by_the_normal_distribution),
        cmocka_unit_test(an_unknown_variance_proves_nothing),
        cmocka_unit_test(strata_weigh_values_and_squares_of_weights),
        cmocka_unit_test(verdicts_have_names),
    };

    return cmocka_run_group_tests_name("measure/interval", tests, NULL, NULL);
}
