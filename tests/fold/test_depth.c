#include "shop.h"

#include "fold/depth.h"

static const struct want {
    const char *name;
    int64_t gross;
    int64_t discount;
    enum depth depth;
} wants[] = {
    {"no discount is full price", 100, 0, DEPTH_NONE},
    {"less than none is full price", 100, -1, DEPTH_NONE},
    {"the least discount is one", INT64_MAX, 1, DEPTH_TO_10},
    {"a tenth is up to 10 %", 1000, 100, DEPTH_TO_10},
    {"a little more is up to 20 %", 1000, 101, DEPTH_TO_20},
    {"a fifth is", 1000, 200, DEPTH_TO_20},
    {"a little more is up to 30 %", 1000, 201, DEPTH_TO_30},
    {"three tenths are", 1000, 300, DEPTH_TO_30},
    {"a little more is up to 50 %", 1000, 301, DEPTH_TO_50},
    {"a half is", 1000, 500, DEPTH_TO_50},
    {"a little more is above", 1000, 501, DEPTH_ABOVE_50},
    {"all but a little is above", 1000, 999, DEPTH_ABOVE_50},
    {"the largest gross, a half", INT64_MAX, INT64_MAX / 2, DEPTH_TO_50},
    {"the largest gross, more", INT64_MAX, INT64_MAX / 2 + 1, DEPTH_ABOVE_50},
    {"what a double takes for a tenth is more", INT64_C(1000000000000000000),
     INT64_C(100000000000000001), DEPTH_TO_20},
};

static void a_depth_is_of_whole_numbers(void **state)
{
    const struct want *want = *state;

    assert_int_equal(depth_of(want->gross, want->discount), want->depth);
}

/*
 * In money and thousandths: gross 9.00, discount 1.80, so 20 %.  Costed: net
 * 7.20 less a return of 2.20, so 5.00; cost 2.00005, rounded 2.0001 away from
 * zero; margin 2.9999.  3 units sold, 1 returned.
 */
static const struct order first = {
    .gross = 90000, .discount = 18000, .returns = 22000, .units = 3000};
static const struct side_sums first_side = {{50000, 20000500}, 1000};

/* More is returned than sold: net -1.00, cost -0.5, margin -0.5. */
static const struct order second = {
    .gross = 100, .discount = 11, .returns = 10089, .units = 2000};
static const struct side_sums second_side = {{-10000, -5000000}, 4000};

static void a_basket_adds_to_its_depth(void **state)
{
    static const struct depth_sums none;
    struct depth_sums depths[DEPTH_BANDS] = {{0}};
    const struct depth_sums *sums = depths + DEPTH_TO_20;

    (void)state;
    depth_sums_put(depths, &first, &first_side);
    depth_sums_put(depths, &second, &second_side);
    for (int depth = 0; depth < DEPTH_BANDS; depth++)
        if (depth != DEPTH_TO_20)
            assert_memory_equal(depths + depth, &none, sizeof none);
    assert_int_equal(sums->baskets, 2);
    assert_int_equal(sums->costs.costed_net, 40000);
    assert_int_equal(sums->costs.cost, 15000500);
    assert_int_equal(sums->returned_units, 5000);
    assert_int_equal(sums->units, 5000);
    assert_true(sums->margin_margin == 29999 * 29999 + 5000 * 5000);
    assert_true(sums->margin_net ==
                INT64_C(29999) * 50000 + INT64_C(5000) * 10000);
    assert_true(sums->net_net == INT64_C(2600000000));
    assert_true(sums->returned_returned == 17000000);
    assert_true(sums->returned_sold == 11000000);
    assert_true(sums->sold_sold == 13000000);
}

static void sums_of_depths_add_up(void **state)
{
    struct depth_sums both[DEPTH_BANDS] = {{0}};
    struct depth_sums one[DEPTH_BANDS] = {{0}};
    struct depth_sums other[DEPTH_BANDS] = {{0}};

    (void)state;
    depth_sums_put(both, &first, &first_side);
    depth_sums_put(one, &first, &first_side);
    depth_sums_put(both, &second, &second_side);
    depth_sums_put(other, &second, &second_side);
    for (int depth = 0; depth < DEPTH_BANDS; depth++)
        depth_sums_add(one + depth, other + depth);
    assert_memory_equal(one, both, sizeof both);
}

static void what_was_added_can_be_taken_off(void **state)
{
    struct depth_sums both[DEPTH_BANDS] = {{0}};
    struct depth_sums one[DEPTH_BANDS] = {{0}};
    struct depth_sums other[DEPTH_BANDS] = {{0}};

    (void)state;
    depth_sums_put(both, &first, &first_side);
    depth_sums_put(both, &second, &second_side);
    depth_sums_put(one, &first, &first_side);
    depth_sums_put(other, &second, &second_side);
    for (int depth = 0; depth < DEPTH_BANDS; depth++)
        depth_sums_take(both + depth, other + depth);
    assert_memory_equal(both, one, sizeof both);
}

/* The square of 2^62 has its place, and so have two of them. */
static void squares_have_128_bits(void **state)
{
    const struct order order = {.gross = INT64_C(1) << 62,
                                .units = INT64_C(1) << 62};
    const struct side_sums side = {{INT64_C(1) << 62, 0}, INT64_C(1) << 62};
    struct depth_sums depths[DEPTH_BANDS] = {{0}};

    (void)state;
    depth_sums_put(depths, &order, &side);
    assert_true(depths->margin_margin >> 124 == 1);
    assert_true(depths->net_net >> 124 == 1);
    assert_true(depths->returned_sold >> 124 == 1);
    assert_true((depth_square)(uint64_t)depths->net_net == 0);
}

/* An order's lines of any file and day are one basket, of its first day. */
static void an_order_is_one_basket(void **state)
{
    static const struct line lines[] = {
        {.order = "a",
         .date = NOV(3),
         .product = "bread",
         .quantity = 2,
         .list = 10,
         .discount = 2},
        {.order = "b",
         .date = NOV(2),
         .product = "milk",
         .quantity = 1,
         .list = 3},
        {.order = "a",
         .date = NOV(2),
         .product = "blocks",
         .quantity = 1,
         .list = 10},
        {.order = "a",
         .date = NOV(4),
         .product = "milk",
         .quantity = -3,
         .net = -6,
         .kind = LINE_RETURN},
        {.order = "only returned",
         .date = NOV(2),
         .product = "milk",
         .quantity = -3,
         .net = -6,
         .kind = LINE_RETURN},
    };
    struct shop shop;
    const struct depth_sums *a, *b;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct sale sale = shop_sale(lines + i);

        book_add(shop.book, &sale);
    }
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    assert_int_equal(shop.book->days[0].date, NOV(2));
    a = book_depths_on(shop.book, 0) + DEPTH_TO_10;
    b = book_depths_on(shop.book, 0) + DEPTH_NONE;
    assert_int_equal(a->baskets, 1);
    assert_int_equal(a->costs.costed_net, M(8) - M(6));
    /* 2 x 1.00 of bread less 3 x 0.50 of milk. */
    assert_int_equal(a->costs.cost, M(0.5) * COST_TO_MONEY);
    assert_int_equal(a->units, Q(3));
    assert_int_equal(a->returned_units, Q(3));
    assert_true(a->margin_net == M(1.5) * M(2));
    assert_int_equal(b->baskets, 1);
    assert_true(b->margin_margin == M(2.5) * M(2.5));
    for (size_t i = DEPTH_BANDS; i < 3 * DEPTH_BANDS; i++)
        assert_int_equal(book_depths_on(shop.book, 0)[i].baskets, 0);
    shop_close(&shop);
}

int main(void)
{
    struct CMUnitTest tests[5 + COUNT(wants)] = {
        cmocka_unit_test(a_basket_adds_to_its_depth),
        cmocka_unit_test(sums_of_depths_add_up),
        cmocka_unit_test(what_was_added_can_be_taken_off),
        cmocka_unit_test(squares_have_128_bits),
        cmocka_unit_test(an_order_is_one_basket),
    };

    put_row_tests(tests + 5, wants, a_depth_is_of_whole_numbers);
    return cmocka_run_group_tests_name("fold/depth", tests, NULL, NULL);
}
