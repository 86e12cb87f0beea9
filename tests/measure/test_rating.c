#include "shop.h"

/* A product with a rating (NaN: none) and what it sells for in November. */
struct rated {
    double rating;
    double list;
};

/* A shop of such products, each sold once, where it sells for something. */
static void open_rated(struct shop *shop, const struct rated *rated,
                       size_t count)
{
    struct catalogue *catalogue = &shop->catalogue;

    shop_open(shop);
    catalogue->has_products = true;
    catalogue->product_ids.arena = &shop->arena;
    catalogue->products = arena_array(&shop->arena, struct product, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct str id = str_format(&shop->arena, "p%02zu", i);

        catalogue->products[i] =
            (struct product){.id = id, .class = 1, .rating = rated[i].rating};
        map_put(&catalogue->product_ids, id);
        if (rated[i].list > 0)
            shop_sell(shop, &(struct line){.order = id.at,
                                           .date = NOV(2),
                                           .product = id.at,
                                           .list = rated[i].list});
    }
    shop_sell(shop, &(struct line){.order = "first", .date = NOV(1)});
    shop_sell(shop, &(struct line){.order = "last", .date = NOV(30)});
}

static void assert_row(const struct shop *shop, const char *column, double want)
{
    const struct table *table =
        tables_find(&shop->study.tables, "product_impact");

    assert_int_equal(table->row_count, 1);
    assert_close(cell_number(table_cell(table, 0, column)), want);
}

static const struct cell *text_of(const struct shop *shop, const char *column)
{
    return table_cell(tables_find(&shop->study.tables, "product_impact"), 0,
                      column);
}

/*
 * Ratings 1 2 3 4 5 5 against logarithms 0 1 1 3 2 4: means 10/3 and 11/6, sums
 * of squares 40/3 and 65/6, of products 31/3.  Ranks 1 2 3 4 5.5 5.5 against 1
 * 2.5 2.5 5 4 6: sums 17, 17, 15.
 */
static void figures_are_of_ratings_and_logarithms(void **state)
{
    static const struct rated rated[] = {{1, 1},    {2, 10},  {3, 10},
                                         {4, 1000}, {5, 100}, {5, 10000}};
    const double r = 31.0 / 3 / sqrt(40.0 / 3 * 65 / 6);
    const double half = 1.959963984540054 / sqrt(3);
    struct shop shop;

    (void)state;
    open_rated(&shop, rated, COUNT(rated));
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_row(&shop, "products", 6);
    assert_row(&shop, "pearson", r);
    assert_row(&shop, "pearson", 0.859785304149105);
    assert_row(&shop, "low", tanh(atanh(r) - half));
    assert_row(&shop, "high", tanh(atanh(r) + half));
    assert_row(&shop, "low", 0.15955987170680078);
    assert_row(&shop, "spearman", 15.0 / 17);
    assert_row(&shop, "slope", 0.775);
    assert_row(&shop, "intercept", -0.75);
    assert_cell_text(text_of(&shop, "note"), "correlation, not effect");
    assert_cell_text(text_of(&shop, "verdict"), "n < 30");
    shop_close(&shop);
}

/* Without a rating, a sale line or positive net sales a product is left out. */
static void only_rated_products_that_sold_count(void **state)
{
    static const struct rated rated[] = {{1, 1}, {2, 10}, {(double)NAN, 7},
                                         {3, 0}, {4, 5},  {5, 0}};
    struct shop shop;

    (void)state;
    open_rated(&shop, rated, COUNT(rated));
    shop_sell_all(
        &shop,
        (struct line[]){
            /* takes back what p04 has sold */
            {.order = "back",
             .date = NOV(9),
             .product = "p04",
             .list = -5,
             .net = -5,
             .kind = LINE_RETURN},
            /* is of no value */
            {.order = "free", .date = NOV(9), .product = "p05"},
            /* is unknown */
            {.order = "x", .date = NOV(9), .product = "x", .list = 3},
            /* is before the window */
            {.order = "p03", .date = NOV(1) - 1, .product = "p03", .list = 3},
            {.order = NULL},
        });
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_row(&shop, "products", 2);
    assert_row(&shop, "pearson", 1);
    assert_row(&shop, "low", (double)NAN);
    assert_row(&shop, "slope", 1);
    shop_close(&shop);
}

static void an_interval_needs_four_products(void **state)
{
    static const struct rated rated[] = {{1, 1}, {2, 10}, {3, 10}, {4, 100}};
    struct shop shop;

    (void)state;
    open_rated(&shop, rated, 3);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_row(&shop, "high", (double)NAN);
    shop_close(&shop);
    open_rated(&shop, rated, 4);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_true(cell_is_defined(text_of(&shop, "high")));
    shop_close(&shop);
}

static void ratings_that_do_not_vary_say_nothing(void **state)
{
    static const struct rated rated[] = {{4, 1}, {4, 10}, {4, 100}, {4, 5}};
    struct shop shop;

    (void)state;
    open_rated(&shop, rated, COUNT(rated));
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_row(&shop, "products", 4);
    assert_row(&shop, "pearson", (double)NAN);
    assert_row(&shop, "spearman", (double)NAN);
    assert_row(&shop, "slope", (double)NAN);
    shop_close(&shop);
}

/* 30 products, the first half of them with one rating. */
static const struct verdict_case {
    const char *name;
    double first; /* rating */
    double second;
    size_t count;
    const char *verdict;
} cases[] = {
    {"products rated better that sell more", 2, 4, 30, "higher"},
    {"products rated better that sell less", 4, 2, 30, "lower"},
    {"one product fewer is too few", 2, 4, 29, "n < 30"},
};

static void verdict(void **state)
{
    const struct verdict_case *want = *state;
    struct rated rated[30];
    struct shop shop;

    for (size_t i = 0; i < want->count; i++)
        rated[i] =
            (struct rated){i < 15 ? want->first : want->second, (double)i + 1};
    open_rated(&shop, rated, want->count);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_cell_text(text_of(&shop, "verdict"), want->verdict);
    shop_close(&shop);
}

static void an_interval_that_holds_0_proves_nothing(void **state)
{
    struct rated rated[30];
    struct shop shop;

    (void)state;
    for (size_t i = 0; i < COUNT(rated); i++)
        rated[i] = (struct rated){i % 2 ? 2 : 4, (double)(i / 2) + 1};
    open_rated(&shop, rated, COUNT(rated));
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_cell_text(text_of(&shop, "verdict"), "not proven");
    shop_close(&shop);
}

static void without_ratings_there_is_no_table(void **state)
{
    static const struct rated rated[] = {{(double)NAN, 1}, {(double)NAN, 10}};
    struct shop shop;

    (void)state;
    open_rated(&shop, rated, COUNT(rated));
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_null(tables_find(&shop.study.tables, "product_impact"));
    shop_close(&shop);
}

static void heads_are_those_of_the_contract(void **state)
{
    static const char *const heads[] = {"products",  "pearson",  "low",
                                        "high",      "spearman", "slope",
                                        "intercept", "note",     "verdict"};
    static const struct rated rated[] = {{1, 0}};
    struct shop shop;
    const struct table *table;

    (void)state;
    open_rated(&shop, rated, COUNT(rated));
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    table = tables_find(&shop.study.tables, "product_impact");
    assert_int_equal(table->column_count, COUNT(heads));
    for (size_t i = 0; i < COUNT(heads); i++)
        assert_string_equal(table->columns[i].name, heads[i]);
    assert_row(&shop, "products", 0);
    assert_row(&shop, "pearson", (double)NAN);
    shop_close(&shop);
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(figures_are_of_ratings_and_logarithms),
        cmocka_unit_test(only_rated_products_that_sold_count),
        cmocka_unit_test(an_interval_needs_four_products),
        cmocka_unit_test(ratings_that_do_not_vary_say_nothing),
        cmocka_unit_test(an_interval_that_holds_0_proves_nothing),
        cmocka_unit_test(without_ratings_there_is_no_table),
        cmocka_unit_test(heads_are_those_of_the_contract),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(cases)];
    size_t count = COUNT(fixed);

    memcpy(tests, fixed, sizeof fixed);
    put_row_tests(tests + count, cases, verdict);
    return cmocka_run_group_tests_name("measure/rating", tests, NULL, NULL);
}
