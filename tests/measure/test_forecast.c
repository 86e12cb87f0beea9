#include "shop.h"

/* Weeks that end on 30 November 2023, the first one last. */
static struct shop shop;

/* Sell on the last day of each of so many weeks up to the 30th. */
static void sell_weeks(size_t count, double amount_of(size_t week))
{
    for (size_t i = 0; i < count; i++) {
        char order[24];
        struct line line = {.order = order,
                            .date = NOV(30) - 7 * (int32_t)(count - 1 - i),
                            .hour = 9,
                            .store = "N",
                            .product = "bread",
                            .quantity = 1,
                            .list = amount_of(i)};

        snprintf(order, sizeof order, "W%zu", i);
        shop_sell(&shop, &line);
    }
}

/* So that weeks begin with the data's first day. */
static void sell_first(size_t count)
{
    struct line line = {.order = "F",
                        .date = NOV(30) - 7 * (int32_t)count + 1,
                        .hour = 9,
                        .store = "N",
                        .product = "bread",
                        .quantity = 1,
                        .list = 0};

    shop_sell(&shop, &line);
}

static const struct table *forecast_of(size_t count,
                                       double amount_of(size_t week))
{
    shop_open(&shop);
    shop_add_products(&shop);
    sell_first(count);
    sell_weeks(count, amount_of);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    return tables_find(&shop.study.tables, "forecast");
}

static double cell(const char *period, const char *column)
{
    return shop_number(&shop, "forecast", "period", period, column);
}

static double constant(size_t week)
{
    (void)week;
    return 70;
}

static double growing(size_t week)
{
    return 70 + (double)week;
}

static double waving(size_t week)
{
    return 700 * exp(0.004 * (double)week) *
           (1 + 0.3 * sin((double)week * 3.14159265358979 / 26)) *
           (week % 2 ? 1.01 : 0.99);
}

static void the_table_has_its_columns(void **state)
{
    static const char *const names[] = {
        "period",  "start",  "end",     "days",   "net_sales", "low_80",
        "high_80", "low_95", "high_95", "method", "mase",      "reason"};
    const struct table *table = forecast_of(60, constant);

    (void)state;
    assert_int_equal(table->column_count, COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++)
        assert_string_equal(table->columns[i].name, names[i]);
    assert_int_equal(table->row_count, 3);
    assert_cell_text(table_cell(table, 0, "period"), "2023-12");
    assert_cell_text(table_cell(table, 2, "period"), "2024-02");
    assert_int_equal(table_cell(table, 2, "end")->integer, NOV(30) + 91);
    assert_int_equal(table_cell(table, 2, "days")->integer, 29);
    shop_close(&shop);
}

/* 10 a day. */
static void fewer_than_two_years_repeat_the_year_before(void **state)
{
    const struct table *table = forecast_of(80, constant);

    (void)state;
    assert_cell_text(table_cell(table, 0, "method"), "seasonal naive");
    assert_close(cell("2023-12", "net_sales"), 310);
    assert_close(cell("2024-02", "net_sales"), 290);
    assert_close(cell("2024-02", "low_95"), 290);
    assert_close(cell("2024-02", "high_80"), 290);
    assert_false(cell_is_defined(table_cell(table, 0, "reason")));
    shop_close(&shop);
}

/*
 * Week i is 70 + i.  December is of the weeks 80 .. 83 and 3 / 7 of 84, as 28
 * .. 32 were: 98 + 99 + 100 + 101 + 3 / 7 x 102.  Each of the 16 tests is 52 a
 * week too low, which are 4 that share no week of five: t is 1.533206 and
 * 2.776445.  (Of 80 weeks 52 are known to the first test and 13 are ahead.)
 */
static void intervals_are_of_errors_in_tests(void **state)
{
    double sales = 98 + 99 + 100 + 101 + 3.0 / 7 * 102;
    double error = 52 * 31.0 / 7;

    (void)state;
    forecast_of(80, growing);
    assert_close(cell("2023-12", "mase"), 1);
    assert_true(fabs(cell("2023-12", "net_sales") - sales) <= 0.5);
    assert_true(fabs(cell("2023-12", "low_80") - sales + 1.533206 * error) <
                0.5);
    assert_true(fabs(cell("2023-12", "high_80") - sales - 1.533206 * error) <
                0.5);
    assert_true(fabs(cell("2023-12", "low_95") - sales + 2.776445 * error) <
                0.5);
    assert_true(fabs(cell("2023-12", "high_95") - sales - 2.776445 * error) <
                0.5);
    shop_close(&shop);
}

static void less_than_a_year_foretells_nothing(void **state)
{
    const struct table *table = forecast_of(51, constant);

    (void)state;
    assert_false(cell_is_defined(table_cell(table, 0, "net_sales")));
    assert_false(cell_is_defined(table_cell(table, 0, "method")));
    assert_cell_text(table_cell(table, 0, "reason"),
                     "the data is of less than 52 weeks");
    shop_close(&shop);
}

static void a_year_is_enough_but_has_no_intervals(void **state)
{
    const struct table *table = forecast_of(52, constant);

    (void)state;
    assert_close(cell("2023-12", "net_sales"), 310);
    assert_false(cell_is_defined(table_cell(table, 0, "low_80")));
    assert_false(cell_is_defined(table_cell(table, 0, "mase")));
    shop_close(&shop);
}

static void two_years_without_more_cannot_be_tested(void **state)
{
    const struct table *table = forecast_of(104, waving);

    (void)state;
    assert_cell_text(table_cell(table, 0, "method"), "Holt-Winters");
    assert_false(cell_is_defined(table_cell(table, 0, "net_sales")));
    assert_cell_text(table_cell(table, 0, "reason"),
                     "the data leaves no weeks to test it on");
    shop_close(&shop);
}

/* Nothing is better than the year before. */
static void what_does_not_beat_naive_is_not_shown(void **state)
{
    const struct table *table = forecast_of(130, constant);

    (void)state;
    assert_false(cell_is_defined(table_cell(table, 0, "net_sales")));
    assert_false(cell_is_defined(table_cell(table, 0, "high_95")));
    assert_cell_text(
        table_cell(table, 0, "reason"),
        "its errors are not below those of the same weeks a year before");
    shop_close(&shop);
}

static void season_and_growth_are_continued(void **state)
{
    double december = 0;

    (void)state;
    for (size_t i = 0; i < 5; i++)
        december += waving(130 + i) * (i < 4 ? 1 : 3.0 / 7);
    forecast_of(130, waving);
    assert_true(cell("2023-12", "mase") < 0.3);
    assert_true(fabs(cell("2023-12", "net_sales") / december - 1) < 0.02);
    assert_true(cell("2023-12", "low_95") < cell("2023-12", "low_80"));
    assert_true(cell("2023-12", "low_80") < cell("2023-12", "net_sales"));
    assert_true(cell("2023-12", "net_sales") < cell("2023-12", "high_80"));
    assert_true(cell("2023-12", "high_80") < cell("2023-12", "high_95"));
    assert_false(cell_is_defined(
        shop_cell(&shop, "forecast", "period", "2023-12", "reason")));
    shop_close(&shop);
}

/* December's sales are not known in November. */
static void what_comes_after_is_not_used(void **state)
{
    double before;
    struct line later = {.order = "L",
                         .date = NOV(30) + 5,
                         .hour = 9,
                         .store = "N",
                         .product = "bread",
                         .quantity = 1,
                         .list = 5000};

    (void)state;
    forecast_of(130, waving);
    before = cell("2024-01", "net_sales");
    shop_close(&shop);
    shop_open(&shop);
    shop_add_products(&shop);
    sell_first(130);
    sell_weeks(130, waving);
    shop_sell(&shop, &later);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_close(cell("2024-01", "net_sales"), before);
    shop_close(&shop);
}

/* Of a century, of which the last ten years are waving. */
static double waving_at_last(size_t week)
{
    return week < 4680 ? 1e6 : waving(week - 4680);
}

static void ten_years_are_enough(void **state)
{
    double december;

    (void)state;
    forecast_of(520, waving);
    december = cell("2023-12", "net_sales");
    shop_close(&shop);
    forecast_of(5200, waving_at_last);
    assert_close(cell("2023-12", "net_sales"), december);
    shop_close(&shop);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_has_its_columns),
        cmocka_unit_test(fewer_than_two_years_repeat_the_year_before),
        cmocka_unit_test(intervals_are_of_errors_in_tests),
        cmocka_unit_test(less_than_a_year_foretells_nothing),
        cmocka_unit_test(a_year_is_enough_but_has_no_intervals),
        cmocka_unit_test(two_years_without_more_cannot_be_tested),
        cmocka_unit_test(what_does_not_beat_naive_is_not_shown),
        cmocka_unit_test(season_and_growth_are_continued),
        cmocka_unit_test(what_comes_after_is_not_used),
        cmocka_unit_test(ten_years_are_enough),
    };

    return cmocka_run_group_tests_name("measure/forecast", tests, NULL, NULL);
}
