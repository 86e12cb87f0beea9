#include "november.h"

static const struct want {
    const char *name;
    const char *product;
    const char *column;
    double want;
} wants[] = {
    {"net sales take returns off", "bread", "net_sales", 17},
    {"the revenue share is of net sales", "blocks", "revenue_share", 20.0 / 97},
    {"the unit share is of units", "blocks", "unit_share", 0.25},
    {"the index is share of revenue over share of units", "blocks", "index",
     100 * (20.0 / 97) / 0.25},
    {"what has no units has no index", "petrol", "index", (double)NAN},
    {"orders of no value are no baskets", "bread", "baskets", 3},
    {"a free line makes its product part of a basket", "blocks", "baskets", 2},
    {"the discount rate is over gross sales", "blocks", "discount_rate",
     10.0 / 30},
    {"the return rate is of units", "bread", "return_rate", 0.2},
    {"without units there is no return rate", "petrol", "return_rate",
     (double)NAN},
    {"the rating is the extract's", "bread", "rating", 4.5},
    {"what is not rated has no rating", "milk", "rating", (double)NAN},
    {"ranks are by net sales", "milk", "rank", 4},
    {"the rank before is of that window", "milk", "rank_prev", 2},
    {"last year is compared", "bread", "ly_pct_per_day", 0.7},
    {"baskets enough are listed", "bread", "listed", 1},
    {"too few baskets are not", "milk", "listed", 0},
};

static void cell(void **state)
{
    const struct want *want = *state;

    assert_close(shop_number(&shop, "products", "product_id", want->product,
                             want->column),
                 want->want);
}

static void names_come_from_the_extract(void **state)
{
    (void)state;
    assert_cell_text(
        shop_cell(&shop, "products", "product_id", "bread", "name"),
        "Rye bread");
    assert_cell_text(
        shop_cell(&shop, "products", "product_id", "bread", "category"),
        "Bread");
    assert_cell_text(
        shop_cell(&shop, "products", "product_id", "bread", "department"),
        "Food");
    assert_false(cell_is_defined(
        shop_cell(&shop, "products", "product_id", "petrol", "name")));
}

static void the_contract_names_the_first_columns(void **state)
{
    static const char *const names[] = {
        "product_id",  "name",       "category", "net_sales", "revenue_share",
        "units",       "unit_share", "index",    "baskets",   "discount_rate",
        "return_rate", "rating",     "rank"};
    const struct table *table = tables_find(&shop.study.tables, "products");

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++)
        assert_string_equal(table->columns[i].name, names[i]);
}

static void unknown_products_are_one_row(void **state)
{
    struct shop small;

    (void)state;
    shop_open(&small);
    shop_add_products(&small);
    shop_sell_all(
        &small,
        (struct line[]){
            {.order = "1", .date = NOV(1), .list = 3},
            {.order = "1", .date = NOV(1), .list = 4},
            {.order = "2", .date = NOV(30), .list = 9, .product = "mystery"},
            {.order = NULL},
        });
    assert_int_equal(shop_study(&small, "2023-11"), OK);
    assert_close(
        shop_number(&small, "products", "product_id", "Unknown", "net_sales"),
        7);
    assert_close(
        shop_number(&small, "products", "product_id", "Unknown", "baskets"), 1);
    assert_cell_text(
        shop_cell(&small, "products", "product_id", "mystery", "category"),
        "Unknown");
    shop_close(&small);
}

static void shares_of_no_sales_are_undefined(void **state)
{
    struct shop small;

    (void)state;
    shop_open(&small);
    shop_sell_all(&small,
                  (struct line[]){
                      {.order = "1", .date = NOV(1), .list = 3, .product = "a"},
                      {.order = "2",
                       .date = NOV(30),
                       .net = -3,
                       .product = "b",
                       .kind = LINE_RETURN},
                      {.order = NULL},
                  });
    assert_int_equal(shop_study(&small, "2023-11"), OK);
    assert_close(
        shop_number(&small, "products", "product_id", "a", "revenue_share"),
        (double)NAN);
    shop_close(&small);
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(names_come_from_the_extract),
        cmocka_unit_test(the_contract_names_the_first_columns),
        cmocka_unit_test(unknown_products_are_one_row),
        cmocka_unit_test(shares_of_no_sales_are_undefined),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(wants)];

    memcpy(tests, fixed, sizeof fixed);
    put_row_tests(tests + COUNT(fixed), wants, cell);
    return cmocka_run_group_tests_name("measure/product", tests, open_november,
                                       close_november);
}
