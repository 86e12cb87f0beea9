#include "patrons.h"

#include "measure/mart.h"

/* The as-of day is 2024-02-29; the last 52 weeks begin on 2023-03-03, the last
 * year on 2023-03-01. */
enum { LAST = 19782, FROM_52W = 19419, FROM_YEAR = 19417, LINES = 8 };

/* A line of one customer: the product, the day, what it comes to. */
struct buy {
    const char *order;
    const char *product;
    int32_t date;
    double net; /* below 0: brought back */
};

static const struct want {
    const char *name;
    const char *category; /* NULL: none */
    struct buy buys[LINES];
} wants[] = {
    {"the larger one is preferred",
     "Milk",
     {{"a", "bread", LAST, 10}, {"b", "milk", LAST, 10.01}}},
    {"one basket says nothing", NULL, {{"a", "bread", LAST, 10}}},
    {"nor do two of which one is too old",
     NULL,
     {{"a", "bread", LAST, 10}, {"b", "bread", FROM_52W - 1, 10}}},
    {"what is too old does not count",
     "Milk",
     {{"a", "bread", FROM_52W - 1, 99},
      {"b", "milk", FROM_52W, 10},
      {"c", "milk", LAST, 1}}},
    {"what comes later does not count",
     "Milk",
     {{"a", "milk", LAST, 10},
      {"b", "milk", LAST, 1},
      {"c", "bread", LAST + 1, 99}}},
    {"what is brought back is taken off",
     "Milk",
     {{"a", "bread", LAST, 20},
      {"b", "milk", LAST, 15},
      {"c", "bread", LAST, -6}}},
    {"lines of an order count on their own day",
     "Blocks",
     {{"a", "bread", FROM_52W - 1, 99},
      {"a", "blocks", FROM_52W, 10},
      {"a", "milk", LAST, 9},
      {"a", "milk", LAST + 1, 99},
      {"b", "cat", LAST, 5},
      {"c", "cat", LAST, 4}}},
    {"lines of an order may lie apart",
     "Bread",
     {{"a", "bread", LAST, 6},
      {"b", "milk", LAST, 10},
      {"a", "bread", LAST, 5},
      {"b", "milk", LAST, -1}}},
    {"a share of 30 % is enough",
     "Bread",
     {{"a", "bread", LAST, 3},
      {"b", "milk", LAST, 2.5},
      {"c", "blocks", LAST, 2.5},
      {"d", "cat", LAST, 2}}},
    {"one below it is mixed",
     "Mixed",
     {{"a", "bread", LAST, 3},
      {"b", "milk", LAST, 2.5},
      {"c", "blocks", LAST, 2.5},
      {"d", "cat", LAST, 2.0001}}},
    {"a share of nothing is none",
     NULL,
     {{"a", "bread", LAST, 10},
      {"b", "milk", LAST, 10},
      {"c", "milk", LAST, -20}}},
    {"of as much that of more baskets",
     "Milk",
     {{"a", "bread", LAST, 10},
      {"b", "milk", LAST - 1, 5},
      {"c", "milk", LAST - 2, 5}}},
    {"of as many that of the later one",
     "Milk",
     {{"a", "bread", LAST - 1, 10}, {"b", "milk", LAST, 10}}},
    {"of the same day that of the smaller name",
     "Blocks",
     {{"a", "cat", LAST, 10},
      {"a", "blocks", LAST, 10},
      {"b", "petrol", LAST, 1}}},
    {"a product that nobody knows has a category by itself",
     "Unknown",
     {{"a", "what", LAST, 6}, {"b", "bread", LAST, 5}, {"c", "ever", LAST, 6}}},
    {"amounts may be large",
     "Milk",
     {{"a", "bread", LAST, 500000}, {"b", "milk", LAST, 500000.01}}},
    {"returns of other orders may be large",
     "Bread",
     {{"a", "bread", LAST, 900000},
      {"b", "milk", LAST, 900000},
      {"c", "milk", LAST, -400000}}},
};

static void sell(struct shop *shop, const struct buy *buy)
{
    bool is_return = buy->net < 0;

    shop_sell(shop,
              &(struct line){.order = buy->order,
                             .date = buy->date,
                             .customer = "ann",
                             .product = buy->product,
                             .quantity = is_return ? -1 : 1,
                             .list = is_return ? 0 : buy->net,
                             .net = is_return ? buy->net : 0,
                             .kind = is_return ? LINE_RETURN : LINE_SALE});
}

/* Somebody else is seen on days of before and after. */
static void open(struct shop *shop)
{
    shop_open(shop);
    shop_add_products(shop);
    shop_sell_bread(shop, "first", NULL, FROM_YEAR - 30, 1, 0);
    shop_sell_bread(shop, "last", NULL, LAST + 1, 1, 0);
}

static void a_category_is_preferred(void **state)
{
    const struct want *want = *state;
    const struct cell *cell;
    struct shop shop;

    open(&shop);
    for (size_t i = 0; i < LINES && want->buys[i].order; i++)
        sell(&shop, want->buys + i);
    assert_int_equal(shop_study(&shop, "2024-02"), OK);
    cell = shop_cell(&shop, "customers", "customer_id", "ann",
                     "preferred_category");
    if (want->category)
        assert_cell_text(cell, want->category);
    else
        assert_int_equal(cell->kind, CELL_UNDEFINED);
    shop_close(&shop);
}

static void without_categories_there_is_no_preference(void **state)
{
    struct shop shop;

    (void)state;
    open(&shop);
    for (uint32_t i = 0; i < 7; i++)
        shop.catalogue.classes[i].category = (struct str){0};
    shop_sell_bread(&shop, "a", "ann", LAST, 1, 0);
    shop_sell_bread(&shop, "b", "ann", LAST, 1, 0);
    assert_int_equal(shop_study(&shop, "2024-02"), OK);
    assert_int_equal(shop_cell(&shop, "customers", "customer_id", "ann",
                               "preferred_category")
                         ->kind,
                     CELL_UNDEFINED);
    shop_close(&shop);
}

/* Bread costs 1 and milk 0.5 a unit; blocks have no cost. */
static const struct margin_want {
    const char *name;
    double margin;
    double level;
    struct buy buys[LINES];
} margin_wants[] = {
    {"margin is net sales less cost", 9, 1, {{"a", "bread", LAST, 10}}},
    {"up to 50 is little", 50, 1, {{"a", "bread", LAST, 51}}},
    {"more is some", 50.0001, 2, {{"a", "bread", LAST, 51.0001}}},
    {"below 150 as well", 149.9999, 2, {{"a", "bread", LAST, 150.9999}}},
    {"150 is much", 150, 3, {{"a", "bread", LAST, 151}}},
    {"who bought nothing is at 0",
     -4,
     0,
     {{"a", "bread", FROM_YEAR - 1, 99}, {"b", "bread", LAST, -5}}},
    {"who bought at a loss is not", -0.5, 1, {{"a", "bread", LAST, 0.5}}},
    {"the year has a first day",
     9,
     1,
     {{"a", "bread", FROM_YEAR, 10}, {"b", "bread", FROM_YEAR - 1, 99}}},
    {"and a last one",
     9,
     1,
     {{"a", "bread", LAST, 10}, {"b", "bread", LAST + 1, 99}}},
    {"what has no cost has no margin",
     9.5,
     1,
     {{"a", "milk", LAST, 10}, {"a", "blocks", LAST, 500}}},
    {"what is brought back is taken off, and so is its cost",
     7,
     1,
     {{"a", "milk", LAST, 10},
      {"a", "milk", LAST, -3},
      {"a", "milk", LAST, -0.5}}},
    {"lines of an order count on their own day",
     14,
     1,
     {{"a", "bread", FROM_YEAR - 1, 99},
      {"a", "bread", FROM_YEAR, 10},
      {"a", "bread", LAST, 6},
      {"a", "bread", LAST + 1, 99},
      {"b", "blocks", LAST, 3}}},
    {"margins may be large",
     999999,
     3,
     {{"a", "bread", LAST, 1000000}, {"a", "blocks", LAST, 1}}},
};

static void a_margin_is_left(void **state)
{
    const struct margin_want *want = *state;
    struct shop shop;

    open(&shop);
    for (size_t i = 0; i < LINES && want->buys[i].order; i++)
        sell(&shop, want->buys + i);
    assert_int_equal(shop_study(&shop, "2024-02"), OK);
    assert_close(
        shop_number(&shop, "customers", "customer_id", "ann", "margin_year"),
        want->margin);
    assert_close(
        shop_number(&shop, "customers", "customer_id", "ann", "profit_level"),
        want->level);
    shop_close(&shop);
}

static void without_costs_there_is_no_profit_level(void **state)
{
    static const char *const columns[] = {"margin_year", "profit_level"};
    struct shop shop;

    (void)state;
    open(&shop);
    shop.catalogue.has_costs = false;
    for (uint32_t i = 0; i < shop.catalogue.product_ids.count; i++)
        shop.catalogue.products[i].has_cost = false;
    shop_sell_bread(&shop, "a", "ann", LAST, 100, 0);
    assert_int_equal(shop_study(&shop, "2024-02"), OK);
    for (size_t i = 0; i < COUNT(columns); i++)
        assert_int_equal(
            shop_cell(&shop, "customers", "customer_id", "ann", columns[i])
                ->kind,
            CELL_UNDEFINED);
    shop_close(&shop);
}

int main(void)
{
    struct CMUnitTest tests[2 + COUNT(wants) + COUNT(margin_wants)] = {
        cmocka_unit_test(without_categories_there_is_no_preference),
        cmocka_unit_test(without_costs_there_is_no_profit_level),
    };

    put_row_tests(tests + 2, wants, a_category_is_preferred);
    put_row_tests(tests + 2 + COUNT(wants), margin_wants, a_margin_is_left);
    return cmocka_run_group_tests_name("measure/assortment", tests, NULL, NULL);
}
