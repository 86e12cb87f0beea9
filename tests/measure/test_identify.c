#include "shop.h"

#include "measure/identify.h"

static void put(struct customers *customers, const char *id)
{
    struct customer_key key = customer_key_of(str_of(id));

    customers_reserve_keys(customers, customers->count + 1);
    customers_put_key(customers, &key);
}

static void customers_are_found_among_others(void **state)
{
    struct shop shop;
    struct customers customers;
    const uint32_t *found;
    uint32_t count;

    (void)state;
    shop_open(&shop);
    shop_sell_all(&shop, shop_november);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    customers = (struct customers){.arena = &shop.arena};
    put(&customers, "nobody");
    put(&customers, "ann");
    put(&customers, "cid");
    put(&customers, "ann");
    count = book_customer_count(shop.book);
    for (size_t threads = 0; threads < 4; threads++) {
        found = identify_customers(&shop.arena, shop.book, &customers, threads);
        for (uint32_t i = 0; i < count; i++) {
            struct str id = book_customer_id(shop.book, i);

            assert_int_equal(found[i], str_equal(id, STR("ann"))   ? 1
                                       : str_equal(id, STR("cid")) ? 2
                                                                   : MAP_NONE);
        }
        assert_int_equal(found[count], MAP_NONE);
    }
    shop_close(&shop);
}

static void among_none_nobody_is_found(void **state)
{
    struct shop shop;
    struct customers none = {0};

    (void)state;
    shop_open(&shop);
    shop_sell_all(&shop, shop_november);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    assert_int_equal(identify_customers(&shop.arena, shop.book, &none, 2)[0],
                     MAP_NONE);
    shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(customers_are_found_among_others),
        cmocka_unit_test(among_none_nobody_is_found),
    };

    return cmocka_run_group_tests_name("measure/match", tests, NULL, NULL);
}
