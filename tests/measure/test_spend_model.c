#include "cdnow.h"

/* Those published for the customers of CDNOW. */
static const struct spend_model published = {6.25, 3.74, 15.44};

static void assert_near(double got, double want, double slack)
{
    if (fabs(got - want) <= slack)
        return;
    print_error("got %.9f, want %.9f within %g\n", got, want, slack);
    fail();
}

/* 6.25 x 15.44 / 2.74, and drawn to it from a customer's own mean. */
static void means_are_drawn_to_the_population(void **state)
{
    (void)state;
    assert_near(spend_model_mean(&published, 0, (double)NAN), 35.218978, 1e-6);
    assert_near(spend_model_mean(&published, 2, 22.35),
                6.25 * (15.44 + 44.70) / (12.5 + 2.74), 1e-12);
}

static void a_mean_that_is_not_finite_is_undefined(void **state)
{
    struct spend_model heavy = {2, 1, 10};

    (void)state;
    assert_true(isnan(spend_model_mean(&heavy, 0, 0)));
    assert_near(spend_model_mean(&heavy, 1, 5), 2 * 15 / 2.0, 1e-12);
}

/*
 * p = q = gamma = 1 makes the density of a mean m of x purchases x^x m^(x - 1)
 * x! / (x - 1)! / (1 + x m)^(x + 1): 1 / 4 for (1, 1), 8 / 27 for (2, 1).
 */
static void the_likelihood_is_the_formulas(void **state)
{
    struct spend_model ones = {1, 1, 1};
    uint64_t keys[] = {spend_key(1, 10000), spend_key(2, 20000)};
    struct spend_data data = {keys, 2};

    (void)state;
    assert_close(spend_model_likelihood(&ones, &data, 1),
                 log(0.25) + log(8.0 / 27));
}

static double random_share(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return ((double)(*state >> 11) + 0.5) / 9007199254740992.0;
}

static double random_gamma(uint64_t *state, int shape)
{
    double sum = 0;

    for (int i = 0; i < shape; i++)
        sum -= log(random_share(state));
    return sum;
}

enum { DRAWN = 40000 };

static void the_law_is_found_in_what_it_draws(void **state)
{
    static uint64_t keys[DRAWN], copy[DRAWN];
    uint64_t seed = 8;
    struct spend_fit fit, again;
    struct spend_data data = {keys, DRAWN};

    (void)state;
    for (size_t i = 0; i < DRAWN; i++) {
        uint32_t x = 1 + (uint32_t)(8 * random_share(&seed));
        double rate = random_gamma(&seed, 4) / 40;

        keys[i] = spend_key(
            x, (int64_t)(random_gamma(&seed, 3 * (int)x) / rate * 10000 + 1));
    }
    memcpy(copy, keys, sizeof keys);
    fit = spend_model_fit(keys, DRAWN, 2);
    assert_true(fit.agrees);
    assert_near(fit.model.p, 3, 0.06);
    assert_near(fit.model.q, 4, 0.12);
    assert_near(fit.model.gamma, 40, 2);
    assert_near(fit.correlation, 0, 0.02);
    assert_near(spend_model_likelihood(&fit.model, &data, 1),
                fit.likelihoods[0], 1e-3);
    again = spend_model_fit(copy, DRAWN, 1);
    assert_memory_equal(&fit.model, &again.model, sizeof fit.model);
}

static void customers_who_do_not_differ_have_no_law(void **state)
{
    uint64_t one[] = {spend_key(1, 10000)};
    uint64_t same[50];
    struct spend_fit fit;

    (void)state;
    for (size_t i = 0; i < COUNT(same); i++)
        same[i] = spend_key(2, 70000);
    fit = spend_model_fit(same, COUNT(same), 1);
    assert_false(fit.agrees);
    assert_true(isnan(fit.correlation));
    assert_false(spend_model_fit(one, 1, 1).agrees);
}

/* Means 1, 2, 3 of 1, 2, 4 purchases: r = 3 / sqrt(14 / 3 x 2). */
static void the_correlation_is_pearsons(void **state)
{
    uint64_t keys[] = {spend_key(4, 120000), spend_key(1, 10000),
                       spend_key(2, 40000)};

    (void)state;
    assert_near(spend_model_fit(keys, 3, 1).correlation, 3 / sqrt(14.0 / 3 * 2),
                1e-12);
}

/* The first ten customers: one in ten of them repeated never. */
static void cdnow_has_the_published_parameters(void **state)
{
    static const double means[] = {24.65, 18.91, 35.17, 35.17, 35.17,
                                   71.46, 18.91, 35.17, 27.28, 35.17};
    static struct cdnow cdnow;
    struct spend_fit fit;
    size_t at = 0;

    (void)state;
    cdnow_read(&cdnow);
    assert_int_equal(cdnow.spend_count, 946);
    {
        static uint64_t keys[CDNOW_MOST];

        memcpy(keys, cdnow.spends, sizeof keys);
        fit = spend_model_fit(keys, cdnow.spend_count, 1);
    }
    assert_true(fit.agrees);
    assert_near(fit.model.p, published.p, 5e-3 * published.p);
    assert_near(fit.model.q, published.q, 5e-3 * published.q);
    assert_near(fit.model.gamma, published.gamma, 5e-3 * published.gamma);
    assert_near(fit.likelihoods[0], -4055.92, 0.01);
    assert_near(fit.correlation, 0.1139, 5e-5);
    for (size_t i = 0; i < COUNT(means); i++) {
        uint32_t x = purchase_repeats(cdnow.purchases[i]);
        double spend =
            x > 0 ? (double)(cdnow.spends[at++] & 0xFFFFFFFFFFFF) / 10000 : 0;

        assert_near(spend_model_mean(&fit.model, x, x > 0 ? spend / x : 0),
                    means[i], 0.02);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_are_drawn_to_the_population),
        cmocka_unit_test(a_mean_that_is_not_finite_is_undefined),
        cmocka_unit_test(the_likelihood_is_the_formulas),
        cmocka_unit_test(the_law_is_found_in_what_it_draws),
        cmocka_unit_test(customers_who_do_not_differ_have_no_law),
        cmocka_unit_test(the_correlation_is_pearsons),
        cmocka_unit_test(cdnow_has_the_published_parameters),
    };

    return cmocka_run_group_tests_name("measure/spend_model", tests, NULL,
                                       NULL);
}
