#include "patrons.h"

/*
 * Bread costs 1, milk 0.50, blocks nothing that is known.  cid's order, whose
 * last lines come first, goes on behind the window with a discount and a
 * return, dan's becomes a basket there only: at the window's end neither is
 * known.  ann was there in October.
 */
static const struct line lines[] = {
    {.order = "P1",
     .date = NOV(1) - 3,
     .customer = "ann",
     .product = "bread",
     .quantity = 1,
     .list = 3},
    {.order = "D1",
     .date = NOV(1),
     .customer = "ann",
     .product = "bread",
     .quantity = 2,
     .list = 10,
     .discount = 1},
    {.order = "D2",
     .date = NOV(2),
     .customer = "ann",
     .product = "milk",
     .quantity = 1,
     .list = 10,
     .discount = 2},
    {.order = "D3",
     .date = NOV(3),
     .product = "bread",
     .quantity = 1,
     .list = 10,
     .discount = 6},
    {.order = "F1",
     .date = NOV(4),
     .customer = "bob",
     .product = "bread",
     .quantity = 1,
     .list = 8},
    {.order = "F1",
     .date = NOV(6),
     .customer = "bob",
     .product = "bread",
     .quantity = -1,
     .net = -8,
     .kind = LINE_RETURN},
    {.order = "F2",
     .date = NOV(5),
     .product = "blocks",
     .quantity = 3,
     .list = 30},
    {.order = "F3",
     .date = NOV(30) + 1,
     .customer = "cid",
     .product = "bread",
     .quantity = 1,
     .list = 5,
     .discount = 5},
    {.order = "F3",
     .date = NOV(30),
     .customer = "cid",
     .product = "bread",
     .quantity = 1,
     .list = 5},
    {.order = "F3",
     .date = NOV(30) + 2,
     .customer = "cid",
     .product = "milk",
     .quantity = -1,
     .net = -1,
     .kind = LINE_RETURN},
    {.order = "G1",
     .date = NOV(30),
     .customer = "dan",
     .product = "milk",
     .quantity = -1,
     .net = -3,
     .kind = LINE_RETURN},
    {.order = "G1",
     .date = NOV(30) + 1,
     .customer = "dan",
     .product = "milk",
     .quantity = 1,
     .list = 20},
    {.order = "R1",
     .date = NOV(7),
     .customer = "ann",
     .product = "bread",
     .quantity = -1,
     .net = -4,
     .kind = LINE_RETURN},
    {.order = NULL},
};

static struct shop shop;

static const struct want {
    const char *name;
    const char *group;
    const char *column;
    double want;
} wants[] = {
    {"a basket with a discount is discounted", "discounted", "orders", 3},
    {"what comes later is not known", "full price", "orders", 3},
    {"shares are of orders", "discounted", "share", 0.5},
    {"net sales of the discounted", "discounted", "net_sales", 21},
    {"net sales take returns of the order off, not later ones", "full price",
     "net_sales", 35},
    {"aov leaves returns out", "full price", "aov", 43.0 / 3},
    {"aov takes discount off", "discounted", "aov", 7},
    {"units are over orders", "discounted", "upt", 4.0 / 3},
    {"units are those sold by then", "full price", "upt", 5.0 / 3},
    {"discount is over gross sales", "discounted", "discount_rate", 0.3},
    {"there is none at full price", "full price", "discount_rate", 0},
    {"margin is of what has a cost", "discounted", "margin_rate", 17.5 / 21},
    {"margin takes returns off, not later ones", "full price", "margin_rate",
     0.8},
    {"returned units are over units", "full price", "return_rate", 0.2},
    {"nothing discounted came back", "discounted", "return_rate", 0},
    {"who was there before is not new", "discounted", "new_share", 0},
    {"who came in the window is new", "full price", "new_share", 1},
    {"depth 0 is full price", "depth 0", "orders", 3},
    {"a tenth off is up to 10 %", "depth <= 10 %", "aov", 9},
    {"a fifth off is up to 20 %", "depth <= 20 %", "net_sales", 8},
    {"a share of all orders", "depth <= 20 %", "share", 1.0 / 6},
    {"the margin of a depth", "depth <= 10 %", "margin_rate", 7.0 / 9},
    {"three fifths off are above 50 %", "depth > 50 %", "discount_rate", 0.6},
    {"the anonymous are no new customers", "depth > 50 %", "new_share",
     (double)NAN},
    {"no order is of a depth", "depth <= 30 %", "orders", 0},
    {"without orders there is no mean", "depth <= 50 %", "aov", (double)NAN},
};

static void cell(void **state)
{
    const struct want *want = *state;

    assert_close(
        shop_number(&shop, "discounts", "group", want->group, want->column),
        want->want);
}

static double difference(const struct shop *of, const char *measure,
                         const char *column)
{
    return shop_number(of, "discount_differences", "measure", measure, column);
}

static void differences_are_of_the_two_groups(void **state)
{
    (void)state;
    assert_heads(&shop, "discounts",
                 "group,orders,share,net_sales,aov,upt,discount_rate,"
                 "margin_rate,return_rate,new_share,label");
    assert_heads(&shop, "discount_differences",
                 "measure,discounted,full_price,difference,ratio,low,high,"
                 "n_discounted,n_full_price,verdict,label,pct,pct_low,"
                 "pct_high");
    assert_close(difference(&shop, "aov", "difference"), 7 - 43.0 / 3);
    assert_close(difference(&shop, "aov", "ratio"), 21.0 / 43);
    assert_close(difference(&shop, "aov", "pct"), 21.0 / 43 - 1);
    assert_close(difference(&shop, "aov", "pct_low"), (double)NAN);
    assert_close(difference(&shop, "discount_rate", "pct"), (double)NAN);
    assert_close(difference(&shop, "discount_rate", "ratio"), (double)NAN);
    assert_close(difference(&shop, "margin_rate", "discounted"), 17.5 / 21);
    assert_close(difference(&shop, "return_rate", "difference"), -0.2);
    assert_close(difference(&shop, "new_share", "n_discounted"), 2);
    assert_close(difference(&shop, "new_share", "n_full_price"), 2);
    assert_close(difference(&shop, "discount_rate", "n_discounted"), 3);
    assert_cell_text(
        shop_cell(&shop, "discount_differences", "measure", "aov", "verdict"),
        "n < 30");
}

static void sell(struct shop *to, int number, const char *customer, double list,
                 double discount)
{
    shop_sell_bread(to, shop_id(to, "o", number), customer,
                    NOV(1 + number % 30), list, discount);
}

static void assert_around(const struct shop *of, const char *measure,
                          double middle, double half)
{
    assert_close(difference(of, measure, "low"), middle - half);
    assert_close(difference(of, measure, "high"), middle + half);
}

/*
 * Anonymous orders of bread, which costs 1: fifteen each of 4 less 2 and of 5
 * less 1, so net 2 and 4, against thirty of 2.
 * aov: s^2 / n = 30/29/30, 29 degrees of freedom.  discount_rate: R = 1/3,
 * residuals 2/3 either way, 30/29 x 30 x 4/9 / 135^2.  margin_rate: R = 2/3
 * against 1/2, residuals 1/3 either way, 30/29 x 30 x 1/9 / 90^2.
 */
static void intervals_are_of_orders_where_nobody_is_known(void **state)
{
    const double z = 1.959963984540054;
    struct shop large;

    (void)state;
    shop_open(&large);
    shop_add_products(&large);
    for (int i = 0; i < 30; i++) {
        sell(&large, i, NULL, i % 2 ? 5 : 4, i % 2 ? 1 : 2);
        sell(&large, 30 + i, NULL, 2, 0);
    }
    assert_int_equal(shop_study(&large, "2023-11"), OK);
    assert_around(&large, "aov", 1, 2.0452296421327034 / sqrt(29));
    assert_around(&large, "upt", 0, 0);
    assert_around(&large, "discount_rate", 1.0 / 3,
                  z * sqrt(30.0 / 29 * 30 * 4 / 9 / (135 * 135)));
    assert_around(&large, "margin_rate", 2.0 / 3 - 0.5,
                  z * sqrt(30.0 / 29 * 30 / 9 / (90 * 90)));
    assert_around(&large, "return_rate", 0, 0);
    assert_cell_text(shop_cell(&large, "discount_differences", "measure",
                               "margin_rate", "verdict"),
                     "higher");
    assert_cell_text(shop_cell(&large, "discount_differences", "measure",
                               "return_rate", "verdict"),
                     "not proven");
    shop_close(&large);
}

/* The same orders, of customers with one of each: 3 off 9 for everybody. */
static void the_discount_rate_varies_by_customer(void **state)
{
    struct shop large;

    (void)state;
    shop_open(&large);
    shop_add_products(&large);
    for (int i = 0; i < 30; i++) {
        const char *customer = shop_id(&large, "c", i);

        sell(&large, i, customer, 4, 2);
        sell(&large, 30 + i, customer, 5, 1);
        sell(&large, 60 + i, customer, 2, 0);
    }
    assert_int_equal(shop_study(&large, "2023-11"), OK);
    assert_around(&large, "discount_rate", 1.0 / 3, 0);
    assert_close(difference(&large, "discount_rate", "n_discounted"), 60);
    assert_true(difference(&large, "margin_rate", "high") >
                2.0 / 3 - 0.5 + 0.01);
    shop_close(&large);
}

static void without_discounts_there_are_no_tables(void **state)
{
    struct shop bare;

    (void)state;
    shop_open(&bare);
    shop_add_products(&bare);
    sell(&bare, 0, NULL, 3, 0);
    sell(&bare, 29, NULL, 3, 0);
    assert_int_equal(shop_study(&bare, "2023-11"), OK);
    assert_null(tables_find(&bare.study.tables, "discounts"));
    assert_null(tables_find(&bare.study.tables, "discount_differences"));
    shop_close(&bare);
}

static void without_costs_margins_are_left_out(void **state)
{
    const struct table *table;
    struct shop bare;

    (void)state;
    shop_open(&bare);
    sell(&bare, 0, NULL, 3, 1);
    sell(&bare, 29, NULL, 3, 0);
    assert_int_equal(shop_study(&bare, "2023-11"), OK);
    table = tables_find(&bare.study.tables, "discount_differences");
    assert_non_null(table);
    assert_int_equal(table_find(table, 0, "measure", "margin_rate"),
                     table->row_count);
    assert_close(
        shop_number(&bare, "discounts", "group", "discounted", "margin_rate"),
        (double)NAN);
    shop_close(&bare);
}

static int open_small(void **state)
{
    (void)state;
    shop_open_studied(&shop, NULL, 0, lines);
    return 0;
}

static int close_small(void **state)
{
    (void)state;
    shop_close(&shop);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(differences_are_of_the_two_groups),
        cmocka_unit_test(intervals_are_of_orders_where_nobody_is_known),
        cmocka_unit_test(the_discount_rate_varies_by_customer),
        cmocka_unit_test(without_discounts_there_are_no_tables),
        cmocka_unit_test(without_costs_margins_are_left_out),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(wants)];

    memcpy(tests, fixed, sizeof fixed);
    put_row_tests(tests + COUNT(fixed), wants, cell);
    return cmocka_run_group_tests_name("measure/discount", tests, open_small,
                                       close_small);
}
