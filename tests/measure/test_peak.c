#include "november.h"

/* The row of a weekday and an hour; -1: unknown. */
static const struct cell *peak(const char *weekday, int hour,
                               const char *column)
{
    const struct table *table = tables_find(&shop.study.tables, "hourly");

    for (size_t row = table_find(table, 0, "weekday", weekday);
         row < table->row_count;
         row = table_find(table, row + 1, "weekday", weekday)) {
        const struct cell *cell = table_cell(table, row, "hour");

        if (hour < 0 ? cell->kind == CELL_TEXT
                     : cell->kind == CELL_COUNT && cell->integer == hour)
            return table_cell(table, row, column);
    }
    fail();
    return NULL;
}

static void each_weekday_has_the_hours_with_trade(void **state)
{
    const struct table *table = tables_find(&shop.study.tables, "hourly");

    (void)state;
    assert_int_equal(table->row_count, 7 * (9 + 1)); /* 9 to 17, Unknown */
    assert_cell_text(table_cell(table, 0, "weekday"), "Monday");
    assert_int_equal(table_cell(table, 0, "hour")->integer, 9);
}

static void baskets_count_in_the_hour_of_their_first_line(void **state)
{
    (void)state;
    assert_close(cell_number(peak("Wednesday", 9, "baskets")), 2);
    assert_close(cell_number(peak("Wednesday", 9, "net_sales")), 20);
    assert_close(cell_number(peak("Wednesday", 9, "trading_days")), 1);
    assert_close(cell_number(peak("Wednesday", 9, "baskets_per_day")), 2);
    assert_close(cell_number(peak("Thursday", 17, "baskets")), 1);
}

static void a_day_without_hours_counts_as_unknown(void **state)
{
    (void)state;
    assert_cell_text(peak("Friday", -1, "hour"), "Unknown");
    assert_close(cell_number(peak("Friday", -1, "baskets")), 1);
    assert_close(cell_number(peak("Friday", -1, "net_sales")), 60);
    assert_close(cell_number(peak("Friday", 11, "baskets")), 1);
}

static void returns_are_money_without_a_basket(void **state)
{
    (void)state;
    assert_close(cell_number(peak("Saturday", 12, "baskets")), 0);
    assert_close(cell_number(peak("Saturday", 12, "net_sales")), -9);
    assert_false(cell_is_defined(peak("Saturday", 12, "baskets_per_day")));
}

static void hours_add_up_to_the_window(void **state)
{
    const struct table *table = tables_find(&shop.study.tables, "hourly");
    int64_t net = 0;
    int64_t baskets = 0;

    (void)state;
    for (size_t row = 0; row < table->row_count; row++) {
        net += table_cell(table, row, "net_sales")->integer;
        baskets += table_cell(table, row, "baskets")->integer;
    }
    assert_int_equal(net, M(97));
    assert_int_equal(baskets, 5);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_weekday_has_the_hours_with_trade),
        cmocka_unit_test(baskets_count_in_the_hour_of_their_first_line),
        cmocka_unit_test(a_day_without_hours_counts_as_unknown),
        cmocka_unit_test(returns_are_money_without_a_basket),
        cmocka_unit_test(hours_add_up_to_the_window),
    };

    return cmocka_run_group_tests_name("measure/peak", tests, open_november,
                                       close_november);
}
