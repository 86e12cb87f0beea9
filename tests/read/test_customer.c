#include "test.h"

#include "read/customer.h"

#include "base/fingerprint.h"

enum { MANY = 20000 };

static struct str id_of(struct arena *arena, unsigned number)
{
    return str_format(arena, "customer %u", number);
}

/* Put in customers from .. to - 1 of a batch, whose day is their number. */
static size_t put(struct customers *customers, struct customer_batch *batch,
                  unsigned from, unsigned to)
{
    batch->count = 0;
    batch->noted = arena_grow(batch->arena, batch->noted, &batch->capacity,
                              to - from, sizeof *batch->noted);
    for (unsigned i = from; i < to; i++) {
        struct noted_customer *noted = &batch->noted[batch->count++];

        fingerprint_hash_wide(id_of(batch->arena, i), noted->key.words);
        noted->row = (struct customer){.member_from = (int32_t)i};
    }
    return customers_put(customers, batch);
}

static void numbers_are_in_order_of_arrival(void **state)
{
    struct arena arena = {0};
    struct customers customers = {.arena = &arena};
    struct customer_batch batch = {.arena = &arena};

    (void)state;
    assert_int_equal(customers_find(&customers, STR("a")), MAP_NONE);
    for (unsigned i = 0; i < MANY; i += MANY / 10)
        assert_int_equal(put(&customers, &batch, i, i + MANY / 10), 0);
    assert_int_equal(customers.count, MANY);
    for (unsigned i = 0; i < MANY; i++) {
        assert_int_equal(customers_find(&customers, id_of(&arena, i)), i);
        assert_int_equal(customers.rows[i].member_from, i);
    }
    assert_int_equal(customers_find(&customers, id_of(&arena, MANY)), MAP_NONE);
    assert_int_equal(customers_find(&customers, STR("")), MAP_NONE);
    arena_free(&arena);
}

static void repeated_ones_are_marked_and_left_out(void **state)
{
    struct arena arena = {0};
    struct customers customers = {.arena = &arena};
    struct customer_batch batch = {.arena = &arena};

    (void)state;
    assert_int_equal(put(&customers, &batch, 0, 0), 0);
    assert_int_equal(put(&customers, &batch, 0, 100), 0);
    assert_int_equal(put(&customers, &batch, 50, 200), 50);
    for (size_t i = 0; i < 150; i++)
        assert_int_equal(batch.noted[i].is_repeated, i < 50);
    assert_int_equal(customers.count, 200);
    assert_int_equal(put(&customers, &batch, 0, 200), 200);
    assert_int_equal(customers.count, 200);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_in_order_of_arrival),
        cmocka_unit_test(repeated_ones_are_marked_and_left_out),
    };

    return cmocka_run_group_tests_name("read/customer", tests, NULL, NULL);
}
