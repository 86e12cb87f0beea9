/*
 * Very many customers who do all that can be done, counted again one by one
 * and window by window, as the definitions have it.
 */
#include "cardholders.h"

#include "numbers.h"

#include <stdio.h>

enum {
    CUSTOMERS = 3000,
    LISTED = 2800, /* the others the extract lacks */
    ORDERS = 14000,
    EVENTS = 5000,
    FIRST = NOV(1) - 700,
    DAYS = 1000, /* over 2024-02-29 */
};

/* An order has a line, and maybe one more on a later day. */
struct sold {
    uint32_t customer;
    struct {
        int32_t date;
        int net;
        bool is_return;
    } lines[2];
    size_t line_count;
};

static struct town {
    struct row rows[LISTED];
    struct sold orders[ORDERS];
    struct event events[EVENTS];
    char names[CUSTOMERS][8];
    uint64_t state;
} town;

static const struct window windows[] = {
    {.start = NOV(1), .end = NOV(28)},
    {.start = NOV(1) - 35, .end = NOV(1) - 1},
    {.start = NOV(1) - 364, .end = NOV(28) - 364},
    {.start = FIRST, .end = FIRST + DAYS - 1},
    {.start = FIRST - 40, .end = FIRST + 20},
    {.start = NOV(1) - 182, .end = NOV(1) - 1},
    {.start = NOV(1) - 183, .end = NOV(1) - 1},
    {.start = NOV(1) - 200, .end = NOV(28)},
    {.start = DATE_NONE, .end = DATE_NONE},
    {.start = NOV(121), .end = NOV(121)}, /* 2024-02-29 */
    {.start = NOV(90), .end = NOV(151)},
    {.start = FIRST + DAYS - 30, .end = FIRST + DAYS + 30},
};

static uint32_t below(uint32_t count)
{
    return (uint32_t)(next_number(&town.state) % count);
}

static bool one_in(uint32_t count)
{
    return below(count) == 0;
}

/* Any day of the data; 0 now and then. */
static int32_t some_day(uint32_t none)
{
    return one_in(none) ? 0 : FIRST + (int32_t)below(DAYS);
}

static void make_rows(void)
{
    for (uint32_t i = 0; i < CUSTOMERS; i++)
        snprintf(town.names[i], sizeof town.names[i], "c%u", i);
    for (uint32_t i = 0; i < LISTED; i++)
        town.rows[i] = (struct row){
            .id = town.names[i],
            .from = one_in(2) ? FIRST - 1 : some_day(4),
            .to = one_in(4) ? some_day(9) : 0,
            .group_first = some_day(2),
            .banner_first = one_in(2) ? some_day(9) : 0,
            .is_member = one_in(2),
            .is_staff = one_in(20),
        };
}

static void make_orders(void)
{
    for (size_t i = 0; i < ORDERS; i++) {
        struct sold *sold = town.orders + i;

        /* some buy often, and many seldom */
        sold->customer = below(1 + below(CUSTOMERS));
        sold->line_count = one_in(6) ? 2 : 1;
        for (size_t j = 0; j < sold->line_count; j++) {
            sold->lines[j].date = FIRST + (int32_t)below(DAYS - 9);
            sold->lines[j].is_return = one_in(12);
            sold->lines[j].net = (int)below(5);
            if (sold->lines[j].is_return)
                sold->lines[j].net = -sold->lines[j].net - 1;
        }
        sold->lines[1].date = sold->lines[0].date + (int32_t)below(9);
    }
}

/* Events go on when the data has ended: the extracts may be younger. */
static void make_events(void)
{
    for (size_t i = 0; i < EVENTS; i++)
        town.events[i] = (struct event){
            .customer = town.names[below(CUSTOMERS)],
            .activated =
                one_in(9) ? FIRST + DAYS + (int32_t)below(30) : some_day(3),
            .redeemed = some_day(2),
            .cost = (double)below(4)};
}

static void sell(struct shop *shop)
{
    char order[8];

    for (size_t i = 0; i < ORDERS; i++) {
        const struct sold *sold = town.orders + i;

        snprintf(order, sizeof order, "%u", (unsigned)i);
        for (size_t j = 0; j < sold->line_count; j++)
            shop_sell(shop, &(struct line){
                                .order = order,
                                .date = sold->lines[j].date,
                                .hour = 1 + (int)j,
                                .customer = town.names[sold->customer],
                                .quantity = sold->lines[j].is_return ? -1 : 1,
                                .list = (double)sold->lines[j].net,
                                .net = (double)sold->lines[j].net,
                                .kind = sold->lines[j].is_return ? LINE_RETURN
                                                                 : LINE_SALE});
    }
    shop_sell(shop, &(struct line){.order = "a", .date = FIRST, .list = 1});
    shop_sell(shop, &(struct line){
                        .order = "z", .date = FIRST + DAYS - 1, .list = 1});
    for (size_t i = 0; i < LISTED; i++)
        shop_list(shop, town.rows + i);
    shop_offer(shop, town.events, EVENTS);
    assert_int_equal(book_seal(shop->book, 2, &shop->diag), OK);
}

/* The definitions, one after another. */

static bool is_member_on(uint32_t customer, int32_t date)
{
    const struct row *row = town.rows + customer;

    if (customer >= LISTED || row->is_staff)
        return false;
    if (!row->from && !row->to)
        return row->is_member;
    return (!row->from || date >= row->from) && (!row->to || date <= row->to);
}

static bool is_members_basket(const struct sold *sold)
{
    int64_t value = 0;

    for (size_t i = 0; i < sold->line_count; i++)
        value += sold->lines[i].is_return ? 0 : sold->lines[i].net;
    return value > 0 && is_member_on(sold->customer, sold->lines[0].date);
}

static bool has_basket(uint32_t customer, int32_t first, int32_t last)
{
    for (size_t i = 0; i < ORDERS; i++) {
        const struct sold *sold = town.orders + i;

        if (sold->customer == customer && sold->lines[0].date >= first &&
            sold->lines[0].date <= last && is_members_basket(sold))
            return true;
    }
    return false;
}

static bool lies_in(int32_t day, int32_t first, int32_t last)
{
    return day && day >= first && day <= last;
}

static bool has_event(uint32_t customer, bool redeemed, int32_t first,
                      int32_t last)
{
    for (size_t i = 0; i < EVENTS; i++)
        if (town.events[i].customer == town.names[customer] &&
            lies_in(redeemed ? town.events[i].redeemed
                             : town.events[i].activated,
                    first, last))
            return true;
    return false;
}

static int32_t first_day_of(uint32_t customer)
{
    int32_t first = INT32_MAX;

    if (town.rows[customer].banner_first)
        return town.rows[customer].banner_first;
    for (size_t i = 0; i < ORDERS; i++)
        for (size_t j = 0; j < town.orders[i].line_count; j++)
            if (town.orders[i].customer == customer &&
                town.orders[i].lines[j].net > 0 &&
                town.orders[i].lines[j].date < first)
                first = town.orders[i].lines[j].date;
    return first;
}

/* Net sales of a customer's orders, or of members' orders of all. */
static int64_t net_of(uint32_t customer, bool of_members, int32_t first,
                      int32_t last)
{
    int64_t net = 0;

    for (size_t i = 0; i < ORDERS; i++) {
        const struct sold *sold = town.orders + i;

        if (of_members ? !is_member_on(sold->customer, sold->lines[0].date)
                       : sold->customer != customer)
            continue;
        for (size_t j = 0; j < sold->line_count; j++)
            if (lies_in(sold->lines[j].date, first, last))
                net += M(sold->lines[j].net);
    }
    return net;
}

static void recount_member(uint32_t customer, const struct window *window,
                           struct programme *count)
{
    const struct row *row = town.rows + customer;
    int32_t s = window->start;
    int32_t e = window->end;
    bool is_here = has_basket(customer, s, e);
    bool was_here = has_basket(customer, s - 182, s - 1);
    bool is_active = has_basket(customer, e - 181, e);
    int32_t first = first_day_of(customer);

    count->active += is_active;
    count->active_12_weeks += has_basket(customer, e - 83, e);
    count->active_52_weeks += has_basket(customer, e - 363, e);
    count->engaged += has_basket(customer, e - 55, e) &&
                      has_event(customer, false, e - 55, e);
    count->new_members += lies_in(row->from, s, e) && is_here;
    count->reactivated +=
        is_here && !was_here && has_basket(customer, INT32_MIN, s - 183);
    count->lapsed += was_here && !is_active;
    count->from_group +=
        lies_in(first, s, e) && row->group_first && row->group_first < first;
    if (!has_event(customer, true, s, e))
        return;
    count->redeemers++;
    count->redeemer_net += net_of(customer, false, s, e);
}

static void recount(const struct window *window, struct programme *count)
{
    *count = (struct programme){0};
    if (!window_is_known(window))
        return;
    for (uint32_t i = 0; i < CUSTOMERS; i++)
        if (is_member_on(i, window->end))
            recount_member(i, window, count);
    count->member_net = net_of(0, true, window->start, window->end);
    count->member_net_52_weeks =
        net_of(0, true, window->end - 363, window->end);
    for (size_t i = 0; i < EVENTS; i++)
        if (lies_in(town.events[i].redeemed, window->start, window->end))
            count->reward_cost += M(town.events[i].cost);
}

static void check(const struct programme *got, const struct programme *want)
{
    check_programme(got, want);
    assert_int_equal(got->member_net, want->member_net);
    assert_int_equal(got->member_net_52_weeks, want->member_net_52_weeks);
}

/* That something is counted of everything. */
static void assert_rich(const struct programme *count)
{
    assert_true(count->active && count->new_members && count->reactivated &&
                count->lapsed && count->from_group && count->engaged &&
                count->redeemers && count->redeemer_net && count->member_net);
}

static void a_walk_counts_what_a_recount_finds(void **state)
{
    struct programme want[COUNT(windows)];
    struct shop shop;

    (void)state;
    town.state = 88172645463325252u;
    make_rows();
    make_orders();
    make_events();
    shop_open(&shop);
    sell(&shop);
    assert_true(shop.book->moved_count > 0);
    for (size_t i = 0; i < COUNT(windows); i++)
        recount(windows + i, want + i);
    assert_rich(want);
    for (size_t threads = 1; threads <= 3; threads++) {
        struct totals got[COUNT(windows)] = {0};

        shop_programme(&shop, windows, COUNT(windows), threads, got);
        for (size_t i = 0; i < COUNT(windows); i++)
            check(&got[i].programme, want + i);
    }
    shop_close(&shop);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_walk_counts_what_a_recount_finds),
    };

    return cmocka_run_group_tests_name("measure/cardholder", tests, NULL, NULL);
}
