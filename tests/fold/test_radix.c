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

static void check_sorted(size_t count, uint64_t mask)
{
    uint64_t *keys = calloc(count + 1, sizeof *keys);
    uint64_t state = 88172645463325252u;
    uint64_t sum = 0;

    for (size_t i = 0; i < count; i++) {
        keys[i] = next_number(&state) & mask;
        sum += keys[i];
    }
    radix_sort(keys, count);
    for (size_t i = 0; i < count; i++) {
        sum -= keys[i];
        assert_true(i == 0 || keys[i - 1] <= keys[i]);
    }
    assert_int_equal(sum, 0);
    free(keys);
}

static void few_keys_and_many_are_sorted(void **state)
{
    static const size_t counts[] = {0, 1, 2, 31, 32, 33, 1000, 40000};

    (void)state;
    for (size_t i = 0; i < COUNT(counts); i++) {
        check_sorted(counts[i], UINT64_MAX);
        check_sorted(counts[i], 0xFF);
        check_sorted(counts[i], 0xFFFF000000000000u);
    }
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
        cmocka_unit_test(equal_keys_are_kept_once),
    };

    return cmocka_run_group_tests_name("fold/radix", tests, NULL, NULL);
}
