#include "branches.h"

#include "measure/driver.h"

static struct shop shop;

static const char *const effects[] = {
    "customers",  "frequency",       "aov",    "upt",
    "unit_price", "anonymous_sales", "returns"};

/* The row of a comparison and a scope; row_count: there is none. */
static size_t find(const struct table *table, const char *comparison,
                   const char *scope)
{
    size_t row = table_find(table, 0, "comparison", comparison);

    row = table_find(table, row, "scope", scope);
    if (row < table->row_count &&
        !str_equal(table_cell(table, row, "comparison")->text,
                   str_of(comparison)))
        return table->row_count;
    return row;
}

static const struct cell *cell_of(const char *comparison, const char *scope,
                                  const char *column)
{
    const struct table *table =
        tables_find(&shop.study.tables, "scope_drivers");
    size_t row = find(table, comparison, scope);

    if (row == table->row_count) {
        print_error("no %s against %s\n", scope, comparison);
        fail();
    }
    return table_cell(table, row, column);
}

static const double none = (double)NAN;

static const struct want {
    const char *name;
    const char *comparison;
    const char *scope;
    const char *column;
    double value;
} wants[] = {
    {"net sales are the scope's", "prev", "store:S", "net_sales", 32},
    {"and so is its base", "prev", "store:S", "base", 8},
    {"the change is their difference", "prev", "store:S", "change", 24},
    {"in % of the base", "prev", "store:S", "pct", 3},
    {"a day, as October is longer", "prev", "store:S", "pct_per_day",
     32.0 / 30 / (8.0 / 31) - 1},
    {"as many customers have no effect", "prev", "store:S", "customers", 0},
    {"nor has the same frequency", "prev", "store:S", "frequency", 0},
    {"petrol counts no units: the order value is a leaf", "prev", "store:S",
     "aov", 19},
    {"units are none then", "prev", "store:S", "upt", none},
    {"nor is their price", "prev", "store:S", "unit_price", none},
    {"all other sales are anonymous", "prev", "store:S", "anonymous_sales", 10},
    {"returns lower net sales", "prev", "store:S", "returns", -5},
    {"the main effect goes with the change", "prev", "store:S", "main_effect",
     19},
    {"a department's customers bought in it", "prev", "department:Food",
     "customers", 14.5},
    {"its order value is what they spent there, on the lines' days", "prev",
     "department:Food", "aov", 19.5},
    {"its returns are of its products", "prev", "department:Food", "returns",
     -5},
    {"its anonymous sales are of orders without a customer", "ly",
     "department:Toys", "anonymous_sales", 20},
    {"and others are not", "ly", "department:Toys", "aov", 4},
    {"without customers before all is put down to customers", "prev",
     "department:Toys", "customers", 7},
    {"and frequency cannot be told", "prev", "department:Toys", "frequency",
     none},
    {"which is flagged", "prev", "department:Toys", "unsplit", 1},
    {"elsewhere it is not", "prev", "department:Food", "unsplit", 0},
    {"an unknown product's department is a scope", "ly", "department:Unknown",
     "customers", 5},
    {"a store that has ended lost its customers", "ly", "store:X", "customers",
     -3},
    {"all of its net sales", "ly", "store:X", "pct", -1},
    {"a market sums its stores", "ly", "market:Metro", "change", 12},
    {"without a base there is no %", "ly", "market:Metro", "pct", none},
    {"a market's customers are of its stores' orders", "ly", "market:Metro",
     "customers", 22},
    {"which have lines of other stores", "ly", "market:Metro",
     "anonymous_sales", -10},
    {"a state too", "ly", "state:Unknown", "change", 54},
};

static void value(void **state)
{
    const struct want *want = *state;

    assert_close(
        cell_number(cell_of(want->comparison, want->scope, want->column)),
        want->value);
}

static void effects_add_up_to_the_change_of_each_scope(void **state)
{
    const struct table *table =
        tables_find(&shop.study.tables, "scope_drivers");

    (void)state;
    assert_true(table->row_count > 20);
    for (size_t row = 0; row < table->row_count; row++) {
        int64_t sum = 0;

        for (size_t i = 0; i < COUNT(effects); i++) {
            const struct cell *cell = table_cell(table, row, effects[i]);

            sum += cell_is_defined(cell) ? cell->integer : 0;
        }
        assert_int_equal(sum, table_cell(table, row, "change")->integer);
    }
}

/* Changes of a level add up to that of the whole. */
static void changes_of_a_level_add_up_to_the_whole(void **state)
{
    static const char *const levels[] = {"market", "state", "store",
                                         "department"};
    const struct table *table =
        tables_find(&shop.study.tables, "scope_drivers");

    (void)state;
    for (size_t i = 0; i < COUNT(levels); i++) {
        int64_t sums[2] = {0, 0};

        for (size_t row = table_find(table, 0, "level", levels[i]);
             row < table->row_count;
             row = table_find(table, row + 1, "level", levels[i]))
            sums[str_equal(table_cell(table, row, "comparison")->text,
                           STR("prev"))] +=
                table_cell(table, row, "change")->integer;
        assert_int_equal(sums[0], M(69 - 3));
        assert_int_equal(sums[1], M(69 - 8));
    }
}

static void rows_say_what_they_are_of(void **state)
{
    (void)state;
    assert_cell_text(cell_of("ly", "store:N", "name"), "North");
    assert_cell_text(cell_of("ly", "store:N", "level"), "store");
    assert_cell_text(cell_of("ly", "store:Zz", "name"), "Zz");
    assert_cell_text(cell_of("ly", "department:Food", "name"), "Food");
    assert_cell_text(cell_of("ly", "store:N", "status"), "new");
    assert_cell_text(cell_of("ly", "store:X", "status"), "ended");
    assert_false(cell_is_defined(cell_of("prev", "store:S", "status")));
    assert_cell_text(cell_of("prev", "store:S", "main_driver"),
                     "Average order value");
    assert_cell_text(cell_of("ly", "store:X", "main_driver"), "Customers");
}

/* Z has sold in June only, the whole has its own table. */
static void what_has_sold_on_neither_side_has_no_row(void **state)
{
    const struct table *table =
        tables_find(&shop.study.tables, "scope_drivers");

    (void)state;
    assert_int_equal(find(table, "ly", "store:Z"), table->row_count);
    assert_int_equal(find(table, "prev", "store:X"), table->row_count);
    assert_int_equal(table_find(table, 0, "scope", "all"), table->row_count);
}

static void stores_say_what_moved_them(void **state)
{
    (void)state;
    assert_cell_text(shop_cell(&shop, "stores", "store_id", "S", "driver_prev"),
                     "Average order value");
    assert_close(
        shop_number(&shop, "stores", "store_id", "S", "driver_prev_effect"),
        19);
    assert_cell_text(shop_cell(&shop, "stores", "store_id", "X", "driver_ly"),
                     "Customers");
    assert_false(cell_is_defined(
        shop_cell(&shop, "stores", "store_id", "X", "driver_prev")));
}

/* Where nobody is known nothing is said of customers. */
static void without_customers_all_is_anonymous(void **state)
{
    struct shop bare;
    const struct table *table;
    size_t row;

    (void)state;
    shop_open(&bare);
    shop_sell_all(
        &bare, (struct line[]){
                   {.order = "1", .date = NOV(1) - 31, .store = "N", .list = 3},
                   {.order = "2", .date = NOV(1), .store = "N", .list = 5},
                   {.order = "3", .date = NOV(30), .store = "N", .list = 5},
                   {.order = NULL},
               });
    assert_int_equal(shop_study(&bare, "2023-11"), OK);
    table = tables_find(&bare.study.tables, "scope_drivers");
    row = find(table, "prev", "store:N");
    assert_true(row < table->row_count);
    assert_false(cell_is_defined(table_cell(table, row, "customers")));
    assert_false(cell_is_defined(table_cell(table, row, "aov")));
    assert_int_equal(table_cell(table, row, "anonymous_sales")->integer, M(7));
    assert_int_equal(table_cell(table, row, "unsplit")->integer, 0);
    assert_cell_text(table_cell(table, row, "main_driver"), "Anonymous sales");
    shop_close(&bare);
}

static int open_lines(void **state)
{
    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_add_stores(&shop);
    shop_sell_all(&shop, branches);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    return 0;
}

static int close_lines(void **state)
{
    (void)state;
    shop_close(&shop);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(effects_add_up_to_the_change_of_each_scope),
        cmocka_unit_test(changes_of_a_level_add_up_to_the_whole),
        cmocka_unit_test(rows_say_what_they_are_of),
        cmocka_unit_test(what_has_sold_on_neither_side_has_no_row),
        cmocka_unit_test(stores_say_what_moved_them),
        cmocka_unit_test(without_customers_all_is_anonymous),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(wants)];
    size_t count = COUNT(fixed);

    memcpy(tests, fixed, sizeof fixed);
    put_row_tests(tests + count, wants, value);
    return cmocka_run_group_tests_name("measure/scope_driver", tests,
                                       open_lines, close_lines);
}
