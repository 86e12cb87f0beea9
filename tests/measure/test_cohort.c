#include "patrons.h"

#define SEP(day) (NOV(day) - 61)
#define OCT(day) (NOV(day) - 31)

static const struct line lines[] = {
    {.order = "a1", .date = SEP(5), .customer = "a", .list = 10},
    {.order = "a2", .date = OCT(5), .customer = "a", .list = 20},
    {.order = "a3", .date = OCT(6), .customer = "a", .list = 1},
    {.order = "a4",
     .date = OCT(7),
     .customer = "a",
     .net = -5,
     .kind = LINE_RETURN},
    {.order = "a5", .date = NOV(5), .customer = "a", .list = 30},
    {.order = "b1", .date = SEP(6), .customer = "b", .list = 40},
    {.order = "b2", .date = NOV(7), .customer = "b", .list = 50},
    {.order = "c1", .date = OCT(1), .customer = "c", .list = 60},
    {.order = "d1", .date = NOV(30), .customer = "d", .list = 70},
    {.order = "s1", .date = SEP(1), .customer = "staff", .list = 80},
    {.order = "l1", .date = NOV(31), .customer = "late", .list = 90},
    /* No occasion. */
    {.order = "f1", .date = SEP(2), .customer = "free", .list = 0},
    {.order = NULL},
};

static const struct row rows[] = {{.id = "staff", .is_staff = true}};

static void study(struct shop *shop, const char *name)
{
    shop_open(shop);
    shop_add_customers(shop, rows, COUNT(rows));
    shop_sell_all(shop, lines);
    assert_int_equal(shop_study(shop, name), OK);
}

struct want {
    const char *cohort;
    double k, customers, share, net;
    bool elapsed;
};

static void assert_cohorts(const struct shop *shop, const struct want *wants,
                           size_t count)
{
    const struct table *table = tables_find(&shop->study.tables, "cohorts");

    assert_int_equal(table->row_count, count);
    for (size_t i = 0; i < count; i++) {
        assert_cell_text(table_cell(table, i, "cohort"), wants[i].cohort);
        assert_close(cell_number(table_cell(table, i, "k")), wants[i].k);
        assert_close(cell_number(table_cell(table, i, "customers")),
                     wants[i].customers);
        assert_close(cell_number(table_cell(table, i, "share")),
                     wants[i].share);
        assert_close(cell_number(table_cell(table, i, "net_sales")),
                     wants[i].net);
        assert_close(cell_number(table_cell(table, i, "elapsed")),
                     wants[i].elapsed);
    }
}

static void a_cell_is_who_comes_again_k_periods_later(void **state)
{
    static const struct want wants[] = {
        {"2023-09", 0, 2, 1, 50, true}, {"2023-09", 1, 1, 0.5, 16, true},
        {"2023-09", 2, 2, 1, 80, true}, {"2023-10", 0, 1, 1, 60, true},
        {"2023-10", 1, 0, 0, 0, true},  {"2023-11", 0, 1, 1, 70, true},
    };
    struct shop shop;

    (void)state;
    study(&shop, "2023-11");
    assert_heads(
        &shop, "cohorts",
        "cohort,k,customers,share,net_sales,elapsed,share_so_far,start");
    assert_cohorts(&shop, wants, COUNT(wants));
    shop_close(&shop);
}

static void a_period_that_has_not_elapsed_has_no_share(void **state)
{
    static const struct want wants[] = {
        {"2023-09", 0, 2, 1, 50, true},
        {"2023-09", 1, 1, 0.5, 16, true},
        {"2023-09", 2, 2, (double)NAN, 80, false},
        {"2023-10", 0, 1, 1, 60, true},
        {"2023-10", 1, 0, (double)NAN, 0, false},
    };
    struct shop shop;

    (void)state;
    study(&shop, "2023-11-01..2023-11-29");
    assert_cohorts(&shop, wants, COUNT(wants));
    shop_close(&shop);
}

/* Of September's two both came in the first 29 days of November, of October's
 * one nobody. */
static void a_period_that_has_begun_has_a_share_so_far(void **state)
{
    static const double wants[] = {(double)NAN, (double)NAN, 1, (double)NAN, 0};
    struct shop shop;
    const struct table *table;

    (void)state;
    study(&shop, "2023-11-01..2023-11-29");
    table = tables_find(&shop.study.tables, "cohorts");
    assert_int_equal(table->row_count, COUNT(wants));
    for (size_t i = 0; i < COUNT(wants); i++)
        assert_close(cell_number(table_cell(table, i, "share_so_far")),
                     wants[i]);
    assert_int_equal(table_cell(table, 0, "start")->integer, SEP(1));
    assert_int_equal(table_cell(table, 4, "start")->integer, OCT(1));
    shop_close(&shop);
}

static void means_are_over_cohorts_that_are_old_enough(void **state)
{
    static const double wants[][7] = {
        {0, 3, 4, 4, 1, 180, 45},
        {1, 2, 3, 1, 1.0 / 3, 16, 16.0 / 3},
        {2, 1, 2, 2, 1, 80, 40},
    };
    struct shop shop;
    const struct table *table;

    (void)state;
    study(&shop, "2023-11");
    assert_heads(&shop, "cohort_means",
                 "k,cohorts,cohort_customers,customers,share,net_sales,"
                 "net_sales_per_customer");
    table = tables_find(&shop.study.tables, "cohort_means");
    assert_int_equal(table->row_count, COUNT(wants));
    for (size_t i = 0; i < COUNT(wants); i++)
        for (size_t j = 0; j < table->column_count; j++)
            assert_close(
                cell_number(table->cells + i * table->column_count + j),
                wants[i][j]);
    shop_close(&shop);
}

static void means_leave_out_what_has_not_elapsed(void **state)
{
    struct shop shop;
    const struct table *table;

    (void)state;
    study(&shop, "2023-11-01..2023-11-29");
    table = tables_find(&shop.study.tables, "cohort_means");
    assert_int_equal(table->row_count, 2);
    assert_close(cell_number(table_cell(table, 1, "cohorts")), 1);
    assert_close(cell_number(table_cell(table, 1, "share")), 0.5);
    shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_is_who_comes_again_k_periods_later),
        cmocka_unit_test(a_period_that_has_not_elapsed_has_no_share),
        cmocka_unit_test(a_period_that_has_begun_has_a_share_so_far),
        cmocka_unit_test(means_are_over_cohorts_that_are_old_enough),
        cmocka_unit_test(means_leave_out_what_has_not_elapsed),
    };

    return cmocka_run_group_tests_name("measure/cohort", tests, NULL, NULL);
}
