#include "shop.h"

#include "measure/driver.h"

static struct totals totals_of(int64_t customers, int64_t baskets,
                               int64_t units, int64_t sales)
{
    return (struct totals){
        .customers = customers,
        .identified_baskets = baskets,
        .identified = {.gross = sales, .units = units},
        .all_units = true,
    };
}

/*
 * 10 customers x 2 baskets x 5.00 = 100.00 become 12 x 2.5 x 6.00 = 180.00:
 * customers 2 x (10 + 15)/2 = 25, frequency 11 x 0.5 x 5.5 = 30.25, aov
 * 11 x 2.25 x 1 = 24.75.  Units 4 a basket at 1.25 become 4 at 1.50.
 */
static void factors_are_split_at_their_midpoints(void **state)
{
    struct totals base = totals_of(10, 20, Q(80), M(100));
    struct totals now = totals_of(12, 30, Q(120), M(180));
    struct split split = driver_split(&now, &base);

    (void)state;
    assert_true(split.by_units);
    assert_int_equal(split.effects[DRIVER_CUSTOMERS], M(25));
    assert_int_equal(split.effects[DRIVER_FREQUENCY], M(30.25));
    assert_int_equal(split.effects[DRIVER_AOV], M(24.75));
    assert_int_equal(split.effects[DRIVER_UPT], 0);
    assert_int_equal(split.effects[DRIVER_UNIT_PRICE], M(24.75));
}

static void the_parts_add_up_to_the_last_place(void **state)
{
    (void)state;
    for (int64_t i = 1; i < 200; i++) {
        struct totals base = totals_of(3 * i, 7 * i + 1, 1000 * i + 17, 33333);
        struct totals now =
            totals_of(i + 5, 2 * i + 11, 999 * i + 1, 123457 * i);
        struct split split = driver_split(&now, &base);

        assert_int_equal(split.effects[DRIVER_CUSTOMERS] +
                             split.effects[DRIVER_FREQUENCY] +
                             split.effects[DRIVER_AOV],
                         123457 * i - 33333);
        assert_int_equal(split.effects[DRIVER_UPT] +
                             split.effects[DRIVER_UNIT_PRICE],
                         split.effects[DRIVER_AOV]);
    }
}

static void without_customers_before_all_is_put_down_to_them(void **state)
{
    struct totals base = totals_of(0, 0, 0, 0);
    struct totals now = totals_of(2, 4, Q(8), M(40));
    struct split split = driver_split(&now, &base);

    (void)state;
    assert_true(split.whole);
    assert_false(split.by_units);
    assert_int_equal(split.effects[DRIVER_CUSTOMERS], M(40));
}

static void where_a_department_has_no_units_aov_is_a_leaf(void **state)
{
    struct totals base = totals_of(10, 20, Q(80), M(100));
    struct totals now = totals_of(12, 30, Q(120), M(180));

    (void)state;
    now.all_units = false;
    assert_false(driver_split(&now, &base).by_units);
}

static int64_t sum_of(const struct leaves *leaves)
{
    int64_t sum = 0;

    for (size_t i = 0; i < LEAVES; i++)
        sum += leaves->effects[i];
    return sum;
}

/* With anonymous sales of i and returns of 2 i beside the identified ones. */
static void leaves_are_the_whole_change_of_net_sales(void **state)
{
    (void)state;
    for (int64_t i = 0; i < 200; i++) {
        struct totals base = totals_of(3 * i, 7 * i, 1000 * i + 17, 33333 * i);
        struct totals now =
            totals_of(i + 5, 2 * i + 11, 999 * i + 1, 123457 * i);
        struct leaves leaves;

        now.all_units = i % 2;
        base.sums = base.identified;
        now.sums = now.identified;
        now.sums.gross += i;
        now.sums.returns = 2 * i;
        leaves = driver_leaves(&now, &base);
        assert_int_equal(sum_of(&leaves),
                         sums_net(&now.sums) - sums_net(&base.sums));
        assert_int_equal(leaves.effects[LEAF_ANONYMOUS_SALES], i);
        assert_int_equal(leaves.effects[LEAF_RETURNS], -2 * i);
        assert_int_equal(leaves.known[LEAF_AOV], i > 0 && i % 2 == 0);
        assert_int_equal(leaves.known[LEAF_UNIT_PRICE], i % 2);
        assert_int_equal(leaves.unsplit, i == 0);
    }
}

static void the_main_leaf_goes_with_the_change(void **state)
{
    struct leaves leaves = {.effects = {[LEAF_CUSTOMERS] = -9,
                                        [LEAF_UPT] = 4,
                                        [LEAF_UNIT_PRICE] = 6,
                                        [LEAF_RETURNS] = 6}};
    struct cell cells[2] = {0};

    (void)state;
    driver_main(&leaves, cells);
    assert_cell_text(&cells[0], "Average unit price");
    assert_int_equal(cells[1].integer, 6);
    leaves.effects[LEAF_CUSTOMERS] = -17;
    driver_main(&leaves, cells);
    assert_cell_text(&cells[0], "Customers");
    cells[0] = cells[1] = (struct cell){0};
    leaves.effects[LEAF_CUSTOMERS] = -16;
    driver_main(&leaves, cells);
    assert_false(cell_is_defined(&cells[0]));
    assert_false(cell_is_defined(&cells[1]));
}

/* The leaves of one comparison of the November of shop.h. */
static int64_t sum_leaves(const struct table *table, const char *comparison)
{
    int64_t sum = 0;

    for (size_t row = table_find(table, 0, "comparison", comparison);
         row < table->row_count;
         row = table_find(table, row + 1, "comparison", comparison))
        if (table_cell(table, row, "leaf")->integer)
            sum += table_cell(table, row, "effect")->integer;
    return sum;
}

static void the_leaves_add_up_to_the_change_of_net_sales(void **state)
{
    struct shop shop;
    const struct table *table;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_sell_all(&shop, shop_november);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    table = tables_find(&shop.study.tables, "drivers");
    assert_int_equal(sum_leaves(table, "prev"), M(97 - 26));
    assert_int_equal(sum_leaves(table, "ly"), M(97 - 10));
    /* ly comes first: net, identified, 3 factors, anonymous, returns */
    assert_int_equal(table->row_count, 14);
    assert_cell_text(table_cell(table, 0, "comparison"), "ly");
    assert_close(shop_number(&shop, "drivers", "driver", "returns", "effect"),
                 -9);
    assert_close(
        shop_number(&shop, "drivers", "driver", "anonymous_sales", "effect"),
        60);
    assert_close(shop_number(&shop, "drivers", "driver", "aov", "value"), 11.5);
    assert_close(shop_number(&shop, "drivers", "driver", "aov", "base"), 10);
    shop_close(&shop);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(factors_are_split_at_their_midpoints),
        cmocka_unit_test(the_parts_add_up_to_the_last_place),
        cmocka_unit_test(without_customers_before_all_is_put_down_to_them),
        cmocka_unit_test(where_a_department_has_no_units_aov_is_a_leaf),
        cmocka_unit_test(leaves_are_the_whole_change_of_net_sales),
        cmocka_unit_test(the_main_leaf_goes_with_the_change),
        cmocka_unit_test(the_leaves_add_up_to_the_change_of_net_sales),
    };

    return cmocka_run_group_tests_name("measure/driver", tests, NULL, NULL);
}
