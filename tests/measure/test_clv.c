#include "patrons.h"

#include "measure/clv.h"

/* Five values; staff has most, and returns and what comes later are no value.
 */
static const struct line lines[] = {
    {.order = "e0", /* before the first purchase: of something else */
     .date = NOV(1),
     .customer = "e",
     .product = "bread",
     .quantity = -1,
     .net = -7,
     .kind = LINE_RETURN},
    {.order = "a", .date = NOV(2), .customer = "a", .list = 10},
    {.order = "b", .date = NOV(3), .customer = "b", .list = 20},
    {.order = "c", .date = NOV(4), .customer = "c", .list = 35, .discount = 5},
    {.order = "d", .date = NOV(5), .customer = "d", .list = 40},
    {.order = "e", .date = NOV(6), .customer = "e", .list = 65},
    {.order = "e1",
     .date = NOV(7),
     .customer = "e",
     .product = "bread",
     .quantity = -1,
     .net = -15,
     .kind = LINE_RETURN},
    /* Its second line is later than the window. */
    {.order = "a", .date = NOV(31), .customer = "a", .list = 400},
    {.order = "s", .date = NOV(8), .customer = "staff", .list = 1000},
    {.order = "l", .date = NOV(31), .customer = "late", .list = 5},
    {.order = "r",
     .date = NOV(8),
     .customer = "returns",
     .net = -5,
     .kind = LINE_RETURN},
    {.order = NULL},
};

static const struct row rows[] = {{.id = "staff", .is_staff = true}};

static void study(struct shop *shop)
{
    shop_open(shop);
    shop_add_customers(shop, rows, COUNT(rows));
    shop_sell_all(shop, lines);
    assert_int_equal(shop_study(shop, "2023-11"), OK);
}

static void value_is_net_sales_from_the_first_purchase_on(void **state)
{
    static const struct {
        const char *customer;
        double value;
        const char *band;
    } wants[] = {{"a", 10, "Low"},
                 {"b", 20, "Medium"},
                 {"c", 30, "Medium"},
                 {"d", 40, "Medium"},
                 {"e", 50, "High"}};
    struct shop shop;

    (void)state;
    study(&shop);
    assert_heads(&shop, "clv",
                 "customer_id,clv,band,p_alive,expected_purchases_12m,clv_12m");
    assert_int_equal(tables_find(&shop.study.tables, "clv")->row_count, 5);
    for (size_t i = 0; i < COUNT(wants); i++) {
        assert_close(
            shop_number(&shop, "clv", "customer_id", wants[i].customer, "clv"),
            wants[i].value);
        assert_cell_text(
            shop_cell(&shop, "clv", "customer_id", wants[i].customer, "band"),
            wants[i].band);
    }
    shop_close(&shop);
}

static void bands_add_up_to_all(void **state)
{
    struct shop shop;

    (void)state;
    study(&shop);
    assert_heads(&shop, "clv_bands",
                 "band,customers,clv,share_customers,share_clv");
    assert_close(shop_number(&shop, "clv_bands", "band", "High", "clv"), 50);
    assert_close(shop_number(&shop, "clv_bands", "band", "Medium", "clv"), 90);
    assert_close(shop_number(&shop, "clv_bands", "band", "Low", "clv"), 10);
    assert_close(shop_number(&shop, "clv_bands", "band", "Medium", "customers"),
                 3);
    assert_close(
        shop_number(&shop, "clv_bands", "band", "Medium", "share_customers"),
        0.6);
    assert_close(shop_number(&shop, "clv_bands", "band", "Medium", "share_clv"),
                 0.6);
    shop_close(&shop);
}

static double share(const struct shop *shop, size_t percent, const char *column)
{
    const struct table *table = tables_find(&shop->study.tables, "clv_curve");

    return cell_number(table_cell(table, percent, column));
}

static void the_curve_is_of_the_lowest_and_of_the_highest(void **state)
{
    struct shop shop;

    (void)state;
    study(&shop);
    assert_heads(&shop, "clv_curve", "percent,share,share_top");
    assert_int_equal(tables_find(&shop.study.tables, "clv_curve")->row_count,
                     101);
    assert_close(share(&shop, 0, "share"), 0);
    assert_close(share(&shop, 19, "share"), 0);
    assert_close(share(&shop, 20, "share"), 10.0 / 150);
    assert_close(share(&shop, 80, "share"), 100.0 / 150);
    assert_close(share(&shop, 100, "share"), 1);
    assert_close(share(&shop, 0, "share_top"), 0);
    assert_close(share(&shop, 1, "share_top"), 50.0 / 150);
    assert_close(share(&shop, 20, "share_top"), 50.0 / 150);
    assert_close(share(&shop, 21, "share_top"), 90.0 / 150);
    shop_close(&shop);
}

static void ties_take_the_better_band(void **state)
{
    const int64_t values[] = {10, 10, 20, 30, 30};
    struct clv_cuts cuts = clv_cut(values, COUNT(values));

    (void)state;
    assert_string_equal(clv_band(&cuts, 30), "High");
    assert_string_equal(clv_band(&cuts, 20), "Medium");
    assert_string_equal(clv_band(&cuts, 10), "Medium");
}

static void a_fifth_is_rounded_up(void **state)
{
    const int64_t values[] = {-1, 2, 3, 4, 5, 6};
    struct clv_cuts cuts = clv_cut(values, COUNT(values));

    (void)state;
    assert_string_equal(clv_band(&cuts, 6), "High");
    assert_string_equal(clv_band(&cuts, 5), "High");
    assert_string_equal(clv_band(&cuts, 4), "Medium");
    assert_string_equal(clv_band(&cuts, 3), "Medium");
    assert_string_equal(clv_band(&cuts, 2), "Low");
    assert_string_equal(clv_band(&cuts, -1), "Low");
}

static void fewer_than_five_have_no_bands(void **state)
{
    const int64_t values[] = {1, 2, 3, 4};
    struct clv_cuts cuts = clv_cut(values, COUNT(values));

    (void)state;
    assert_null(clv_band(&cuts, 4));
    cuts = clv_cut(values, 0);
    assert_null(clv_band(&cuts, 4));
}

static void one_customer_holds_all(void **state)
{
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_sell(&shop, lines + 1);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_int_equal(tables_find(&shop.study.tables, "clv_bands")->row_count,
                     0);
    assert_int_equal(shop_cell(&shop, "clv", "customer_id", "a", "band")->kind,
                     CELL_UNDEFINED);
    assert_close(share(&shop, 99, "share"), 0);
    assert_close(share(&shop, 1, "share_top"), 1);
    shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(value_is_net_sales_from_the_first_purchase_on),
        cmocka_unit_test(bands_add_up_to_all),
        cmocka_unit_test(the_curve_is_of_the_lowest_and_of_the_highest),
        cmocka_unit_test(ties_take_the_better_band),
        cmocka_unit_test(a_fifth_is_rounded_up),
        cmocka_unit_test(fewer_than_five_have_no_bands),
        cmocka_unit_test(one_customer_holds_all),
    };

    return cmocka_run_group_tests_name("measure/clv", tests, NULL, NULL);
}
