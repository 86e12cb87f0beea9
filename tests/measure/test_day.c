#include "november.h"

static const struct cell *day(size_t row, const char *column)
{
    return table_cell(tables_find(&shop.study.tables, "days"), row, column);
}

static double week(const char *name, const char *column)
{
    return shop_number(&shop, "weeks", "week", name, column);
}

static void every_day_of_the_window_has_a_row(void **state)
{
    const struct table *table = tables_find(&shop.study.tables, "days");

    (void)state;
    assert_int_equal(table->row_count, 30);
    assert_int_equal(day(0, "date")->integer, NOV(1));
    assert_cell_text(day(0, "weekday"), "Wednesday");
    assert_close(cell_number(day(0, "net_sales")), 20);
    assert_close(cell_number(day(0, "baskets")), 2);
    assert_close(cell_number(day(0, "aov")), 10);
}

static void a_day_without_trade_has_no_sales_and_no_aov(void **state)
{
    (void)state;
    assert_close(cell_number(day(9, "net_sales")), 0);
    assert_close(cell_number(day(9, "baskets")), 0);
    assert_false(cell_is_defined(day(9, "aov")));
}

static void last_year_is_the_same_weekday(void **state)
{
    (void)state;
    assert_int_equal(day(3, "ly_date")->integer, NOV(4) - 364);
    assert_close(cell_number(day(3, "ly")), 10);
    assert_close(cell_number(day(3, "ly_baskets")), 1);
    assert_close(cell_number(day(4, "ly")), 0);
}

/* The as-of day, 30 November 2023, is a Thursday. */
static void thirteen_weeks_end_with_the_as_of_day(void **state)
{
    const struct table *table = tables_find(&shop.study.tables, "weeks");

    (void)state;
    assert_int_equal(table->row_count, 13);
    assert_cell_text(table_cell(table, 0, "week"), "2023-09-04");
    assert_cell_text(table_cell(table, 12, "label"), "27 Nov");
    assert_int_equal(table_cell(table, 12, "days")->integer, 4);
    assert_close(cell_number(table_cell(table, 12, "net_sales")), 0);
}

static void a_week_sums_its_days_and_those_of_last_year(void **state)
{
    (void)state;
    assert_close(week("2023-10-30", "net_sales"), 97);
    assert_close(week("2023-10-30", "ly"), 10);
    assert_close(week("2023-10-30", "baskets"), 5);
    assert_close(week("2023-10-30", "in_window"), 1);
    assert_close(week("2023-10-23", "in_window"), 0);
    assert_close(week("2023-10-09", "net_sales"), 26);
    assert_close(week("2023-10-09", "ly"), 0);
    assert_close(week("2023-10-09", "above"), 1);
    assert_close(week("2023-10-09", "below"), 0);
    /* As much as last year: nothing. */
    assert_close(week("2023-11-27", "above"), 0);
    assert_close(week("2023-11-27", "below"), 0);
}

static void weeks_before_the_data_are_not_compared(void **state)
{
    (void)state;
    assert_close(week("2023-09-25", "ly"), (double)NAN);
    assert_close(week("2023-10-02", "ly"), 4);
    assert_close(week("2023-09-25", "above"), (double)NAN);
    assert_close(week("2023-10-02", "below"), 1);
}

/* FY24 begins on 26 June 2023: its week 19 is 30 October to 5 November. */
static void a_calendar_of_weeks_names_them(void **state)
{
    struct shop fiscal;
    struct year_end year_end;
    const struct table *table;

    (void)state;
    shop_open(&fiscal);
    shop_add_products(&fiscal);
    shop_sell_all(&fiscal, shop_november);
    assert_true(year_end_parse(STR("last Sunday of June"), &year_end));
    fiscal.calendar = calendar_generate(&fiscal.arena, CALENDAR_445, year_end,
                                        NOV(1) - 394, NOV(30));
    assert_int_equal(shop_study(&fiscal, "FY24P05"), OK);
    table = tables_find(&fiscal.study.tables, "weeks");
    assert_int_equal(table->row_count, 13);
    assert_cell_text(table_cell(table, 12, "week"), "FY24W21");
    assert_cell_text(table_cell(table, 10, "label"), "W19");
    assert_int_equal(table_cell(table, 10, "start")->integer, NOV(1) - 2);
    assert_close(cell_number(table_cell(table, 10, "net_sales")), 97);
    assert_close(cell_number(table_cell(table, 10, "ly")), 10);
    assert_close(shop_kpi(&fiscal, "net_sales", "ly"), 10);
    assert_close(shop_kpi(&fiscal, "net_sales", "prev"), 26);
    assert_close(shop_kpi(&fiscal, "net_sales", "prev_pct_per_day"), 71.0 / 26);
    shop_close(&fiscal);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_the_window_has_a_row),
        cmocka_unit_test(a_day_without_trade_has_no_sales_and_no_aov),
        cmocka_unit_test(last_year_is_the_same_weekday),
        cmocka_unit_test(thirteen_weeks_end_with_the_as_of_day),
        cmocka_unit_test(a_week_sums_its_days_and_those_of_last_year),
        cmocka_unit_test(weeks_before_the_data_are_not_compared),
        cmocka_unit_test(a_calendar_of_weeks_names_them),
    };

    return cmocka_run_group_tests_name("measure/day", tests, open_november,
                                       close_november);
}
