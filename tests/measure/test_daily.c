#include "november.h"

/* The rows of the November of shop.h, in order. */
static const struct want {
    int32_t date;
    const char *store;
    const char *category;
    double gross;
    double discount;
    double returns;
    double net;
    double units;
    double baskets;
} wants[] = {
    {NOV(1), "N", "Bread", 18, 2, 0, 16, 3, 2},
    {NOV(1), "N", "Milk", 4, 0, 0, 4, 1, 1},
    {NOV(2), "S", "Blocks", 30, 10, 0, 20, 1, 1},
    {NOV(3), "S", "Blocks", 0, 0, 0, 0, 1, 1},
    {NOV(3), "S", "Bread", 6, 0, 0, 6, 1, 1},
    {NOV(3), "S", "Petrol", 60, 0, 0, 60, 0, 1},
    {NOV(4), "N", "Bread", 0, 0, 5, -5, 0, 0},
    {NOV(4), "N", "Milk", 0, 0, 4, -4, 0, 0},
    {NOV(5), "N", "Bread", 0, 0, 0, 0, 1, 0},
};

static void rows_are_by_day_store_and_category(void **state)
{
    const struct table *table =
        tables_find(&shop.study.tables, "daily_store_category");

    (void)state;
    assert_int_equal(table->row_count, COUNT(wants));
    for (size_t i = 0; i < COUNT(wants); i++) {
        const struct want *want = &wants[i];
        const struct cell *cells = table->cells + i * table->column_count;

        assert_int_equal(cells[0].integer, want->date);
        assert_cell_text(&cells[1], want->store);
        assert_cell_text(&cells[2], want->category);
        assert_close(cell_number(&cells[3]), want->gross);
        assert_close(cell_number(&cells[4]), want->discount);
        assert_close(cell_number(&cells[5]), want->returns);
        assert_close(cell_number(&cells[6]), want->net);
        assert_close(cell_number(&cells[7]), want->units);
        assert_close(cell_number(&cells[8]), want->baskets);
    }
}

static void the_total_counts_a_basket_once(void **state)
{
    const struct table *table =
        tables_find(&shop.study.tables, "daily_store_category");

    (void)state;
    assert_close(cell_number(&table->total[table_column(table, "net_sales")]),
                 97);
    assert_close(cell_number(&table->total[table_column(table, "baskets")]), 5);
}

static void what_is_missing_is_unknown_and_comes_last(void **state)
{
    static const char *const stores[] = {"Unknown", "z", "z", "Unknown"};
    static const char *const categories[] = {"Unknown", "animals", "Unknown",
                                             "Unknown"};
    struct shop small;
    const struct table *table;

    (void)state;
    shop_open(&small);
    shop_add_products(&small);
    shop_sell_all(&small, (struct line[]){
                              {.order = "1", .date = NOV(1), .list = 3},
                              {.order = "2",
                               .date = NOV(30),
                               .list = 4,
                               .store = "z",
                               .product = "mystery"},
                              {.order = "2",
                               .date = NOV(30),
                               .list = 4,
                               .store = "z",
                               .product = "cat"},
                              {.order = "2",
                               .date = NOV(30),
                               .list = 4,
                               .store = "z",
                               .product = "riddle"},
                              {.order = "3", .date = NOV(30), .list = 4},
                              {.order = NULL},
                          });
    assert_int_equal(shop_study(&small, "2023-11"), OK);
    table = tables_find(&small.study.tables, "daily_store_category");
    assert_int_equal(table->row_count, COUNT(stores));
    for (size_t i = 0; i < COUNT(stores); i++) {
        assert_cell_text(table_cell(table, i, "store_id"), stores[i]);
        assert_cell_text(table_cell(table, i, "category"), categories[i]);
        assert_int_equal(table_cell(table, i, "baskets")->integer, 1);
    }
    shop_close(&small);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_by_day_store_and_category),
        cmocka_unit_test(the_total_counts_a_basket_once),
        cmocka_unit_test(what_is_missing_is_unknown_and_comes_last),
    };

    return cmocka_run_group_tests_name("measure/daily", tests, open_november,
                                       close_november);
}
