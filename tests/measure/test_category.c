#include "november.h"

static const struct want {
    const char *name;
    const char *category;
    const char *column;
    double want;
} wants[] = {
    {"net sales take returns off", "Bread", "net_sales", 17},
    {"the share is of net sales", "Bread", "share", 17.0 / 97},
    {"units count sale lines", "Bread", "units", 5},
    {"orders of no value are no baskets", "Bread", "baskets", 3},
    {"penetration is over all baskets", "Bread", "penetration", 0.6},
    {"the discount rate is over gross sales", "Bread", "discount_rate",
     2.0 / 24},
    {"the margin rate is of products with a cost", "Bread", "margin_rate",
     13.0 / 17},
    {"without a cost there is no margin rate", "Blocks", "margin_rate",
     (double)NAN},
    {"without net sales there is no margin rate", "Milk", "margin_rate",
     (double)NAN},
    {"the window before is compared", "Bread", "prev", 18},
    {"windows compare a day", "Bread", "prev_pct_per_day",
     17.0 / 30 * 31 / 18 - 1},
    {"last year is compared", "Bread", "ly_pct_per_day", 0.7},
    {"what had no sales last year has no %", "Blocks", "ly_pct_per_day",
     (double)NAN},
    {"a contribution is over all of last year", "Petrol", "contribution", 6},
    {"a contribution may be negative", "Milk", "contribution_prev", -8.0 / 26},
    {"the most net sales are first", "Petrol", "rank", 1},
    {"the least net sales are last", "Milk", "rank", 4},
    {"the rank before is of that window", "Milk", "rank_prev", 2},
    {"what was not sold before had no rank", "Petrol", "rank_prev",
     (double)NAN},
    {"a fall by two places is a negative move", "Milk", "move_prev", -2},
    {"what was not sold before has no move", "Petrol", "move_prev",
     (double)NAN},
    {"what is not counted has no units", "Petrol", "units", 0},
    {"returns are kept apart", "Milk", "returns", 4},
};

static void cell(void **state)
{
    const struct want *want = *state;

    assert_close(shop_number(&shop, "categories", "category", want->category,
                             want->column),
                 want->want);
}

static void rows_are_by_rank_with_their_department(void **state)
{
    const struct table *table = tables_find(&shop.study.tables, "categories");
    static const char *const names[] = {"Petrol", "Blocks", "Bread", "Milk"};
    static const char *const departments[] = {"Fuel", "Toys", "Food", "Food"};

    (void)state;
    assert_int_equal(table->row_count, COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++) {
        assert_cell_text(table_cell(table, i, "category"), names[i]);
        assert_cell_text(table_cell(table, i, "department"), departments[i]);
    }
}

static void the_total_is_that_of_all(void **state)
{
    const struct table *table = tables_find(&shop.study.tables, "categories");

    (void)state;
    assert_cell_text(&table->total[0], "All categories");
    assert_close(cell_number(&table->total[table_column(table, "net_sales")]),
                 97);
    assert_close(cell_number(&table->total[table_column(table, "share")]), 1);
    assert_close(cell_number(&table->total[table_column(table, "baskets")]), 5);
    assert_close(cell_number(&table->total[table_column(table, "ly")]), 10);
}

static void a_basket_counts_once_in_its_department(void **state)
{
    (void)state;
    assert_close(
        shop_number(&shop, "departments", "department", "Food", "baskets"), 3);
    assert_close(
        shop_number(&shop, "departments", "department", "Food", "net_sales"),
        17);
    assert_close(
        shop_number(&shop, "departments", "department", "Fuel", "rank"), 1);
}

static void without_products_there_are_no_categories(void **state)
{
    struct shop bare;

    (void)state;
    shop_open(&bare);
    bare.catalogue.class_count = 1;
    shop_sell_all(&bare, shop_november);
    assert_int_equal(shop_study(&bare, "2023-11"), OK);
    assert_null(tables_find(&bare.study.tables, "categories"));
    assert_null(tables_find(&bare.study.tables, "departments"));
    assert_non_null(tables_find(&bare.study.tables, "products"));
    shop_close(&bare);
}

static void what_has_no_category_is_unknown(void **state)
{
    struct shop small;

    (void)state;
    shop_open(&small);
    shop_add_products(&small);
    shop_sell_all(
        &small,
        (struct line[]){
            {.order = "1", .date = NOV(1), .list = 3},
            {.order = "2", .date = NOV(30), .list = 4, .product = "mystery"},
            {.order = NULL},
        });
    assert_int_equal(shop_study(&small, "2023-11"), OK);
    assert_close(
        shop_number(&small, "categories", "category", "Unknown", "net_sales"),
        7);
    assert_cell_text(
        shop_cell(&small, "categories", "category", "Unknown", "department"),
        "Unknown");
    shop_close(&small);
}

static void nothing_contributes_to_a_whole_that_is_not_positive(void **state)
{
    struct shop small;

    (void)state;
    shop_open(&small);
    shop_add_products(&small);
    shop_sell_all(
        &small,
        (struct line[]){
            {.order = "1",
             .date = NOV(1) - 365,
             .product = "milk",
             .net = -5,
             .kind = LINE_RETURN},
            {.order = "2", .date = NOV(30), .product = "milk", .list = 4},
            {.order = NULL},
        });
    assert_int_equal(shop_study(&small, "2023-11"), OK);
    assert_close(shop_number(&small, "categories", "category", "Milk", "ly"),
                 -5);
    assert_close(
        shop_number(&small, "categories", "category", "Milk", "contribution"),
        (double)NAN);
    assert_close(
        shop_number(&small, "categories", "category", "Milk", "ly_pct_per_day"),
        (double)NAN);
    shop_close(&small);
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(rows_are_by_rank_with_their_department),
        cmocka_unit_test(the_total_is_that_of_all),
        cmocka_unit_test(a_basket_counts_once_in_its_department),
        cmocka_unit_test(without_products_there_are_no_categories),
        cmocka_unit_test(what_has_no_category_is_unknown),
        cmocka_unit_test(nothing_contributes_to_a_whole_that_is_not_positive),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(wants)];

    memcpy(tests, fixed, sizeof fixed);
    put_row_tests(tests + COUNT(fixed), wants, cell);
    return cmocka_run_group_tests_name("measure/category", tests, open_november,
                                       close_november);
}
