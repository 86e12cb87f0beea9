#include "shop.h"

#include "fold/walk.h"

static int open_shop(void **state)
{
    struct shop *shop = calloc(1, sizeof *shop);

    shop_open(shop);
    shop_add_products(shop);
    *state = shop;
    return 0;
}

static int close_shop(void **state)
{
    shop_close(*state);
    free(*state);
    return 0;
}

/* Seal the book, so that its orders and sums can be looked at. */
static const struct book *sealed(struct shop *shop)
{
    assert_int_equal(book_seal(shop->book, 2, &shop->diag), OK);
    return shop->book;
}

/* The full sums of the only day that has some. */
static const struct sums *sums_of_day(struct shop *shop, uint32_t class)
{
    const struct book *book = sealed(shop);

    assert_int_equal(book->day_count, 1);
    return book->days[0].classes + class;
}

static void assert_text(struct str got, const char *want)
{
    assert_int_equal(got.len, strlen(want));
    assert_memory_equal(got.at, want, got.len);
}

static void assert_id(const struct map *map, uint32_t number, const char *want)
{
    if (!want) {
        assert_int_equal(number, MAP_NONE);
        return;
    }
    assert_int_not_equal(number, MAP_NONE);
    assert_true(str_equal(map->items[number], str_of(want)));
}

static void an_order_sums_its_sale_lines_of_all_days(void **state)
{
    struct shop *shop = *state;
    const struct order *order;

    shop_sell_all(shop, (struct line[]){
                            {.order = "1",
                             .date = NOV(1),
                             .product = "bread",
                             .quantity = 2,
                             .list = 10,
                             .discount = 1},
                            {.order = "2", .date = NOV(1), .list = 5},
                            {.order = "1",
                             .date = NOV(2),
                             .product = "petrol",
                             .quantity = 30,
                             .list = 40},
                            {.order = "1",
                             .date = NOV(3),
                             .product = "bread",
                             .quantity = -1,
                             .net = -5,
                             .kind = LINE_RETURN},
                            {.order = NULL},
                        });
    order = order_of(sealed(shop), "1");
    assert_true(order->is_sold);
    assert_int_equal(order->gross, M(50));
    assert_int_equal(order->discount, M(1));
    assert_int_equal(order->units, Q(2));
    assert_int_equal(order->item_count, 2);
    assert_true(order_is_basket(order));
    assert_int_equal(order->returns, M(5));
    assert_int_equal(shop->book->moved_count, 2);
}

static void lines_of_one_day_share_cells(void **state)
{
    struct shop *shop = *state;
    const struct book *book = shop->book;
    const struct line line = {.order = "1",
                              .date = NOV(1),
                              .store = "N",
                              .product = "bread",
                              .quantity = 1,
                              .list = 3};
    struct line other = line;
    const struct sums *sums;
    struct walk walk;

    other.order = "2";
    shop_sell(shop, &line);
    shop_sell(shop, &other);
    shop_sell(shop, &line);
    sums = sums_of_day(shop, 1);
    assert_int_equal(sums->gross, M(9));
    walk = walk_products(book, NOV(1), NOV(1));
    assert_true(walk_next(&walk));
    assert_int_equal(walk.sums.gross, M(9));
    assert_int_equal(walk.sums.units, Q(3));
    assert_int_equal(walk.sums.sale_lines, 3);
    assert_false(walk_next(&walk));
    walk = walk_sites(book, NOV(1), NOV(1));
    assert_true(walk_next(&walk));
    assert_int_equal(walk_class(&walk), 1);
    assert_false(walk_next(&walk));
    walk = walk_sites(book, NOV(2), NOV(30));
    assert_false(walk_next(&walk));
    assert_int_equal(book_order_count(book), 2);
    assert_int_equal(order_of(book, "1")->item_count, 1);
}

static void an_order_without_value_is_no_basket(void **state)
{
    struct shop *shop = *state;

    shop_sell_all(shop, (struct line[]){
                            {.order = "free", .date = NOV(1), .quantity = 1},
                            {.order = "back",
                             .date = NOV(1),
                             .quantity = -1,
                             .net = -2,
                             .kind = LINE_RETURN},
                            {.order = NULL},
                        });
    sealed(shop);
    assert_false(order_is_basket(order_of(shop->book, "free")));
    assert_false(order_is_basket(order_of(shop->book, "back")));
    assert_false(order_of(shop->book, "back")->is_sold);
}

static void fees_and_gift_cards_only_make_days(void **state)
{
    struct shop *shop = *state;
    const struct book *book = shop->book;

    shop_sell_all(
        shop, (struct line[]){
                  {.order = "1",
                   .date = NOV(3),
                   .product = "card",
                   .customer = "ann",
                   .list = 50},
                  {.order = "2", .date = NOV(9), .list = 3, .kind = LINE_OTHER},
                  {.order = NULL},
              });
    assert_int_equal(book_seal(shop->book, 2, &shop->diag), OK);
    assert_int_equal(book_order_count(book), 0);
    assert_int_equal(book->customer_count, 0);
    assert_int_equal(book->day_count, 0);
    assert_int_equal(book->other_lines, 2);
    assert_int_equal(book->other_net, M(53));
    assert_int_equal(book->first_date, NOV(3));
    assert_int_equal(book->last_date, NOV(9));
}

static void a_return_lowers_net_whatever_its_sign(void **state)
{
    struct shop *shop = *state;
    const struct sums *sums;

    shop_sell_all(shop, (struct line[]){
                            {.order = "1",
                             .date = NOV(1),
                             .product = "bread",
                             .quantity = -2,
                             .net = -8,
                             .kind = LINE_RETURN},
                            {.order = "2",
                             .date = NOV(1),
                             .product = "bread",
                             .quantity = 1,
                             .net = 4,
                             .kind = LINE_RETURN},
                            {.order = "3",
                             .date = NOV(1),
                             .product = "bread",
                             .quantity = 5,
                             .list = 20},
                            {.order = NULL},
                        });
    sums = sums_of_day(shop, 1);
    assert_int_equal(sums->returns, M(12));
    assert_int_equal(sums->returned_units, Q(3));
    assert_int_equal(sums->return_lines, 2);
    assert_int_equal(sums_net(sums), M(8));
    assert_int_equal(sums->costed_net, M(8));
    assert_int_equal(sums->cost, M(2) * 1000); /* two units at 1.00 */
    /* As given: -8 + 4 + 20 = 16. */
    assert_int_equal(shop->book->net_gap, M(8));
}

static void returned_fuel_is_no_unit(void **state)
{
    struct shop *shop = *state;
    const struct sums *sums;

    shop_sell(shop, &(struct line){.order = "1",
                                   .date = NOV(1),
                                   .product = "petrol",
                                   .quantity = -20,
                                   .net = -30,
                                   .kind = LINE_RETURN});
    sums = sums_of_day(shop, 4);
    assert_int_equal(sums->returns, M(30));
    assert_int_equal(sums->returned_units, 0);
}

static void a_net_amount_off_by_a_cent_is_kept_apart(void **state)
{
    struct shop *shop = *state;

    shop_sell(shop, &(struct line){.order = "1",
                                   .date = NOV(1),
                                   .list = 10,
                                   .discount = 3.33,
                                   .net = 6.68});
    assert_int_equal(sums_net(sums_of_day(shop, 0)), M(6.67));
    assert_int_equal(shop->book->net_gap, M(0.01));
}

static void an_overflow_is_told(void **state)
{
    struct shop *shop = *state;
    struct sale sale = {.order = STR("1"), .list = INT64_MAX, .net = INT64_MAX};

    book_add(shop->book, &sale);
    book_add(shop->book, &sale);
    assert_int_equal(book_seal(shop->book, 2, &shop->diag), BAD_DATA);
    fflush(shop->diag.out);
    assert_non_null(strstr(shop->told, "does not fit"));
}

/* Numbers of products from 0 to 299, three times over, in two orders. */
static void sell_many(struct shop *shop, struct book *book, int first, int step)
{
    char product[16];

    for (int i = first; i < 900; i += step) {
        snprintf(product, sizeof product, "product %d", i % 300);
        for (int order = 0; order < 2; order++) {
            struct sale sale =
                shop_sale(&(struct line){.order = order ? "B" : "A",
                                         .date = NOV(1) + i % 2,
                                         .customer = order ? "ann" : NULL,
                                         .product = product,
                                         .quantity = 1,
                                         .list = 2});

            shop_account(shop, &sale);
            book_add(book, &sale);
        }
    }
}

static void check_many(const struct book *book)
{
    const char *const ids[] = {"A", "B"};

    assert_int_equal(book_order_count(book), 2);
    for (size_t i = 0; i < COUNT(ids); i++) {
        const struct order *order = order_of(book, ids[i]);
        const uint32_t *items = order_items(book, order);

        assert_int_equal(order->gross, M(1800));
        assert_int_equal(order->units, Q(900));
        assert_int_equal(order->item_count, 300);
        for (uint32_t j = 1; j < order->item_count; j++)
            assert_int_not_equal(items[j - 1], items[j]);
    }
}

static void an_order_may_have_any_number_of_products(void **state)
{
    struct shop *shop = *state;

    sell_many(shop, shop->book, 0, 1);
    check_many(sealed(shop));
}

/* Three books with arenas of their own, each with a part of both orders. */
static void a_merged_book_leaves_its_arena_empty(void **state)
{
    struct shop *shop = *state;
    struct walk walk;
    int64_t gross = 0;

    for (int i = 0; i < 3; i++) {
        struct arena arena = {0};
        struct book *book = book_new(&arena, &shop->catalogue);

        sell_many(shop, book, i, 3);
        book_merge(shop->book, book);
        assert_null(arena.last);
    }
    check_many(sealed(shop));
    assert_int_equal(shop->book->day_count, 2);
    assert_int_equal(shop->book->customer_count, 1);
    assert_int_equal(shop->book->sums.gross, M(3600));
    walk = walk_products(shop->book, NOV(1), NOV(1));
    while (walk_next(&walk))
        gross += walk.sums.gross;
    assert_int_equal(gross, M(1800));
}

/* The attributes of an order of two lines, in either order of arrival. */
static const struct first {
    const char *name;
    struct line a;
    struct line b;
    const char *customer;
    const char *store;
    const char *channel;
    int hour;
    bool has_time;
} firsts[] = {
    {"the first line in time decides",
     {.hour = 12, .customer = "ann", .store = "N", .channel = "app"},
     {.hour = 11, .customer = "bob", .store = "S", .channel = "shop"},
     "bob",
     "S",
     "shop",
     11,
     true},
    {"a first line in time decides though it knows nothing",
     {.hour = 12, .customer = "ann", .store = "N"},
     {.hour = 11},
     NULL,
     NULL,
     NULL,
     11,
     true},
    {"lines of one time give the smallest values",
     {.hour = 9, .customer = "bob", .store = "N", .channel = "b"},
     {.hour = 9, .customer = "ann", .store = "S", .channel = "a"},
     "ann",
     "N",
     "a",
     9,
     true},
    {"of lines of one time the known value is taken",
     {.hour = 9, .customer = "bob"},
     {.hour = 9, .store = "S"},
     "bob",
     "S",
     NULL,
     9,
     true},
    {"a shorter id is smaller than one it begins",
     {.hour = 9, .customer = "10"},
     {.hour = 9, .customer = "1"},
     "1",
     NULL,
     NULL,
     9,
     true},
    {"a line without a time of day comes first",
     {.hour = 9, .customer = "ann"},
     {.customer = "bob"},
     "bob",
     NULL,
     NULL,
     0,
     false},
    {"of midnight and a date alone the time is known",
     {.midnight = true},
     {.hour = 0},
     NULL,
     NULL,
     NULL,
     0,
     true},
    {"a return line counts as a line",
     {.hour = 9, .customer = "ann"},
     {.hour = 8, .customer = "bob", .net = -1, .kind = LINE_RETURN},
     "bob",
     NULL,
     NULL,
     8,
     true},
    {"a fee does not",
     {.hour = 9, .customer = "ann"},
     {.hour = 8, .customer = "bob", .kind = LINE_OTHER},
     "ann",
     NULL,
     NULL,
     9,
     true},
};

static void check_first(const struct first *first, bool turned)
{
    struct shop shop;
    struct line a = first->a;
    struct line b = first->b;
    const struct order *order;

    shop_open(&shop);
    a.order = b.order = "1";
    a.date = b.date = NOV(1);
    shop_sell(&shop, turned ? &b : &a);
    shop_sell(&shop, turned ? &a : &b);
    order = order_of(sealed(&shop), "1");
    if (first->customer)
        assert_text(book_customer_id(shop.book, order->customer),
                    first->customer);
    else
        assert_int_equal(order->customer, MAP_NONE);
    assert_id(&shop.book->stores, order->store, first->store);
    assert_id(&shop.book->channels, order->channel, first->channel);
    assert_int_equal(order->date, NOV(1));
    assert_int_equal(order->second, first->hour * 3600);
    assert_int_equal(order->has_time, first->has_time);
    shop_close(&shop);
}

static void first_line(void **state)
{
    check_first(*state, false);
    check_first(*state, true);
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_shop, close_shop)
        TEST(an_order_sums_its_sale_lines_of_all_days),
        TEST(lines_of_one_day_share_cells),
        TEST(an_order_without_value_is_no_basket),
        TEST(fees_and_gift_cards_only_make_days),
        TEST(a_return_lowers_net_whatever_its_sign),
        TEST(returned_fuel_is_no_unit),
        TEST(a_net_amount_off_by_a_cent_is_kept_apart),
        TEST(an_overflow_is_told),
        TEST(an_order_may_have_any_number_of_products),
        TEST(a_merged_book_leaves_its_arena_empty),
#undef TEST
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(firsts)];

    memcpy(tests, fixed, sizeof fixed);
    put_row_tests(tests + COUNT(fixed), firsts, first_line);
    return cmocka_run_group_tests_name("fold/book", tests, NULL, NULL);
}
