#include "shop.h"

#include "measure/shopper.h"
#include "numbers.h"

enum { LINES = 30000, CUSTOMERS = 9000, ORDERS = 15000, DAYS = 90 };

static const struct window windows[] = {
    {.start = NOV(1) - 20, .end = NOV(20)},
    {.start = NOV(5), .end = NOV(5)},
    {.start = DATE_NONE, .end = DATE_NONE},
    {.start = NOV(1) - DAYS, .end = NOV(30)},
};

/* Some lines of an order are of another day, and some are worth nothing. */
static void sell(struct shop *shop)
{
    uint64_t state = 88172645463325252u;
    char order[16];
    char customer[16];

    for (size_t i = 0; i < LINES; i++) {
        uint64_t number = next_number(&state) % ORDERS;
        struct line line = {
            .order = order,
            .customer = number % 10 ? customer : NULL,
            .date = NOV(1) - (int32_t)(number % 80) +
                    (next_number(&state) % 8 ? 0 : 1),
            .hour = (int)(next_number(&state) % 24),
            .list = (double)(next_number(&state) % 3),
        };

        snprintf(order, sizeof order, "o%u", (unsigned)number);
        snprintf(customer, sizeof customer, "c%u",
                 (unsigned)(number * number % CUSTOMERS));
        shop_sell(shop, &line);
    }
    assert_int_equal(book_seal(shop->book, 2, &shop->diag), OK);
}

/* Each order's customer is a member on every other day. */
static bool is_member(const struct order *order)
{
    return order->customer != MAP_NONE && order->date % 2;
}

/* What is told of a customer as one number, which may be summed. */
static uint64_t sign(const struct shopper *shopper)
{
    uint64_t sign = shopper->baskets * 31 + shopper->member_baskets + 1;

    for (size_t i = 0; i < shopper->occasion_count; i++)
        sign = (sign ^ shopper->occasions[i]) * 0x9E3779B97F4A7C15U;
    return sign ^ sign >> 29;
}

struct sum {
    uint64_t all[4]; /* of each thread */
    uint64_t again[4];
};

static void add(void *context, const struct shopper *shopper, size_t thread)
{
    struct sum *sum = context;

    sum->all[thread] += sign(shopper);
}

static void add_again(void *context, const struct shopper *shopper,
                      size_t thread)
{
    struct sum *sum = context;

    sum->again[thread] += sign(shopper);
}

static uint64_t windows_of(int32_t date)
{
    uint64_t mask = 0;

    for (size_t i = 0; i < COUNT(windows); i++)
        if (windows[i].start != DATE_NONE && date >= windows[i].start &&
            date <= windows[i].end)
            mask |= (uint64_t)1 << i;
    return mask;
}

/* All that customers did, found by going over all orders and moved lines. */
struct recount {
    uint64_t baskets[CUSTOMERS];
    uint64_t member_baskets[CUSTOMERS];
    bool bought[CUSTOMERS][DAYS];
};

static void count_again(const struct book *book, struct recount *recount)
{
    for (size_t i = 0; i < book_order_count(book); i++) {
        struct order order = book_order(book, i);

        if (order.customer == MAP_NONE)
            continue;
        if (order_is_basket(&order)) {
            recount->baskets[order.customer] |= windows_of(order.date);
            if (is_member(&order))
                recount->member_baskets[order.customer] |=
                    windows_of(order.date);
        }
        recount->bought[order.customer][order.day - book->first_date] |=
            order.positive;
    }
    for (size_t i = 0; i < book->moved_count; i++) {
        const struct moved *moved = book->moved + i;
        uint32_t customer = book_order_customer(book, moved->order);

        if (customer != MAP_NONE)
            recount->bought[customer][moved->date - book->first_date] |=
                moved->positive;
    }
}

static void recounted(const struct book *book, uint64_t *all, uint64_t *again)
{
    struct recount *recount = calloc(1, sizeof *recount);

    count_again(book, recount);
    *all = 0;
    *again = 0;
    for (uint32_t i = 0; i < book_customer_count(book); i++) {
        uint32_t days[DAYS];
        struct shopper shopper = {.baskets = recount->baskets[i],
                                  .member_baskets = recount->member_baskets[i],
                                  .occasions = days};

        for (uint32_t day = 0; day < DAYS; day++)
            if (recount->bought[i][day])
                days[shopper.occasion_count++] = day;
        *all += sign(&shopper);
        shopper.baskets = 0;
        shopper.member_baskets = 0;
        *again += shopper.occasion_count >= 2 ? sign(&shopper) : 0;
    }
    free(recount);
}

static void check(const struct book *book, size_t threads)
{
    struct arena arena = {0};
    struct timeline timeline;
    uint32_t *notes = arena_array(&arena, uint32_t, book_order_count(book) + 1);
    struct shoppers shoppers = {.book = book,
                                .timeline = &timeline,
                                .notes = notes,
                                .threads = threads};
    struct sum sum = {0};
    uint64_t all;
    uint64_t again;

    timeline_make(&arena, book->first_date, book->last_date, windows,
                  COUNT(windows), &timeline);
    for (size_t i = 0; i < book_order_count(book); i++) {
        struct order order = book_order(book, i);

        notes[i] = shopper_note(&timeline, &order, is_member(&order));
    }
    recounted(book, &all, &again);
    shoppers_begin(&arena, &shoppers);
    shoppers_walk(&shoppers, add, &sum);
    shoppers_again(&shoppers, add_again, &sum);
    assert_true(sum.all[0] + sum.all[1] + sum.all[2] + sum.all[3] == all);
    assert_true(sum.again[0] + sum.again[1] + sum.again[2] + sum.again[3] ==
                again);
    arena_free(&arena);
}

static void a_walk_tells_what_a_recount_finds(void **state)
{
    struct shop shop;

    (void)state;
    shop_open(&shop);
    sell(&shop);
    assert_true(shop.book->moved_count > 0);
    assert_true(shop.book->last_date - shop.book->first_date < DAYS);
    assert_true(book_customer_count(shop.book) <= CUSTOMERS);
    for (size_t threads = 1; threads <= 4; threads++)
        check(shop.book, threads);
    shop_close(&shop);
}

static void nobody_is_visited_where_nobody_bought(void **state)
{
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_sell(&shop, &(struct line){.order = "1", .date = NOV(1), .list = 1});
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    check(shop.book, 2);
    shop_close(&shop);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_walk_tells_what_a_recount_finds),
        cmocka_unit_test(nobody_is_visited_where_nobody_bought),
    };

    return cmocka_run_group_tests_name("measure/shopper", tests, NULL, NULL);
}
