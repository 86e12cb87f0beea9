#include "measure/patrons.h"

#include "measure/id_order.h"

static struct shop shop;

static int open_shop(void **state)
{
    (void)state;
    shop_open(&shop);
    return 0;
}

static int close_shop(void **state)
{
    (void)state;
    shop_close(&shop);
    return 0;
}

static void sell(const char *customer)
{
    shop_sell(&shop, &(struct line){.order = customer,
                                    .date = NOV(1),
                                    .customer = customer,
                                    .quantity = 1,
                                    .list = 1});
}

static const uint32_t *order(size_t threads)
{
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    return id_order_make(&shop.arena, shop.book, threads);
}

/* Short and long ones, which share their first 16 bytes or begin others. */
static void ids_are_in_the_order_of_their_bytes(void **state)
{
    static const char *const ids[] = {"\xC3\xA9",
                                      "b",
                                      "a",
                                      "B",
                                      "10",
                                      "9",
                                      "1",
                                      "customer-number-000000002",
                                      "customer-number-0000000011",
                                      "customer-number-000000001",
                                      "customer-number-",
                                      "ab",
                                      "a b",
                                      "customer-number",
                                      "customer-number-000000003"};
    static const char *const want[] = {"1",
                                       "10",
                                       "9",
                                       "B",
                                       "a",
                                       "a b",
                                       "ab",
                                       "b",
                                       "customer-number",
                                       "customer-number-",
                                       "customer-number-000000001",
                                       "customer-number-0000000011",
                                       "customer-number-000000002",
                                       "customer-number-000000003",
                                       "\xC3\xA9"};
    const uint32_t *numbers;

    (void)state;
    for (size_t i = 0; i < COUNT(ids); i++)
        sell(ids[i]);
    numbers = order(2);
    assert_int_equal(book_customer_count(shop.book), COUNT(want));
    for (size_t i = 0; i < COUNT(want); i++) {
        struct str id = book_customer_id(shop.book, numbers[i]);

        assert_int_equal(id.len, strlen(want[i]));
        assert_memory_equal(id.at, want[i], id.len);
    }
}

/* More than are taken at a time, in an order that looks random; of most only
 * the last digits differ. */
static void many_ids_are_in_order(void **state)
{
    enum { MANY = 20000 };
    const uint32_t *numbers;

    (void)state;
    for (int i = 0; i < MANY; i++)
        sell(shop_id(&shop, i % 3 ? "C" : "D000", i * 7919 % MANY));
    numbers = order(3);
    assert_int_equal(book_customer_count(shop.book), MANY);
    for (size_t i = 1; i < MANY; i++)
        assert_true(str_compare(book_customer_id(shop.book, numbers[i - 1]),
                                book_customer_id(shop.book, numbers[i])) < 0);
}

static void one_id_or_none_is_in_order(void **state)
{
    (void)state;
    sell("ann");
    assert_int_equal(order(1)[0], 0);
    shop_close(&shop);
    shop_open(&shop);
    sell(NULL);
    order(1);
    assert_int_equal(book_customer_count(shop.book), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(ids_are_in_the_order_of_their_bytes,
                                        open_shop, close_shop),
        cmocka_unit_test_setup_teardown(many_ids_are_in_order, open_shop,
                                        close_shop),
        cmocka_unit_test_setup_teardown(one_id_or_none_is_in_order, open_shop,
                                        close_shop),
    };

    return cmocka_run_group_tests_name("measure/id_order", tests, NULL, NULL);
}
