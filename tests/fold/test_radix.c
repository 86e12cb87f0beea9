#include "test.h"

#include "base/status.h"
#include "fold/radix.h"

/* A few numbers that look random and are the same on every run. */
static uint64_t next_number(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void check_sorted_by(size_t threads, size_t count, uint64_t mask)
{
    uint64_t *keys = calloc(count + 1, sizeof *keys);
    uint64_t state = 88172645463325252u;
    uint64_t sum = 0;

    for (size_t i = 0; i < count; i++) {
        keys[i] = next_number(&state) & mask;
        sum += keys[i];
    }
    radix_sort_by(threads, keys, count);
    for (size_t i = 0; i < count; i++) {
        sum -= keys[i];
        assert_true(i == 0 || keys[i - 1] <= keys[i]);
    }
    assert_int_equal(sum, 0);
    free(keys);
}

static void check_sorted(size_t count, uint64_t mask)
{
    check_sorted_by(1, count, mask);
    check_sorted_by(3, count, mask);
}

static void few_keys_and_many_are_sorted(void **state)
{
    static const size_t counts[] = {0,    1,    2,    31,    32,    33,
                                    1000, 2048, 2049, 40000, 300000};

    (void)state;
    for (size_t i = 0; i < COUNT(counts); i++) {
        check_sorted(counts[i], UINT64_MAX);
        check_sorted(counts[i], 0xFF);
        check_sorted(counts[i], 0xFFFF000000000000u);
        check_sorted(counts[i], 0);
    }
}

/* One key is far from all others, which differ in their last bits alone. */
static void a_far_key_parts_none_from_the_others(void **state)
{
    enum { MANY = 200000 };
    uint64_t *keys = calloc(MANY, sizeof *keys);
    uint64_t number = 88172645463325252u;

    (void)state;
    for (size_t i = 0; i < MANY; i++)
        keys[i] = next_number(&number) & 0x3FFFF;
    keys[MANY / 2] = UINT64_MAX;
    radix_sort_by(2, keys, MANY);
    for (size_t i = 1; i < MANY; i++)
        assert_true(keys[i - 1] <= keys[i]);
    assert_true(keys[MANY - 1] == UINT64_MAX && keys[MANY - 2] < 0x40000);
    free(keys);
}

static void equal_keys_are_kept_once(void **state)
{
    uint64_t keys[] = {7, UINT64_MAX, 7, 0, 7, UINT64_MAX};

    (void)state;
    assert_int_equal(radix_unique(keys, COUNT(keys)), 3);
    assert_int_equal(keys[0], 0);
    assert_int_equal(keys[1], 7);
    assert_true(keys[2] == UINT64_MAX);
    assert_int_equal(radix_unique(keys, 0), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_keys_and_many_are_sorted),
        cmocka_unit_test(a_far_key_parts_none_from_the_others),
        cmocka_unit_test(equal_keys_are_kept_once),
    };

    return cmocka_run_group_tests_name("fold/radix", tests, NULL, NULL);
}
