#include "desk.h"

#include "read/promotion.h"

static void promotions_are_kept(void **state)
{
    struct desk *desk = *state;
    struct promotions promotions;

    desk_configure(desk, "");
    desk_write(desk, "promotions.csv",
               STR("promotion_id,name,type,start_date,end_date,product_id,"
                   "category\n"
                   "1,Half bread,Half,2024-01-01,2024-01-07,bread,\n"
                   "2,,,2024-02-29,2024-02-29,,Milk\n"));
    assert_int_equal(promotions_read(&desk->run, &promotions), OK);
    assert_true(promotions.is_given);
    assert_int_equal(promotions.count, 2);
    assert_true(str_equal(promotions.items[0].id, STR("1")));
    assert_true(str_equal(promotions.items[0].name, STR("Half bread")));
    assert_true(str_equal(promotions.items[0].type, STR("Half")));
    assert_true(str_equal(promotions.items[0].product, STR("bread")));
    assert_int_equal(promotions.items[0].category.len, 0);
    assert_true(str_equal(promotions.items[1].category, STR("Milk")));
    assert_int_equal(promotions.items[0].end, date_of(2024, 1, 7));
    assert_int_equal(promotions.items[1].start, date_of(2024, 2, 29));
}

static void none_delivered_are_none(void **state)
{
    struct desk *desk = *state;
    struct promotions promotions;

    desk_configure(desk, "");
    assert_int_equal(promotions_read(&desk->run, &promotions), OK);
    assert_false(promotions.is_given);
    assert_int_equal(promotions.count, 0);
}

static void what_cannot_be_is_rejected(void **state)
{
    struct desk *desk = *state;
    struct promotions promotions;

    desk_configure(desk, "");
    desk_write(desk, "promotions.csv",
               STR("promotion_id,start_date,end_date\n"
                   "1,2024-01-02,2024-01-01\n"
                   "1,2024-01-02,2024-01-02\n"
                   "1,2024-01-02,2024-01-03\n"));
    assert_int_equal(promotions_read(&desk->run, &promotions), OK);
    assert_int_equal(promotions.count, 1);
    assert_string_equal(desk_rejects(desk),
                        "2:14 end_date is before start_date\n"
                        "4:1 duplicate promotion_id\n");
    assert_adds_up(&desk->ledger.controls[EXTRACT_promotions]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(promotions_are_kept),
        DESK_TEST(none_delivered_are_none),
        DESK_TEST(what_cannot_be_is_rejected),
    };

    return cmocka_run_group_tests_name("read/promotion", tests, NULL, NULL);
}
