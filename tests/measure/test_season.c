#include "shop.h"

static struct shop shop;

/*
 * The 52 weeks to 30 November 2023 begin on 2 December 2022.  Bread sells 300
 * in November and 60 in September, 400 on the last day before these weeks and
 * 4 on their first one; milk sells 73 in October and takes back 73 + 9 in
 * November; blocks have sold in the December before only, within the trailing
 * windows and the weeks.
 */
static const struct line lines[] = {
    {.order = "0", .date = NOV(1) - 365, .product = "petrol", .list = 0},
    {.order = "1", .date = NOV(1) - 335, .product = "bread", .list = 400},
    {.order = "2", .date = NOV(1) - 334, .product = "bread", .list = 4},
    {.order = "3", .date = NOV(1) - 330, .product = "blocks", .list = 31},
    {.order = "4", .date = NOV(1) - 50, .product = "bread", .list = 60},
    {.order = "5", .date = NOV(1) - 20, .product = "milk", .list = 73},
    {.order = "6", .date = NOV(3), .product = "bread", .list = 300},
    {.order = "7",
     .date = NOV(30),
     .product = "milk",
     .list = -82,
     .net = -82,
     .kind = LINE_RETURN},
    {.order = NULL},
};

static size_t find(const char *category, const char *period)
{
    const struct table *table = tables_find(&shop.study.tables, "seasons");

    for (size_t row = 0; row < table->row_count; row++)
        if (str_equal(table_cell(table, row, "category")->text,
                      str_of(category)) &&
            str_equal(table_cell(table, row, "period")->text, str_of(period)))
            return row;
    print_error("no %s of %s\n", category, period);
    fail();
    return 0;
}

static const struct want {
    const char *name;
    const char *category;
    const char *period;
    double net;
    double per_day;
    double year_per_day;
    double index;
} wants[] = {
    {"a period is set against the year's days", "Bread", "2023-11", 300, 10,
     364.0 / 364, 1000},
    {"by its own days", "Bread", "2023-09", 60, 2, 1, 200},
    {"the weeks begin within a period", "Bread", "2022-12", 404, 404.0 / 31, 1,
     40400.0 / 31},
    {"without a sale the index is 0", "Bread", "2023-01", 0, 0, 1, 0},
    {"a category that sold once is there in each", "Blocks", "2023-11", 0, 0,
     31.0 / 364, 0},
    {"over a year that is not positive there is none", "Milk", "2023-10", 73,
     73.0 / 31, -9.0 / 364, (double)NAN},
};

static void season(void **state)
{
    const struct want *want = *state;
    const struct table *table = tables_find(&shop.study.tables, "seasons");
    size_t row = find(want->category, want->period);

    assert_close(cell_number(table_cell(table, row, "net_sales")), want->net);
    assert_close(cell_number(table_cell(table, row, "per_day")), want->per_day);
    assert_close(cell_number(table_cell(table, row, "year_per_day")),
                 want->year_per_day);
    assert_close(cell_number(table_cell(table, row, "index")), want->index);
}

static void the_lowest_come_first_and_the_undefined_last(void **state)
{
    const struct table *table = tables_find(&shop.study.tables, "seasons");
    size_t categories = 4; /* petrol has lines of no value */
    size_t last = table->row_count - 1;

    (void)state;
    assert_int_equal(table->row_count, categories * 13);
    /* Of equal ones the first by category and then by start. */
    assert_cell_text(table_cell(table, 0, "category"), "Blocks");
    assert_cell_text(table_cell(table, 0, "period"), "2022-11");
    assert_cell_text(table_cell(table, 1, "period"), "2023-01");
    assert_int_equal(find("Blocks", "2022-12") + 1, find("Bread", "2022-12"));
    assert_int_equal(find("Bread", "2022-12") + 1, find("Milk", "2022-11"));
    assert_cell_text(table_cell(table, last, "category"), "Petrol");
    assert_cell_text(table_cell(table, last, "period"), "2023-11");
}

static void heads_are_those_of_the_contract(void **state)
{
    static const char *const heads[] = {"category",     "period",    "start",
                                        "end",          "net_sales", "per_day",
                                        "year_per_day", "index"};
    const struct table *table = tables_find(&shop.study.tables, "seasons");

    (void)state;
    assert_int_equal(table->column_count, COUNT(heads));
    for (size_t i = 0; i < COUNT(heads); i++)
        assert_string_equal(table->columns[i].name, heads[i]);
    assert_int_equal(
        table_cell(table, find("Bread", "2023-09"), "end")->integer,
        NOV(1) - 32);
}

/* The year's days are then those of the data. */
static void data_of_less_than_a_year_is_all_there_is(void **state)
{
    struct shop young;
    const struct table *table;
    size_t row;

    (void)state;
    shop_open(&young);
    shop_add_products(&young);
    shop_sell_all(&young, lines + 4);
    assert_int_equal(shop_study(&young, "2023-11"), OK);
    table = tables_find(&young.study.tables, "seasons");
    row = table_find(table, 0, "category", "Bread");
    assert_close(cell_number(table_cell(table, row, "year_per_day")),
                 360.0 / 80);
    shop_close(&young);
}

static void without_categories_there_is_no_table(void **state)
{
    struct shop bare;

    (void)state;
    shop_open(&bare);
    bare.catalogue.class_count = 1;
    shop_sell_all(&bare, shop_november);
    assert_int_equal(shop_study(&bare, "2023-11"), OK);
    assert_null(tables_find(&bare.study.tables, "seasons"));
    shop_close(&bare);
}

static int open_lines(void **state)
{
    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_sell_all(&shop, lines);
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
        cmocka_unit_test(the_lowest_come_first_and_the_undefined_last),
        cmocka_unit_test(heads_are_those_of_the_contract),
        cmocka_unit_test(data_of_less_than_a_year_is_all_there_is),
        cmocka_unit_test(without_categories_there_is_no_table),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(wants)];
    size_t count = COUNT(fixed);

    memcpy(tests, fixed, sizeof fixed);
    put_row_tests(tests + count, wants, season);
    return cmocka_run_group_tests_name("measure/season", tests, open_lines,
                                       close_lines);
}
