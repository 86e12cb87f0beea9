#include "shop.h"

/* A sale of somebody, whose order is a basket of its own. */
static struct line sold(const char *order, int32_t date, double list)
{
    return (struct line){.order = order,
                         .date = date,
                         .hour = 9,
                         .product = "bread",
                         .quantity = 1,
                         .list = list};
}

static void open_shop(struct shop *shop)
{
    shop_open(shop);
    shop_add_products(shop);
}

static void sell(struct shop *shop, const char *order, int32_t date,
                 double list)
{
    struct line line = sold(order, date, list);

    shop_sell(shop, &line);
}

static const struct table *study(struct shop *shop, const char *window)
{
    assert_int_equal(shop_study(shop, window), OK);
    return tables_find(&shop->study.tables, "basket_values");
}

static const struct cell *cell(const struct table *table, size_t row,
                               const char *column)
{
    return table_cell(table, row, column);
}

/* Baskets of 1, 2 ... 100. */
static void sell_hundred(struct shop *shop)
{
    char order[16];

    for (int i = 1; i <= 100; i++) {
        snprintf(order, sizeof order, "O%d", i);
        sell(shop, order, NOV(1), i);
    }
}

/* P99 of 1, 2 … 100 is 99.01: bands of 5, of which the 20th holds it. */
static void bands_reach_beyond_p99(void **state)
{
    struct shop shop;
    const struct table *table;

    (void)state;
    open_shop(&shop);
    sell_hundred(&shop);
    table = study(&shop, "2023-11");
    assert_int_equal(table->row_count, 21);
    assert_cell_text(cell(table, 0, "band"), "0 to 5");
    assert_cell_text(cell(table, 19, "band"), "95 to 100");
    assert_cell_text(cell(table, 20, "band"), "100 and more");
    assert_int_equal(cell(table, 19, "high")->integer, M(100));
    assert_false(cell_is_defined(cell(table, 20, "high")));
    assert_int_equal(cell(table, 0, "baskets")->integer, 4);
    assert_int_equal(cell(table, 1, "baskets")->integer, 5); /* 5 is in it */
    assert_int_equal(cell(table, 20, "baskets")->integer, 1);
    assert_int_equal(cell(table, 20, "net_sales")->integer, M(100));
    assert_close(cell_number(cell(table, 1, "share")), 0.05);
    assert_close(cell_number(cell(table, 1, "share_sales")),
                 (5 + 6 + 7 + 8 + 9) / 5050.0);
    shop_close(&shop);
}

static void shares_add_up_from_the_top(void **state)
{
    struct shop shop;
    const struct table *table;

    (void)state;
    open_shop(&shop);
    sell_hundred(&shop);
    table = study(&shop, "2023-11");
    assert_close(cell_number(cell(table, 0, "share_above")), 1);
    assert_close(cell_number(cell(table, 0, "sales_above")), 1);
    assert_close(cell_number(cell(table, 19, "share_above")), 0.06);
    assert_close(cell_number(cell(table, 19, "sales_above")), 585 / 5050.0);
    /* 90 to 100 and 100 hold eleven; 95 to 100 and 100 six. */
    assert_int_equal(cell(table, 18, "is_top")->integer, 0);
    assert_int_equal(cell(table, 19, "is_top")->integer, 1);
    shop_close(&shop);
}

static void last_year_is_counted_in_the_same_bands(void **state)
{
    struct shop shop;
    const struct table *table;

    (void)state;
    open_shop(&shop);
    sell(&shop, "L0", NOV(1) - 396, 1); /* the data begins before */
    sell(&shop, "L1", NOV(1) - 365, 3);
    sell(&shop, "L2", NOV(1) - 365, 900);
    sell(&shop, "O1", NOV(2), 10);
    table = study(&shop, "2023-11");
    assert_cell_text(cell(table, 0, "band"), "0.00 to 0.50");
    assert_int_equal(table->row_count, 22);
    assert_int_equal(cell(table, 6, "ly_baskets")->integer, 1);
    assert_close(cell_number(cell(table, 6, "ly_share")), 0.5);
    assert_int_equal(cell(table, 21, "ly_baskets")->integer, 1);
    assert_int_equal(cell(table, 20, "baskets")->integer, 1);
    shop_close(&shop);
}

static void without_last_year_it_is_not_known(void **state)
{
    struct shop shop;
    const struct table *table;

    (void)state;
    open_shop(&shop);
    sell(&shop, "O1", NOV(2), 10);
    table = study(&shop, "2023-11");
    assert_false(cell_is_defined(cell(table, 0, "ly_baskets")));
    assert_false(cell_is_defined(cell(table, 0, "ly_share")));
    shop_close(&shop);
}

/* What is given away or only returned is no basket; what comes back of a
 * basket lowers its sales, not its value. */
static void baskets_are_worth_what_was_sold(void **state)
{
    struct shop shop;
    const struct table *table;
    struct line gift = sold("O2", NOV(3), 5);
    struct line back = sold("O1", NOV(4), 0);

    (void)state;
    gift.discount = 5;
    back.kind = LINE_RETURN;
    back.quantity = -1;
    back.net = -25;
    open_shop(&shop);
    sell(&shop, "O1", NOV(2), 20);
    shop_sell(&shop, &gift);
    shop_sell(&shop, &back);
    table = study(&shop, "2023-11");
    assert_int_equal(cell(table, 20, "baskets")->integer, 1);
    assert_int_equal(cell(table, 20, "low")->integer, M(20));
    assert_int_equal(cell(table, 20, "net_sales")->integer, M(-5));
    assert_int_equal(cell(table, 0, "baskets")->integer, 0);
    shop_close(&shop);
}

static void the_least_and_the_greatest_values_have_bands(void **state)
{
    struct shop shop;
    const struct table *table;

    (void)state;
    open_shop(&shop);
    sell(&shop, "O1", NOV(2), 0.0001);
    table = study(&shop, "2023-11");
    assert_int_equal(table->row_count, 2);
    assert_cell_text(cell(table, 0, "band"), "0.00 to 0.01");
    assert_int_equal(cell(table, 0, "baskets")->integer, 1);
    shop_close(&shop);
    open_shop(&shop);
    sell(&shop, "O1", NOV(2), 1e14);
    table = study(&shop, "2023-11");
    assert_cell_text(cell(table, 0, "band"), "0 to 5000000000000");
    assert_int_equal(cell(table, 20, "baskets")->integer, 1);
    shop_close(&shop);
}

static void without_baskets_there_are_no_rows(void **state)
{
    struct shop shop;

    (void)state;
    open_shop(&shop);
    sell(&shop, "O0", NOV(1) - 31, 5);
    sell(&shop, "O1", NOV(30) + 1, 5);
    assert_int_equal(study(&shop, "2023-11")->row_count, 0);
    shop_close(&shop);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(bands_reach_beyond_p99),
        cmocka_unit_test(shares_add_up_from_the_top),
        cmocka_unit_test(last_year_is_counted_in_the_same_bands),
        cmocka_unit_test(without_last_year_it_is_not_known),
        cmocka_unit_test(baskets_are_worth_what_was_sold),
        cmocka_unit_test(the_least_and_the_greatest_values_have_bands),
        cmocka_unit_test(without_baskets_there_are_no_rows),
    };

    return cmocka_run_group_tests_name("measure/basket_value", tests, NULL,
                                       NULL);
}
