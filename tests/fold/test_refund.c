#include "shop.h"

/* Units that orders brought back, whatever their order in the book. */
static void an_order_keeps_the_units_it_brought_back(void **state)
{
    static const struct line lines[] = {
        {.order = "a",
         .date = NOV(1),
         .product = "bread",
         .quantity = 3,
         .list = 9},
        {.order = "a",
         .date = NOV(1),
         .product = "bread",
         .quantity = -2,
         .net = -6,
         .kind = LINE_RETURN},
        {.order = "b",
         .date = NOV(1),
         .product = "bread",
         .quantity = 3,
         .list = 9},
        {.order = "c", /* of no value */
         .date = NOV(2),
         .product = "bread",
         .quantity = -1,
         .kind = LINE_RETURN},
        {.order = "a",
         .date = NOV(5),
         .product = "milk",
         .quantity = -0.5,
         .net = -1,
         .kind = LINE_RETURN},
        {.order = "d", /* counts as no units */
         .date = NOV(2),
         .product = "petrol",
         .quantity = -7,
         .net = -7,
         .kind = LINE_RETURN},
        {.order = NULL},
    };
    static const struct {
        const char *order;
        double units;
    } wants[] = {{"a", 2.5}, {"b", 0}, {"c", 1}, {"d", 0}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_sell_all(&shop, lines);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    for (size_t i = 0; i < COUNT(wants); i++) {
        struct key key = key_of(str_of(wants[i].order));
        uint32_t number = 0;

        while (!key_equal(book_order_key(shop.book, number), &key))
            number++;
        assert_int_equal(book_returned_units(shop.book, number),
                         Q(wants[i].units));
        assert_int_equal(book_order(shop.book, number).has_refund,
                         wants[i].units > 0);
    }
    shop_close(&shop);
}

/* Many orders: some are numbered anew when gaps are closed. */
static void they_go_with_their_orders(void **state)
{
    enum { ORDERS = 20000, STEP = 7 };
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    for (int i = 0; i < ORDERS; i++)
        shop_sell(&shop,
                  &(struct line){.order = str_format(&shop.arena, "o%d", i).at,
                                 .date = NOV(1),
                                 .product = "bread",
                                 .quantity = -(i % STEP),
                                 .list = i % STEP ? 0 : 1,
                                 .net = -(i % STEP),
                                 .kind = i % STEP ? LINE_RETURN : LINE_SALE});
    assert_int_equal(book_seal(shop.book, 4, &shop.diag), OK);
    assert_int_equal(book_order_count(shop.book), ORDERS);
    for (uint32_t i = 0; i < ORDERS; i++)
        assert_int_equal(book_returned_units(shop.book, i),
                         book_order(shop.book, i).returns / MONEY_ONE *
                             QUANTITY_ONE);
    shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_order_keeps_the_units_it_brought_back),
        cmocka_unit_test(they_go_with_their_orders),
    };

    return cmocka_run_group_tests_name("fold/refund", tests, NULL, NULL);
}
