#include "shop.h"

#include "measure/totals.h"

static struct window days(int32_t start, int32_t end)
{
    return (struct window){.start = start, .end = end};
}

/* The totals of windows over some lines. */
static void total(const struct line *lines, const struct window *windows,
                  size_t count, struct totals *totals)
{
    struct shop shop;
    struct members members;
    int64_t baskets[500];

    shop_open(&shop);
    shop_add_products(&shop);
    shop_sell_all(&shop, lines);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    assert_true(shop.book->last_date - shop.book->first_date <
                (int)COUNT(baskets));
    members = members_make(&shop.arena, shop.book, 1);
    totals_make(&(struct totals_order){.book = shop.book,
                                       .members = &members,
                                       .threads = 2,
                                       .windows = windows,
                                       .count = count,
                                       .active_days = 182,
                                       .engaged_days = 56},
                totals, baskets);
    shop_close(&shop);
}

static void money_counts_on_its_day_and_a_basket_on_its_first(void **state)
{
    static const struct line lines[] = {
        {.order = "1",
         .date = NOV(2),
         .hour = 1,
         .product = "milk",
         .quantity = 1,
         .list = 4},
        {.order = "1",
         .date = NOV(1),
         .hour = 23,
         .product = "bread",
         .quantity = 2,
         .list = 10},
        {.order = NULL},
    };
    const struct window windows[] = {days(NOV(1), NOV(1)), days(NOV(2), NOV(2)),
                                     days(NOV(1), NOV(2))};
    struct totals totals[3];

    (void)state;
    total(lines, windows, 3, totals);
    assert_int_equal(totals[0].sums.gross, M(10));
    assert_int_equal(totals[0].baskets, 1);
    assert_int_equal(totals[0].basket_value, M(14));
    assert_int_equal(totals[0].basket_products, 2);
    assert_int_equal(totals[1].sums.gross, M(4));
    assert_int_equal(totals[1].baskets, 0);
    assert_close(totals[1].basket_quantiles[BASKET_P50], (double)NAN);
    assert_int_equal(totals[2].sums.gross, M(14));
    assert_int_equal(totals[2].baskets, 1);
}

static void sums_of_two_windows_are_those_of_both(void **state)
{
    const struct window windows[] = {days(NOV(1), NOV(2)), days(NOV(3), NOV(5)),
                                     days(NOV(1), NOV(5))};
    struct totals totals[3];

    (void)state;
    total(shop_november, windows, 3, totals);
    assert_true(sums_add(&totals[0].sums, &totals[1].sums));
    assert_memory_equal(&totals[0].sums, &totals[2].sums, sizeof(struct sums));
    assert_true(sums_add(&totals[0].identified, &totals[1].identified));
    assert_memory_equal(&totals[0].identified, &totals[2].identified,
                        sizeof(struct sums));
    assert_int_equal(totals[0].baskets + totals[1].baskets, totals[2].baskets);
    assert_int_equal(totals[0].new_customers + totals[1].new_customers,
                     totals[2].new_customers);
    /* ann and bob on the first days, cid later: nobody on both */
    assert_int_equal(totals[0].customers + totals[1].customers,
                     totals[2].customers);
}

static void an_unknown_window_is_of_no_day(void **state)
{
    const struct window window = days(DATE_NONE, DATE_NONE);
    struct totals totals;

    (void)state;
    total(shop_november, &window, 1, &totals);
    assert_int_equal(totals.sums.gross, 0);
    assert_int_equal(totals.baskets, 0);
    assert_close(totals.gap_mean, (double)NAN);
}

static void days_without_data_are_of_no_sales(void **state)
{
    const struct window window = days(NOV(1) - 3000, NOV(1) - 2000);
    struct totals totals;

    (void)state;
    total(shop_november, &window, 1, &totals);
    assert_int_equal(totals.sums.sale_lines, 0);
    total((struct line[]){{.order = NULL}}, &window, 1, &totals);
    assert_int_equal(totals.baskets, 0);
    assert_close(totals.basket_quantiles[BASKET_P90], (double)NAN);
}

/* ann buys on days 1, 1, 11 and 31 after; bob on 1 and 6. */
static void gaps_reach_back_over_all_history(void **state)
{
    static const struct line lines[] = {
        {.order = "1", .date = NOV(1), .customer = "ann", .list = 1},
        {.order = "2", .date = NOV(1), .customer = "ann", .list = 1},
        {.order = "3", .date = NOV(11), .customer = "ann", .list = 1},
        {.order = "4", .date = NOV(31), .customer = "ann", .list = 1},
        {.order = "5", .date = NOV(1), .customer = "bob", .list = 1},
        {.order = "6", .date = NOV(6), .customer = "bob", .list = 1},
        {.order = "7", .date = NOV(7), .customer = "cid", .list = 1},
        {.order = "8", .date = NOV(9), .customer = "cid", .list = 0},
        {.order = NULL},
    };
    const struct window windows[] = {
        days(NOV(1), NOV(5)), days(NOV(7), NOV(11)), days(NOV(12), NOV(31))};
    struct totals totals[3];

    (void)state;
    total(lines, windows, 3, totals);
    assert_int_equal(totals[0].gap_customers, 0);
    assert_close(totals[0].gap_mean, (double)NAN);
    assert_int_equal(totals[1].gap_customers, 2);
    assert_close(totals[1].gap_mean, 7.5);
    assert_close(totals[2].gap_mean, 10);
    assert_close(totals[2].gap_median, 10);
    assert_int_equal(totals[0].new_customers, 2);
    assert_int_equal(totals[0].existing_customers, 0);
    assert_int_equal(totals[1].new_customers, 1);
    assert_int_equal(totals[1].existing_customers, 1);
    assert_int_equal(totals[2].existing_customers, 1);
}

static void dates_before_1970_are_in_order(void **state)
{
    static const struct line lines[] = {
        {.order = "1", .date = 3, .hour = 5, .customer = "ann", .list = 1},
        {.order = "2", .date = -7, .hour = 5, .customer = "ann", .list = 1},
        {.order = NULL},
    };
    const struct window windows[] = {days(-7, -7), days(3, 3)};
    struct totals totals[2];

    (void)state;
    total(lines, windows, 2, totals);
    assert_int_equal(totals[0].baskets, 1);
    assert_int_equal(totals[0].new_customers, 1);
    assert_int_equal(totals[1].existing_customers, 1);
    assert_close(totals[1].gap_mean, 10);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_counts_on_its_day_and_a_basket_on_its_first),
        cmocka_unit_test(sums_of_two_windows_are_those_of_both),
        cmocka_unit_test(an_unknown_window_is_of_no_day),
        cmocka_unit_test(days_without_data_are_of_no_sales),
        cmocka_unit_test(gaps_reach_back_over_all_history),
        cmocka_unit_test(dates_before_1970_are_in_order),
    };

    return cmocka_run_group_tests_name("measure/totals", tests, NULL, NULL);
}
