#include "shop.h"

static struct shop shop;

/* 70 on the last day of each of 80 weeks up to 30 November 2023, and as much
 * again on the 28th. */
static int open_shop(void **state)
{
    struct line more = {.order = "M",
                        .date = NOV(28),
                        .hour = 9,
                        .store = "N",
                        .product = "bread",
                        .quantity = 1,
                        .list = 70};

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    for (int32_t i = 0; i < 80; i++) {
        char order[16];
        struct line line = more;

        snprintf(order, sizeof order, "W%d", (int)i);
        line.order = order;
        line.date = NOV(30) - 7 * i;
        shop_sell(&shop, &line);
    }
    shop_sell(&shop, &more);
    return 0;
}

static int close_shop(void **state)
{
    (void)state;
    shop_close(&shop);
    return 0;
}

static const struct table *outlook_of(const char *period)
{
    assert_int_equal(shop_study(&shop, period), OK);
    return tables_find(&shop.study.tables, "outlook");
}

static double cell(const char *period, const char *column)
{
    return shop_number(&shop, "outlook", "period", period, column);
}

static void thirteen_periods_come_before_those_ahead(void **state)
{
    const struct table *table = outlook_of("2023-11");

    (void)state;
    assert_int_equal(table->row_count, 16);
    assert_cell_text(table_cell(table, 0, "period"), "2022-11");
    assert_cell_text(table_cell(table, 12, "period"), "2023-11");
    assert_cell_text(table_cell(table, 13, "period"), "2023-12");
    assert_cell_text(table_cell(table, 15, "period"), "2024-02");
    assert_int_equal(table_cell(table, 15, "days")->integer, 29);
}

/* November has five of the weeks' last days, and had four. */
static void periods_so_far_are_those_of_the_trends(void **state)
{
    const struct table *table = outlook_of("2023-11");

    (void)state;
    assert_close(cell("2023-11", "net_sales"), 420);
    assert_close(cell("2023-11", "net_sales"),
                 shop_number(&shop, "kpis", "kpi", "net_sales", "value"));
    assert_close(cell("2023-11", "ly"),
                 shop_number(&shop, "kpis", "kpi", "net_sales", "ly"));
    assert_close(cell("2023-11", "ly_pct_per_day"), 420.0 / 280 - 1);
    assert_false(cell_is_defined(table_cell(table, 12, "expected")));
    assert_int_equal(table_cell(table, 12, "ahead")->integer, 0);
}

static void what_is_ahead_is_as_foretold_beside_last_year(void **state)
{
    const struct table *table = outlook_of("2023-11");
    double expected =
        shop_number(&shop, "forecast", "period", "2023-12", "net_sales");

    (void)state;
    assert_close(cell("2023-12", "expected"), expected);
    assert_close(cell("2023-12", "low_95"),
                 shop_number(&shop, "forecast", "period", "2023-12", "low_95"));
    assert_close(
        cell("2023-12", "high_80"),
        shop_number(&shop, "forecast", "period", "2023-12", "high_80"));
    assert_close(cell("2023-12", "ly"), 5 * 70);
    assert_close(cell("2023-12", "ly_pct_per_day"), expected / 350 - 1);
    assert_false(cell_is_defined(table_cell(table, 13, "net_sales")));
    assert_int_equal(table_cell(table, 13, "ahead")->integer, 1);
}

static void last_year_is_known_where_the_data_reaches(void **state)
{
    const struct table *table = outlook_of("2023-11");

    (void)state;
    assert_false(cell_is_defined(table_cell(table, 0, "ly")));
    assert_false(cell_is_defined(table_cell(table, 0, "ly_pct_per_day")));
    assert_true(cell_is_defined(table_cell(table, 12, "ly")));
}

/* The data begins on 26 May 2022: June is its first whole month. */
static void periods_before_the_data_are_left_out(void **state)
{
    const struct table *table = outlook_of("2022-08");

    (void)state;
    assert_cell_text(table_cell(table, 0, "period"), "2022-06");
    assert_cell_text(table_cell(table, 2, "period"), "2022-08");
    assert_int_equal(table->row_count, 6);
}

/* Three months, but periods all the same. */
static void another_window_has_periods_too(void **state)
{
    const struct table *table = outlook_of("2023-09-01..2023-11-30");

    (void)state;
    assert_cell_text(table_cell(table, 12, "period"), "2023-11");
    assert_close(cell("2023-11", "net_sales"), 420);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            thirteen_periods_come_before_those_ahead, open_shop, close_shop),
        cmocka_unit_test_setup_teardown(periods_so_far_are_those_of_the_trends,
                                        open_shop, close_shop),
        cmocka_unit_test_setup_teardown(
            what_is_ahead_is_as_foretold_beside_last_year, open_shop,
            close_shop),
        cmocka_unit_test_setup_teardown(
            last_year_is_known_where_the_data_reaches, open_shop, close_shop),
        cmocka_unit_test_setup_teardown(periods_before_the_data_are_left_out,
                                        open_shop, close_shop),
        cmocka_unit_test_setup_teardown(another_window_has_periods_too,
                                        open_shop, close_shop),
    };

    return cmocka_run_group_tests_name("measure/outlook", tests, NULL, NULL);
}
