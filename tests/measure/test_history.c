#include "shop.h"

#include "measure/history.h"

static struct shop shop;

#define LINE_OF(CUSTOMER, ORDER, DATE, ...)                                    \
    {                                                                          \
        .order = (ORDER), .date = (DATE), .hour = 9, .customer = (CUSTOMER),   \
        .store = "N", .product = "bread", .quantity = 1, __VA_ARGS__           \
    }

#define LINE(...) LINE_OF("ann", __VA_ARGS__)

/* What is known on the 30th, and was on the 10th. */
static struct history history_of(const struct line *lines, size_t count,
                                 const char *customer)
{
    struct view view = {.threads = 2};
    struct history *histories;
    struct history found = {.first = DATE_NONE};

    shop_open(&shop);
    shop_add_products(&shop);
    for (size_t i = 0; i < count; i++)
        shop_sell(&shop, lines + i);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    view.book = shop.book;
    histories = histories_make(&shop.arena, &view, NOV(30), NOV(10));
    for (uint32_t i = 0; i < book_customer_count(shop.book); i++)
        if (str_equal(book_customer_id(shop.book, i), str_of(customer)))
            found = histories[i];
    shop_close(&shop);
    return found;
}

#define HISTORY(...)                                                           \
    history_of((const struct line[]){__VA_ARGS__},                             \
               COUNT(((const struct line[]){__VA_ARGS__})), "ann")

static void days_with_sales_are_occasions(void **state)
{
    struct history history =
        HISTORY(LINE("1", NOV(2), .list = 10), LINE("2", NOV(5), .list = 20),
                LINE("3", NOV(5), .list = 30, .discount = 5),
                LINE("4", NOV(20), .list = 7));

    (void)state;
    assert_int_equal(history.first, NOV(2));
    assert_int_equal(history.last, NOV(20));
    assert_int_equal(history.repeats, 2);
    assert_int_equal(history.spend, M(20 + 25 + 7));
    assert_int_equal(history.early_last, NOV(5));
    assert_int_equal(history.early_repeats, 1);
}

static void a_day_is_known_when_it_is_over(void **state)
{
    struct history history = HISTORY(
        LINE("1", NOV(2), .list = 10), LINE("2", NOV(10), .list = 20),
        LINE("3", NOV(30), .list = 30), LINE("4", NOV(30) + 1, .list = 70));

    (void)state;
    assert_int_equal(history.last, NOV(30));
    assert_int_equal(history.repeats, 2);
    assert_int_equal(history.spend, M(50));
    assert_int_equal(history.early_last, NOV(10));
    assert_int_equal(history.early_repeats, 1);
}

static void once_is_no_repeat(void **state)
{
    struct history history = HISTORY(LINE("1", NOV(20), .list = 10));

    (void)state;
    assert_int_equal(history.first, NOV(20));
    assert_int_equal(history.last, NOV(20));
    assert_int_equal(history.repeats, 0);
    assert_int_equal(history.spend, 0);
    assert_int_equal(history.early_repeats, 0);
}

static void a_sale_of_nothing_is_no_occasion(void **state)
{
    struct history history = HISTORY(LINE("1", NOV(2), .list = 0),
                                     LINE("2", NOV(30) + 1, .list = 10));

    (void)state;
    assert_int_equal(history.first, DATE_NONE);
}

/* A return on a day without a sale is of no occasion. */
static void returns_count_on_days_of_occasions(void **state)
{
    struct history history =
        HISTORY(LINE("1", NOV(2), .list = 10), LINE("2", NOV(5), .list = 20),
                LINE("3", NOV(5), .list = -4, .net = -4, .kind = LINE_RETURN),
                LINE("4", NOV(6), .list = -3, .net = -3, .kind = LINE_RETURN));

    (void)state;
    assert_int_equal(history.last, NOV(5));
    assert_int_equal(history.repeats, 1);
    assert_int_equal(history.spend, M(16));
}

/* Two lines are of the 5th, one of the 8th, one of December. */
static void lines_of_an_order_are_of_their_own_days(void **state)
{
    struct history history =
        HISTORY(LINE("1", NOV(2), .list = 10), LINE("2", NOV(5), .list = 20),
                LINE("2", NOV(5), .list = 1), LINE("2", NOV(8), .list = 5),
                LINE("2", NOV(30) + 2, .list = 100));

    (void)state;
    assert_int_equal(history.last, NOV(8));
    assert_int_equal(history.repeats, 2);
    assert_int_equal(history.spend, M(26));
    assert_int_equal(history.early_repeats, 2);
}

static void customers_are_apart(void **state)
{
    const struct line lines[] = {LINE("1", NOV(2), .list = 10),
                                 LINE_OF("bob", "2", NOV(3), .list = 10),
                                 LINE_OF("cid", "3", NOV(4), .list = 10),
                                 LINE_OF(NULL, "4", NOV(5), .list = 10)};

    (void)state;
    assert_int_equal(history_of(lines, COUNT(lines), "bob").first, NOV(3));
    assert_int_equal(history_of(lines, COUNT(lines), "bob").repeats, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_with_sales_are_occasions),
        cmocka_unit_test(a_day_is_known_when_it_is_over),
        cmocka_unit_test(once_is_no_repeat),
        cmocka_unit_test(a_sale_of_nothing_is_no_occasion),
        cmocka_unit_test(returns_count_on_days_of_occasions),
        cmocka_unit_test(lines_of_an_order_are_of_their_own_days),
        cmocka_unit_test(customers_are_apart),
    };

    return cmocka_run_group_tests_name("measure/history", tests, NULL, NULL);
}
