#include "test.h"

#include "base/status.h"
#include "measure/purchase_data.h"

static struct arena arena;

static void a_key_keeps_what_is_known(void **state)
{
    uint64_t key = purchase_key(1000, 12345, 1048575);

    (void)state;
    assert_int_equal(purchase_repeats(key), 1000);
    assert_int_equal(purchase_recency(key), 12345);
    assert_int_equal(purchase_age(key), 1048575);
}

static void who_is_alike_is_of_one_class(void **state)
{
    uint64_t keys[] = {purchase_key(2, 30, 40), purchase_key(0, 0, 90),
                       purchase_key(2, 20, 40), purchase_key(2, 30, 40),
                       purchase_key(0, 0, 80)};
    struct purchase_data data = purchase_data_make(&arena, keys, 5, 1);

    (void)state;
    assert_int_equal(data.count, 4);
    assert_int_equal(data.customers, 5);
    assert_int_equal(data.repeaters, 3);
    assert_int_equal(data.repeats, 6);
    assert_int_equal(data.classes[0].key, purchase_key(0, 0, 80));
    assert_int_equal(data.classes[2].key, purchase_key(2, 20, 40));
    assert_int_equal(data.classes[3].key, purchase_key(2, 30, 40));
    assert_int_equal(data.classes[3].count, 2);
}

static void of_nobody_there_is_no_class(void **state)
{
    uint64_t keys[1];
    struct purchase_data data = purchase_data_make(&arena, keys, 0, 1);

    (void)state;
    assert_int_equal(data.count, 0);
    assert_int_equal(data.customers, 0);
}

/* Of 7 and 5 alike, and one by himself, every third: the 3rd, 6th, 9th, 12th.
 */
static void few_are_like_all(void **state)
{
    uint64_t keys[13];
    struct purchase_data data, few;

    (void)state;
    for (size_t i = 0; i < 13; i++)
        keys[i] = i < 7    ? purchase_key(0, 0, 50)
                  : i < 12 ? purchase_key(1, 7, 50)
                           : purchase_key(9, 45, 50);
    data = purchase_data_make(&arena, keys, 13, 1);
    few = purchase_data_thin(&arena, &data, 6);
    assert_int_equal(few.count, 2);
    assert_int_equal(few.classes[0].count, 2);
    assert_int_equal(few.classes[1].count, 2);
    assert_int_equal(few.customers, 4);
    assert_int_equal(few.repeaters, 2);
    assert_int_equal(few.repeats, 2);
    few = purchase_data_thin(&arena, &data, 14);
    assert_int_equal(few.count, 3);
    assert_int_equal(few.customers, 13);
    assert_int_equal(few.repeats, 14);
}

static int forget(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_keeps_what_is_known),
        cmocka_unit_test(who_is_alike_is_of_one_class),
        cmocka_unit_test(of_nobody_there_is_no_class),
        cmocka_unit_test(few_are_like_all),
    };

    return cmocka_run_group_tests_name("measure/purchase_data", tests, NULL,
                                       forget);
}
