/*
 * subscribe.h - subscriptions for the little shop.
 */
#ifndef REPORT_TESTS_SUBSCRIBE_H
#define REPORT_TESTS_SUBSCRIBE_H

#include "shop.h"

/* No end. */
#define OPEN INT32_MAX

/* A span; those of one customer follow each other by their start. */
struct span {
    const char *customer;
    int32_t start;
    int32_t end;
    double price;
    const char *plan; /* NULL: Gold */
    enum subscription_status status;
    bool by_year;
    double discount;
};

/* Deliver spans, up to one without a customer. */
SHOP void shop_subscribe(struct shop *shop, const struct span *spans)
{
    struct subscriptions *all = &shop->catalogue.subscriptions;
    size_t count = 0;

    while (spans[count].customer)
        count++;
    *all = (struct subscriptions){
        .delivered = true,
        .customers = {.arena = &shop->arena},
        .plans = {.arena = &shop->arena},
        .spans = arena_array(&shop->arena, struct subscription, count + 1),
        .count = count,
        .first_of = arena_array(&shop->arena, uint32_t, count + 1)};
    for (size_t i = 0; i < count; i++) {
        const struct span *span = spans + i;
        uint32_t customer =
            customers_number(&all->customers, str_of(span->customer));

        all->first_of[customer + 1] = (uint32_t)i + 1;
        all->spans[i] = (struct subscription){
            .customer = customer,
            .plan =
                map_put(&all->plans, str_of(span->plan ? span->plan : "Gold")),
            .start = span->start,
            .end = span->end,
            .status = span->status,
            .by_year = span->by_year,
            .monthly = (M(span->price) - M(span->discount)) *
                       (span->by_year ? 1 : MONTHLY_PARTS)};
    }
}

#endif
