#include "shop.h"

#include "measure/known.h"

/*
 * November ends with orders that go on in December.  Bread costs 1, milk 0.50.
 *
 *   second    a shipment of 10, and another of 4 less 1
 *   later     a return of 3, and a sale of 20 only then
 *   returned  a sale of 8 that comes back
 *   gift      a sale of nothing, and one of 7, both of dan
 *   before    told from its last day on: 5, which comes after 2 and a return of
 *             1 on another day
 *   next      begins in December, with eve
 */
static const struct line lines[] = {
    {.order = "second",
     .date = NOV(30),
     .customer = "ann",
     .store = "N",
     .product = "bread",
     .quantity = 2,
     .list = 10},
    {.order = "second",
     .date = NOV(30) + 2,
     .customer = "ann",
     .store = "N",
     .product = "bread",
     .quantity = 1,
     .list = 4,
     .discount = 1},
    {.order = "later",
     .date = NOV(30),
     .store = "N",
     .product = "milk",
     .quantity = -1,
     .net = -3,
     .kind = LINE_RETURN},
    {.order = "later",
     .date = NOV(30) + 1,
     .store = "N",
     .product = "milk",
     .quantity = 1,
     .list = 20},
    {.order = "returned",
     .date = NOV(29),
     .customer = "bob",
     .store = "S",
     .product = "bread",
     .quantity = 1,
     .list = 8},
    {.order = "returned",
     .date = NOV(30) + 3,
     .customer = "bob",
     .store = "S",
     .product = "bread",
     .quantity = -1,
     .net = -8,
     .kind = LINE_RETURN},
    {.order = "gift",
     .date = NOV(30),
     .customer = "dan",
     .store = "S",
     .product = "milk",
     .quantity = 1,
     .list = 0},
    {.order = "gift",
     .date = NOV(30) + 5,
     .customer = "dan",
     .store = "S",
     .product = "milk",
     .quantity = 1,
     .list = 7},
    {.order = "before",
     .date = NOV(30) + 1,
     .customer = "cid",
     .store = "S",
     .product = "bread",
     .quantity = 3,
     .list = 5},
    {.order = "before",
     .date = NOV(28),
     .customer = "cid",
     .store = "N",
     .product = "bread",
     .quantity = 1,
     .list = 2},
    {.order = "before",
     .date = NOV(30),
     .customer = "cid",
     .store = "N",
     .product = "bread",
     .quantity = -1,
     .net = -1,
     .kind = LINE_RETURN},
    {.order = "next",
     .date = NOV(30) + 3,
     .customer = "eve",
     .store = "N",
     .product = "milk",
     .quantity = 1,
     .list = 4},
    {.order = "next",
     .date = NOV(30) + 4,
     .customer = "eve",
     .store = "N",
     .product = "milk",
     .quantity = 1,
     .list = 6},
    {.order = NULL},
};

static struct shop shop;
static struct known cut; /* at the end of November */

static const struct want {
    const char *name;
    const char *order;
    int32_t day;
    bool basket;
    bool positive;
    double gross;
    double discount;
    double returns;
    double units;
    bool has_gift;
} wants[] = {
    {"a second shipment is not known", "second", NOV(30), true, true, 10, 0, 0,
     2, false},
    {"nor what makes it a basket", "later", NOV(30), false, false, 0, 0, 3, 0,
     false},
    {"nor what comes back", "returned", NOV(29), true, true, 8, 0, 0, 1, false},
    {"nor what makes it an occasion", "gift", NOV(30), false, false, 0, 0, 0, 1,
     true},
    {"most lines may come later", "before", NOV(28), true, true, 2, 0, 1, 1,
     false},
    {"what begins later stays as it is", "next", NOV(30) + 3, true, true, 10, 0,
     0, 2, false},
};

static void order(void **state)
{
    const struct want *want = *state;
    const struct order *known = order_of(&cut.book, want->order);

    assert_int_equal(known->day, want->day);
    assert_int_equal(order_is_basket(known), want->basket);
    assert_int_equal(known->positive, want->positive);
    assert_int_equal(known->has_gift, want->has_gift);
    assert_int_equal(known->gross, M(want->gross));
    assert_int_equal(known->discount, M(want->discount));
    assert_int_equal(known->returns, M(want->returns));
    assert_int_equal(known->units, Q(want->units));
}

/* Only of the order before, from its first day to the day of its return. */
static void what_has_moved_is_cut(void **state)
{
    const struct moved *moved = cut.book.moved;

    (void)state;
    assert_int_equal(shop.book->moved_count, 7);
    assert_int_equal(cut.book.moved_count, 1);
    assert_int_equal(moved->from, NOV(28));
    assert_int_equal(moved->date, NOV(30));
    assert_false(moved->positive);
    assert_int_equal(moved->gross, 0);
    assert_int_equal(moved->returns, M(1));
}

static void an_order_that_has_sold_nothing_yet_has_no_products(void **state)
{
    (void)state;
    assert_null(order_items(&cut.book, order_of(&cut.book, "later")));
    assert_non_null(order_items(&cut.book, order_of(&cut.book, "second")));
}

static struct depth_sums sum_depths(const struct book *book, enum depth depth,
                                    int32_t last)
{
    struct depth_sums sum = {0};

    for (size_t i = 0; i < book->day_count; i++)
        if (book->days[i].date <= last)
            depth_sums_add(&sum, book_depths_on(book, i) + depth);
    return sum;
}

/* Baskets of 10, 8 and 2 less 1: margins of 8, 7 and 1. */
static void baskets_by_depth_are_those_known(void **state)
{
    struct depth_sums none = sum_depths(&cut.book, DEPTH_NONE, NOV(30));
    struct depth_sums tenth = sum_depths(&cut.book, DEPTH_TO_10, NOV(30));

    (void)state;
    assert_int_equal(none.baskets, 3);
    assert_int_equal(none.costs.costed_net, M(19));
    assert_int_equal(cost_sums_margin(&none.costs), M(16));
    assert_int_equal(none.units, Q(4));
    assert_int_equal(none.returned_units, Q(1));
    assert_true(none.margin_margin ==
                (depth_square)M(1) * M(1) * (64 + 49 + 1));
    assert_true(none.sold_sold == (depth_square)Q(1) * Q(1) * (4 + 1 + 1));
    assert_int_equal(tenth.baskets, 0);
    assert_int_equal(tenth.units, 0);
    tenth = sum_depths(shop.book, DEPTH_TO_10, NOV(30));
    assert_int_equal(tenth.baskets, 1);
}

static void the_whole_book_stays_as_it_is(void **state)
{
    const struct order *second = order_of(shop.book, "second");

    (void)state;
    assert_int_equal(second->gross, M(14));
    assert_int_equal(second->discount, M(1));
    assert_int_equal(order_of(shop.book, "before")->day, NOV(30) + 1);
    assert_int_equal(order_of(shop.book, "later")->returns, M(3));
    assert_true(order_is_basket(order_of(shop.book, "later")));
}

/* On 1 December two of the orders are whole. */
static void it_may_be_cut_elsewhere_too(void **state)
{
    struct arena arena = {0};
    struct known other;

    (void)state;
    known_make(&arena, shop.book, NOV(30) + 1, &other);
    assert_int_equal(order_of(&other.book, "second")->gross, M(10));
    assert_int_equal(order_of(&other.book, "later")->gross, M(20));
    assert_int_equal(order_of(&other.book, "before")->gross, M(7));
    assert_int_equal(order_of(&other.book, "before")->day, NOV(30) + 1);
    assert_int_equal(other.book.moved_count, 3);
    known_free(&other);
    arena_free(&arena);
}

static void nothing_is_copied_where_nothing_is_cut(void **state)
{
    struct arena arena = {0};
    struct known other;

    (void)state;
    known_make(&arena, shop.book, NOV(30) + 5, &other);
    assert_ptr_equal(other.book.orders, shop.book->orders);
    assert_ptr_equal(other.book.moved, shop.book->moved);
    assert_ptr_equal(other.book.depths, shop.book->depths);
    known_free(&other);
    arena_free(&arena);
}

/* Baskets of 10, 8 and 2; dan and eve have not come yet, nor has ann again. */
static void a_study_knows_no_more(void **state)
{
    const struct table *kpis = tables_find(&shop.study.tables, "kpis");

    (void)state;
    assert_close(shop_kpi(&shop, "baskets", "value"), 3);
    assert_close(shop_kpi(&shop, "basket_mean", "value"), 20.0 / 3);
    assert_close(shop_kpi(&shop, "basket_p50", "value"), 8);
    assert_close(shop_kpi(&shop, "returns", "value"), 4);
    assert_close(shop_kpi(&shop, "net_sales", "value"), 16);
    assert_close(shop_kpi(&shop, "identified_sales", "value"), 20);
    assert_close(shop_kpi(&shop, "customers", "value"), 3);
    assert_close(shop_kpi(&shop, "new_customers", "value"), 3);
    assert_close(shop_kpi(&shop, "active_aov", "value"), 20.0 / 3);
    assert_close(shop_kpi(&shop, "items_per_basket", "value"), 1);
    assert_int_equal(table_find(kpis, 0, "kpi", "gap_mean"), kpis->row_count);
}

static bool is_of_what_was_read(const struct table *table)
{
    return strcmp(table->name, "control_totals") == 0 ||
           strcmp(table->name, "extracts") == 0;
}

/* All tables but those, as one text. */
static struct str print_used(struct shop *of)
{
    struct tables *tables = &of->study.tables;
    size_t kept = 0;

    for (size_t i = 0; i < tables->count; i++)
        if (!is_of_what_was_read(tables->items[i]))
            tables->items[kept++] = tables->items[i];
    tables->count = kept;
    return shop_print(of);
}

static void a_study_is_the_same_without_what_comes_later(void **state)
{
    struct shop early;
    struct str want;
    struct str got;

    (void)state;
    shop_open(&early);
    shop_add_products(&early);
    for (const struct line *line = lines; line->order; line++)
        if (line->date <= NOV(30))
            shop_sell(&early, line);
    assert_int_equal(shop_study(&early, "2023-11"), OK);
    want = print_used(&early);
    got = print_used(&shop);
    assert_int_equal(got.len, want.len);
    assert_memory_equal(got.at, want.at, want.len);
    shop_close(&early);
}

static int open_shop(void **state)
{
    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_sell_all(&shop, lines);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    known_make(&shop.arena, shop.book, NOV(30), &cut);
    return 0;
}

static int close_shop(void **state)
{
    (void)state;
    known_free(&cut);
    shop_close(&shop);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(what_has_moved_is_cut),
        cmocka_unit_test(an_order_that_has_sold_nothing_yet_has_no_products),
        cmocka_unit_test(baskets_by_depth_are_those_known),
        cmocka_unit_test(the_whole_book_stays_as_it_is),
        cmocka_unit_test(it_may_be_cut_elsewhere_too),
        cmocka_unit_test(nothing_is_copied_where_nothing_is_cut),
        cmocka_unit_test(a_study_knows_no_more),
        cmocka_unit_test(a_study_is_the_same_without_what_comes_later),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(wants)];

    memcpy(tests, fixed, sizeof fixed);
    put_row_tests(tests + COUNT(fixed), wants, order);
    return cmocka_run_group_tests_name("measure/known", tests, open_shop,
                                       close_shop);
}
