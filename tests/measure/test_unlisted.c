#include "shop.h"

#include "measure/unlisted.h"

/* One line of each kind on many days; one's product and store are unknown. */
static void sell(struct shop *shop)
{
    static const char *const products[] = {"bread", "plain", "mystery", NULL};
    static const char *const stores[] = {"N", "S", "Y", NULL};

    for (int i = 0; i < 400; i++)
        shop_sell(shop,
                  &(struct line){.order = str_format(&shop->arena, "%d", i).at,
                                 .date = NOV(1) + i / 4,
                                 .store = stores[i % 4],
                                 .product = products[i % 4],
                                 .quantity = 1,
                                 .list = i % 3,
                                 .net = i % 5 ? 0 : -1,
                                 .kind = i % 5 ? LINE_SALE : LINE_RETURN});
}

/* A listed product without department and category has the unknown class. */
static void list_plain_product(struct shop *shop)
{
    struct catalogue *catalogue = &shop->catalogue;
    size_t count = catalogue->product_ids.count;
    struct product *products =
        arena_array(&shop->arena, struct product, count + 1);

    memcpy(products, catalogue->products, count * sizeof *products);
    products[count] = (struct product){.id = STR("plain")};
    catalogue->products = products;
    map_put(&catalogue->product_ids, STR("plain"));
}

static void check(bool plain_is_listed, size_t threads)
{
    struct shop shop;
    struct view view;

    shop_open(&shop);
    shop_add_products(&shop);
    shop_add_stores(&shop);
    if (plain_is_listed)
        list_plain_product(&shop);
    sell(&shop);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    shop.study.catalogue = &shop.catalogue;
    view = (struct view){
        .threads = threads, .study = &shop.study, .book = shop.book};
    assert_int_equal(unlisted_product_lines(&view),
                     plain_is_listed ? 200 : 300);
    assert_int_equal(unlisted_store_lines(&view), 200);
    shop_close(&shop);
}

static void lines_of_what_extracts_lack_are_counted(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= 4; threads++) {
        check(false, threads);
        check(true, threads);
    }
}

static void where_all_is_listed_there_are_none(void **state)
{
    static const struct line line = {.order = "1",
                                     .date = NOV(1),
                                     .store = "N",
                                     .product = "milk",
                                     .list = 4};
    struct shop shop;
    struct view view;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_add_stores(&shop);
    shop_sell(&shop, &line);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    shop.study.catalogue = &shop.catalogue;
    view = (struct view){.threads = 1, .study = &shop.study, .book = shop.book};
    assert_int_equal(unlisted_product_lines(&view), 0);
    assert_int_equal(unlisted_store_lines(&view), 0);
    shop_close(&shop);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_what_extracts_lack_are_counted),
        cmocka_unit_test(where_all_is_listed_there_are_none),
    };

    return cmocka_run_group_tests_name("measure/unlisted", tests, NULL, NULL);
}
