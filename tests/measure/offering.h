/*
 * offering.h - the little shop with personal offers, and what is said of them.
 */
#ifndef REPORT_TESTS_MEASURE_OFFERING_H
#define REPORT_TESTS_MEASURE_OFFERING_H

#include "shop.h"

#include <math.h>

/* Customers of the larger arms. */
enum { ARM = 30 };

/* A row of offer_events; days of November 2023, 0: none. */
struct row {
    const char *customer;
    uint32_t offer;
    bool is_control;
    int days[OFFER_STAGES];
    double cost; /* 0: not given */
};

/* Let the shop have offers on days of November. */
SHOP void add_offers(struct shop *shop, const int (*days)[2], size_t count)
{
    struct offers *offers = &shop->catalogue.offers;

    offers->is_delivered = true;
    offers->ids.arena = &shop->arena;
    offers->items = arena_array(&shop->arena, struct offer, count);
    for (size_t i = 0; i < count; i++) {
        char id[] = {(char)('A' + i), '\0'};

        map_put(&offers->ids, str_of(id));
        offers->items[i] = (struct offer){.id = offers->ids.items[i],
                                          .start = NOV(days[i][0]),
                                          .end = NOV(days[i][1])};
    }
}

/* Rows up to one without a customer. */
SHOP void add_events(struct shop *shop, const struct row *rows)
{
    struct offers *offers = &shop->catalogue.offers;
    struct notes notes = {.size = sizeof(struct noted_event)};

    offers->has_events = true;
    for (; rows->customer; rows++) {
        struct noted_event *note = notes_add(&notes);

        *note = (struct noted_event){
            .customer = customer_key_of(str_of(rows->customer)),
            .event = {.offer = rows->offer,
                      .reward_cost = M(rows->cost),
                      .is_control = rows->is_control,
                      .has_cost = rows->cost > 0}};
        for (enum offer_stage i = 0; i < OFFER_STAGES; i++)
            offer_event_set_day(&note->event, i,
                                rows->days[i] ? NOV(rows->days[i]) : DATE_NONE);
    }
    offers_put(&shop->arena, offers, &notes, 2);
}

/* Bread at some price on a day of November. */
SHOP void sell(struct shop *shop, const char *order, int day,
               const char *customer, double list)
{
    shop_sell(shop, &(struct line){.order = order,
                                   .date = NOV(day),
                                   .hour = 9,
                                   .customer = customer,
                                   .store = "N",
                                   .product = "bread",
                                   .quantity = 1,
                                   .list = list});
}

/* What everybody bought, in data from October into December. */
SHOP void sell_all(struct shop *shop)
{
    shop_add_products(shop);
    sell(shop, "O0", -30, NULL, 50);
    sell(shop, "a1", 5, "ann", 10);
    sell(shop, "a2", 9, "ann", 20);
    sell(shop, "a3", 10, "ann", 40);
    sell(shop, "b1", 4, "bob", 7);
    shop_sell(shop, &(struct line){.order = "b2",
                                   .date = NOV(9),
                                   .customer = "bob",
                                   .product = "bread",
                                   .quantity = -1,
                                   .net = -3,
                                   .kind = LINE_RETURN});
    sell(shop, "c1", 7, "cid", 6);
    sell(shop, "e1", 8, "eve", 4);
    sell(shop, "g1", 30, "gus", 5);
    sell(shop, "g2", 31, "gus", 90);
    sell(shop, "O1", 35, NULL, 1);
}

SHOP const struct cell *cell_of(const struct shop *shop, const char *offer,
                                const char *column)
{
    return shop_cell(shop, "offers", "offer_id", offer, column);
}

SHOP double number_of(const struct shop *shop, const char *offer,
                      const char *column)
{
    return cell_number(cell_of(shop, offer, column));
}

#define NONE ((double)NAN)

/* Numbers of a row by their columns, up to one without a name. */
struct want {
    const char *column;
    double number; /* NaN: undefined */
};

SHOP void assert_numbers(const struct shop *shop, const char *offer,
                         const struct want *wants)
{
    for (; wants->column; wants++) {
        double got = number_of(shop, offer, wants->column);

        if (isnan(wants->number) != isnan(got) ||
            (!isnan(got) && fabs(got - wants->number) > 1e-4 / 2))
            fail_msg("%s is %g instead of %g", wants->column, got,
                     wants->number);
    }
}

/* Arms of 9 or 11 against 4 or 6, half each; or less one of the control. */
SHOP void sell_arms(struct shop *shop, size_t controls)
{
    struct row *rows = arena_array(&shop->arena, struct row, 2 * ARM + 1);
    static const int days[][2] = {{5, 9}};

    shop_add_products(shop);
    sell(shop, "first", -30, NULL, 1);
    sell(shop, "last", 30, NULL, 1);
    for (size_t i = 0; i < ARM + controls; i++) {
        struct text text = {.arena = &shop->arena};
        bool is_control = i >= ARM;

        text_addf(&text, "c%zu", i);
        rows[i] = (struct row){.customer = text.at,
                               .is_control = is_control,
                               .days = {1, 0, 0, 0, i == 0 ? 5 : 0},
                               .cost = i == 0 ? 2 : 0};
        sell(shop, text.at, 6, text.at,
             (is_control ? 5 : 10) + (i % 2 ? 1 : -1));
    }
    add_offers(shop, days, 1);
    add_events(shop, rows);
    shop->catalogue.offers.items[0].supplier_funded = controls == ARM;
    assert_int_equal(shop_study(shop, "2023-11"), OK);
}

#endif
