/*
 * cardholders.h - customers of a shop: what the extract says of them, and what
 * became of offers to them.
 */
#ifndef REPORT_TESTS_CARDHOLDERS_H
#define REPORT_TESTS_CARDHOLDERS_H

#include "shop.h"

#include "measure/totals.h"

#include <stdio.h>

/* What the extract says of a customer; days 0: not given. */
struct row {
    const char *id;
    int32_t from;
    int32_t to;
    int32_t group_first;
    int32_t banner_first;
    bool is_member;
    bool is_staff;
};

/* An event of an offer; days 0: none. */
struct event {
    const char *customer;
    int32_t activated;
    int32_t redeemed;
    double cost;
};

SHOP int32_t day_or_none(int32_t date)
{
    return date ? date : DATE_NONE;
}

SHOP void shop_list(struct shop *shop, const struct row *row)
{
    struct noted_customer noted = {
        .key = customer_key_of(str_of(row->id)),
        .row = {.member_from = day_or_none(row->from),
                .member_to = day_or_none(row->to),
                .group_first = day_or_none(row->group_first),
                .banner_first = day_or_none(row->banner_first),
                .is_member = row->is_member,
                .is_staff = row->is_staff}};
    struct customer_batch batch = {.noted = &noted, .count = 1};

    shop->catalogue.has_customers = true;
    shop->catalogue.customers.arena = &shop->arena;
    assert_int_equal(customers_put(&shop->catalogue.customers, &batch), 0);
}

/* All events at once. */
SHOP void shop_offer(struct shop *shop, const struct event *events,
                     size_t count)
{
    struct notes notes = {.size = sizeof(struct noted_event)};

    for (size_t i = 0; i < count; i++) {
        struct noted_event *note = notes_add(&notes);

        *note = (struct noted_event){
            .customer = customer_key_of(str_of(events[i].customer)),
            .event = {.offer = (uint32_t)(i % 7),
                      .reward_cost = M(events[i].cost),
                      .has_cost = events[i].cost > 0}};
        offer_event_set_day(&note->event, OFFER_ACTIVATED,
                            day_or_none(events[i].activated));
        offer_event_set_day(&note->event, OFFER_REDEEMED,
                            day_or_none(events[i].redeemed));
    }
    shop->catalogue.offers.has_events = true;
    offers_put(&shop->arena, &shop->catalogue.offers, &notes, 2);
}

/* `totals` is all 0. */
SHOP void shop_programme(struct shop *shop, const struct window *windows,
                         size_t count, size_t threads, struct totals *totals)
{
    struct members members = members_make(&shop->arena, shop->book, threads);

    programme_make(&(struct totals_order){.book = shop->book,
                                          .members = &members,
                                          .threads = threads,
                                          .windows = windows,
                                          .count = count,
                                          .active_days = 182,
                                          .engaged_days = 56},
                   totals);
}

/* The window is 2023-11-01 .. 2023-12-05, if no other one is given. */
#define DAY(number) (NOV(1) + (number))

enum { END = 34 };

/* One customer with baskets of 1 each, counted in one window. */
struct cardholder_want {
    const char *name;
    struct row row;     /* id NULL: the extract lacks the customer */
    bool has_extract;   /* or has another customer */
    int32_t baskets[6]; /* days; 0: no more */
    int32_t activated[2];
    int32_t redeemed[3];   /* each costs 1.50 */
    int32_t start;         /* 0: DAY(0) */
    int32_t end;           /* 0: DAY(END) */
    struct programme want; /* but for members' net sales */
};

#define ANN(...)                                                               \
    {                                                                          \
        .id = "ann", __VA_ARGS__                                               \
    }

/* The data is of 2021 to 2024, by lines of nobody. */
SHOP void open_years(struct shop *shop)
{
    shop_open(shop);
    shop_sell(shop,
              &(struct line){.order = "a", .date = DAY(-1035), .list = 1});
    shop_sell(shop, &(struct line){.order = "z", .date = DAY(426), .list = 1});
}

SHOP void check_programme(const struct programme *got,
                          const struct programme *want)
{
    assert_int_equal(got->active, want->active);
    assert_int_equal(got->active_12_weeks, want->active_12_weeks);
    assert_int_equal(got->active_52_weeks, want->active_52_weeks);
    assert_int_equal(got->new_members, want->new_members);
    assert_int_equal(got->reactivated, want->reactivated);
    assert_int_equal(got->lapsed, want->lapsed);
    assert_int_equal(got->from_group, want->from_group);
    assert_int_equal(got->engaged, want->engaged);
    assert_int_equal(got->redeemers, want->redeemers);
    assert_int_equal(got->redeemer_net, want->redeemer_net);
    assert_int_equal(got->reward_cost, want->reward_cost);
}

SHOP void offer(struct shop *shop, const struct cardholder_want *want)
{
    struct event events[COUNT(want->activated) + COUNT(want->redeemed)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT(want->activated) && want->activated[i]; i++)
        events[count++] =
            (struct event){.customer = "ann", .activated = want->activated[i]};
    for (size_t i = 0; i < COUNT(want->redeemed) && want->redeemed[i]; i++)
        events[count++] = (struct event){
            .customer = "ann", .redeemed = want->redeemed[i], .cost = 1.5};
    if (count > 0)
        shop_offer(shop, events, count);
}

/* One that counts a `struct cardholder_want`. */
SHOP void counted(void **state)
{
    const struct cardholder_want *want = *state;
    struct window window = {.start = want->start ? want->start : DAY(0),
                            .end = want->end ? want->end : DAY(END)};
    struct totals totals = {0};
    struct shop shop;
    char order[8];

    open_years(&shop);
    if (want->row.id)
        shop_list(&shop, &want->row);
    if (want->has_extract)
        shop_list(&shop, &(struct row){.id = "bob", .is_member = true});
    offer(&shop, want);
    for (size_t i = 0; i < COUNT(want->baskets) && want->baskets[i]; i++) {
        snprintf(order, sizeof order, "%u", (unsigned)i);
        shop_sell(&shop, &(struct line){.order = order,
                                        .date = want->baskets[i],
                                        .customer = "ann",
                                        .list = 1});
    }
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    shop_programme(&shop, &window, 1, 2, &totals);
    check_programme(&totals.programme, &want->want);
    shop_close(&shop);
}

SHOP struct CMUnitTest *add_tests(struct CMUnitTest *tests,
                                  const struct cardholder_want *list,
                                  size_t count)
{
    for (size_t i = 0; i < count; i++)
        *tests++ = (struct CMUnitTest){
            .name = list[i].name,
            .test_func = counted,
            .initial_state = (void *)(uintptr_t)&list[i],
        };
    return tests;
}

#endif
