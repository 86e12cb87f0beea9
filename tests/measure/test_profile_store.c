#include "draw.h"
#include "test.h"

#include "base/map.h"
#include "measure/profile_store.h"

enum { CUSTOMERS = 20000, THREADS = 3 };

/* Mostly nothing, little, whole cents; or anything. */
static int64_t draw_money(unsigned *seed)
{
    switch (draw(seed, 5)) {
    case 0:
        return 0;
    case 1:
        return (int64_t)draw(seed, 100000) * 100;
    case 2:
        return -(int64_t)draw(seed, 100000);
    case 3:
        return draw_amount(seed) / 16;
    default:
        return (int64_t)draw(seed, 1000000);
    }
}

static uint32_t draw_number(unsigned *seed)
{
    return draw(seed, 3) ? draw(seed, 99) : draw(seed, 2) ? MAP_NONE : 1U << 31;
}

static int32_t draw_day(unsigned *seed)
{
    return draw(seed, 4) ? 19000 + (int32_t)draw(seed, 999) : DATE_NONE;
}

static struct profile draw_profile(unsigned *seed)
{
    struct profile profile = {.first = draw_day(seed),
                              .last_occasion = draw_day(seed),
                              .last = draw_day(seed),
                              .row = draw_number(seed),
                              .occasions = draw_number(seed),
                              .baskets = draw_number(seed),
                              .baskets_52w = draw_number(seed),
                              .channel = draw_number(seed),
                              .store = draw_number(seed),
                              .category = (int32_t)draw(seed, 60) - 2,
                              .is_seen = true,
                              .is_staff = draw_bool(seed),
                              .bought_year = draw_bool(seed),
                              .type = (enum member_type)draw(seed, 5)};

    profile.gross = draw_money(seed);
    profile.discount = draw_money(seed);
    profile.net = draw_bool(seed) ? profile.gross : draw_money(seed);
    profile.value = draw_bool(seed) ? profile.net : draw_money(seed);
    profile.net_52w = draw_bool(seed) ? profile.net : draw_money(seed);
    profile.net_year = draw_bool(seed) ? profile.net_52w : draw_money(seed);
    profile.margin_year = draw_money(seed);
    profile.repeat_spend = draw_money(seed);
    profile.units = draw_money(seed);
    profile.units_year = draw_bool(seed) ? profile.units : draw_money(seed);
    profile.returned_year = draw_money(seed);
    profile.recent = draw_money(seed);
    profile.earlier = draw_money(seed);
    return profile;
}

static void assert_same(const struct profile *got, const struct profile *want)
{
    assert_int_equal(got->first, want->first);
    assert_int_equal(got->last_occasion, want->last_occasion);
    assert_int_equal(got->last, want->last);
    assert_int_equal(got->row, want->row);
    assert_int_equal(got->occasions, want->occasions);
    assert_int_equal(got->baskets, want->baskets);
    assert_int_equal(got->baskets_52w, want->baskets_52w);
    assert_int_equal(got->channel, want->channel);
    assert_int_equal(got->store, want->store);
    assert_int_equal(got->category, want->category);
    assert_int_equal(got->is_seen, want->is_seen);
    assert_int_equal(got->is_staff, want->is_staff);
    assert_int_equal(got->bought_year, want->bought_year);
    assert_int_equal(got->type, want->type);
    assert_true(got->gross == want->gross);
    assert_true(got->discount == want->discount);
    assert_true(got->net == want->net);
    assert_true(got->value == want->value);
    assert_true(got->net_52w == want->net_52w);
    assert_true(got->net_year == want->net_year);
    assert_true(got->margin_year == want->margin_year);
    assert_true(got->repeat_spend == want->repeat_spend);
    assert_true(got->units == want->units);
    assert_true(got->units_year == want->units_year);
    assert_true(got->returned_year == want->returned_year);
    assert_true(got->recent == want->recent);
    assert_true(got->earlier == want->earlier);
}

static void what_was_put_is_got(void **state)
{
    struct arena arena = {0};
    struct profile *wants = arena_array(&arena, struct profile, CUSTOMERS);
    struct profile_store *store = profile_store_new(&arena, CUSTOMERS, THREADS);
    unsigned seed = 1;

    (void)state;
    for (uint32_t i = 0; i < CUSTOMERS; i++) {
        uint32_t customer = i * 7919U % CUSTOMERS; /* coprime: each once */

        if (draw(&seed, 9) == 0)
            continue;
        wants[customer] = draw_profile(&seed);
        profile_store_put(store, customer, wants + customer,
                          draw(&seed, THREADS));
    }
    profile_store_close(store, &arena);
    for (uint32_t i = 0; i < CUSTOMERS; i++) {
        struct profile got = profile_store_get(store, i);

        assert_same(&got, wants + i);
        assert_int_equal(profile_store_has(store, i), wants[i].is_seen);
        if (wants[i].is_seen)
            assert_int_equal(profile_store_row(store, i), wants[i].row);
        else
            assert_int_equal(profile_store_row(store, i), MAP_NONE);
    }
    arena_free(&arena);
}

static void the_largest_numbers_fit(void **state)
{
    struct arena arena = {0};
    struct profile_store *store = profile_store_new(&arena, 3000, 1);
    struct profile want = {.first = INT32_MIN,
                           .last_occasion = INT32_MAX,
                           .last = INT32_MIN,
                           .row = 0,
                           .occasions = UINT32_MAX,
                           .baskets = 0,
                           .baskets_52w = UINT32_MAX,
                           .channel = UINT32_MAX - 1,
                           .store = UINT32_MAX - 1,
                           .category = INT32_MAX,
                           .is_seen = true,
                           .gross = INT64_MAX / 2,
                           .discount = -(INT64_MAX / 4),
                           .net = INT64_MAX / 4,
                           .value = -(INT64_MAX / 4),
                           .net_52w = INT64_MIN + 1,
                           .net_year = INT64_MAX,
                           .margin_year = INT64_MIN + 1,
                           .repeat_spend = INT64_MAX,
                           .units = INT64_MAX,
                           .units_year = INT64_MIN + 1,
                           .returned_year = INT64_MAX,
                           .recent = INT64_MAX,
                           .earlier = INT64_MIN + 1};

    (void)state;
    for (uint32_t i = 0; i < 3000; i++)
        profile_store_put(store, i, &want, 0);
    profile_store_close(store, &arena);
    for (uint32_t i = 0; i < 3000; i++) {
        struct profile got = profile_store_get(store, i);

        assert_same(&got, &want);
    }
    arena_free(&arena);
}

enum { AMOUNTS = 13 };

static int64_t *amount_at(struct profile *profile, size_t i)
{
    int64_t *const amounts[AMOUNTS] = {
        &profile->gross,        &profile->discount, &profile->net,
        &profile->value,        &profile->net_52w,  &profile->net_year,
        &profile->margin_year,  &profile->units,    &profile->units_year,
        &profile->repeat_spend, &profile->recent,   &profile->earlier,
        &profile->returned_year};

    return amounts[i];
}

/* Around where one more byte is needed, by cents and by parts of them. */
static int64_t draw_edge(unsigned *seed)
{
    static const int64_t ends[] = {0, INT64_MAX, INT64_MIN, INT64_MIN + 1};
    int64_t edge = (int64_t)1 << (draw(seed, 7) * 8 + 6 + draw(seed, 2));

    if (draw(seed, 4) == 0)
        return ends[draw(seed, COUNT(ends))];
    edge += (int64_t)draw(seed, 3) - 1;
    if (draw_bool(seed) && edge < INT64_MAX / 100)
        edge *= 100;
    return draw_bool(seed) ? edge : -edge;
}

/* One amount alone, then some, then all; those who are staff, and those who
 * are not. */
static void each_amount_is_its_own(void **state)
{
    enum { TRIALS = 20000 };
    struct arena arena = {0};
    struct profile *wants = arena_array(&arena, struct profile, TRIALS);
    struct profile_store *store = profile_store_new(&arena, TRIALS, 1);
    unsigned seed = 7;

    (void)state;
    for (uint32_t i = 0; i < TRIALS; i++) {
        struct profile *want = wants + i;

        want->is_seen = true;
        want->row = i % 3 ? i : MAP_NONE;
        want->is_staff = i % 2;
        want->bought_year = i % 4 / 2;
        want->type = (enum member_type)(i % (MEMBER_STAFF + 1));
        *amount_at(want, i % AMOUNTS) = draw_edge(&seed);
        for (size_t j = 0; j < AMOUNTS; j++)
            if (i % 3 == 2 || (i % 3 == 1 && draw_bool(&seed)))
                *amount_at(want, j) = draw_edge(&seed);
        profile_store_put(store, i, want, 0);
    }
    profile_store_close(store, &arena);
    for (uint32_t i = 0; i < TRIALS; i++) {
        struct profile got = profile_store_get(store, i);

        assert_same(&got, wants + i);
        assert_int_equal(profile_store_row(store, i), wants[i].row);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_got),
        cmocka_unit_test(the_largest_numbers_fit),
        cmocka_unit_test(each_amount_is_its_own),
    };

    return cmocka_run_group_tests_name("measure/profile_store", tests, NULL,
                                       NULL);
}
