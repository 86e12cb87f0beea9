#include "shop.h"

#include "measure/roll.h"
#include "numbers.h"

enum { MANY = 5000, THREADS = 4 };

/* Ids of 1 to 24 bytes, many of which begin alike. */
static void sell(struct shop *shop, const char *prefix)
{
    uint64_t state = 88172645463325252u;

    for (uint32_t i = 0; i < MANY; i++) {
        uint64_t number = next_number(&state);
        struct line line = {
            .order = str_format(&shop->arena, "o%u", i).at,
            .customer = str_format(&shop->arena, "%s%.*s%u", prefix,
                                   (int)(number % 16), "aaaaaaaaaaaaaaaaaa",
                                   (unsigned)(number >> 40) % 3000)
                            .at,
            .date = NOV(1),
            .list = 1};

        shop_sell(shop, &line);
    }
    assert_int_equal(book_seal(shop->book, 2, &shop->diag), OK);
}

static void check(const char *prefix)
{
    struct shop shop;

    shop_open(&shop);
    sell(&shop, prefix);
    for (size_t threads = 1; threads <= THREADS; threads++) {
        uint32_t count = book_customer_count(shop.book);
        struct roll roll = {.customers =
                                arena_array(&shop.arena, uint32_t, count),
                            .count = count};

        for (uint32_t i = 0; i < count; i++)
            roll.customers[i] = i;
        roll_sort(&roll, shop.book, threads);
        assert_true(count > MANY / 2);
        for (uint32_t i = 1; i < count; i++)
            assert_true(
                str_compare(book_customer_id(shop.book, roll.customers[i - 1]),
                            book_customer_id(shop.book, roll.customers[i])) <
                0);
    }
    shop_close(&shop);
}

static void customers_come_in_order_of_their_ids(void **state)
{
    (void)state;
    check("");
    check("C");
    check("the customer ");
}

static void one_or_none_is_in_order(void **state)
{
    struct shop shop;
    struct roll none = {.count = 0};
    struct roll one = {.customers = (uint32_t[]){0}, .count = 1};

    (void)state;
    shop_open(&shop);
    shop_sell(&shop,
              &(struct line){
                  .order = "o", .customer = "c", .date = NOV(1), .list = 1});
    assert_int_equal(book_seal(shop.book, 1, &shop.diag), OK);
    roll_sort(&none, shop.book, 2);
    roll_sort(&one, shop.book, 2);
    assert_int_equal(one.customers[0], 0);
    shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(customers_come_in_order_of_their_ids),
        cmocka_unit_test(one_or_none_is_in_order),
    };

    return cmocka_run_group_tests_name("measure/roll", tests, NULL, NULL);
}
