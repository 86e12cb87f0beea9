#include "cdnow.h"

/* The parameters that Fader, Hardie and Lee print, to three decimals. */
static const struct purchase_model printed = {0.243, 4.414, 0.793, 2.426};

/* And those found for the customers of CDNOW, to seven. */
static const struct purchase_model published = {0.2425945, 4.4136019, 0.7929199,
                                                2.4258881};

static void assert_near(double got, double want, double slack)
{
    if (fabs(got - want) <= slack)
        return;
    print_error("got %.9f, want %.9f within %g\n", got, want, slack);
    fail();
}

static void chances_to_be_alive_are_those_published(void **state)
{
    static const double chances[] = {0.705627, 0.687091, 0.663866, 0.636546};

    (void)state;
    for (uint32_t i = 0; i < COUNT(chances); i++)
        assert_near(purchase_model_alive(&printed, 5 + i, 30, 39), chances[i],
                    5e-7);
    assert_near(purchase_model_alive(&printed, 23, 39, 39), 0.968556, 1e-6);
}

static void who_has_not_repeated_is_alive(void **state)
{
    (void)state;
    assert_close(purchase_model_alive(&printed, 0, 0, 39), 1);
}

static void a_thousand_purchases_do_not_overflow(void **state)
{
    (void)state;
    assert_near(purchase_model_alive(&printed, 1000, 10, 100), 0, 1e-300);
    assert_near(purchase_model_alive(&printed, 1000, 100, 100),
                1 / (1 + 0.793 / (2.426 + 999)), 1e-12);
    assert_true(isfinite(purchase_model_expected(&printed, 1000, 100, 52)));
}

/* Published as 0.0532, 0.1506, 1.0437, 1.8576; here from the formula as it is
 * printed, with 2F1 added up term by term. */
static void purchases_of_a_new_customer_are_those_published(void **state)
{
    static const struct {
        double weeks, purchases;
    } rows[] = {{1, 0.053184}, {3, 0.150631}, {32, 1.043731}, {78, 1.857956}};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_near(purchase_model_expected(&published, 0, 0, rows[i].weeks),
                    rows[i].purchases, 5e-7);
    assert_near(purchase_model_none(&printed, 39), 0.5737864, 5e-8);
}

/* Customer 1: x 2, t_x 213 and T 272 days. */
static void purchases_of_a_known_customer_are_those_published(void **state)
{
    (void)state;
    assert_near(purchase_model_alive(&published, 2, 213 / 7.0, 272 / 7.0) *
                    purchase_model_expected(&published, 2, 272 / 7.0, 39),
                1.226, 5e-4);
}

/* Where a is 1 the formula as printed divides by 0. */
static void nothing_happens_where_a_is_1(void **state)
{
    struct purchase_model at = {0.8, 6, 1, 3};
    struct purchase_model below = {0.8, 6, 1 - 1e-7, 3};
    struct purchase_model above = {0.8, 6, 1 + 1e-7, 3};

    (void)state;
    for (uint32_t x = 0; x < 40; x += 13) {
        double expected = purchase_model_expected(&at, x, 30, 52);

        assert_near(expected,
                    (purchase_model_expected(&below, x, 30, 52) +
                     purchase_model_expected(&above, x, 30, 52)) /
                        2,
                    1e-9 * expected);
    }
}

/* Where a + b is 1 a new customer's formula divides 0 by 0. */
static void nothing_happens_where_a_and_b_are_1(void **state)
{
    struct purchase_model at = {0.8, 6, 0.25, 0.75};
    struct purchase_model below = {0.8, 6, 0.25, 0.75 - 1e-7};
    struct purchase_model above = {0.8, 6, 0.25, 0.75 + 1e-7};
    double expected = purchase_model_expected(&at, 0, 0, 52);

    (void)state;
    assert_near(expected,
                (purchase_model_expected(&below, 0, 0, 52) +
                 purchase_model_expected(&above, 0, 0, 52)) /
                    2,
                1e-9 * expected);
}

/* Nobody drops out as a goes to 0: (r + x) / (alpha + T) a week. */
static void who_never_drops_out_comes_at_his_rate(void **state)
{
    struct purchase_model model = {2, 4, 1e-12, 5};

    (void)state;
    assert_near(purchase_model_expected(&model, 0, 0, 10), 2.0 / 4 * 10, 1e-9);
    assert_near(purchase_model_expected(&model, 7, 16, 10), 9.0 / 20 * 10,
                1e-9);
    assert_near(purchase_model_expected(&model, 1000, 16, 10), 1002.0 / 20 * 10,
                1e-6);
}

/*
 * r = a = b = 1, alpha = 1: alpha^r gamma(r) fall away.  x = 0, T = 1: 1 / 2.
 * x = 1, t_x = 1, T = 3: B(1, 2) / 4^2 + B(2, 1) / 2^2 = 1/32 + 1/8.
 */
static void the_likelihood_is_the_formulas(void **state)
{
    struct arena arena = {0};
    struct purchase_model ones = {1, 1, 1, 1};
    uint64_t keys[] = {purchase_key(1, 7, 21), purchase_key(0, 0, 7),
                       purchase_key(1, 7, 21)};
    struct purchase_data data = purchase_data_make(&arena, keys, 3, 1);

    (void)state;
    assert_int_equal(data.count, 2);
    assert_int_equal(data.classes[1].count, 2);
    assert_int_equal(data.customers, 3);
    assert_int_equal(data.repeaters, 2);
    assert_int_equal(data.repeats, 2);
    assert_close(purchase_model_likelihood(&ones, &data, 1),
                 log(0.5) + 2 * log(1.0 / 32 + 1.0 / 8));
    arena_free(&arena);
}

static double random_share(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return ((double)(*state >> 11) + 0.5) / 9007199254740992.0;
}

/* Gamma distributed with a whole shape, and beta from two of them. */
static double random_gamma(uint64_t *state, int shape)
{
    double sum = 0;

    for (int i = 0; i < shape; i++)
        sum -= log(random_share(state));
    return sum;
}

/* By the law of r = 1, alpha = 8, a = 1, b = 3. */
static uint64_t random_customer(uint64_t *state)
{
    uint32_t age = 7 * (20 + (uint32_t)(random_share(state) * 100));
    double rate = random_gamma(state, 1) / 8 / 7;
    double one = random_gamma(state, 1);
    double drop = one / (one + random_gamma(state, 3));
    double time = 0;
    uint32_t x = 0;
    uint32_t last = 0;

    for (;;) {
        time -= log(random_share(state)) / rate;
        if (time >= age)
            break;
        x++;
        last = (uint32_t)time;
        if (random_share(state) < drop)
            break;
    }
    return purchase_key(x, last, age);
}

enum { DRAWN = 60000 };

static void the_law_is_found_in_what_it_draws(void **state)
{
    static uint64_t keys[DRAWN];
    struct arena arena = {0};
    uint64_t seed = 5;
    struct purchase_data data;
    struct purchase_fit fit, again;

    (void)state;
    for (size_t i = 0; i < DRAWN; i++)
        keys[i] = random_customer(&seed);
    data = purchase_data_make(&arena, keys, DRAWN, 1);
    fit = purchase_model_fit(&data, 2);
    assert_true(fit.agrees);
    assert_near(fit.model.r, 1, 0.03);
    assert_near(fit.model.alpha, 8, 0.3);
    assert_near(fit.model.a, 1, 0.07);
    assert_near(fit.model.b, 3, 0.25);
    again = purchase_model_fit(&data, 1);
    assert_memory_equal(&fit, &again, sizeof fit.model);
    arena_free(&arena);
}

static struct purchase_fit fit_of(uint64_t *keys, size_t count)
{
    struct arena arena = {0};
    struct purchase_data data = purchase_data_make(&arena, keys, count, 1);
    struct purchase_fit fit = purchase_model_fit(&data, 1);

    arena_free(&arena);
    return fit;
}

/* Everybody is the same: no parameter is too large. */
static void customers_who_do_not_differ_have_no_law(void **state)
{
    uint64_t one[] = {purchase_key(3, 50, 100)};
    uint64_t same[300];

    (void)state;
    for (size_t i = 0; i < COUNT(same); i++)
        same[i] = purchase_key(10, 350, 364);
    assert_false(fit_of(one, 1).agrees);
    assert_false(fit_of(same, COUNT(same)).agrees);
}

static void very_many_purchases_are_fitted(void **state)
{
    uint64_t keys[400];
    struct purchase_fit fit;

    (void)state;
    for (uint32_t i = 0; i < COUNT(keys); i++)
        keys[i] = purchase_key(i * i % 1001, i * i % 1001 ? 700 + i : 0, 1100);
    fit = fit_of(keys, COUNT(keys));
    assert_true(isfinite(fit.likelihoods[0]) && isfinite(fit.likelihoods[1]));
    assert_true(
        isfinite(purchase_model_expected(&fit.model, 1000, 1100 / 7.0, 52)));
}

/* A fit that begins with some customers must find what few of all have done. */
static void repeats_of_few_are_found(void **state)
{
    static uint64_t keys[200000];
    uint64_t seed = 7;
    struct purchase_fit fit;

    (void)state;
    for (size_t i = 0; i < COUNT(keys); i++) {
        keys[i] = random_customer(&seed);
        if (i >= 2000)
            keys[i] = purchase_key(0, 0, purchase_age(keys[i]));
    }
    fit = fit_of(keys, COUNT(keys));
    assert_true(fit.agrees);
    assert_true(fit.model.r < 0.01);
    for (size_t i = 0; i < 4; i++) {
        struct arena arena = {0};
        struct purchase_data data =
            purchase_data_make(&arena, keys, COUNT(keys), 1);
        struct purchase_model other = fit.model;
        double *parameters[] = {&other.r, &other.alpha, &other.a, &other.b};

        *parameters[i] *= 1.02;
        assert_true(purchase_model_likelihood(&other, &data, 1) <
                    fit.likelihoods[0]);
        *parameters[i] *= 0.98 / 1.02;
        assert_true(purchase_model_likelihood(&other, &data, 1) <
                    fit.likelihoods[0]);
        arena_free(&arena);
    }
}

static void cdnow_has_the_published_parameters(void **state)
{
    static struct cdnow cdnow;
    struct arena arena = {0};
    struct purchase_data data;
    struct purchase_fit fit;
    double foretold = 0;

    (void)state;
    cdnow_read(&cdnow);
    assert_int_equal(cdnow.held_out, 1882);
    data = purchase_data_make(&arena, cdnow.purchases, cdnow.count, 1);
    assert_int_equal(data.customers, 2357);
    assert_int_equal(data.repeaters, 946);
    assert_int_equal(data.repeats, 2457);
    fit = purchase_model_fit(&data, 1);
    assert_true(fit.agrees);
    assert_near(fit.model.r, published.r, 1e-3 * published.r);
    assert_near(fit.model.alpha, published.alpha, 1e-3 * published.alpha);
    assert_near(fit.model.a, published.a, 1e-3 * published.a);
    assert_near(fit.model.b, published.b, 1e-3 * published.b);
    assert_near(fit.likelihoods[0], -9582.429, 0.01);
    assert_near(fit.likelihoods[1], -9582.429, 0.01);
    for (size_t i = 0; i < data.count; i++) {
        uint64_t key = data.classes[i].key;
        double age = purchase_age(key) / 7.0;

        foretold +=
            (double)data.classes[i].count *
            purchase_model_alive(&fit.model, purchase_repeats(key),
                                 purchase_recency(key) / 7.0, age) *
            purchase_model_expected(&fit.model, purchase_repeats(key), age, 39);
    }
    assert_near(foretold, 1653, 0.5);
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(chances_to_be_alive_are_those_published),
        cmocka_unit_test(who_has_not_repeated_is_alive),
        cmocka_unit_test(a_thousand_purchases_do_not_overflow),
        cmocka_unit_test(purchases_of_a_new_customer_are_those_published),
        cmocka_unit_test(purchases_of_a_known_customer_are_those_published),
        cmocka_unit_test(nothing_happens_where_a_is_1),
        cmocka_unit_test(nothing_happens_where_a_and_b_are_1),
        cmocka_unit_test(who_never_drops_out_comes_at_his_rate),
        cmocka_unit_test(the_likelihood_is_the_formulas),
        cmocka_unit_test(the_law_is_found_in_what_it_draws),
        cmocka_unit_test(customers_who_do_not_differ_have_no_law),
        cmocka_unit_test(very_many_purchases_are_fitted),
        cmocka_unit_test(repeats_of_few_are_found),
        cmocka_unit_test(cdnow_has_the_published_parameters),
    };

    return cmocka_run_group_tests_name("measure/purchase_model", tests, NULL,
                                       NULL);
}
