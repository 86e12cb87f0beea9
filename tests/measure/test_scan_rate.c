#include "branches.h"

static struct shop shop;

static const double none = (double)NAN;

static const struct rate {
    const char *name;
    const char *level;
    const char *value;
    double baskets;
    double members;
    double rate;
    double prev;
    double ly;
} rates[] = {
    {"the scan rate of all", "all", "all", 5, 4, 0.8, 1, 1},
    {"of a market", "market", "Unknown", 2, 1, 0.5, none, 1},
    {"of a store", "store", "N", 2, 2, 1, none, none},
    {"of the unknown store", "store", "Unknown", 1, 1, 1, none, none},
    {"of a channel", "channel", "web", 2, 1, 0.5, none, none},
    {"of the unknown channel", "channel", "Unknown", 3, 3, 1, 1, 1},
};

static void scan_rate(void **state)
{
    const struct rate *want = *state;
    const struct table *table = tables_find(&shop.study.tables, "scan_rates");
    size_t row = 0;

    while (row < table->row_count &&
           !(str_equal(table_cell(table, row, "level")->text,
                       str_of(want->level)) &&
             str_equal(table_cell(table, row, "value")->text,
                       str_of(want->value))))
        row++;
    assert_true(row < table->row_count);
    assert_close(cell_number(table_cell(table, row, "baskets")), want->baskets);
    assert_close(cell_number(table_cell(table, row, "member_baskets")),
                 want->members);
    assert_close(cell_number(table_cell(table, row, "scan_rate")), want->rate);
    assert_close(cell_number(table_cell(table, row, "prev")), want->prev);
    assert_close(cell_number(table_cell(table, row, "prev_change")),
                 want->rate - want->prev);
    assert_close(cell_number(table_cell(table, row, "ly")), want->ly);
    assert_close(cell_number(table_cell(table, row, "ly_change")),
                 want->rate - want->ly);
}

static void heads_of_scan_rates(void **state)
{
    static const char *const heads[] = {
        "level",   "value",       "baskets", "member_baskets", "scan_rate",
        "prev",    "prev_change", "ly",      "ly_change",      "ly_low",
        "ly_high", "verdict",     "name"};
    const struct table *table = tables_find(&shop.study.tables, "scan_rates");

    (void)state;
    assert_int_equal(table->column_count, COUNT(heads));
    for (size_t i = 0; i < COUNT(heads); i++)
        assert_string_equal(table->columns[i].name, heads[i]);
}

static void without_customers_there_is_no_table(void **state)
{
    struct shop bare;

    (void)state;
    shop_open(&bare);
    shop_sell(&bare, &(struct line){.order = "1", .date = NOV(1), .list = 3});
    shop_sell(&bare, &(struct line){.order = "2", .date = NOV(30), .list = 3});
    assert_int_equal(shop_study(&bare, "2023-11"), OK);
    assert_null(tables_find(&bare.study.tables, "scan_rates"));
    shop_close(&bare);
}

/* The extract of customers knows nobody: all are identified, none is a member.
 */
static void without_members_there_is_no_table(void **state)
{
    struct shop bare;

    (void)state;
    shop_open(&bare);
    bare.catalogue.has_customers = true;
    shop_sell(&bare,
              &(struct line){
                  .order = "1", .date = NOV(1), .customer = "ann", .list = 3});
    shop_sell(&bare, &(struct line){.order = "2", .date = NOV(30), .list = 3});
    assert_int_equal(shop_study(&bare, "2023-11"), OK);
    assert_null(tables_find(&bare.study.tables, "scan_rates"));
    assert_close(shop_kpi(&bare, "customers", "value"), 1);
    assert_int_equal(table_find(tables_find(&bare.study.tables, "kpis"), 0,
                                "kpi", "active_members"),
                     tables_find(&bare.study.tables, "kpis")->row_count);
    shop_close(&bare);
}

static int open_branches(void **state)
{
    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_add_stores(&shop);
    shop_sell_all(&shop, branches);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    return 0;
}

static int close_branches(void **state)
{
    (void)state;
    shop_close(&shop);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(heads_of_scan_rates),
        cmocka_unit_test(without_customers_there_is_no_table),
        cmocka_unit_test(without_members_there_is_no_table),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(rates)];
    size_t count = COUNT(fixed);

    memcpy(tests, fixed, sizeof fixed);
    put_row_tests(tests + count, rates, scan_rate);
    return cmocka_run_group_tests_name("measure/scan_rate", tests,
                                       open_branches, close_branches);
}
