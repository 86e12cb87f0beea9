#include "test.h"

#include "base/status.h"
#include "measure/rank.h"

static void equal_values_share_a_rank_and_the_next_is_left_out(void **state)
{
    struct ranked items[] = {
        {.value = 5, .id = STR("d")},
        {.value = 9, .id = STR("a")},
        {.value = 7, .id = STR("c")},
        {.value = 7, .id = STR("b")},
    };
    static const char order[] = "abcd";
    static const int64_t ranks[] = {1, 2, 2, 4};

    (void)state;
    rank_sort(items, COUNT(items));
    for (size_t i = 0; i < COUNT(items); i++) {
        assert_int_equal(items[i].id.at[0], order[i]);
        assert_int_equal(items[i].rank, ranks[i]);
    }
}

static void net_sales_then_bytes_order_equal_values(void **state)
{
    struct ranked items[] = {
        {.value = 1, .net = 2, .id = STR("a")},
        {.value = 1, .net = 3, .id = STR("c")},
        {.value = 1, .net = 3, .id = STR("Z")},
    };

    (void)state;
    rank_sort(items, COUNT(items));
    assert_int_equal(items[0].id.at[0], 'Z');
    assert_int_equal(items[1].id.at[0], 'c');
    assert_int_equal(items[2].id.at[0], 'a');
    assert_int_equal(items[2].rank, 1);
}

static void nothing_can_be_ranked(void **state)
{
    struct ranked item = {.value = 1, .rank = 7};

    (void)state;
    rank_sort(&item, 0);
    assert_int_equal(item.rank, 7);
    rank_sort(NULL, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_values_share_a_rank_and_the_next_is_left_out),
        cmocka_unit_test(net_sales_then_bytes_order_equal_values),
        cmocka_unit_test(nothing_can_be_ranked),
    };

    return cmocka_run_group_tests_name("measure/rank", tests, NULL, NULL);
}
