/*
 * lot.h - lines of receipts drawn by lot, and what they come to, recounted
 * slowly from the definitions (metrics.md 0).
 */
#ifndef REPORT_TESTS_FOLD_LOT_H
#define REPORT_TESTS_FOLD_LOT_H

#include "draw.h"
#include "shop.h"

/* How many there are of what; a receipt goes on `stay` - 1 times of `stay`. */
struct habit {
    const char *name;
    unsigned lines;
    unsigned orders;
    unsigned customers;
    unsigned products;
    unsigned days;
    unsigned stay;
    unsigned hours; /* of the day, so that there are ties */
};

struct lot {
    struct arena *arena;
    struct habit habit;
    struct str *orders;
    struct sale *lines;
};

/* Ids that their keys hold, and ids that they do not. */
DRAW struct str lot_id(struct arena *arena, const char *kind, unsigned number)
{
    return number % 3 > 0 ? str_format(arena, "%s%u", kind, number)
                          : str_format(arena, "%s of a long, long number %u",
                                       kind, number / 2);
}

DRAW struct str lot_product(struct arena *arena, unsigned number)
{
    static const char *const known[] = {"", "bread", "milk", "petrol", "card"};

    return number < COUNT(known) ? str_of(known[number])
                                 : lot_id(arena, "p", number);
}

DRAW void lot_begin_receipt(const struct lot *lot, struct sale *sale,
                            unsigned *seed)
{
    static const char *const stores[] = {"", "N", "S", "X", "a far-off store"};
    static const char *const channels[] = {"", "app", "shop"};
    const struct habit *habit = &lot->habit;
    unsigned customer = draw(seed, habit->customers + 1);
    unsigned hour = draw(seed, habit->hours);

    sale->order = lot->orders[draw(seed, habit->orders)];
    sale->date = NOV(1) + (int32_t)draw(seed, habit->days);
    sale->time = (struct stamp){(int64_t)sale->date * DAY_SECONDS + hour * 3600,
                                hour > 0 || draw_bool(seed)};
    sale->store = str_of(stores[draw(seed, COUNT(stores))]);
    sale->channel = str_of(channels[draw(seed, COUNT(channels))]);
    sale->customer =
        customer ? lot_id(lot->arena, "c", customer) : (struct str){0};
}

DRAW void lot_draw(struct lot *lot, struct arena *arena,
                   const struct habit *habit, unsigned *seed)
{
    struct sale sale = {0};

    *lot = (struct lot){.arena = arena, .habit = *habit};
    lot->orders = arena_array(arena, struct str, habit->orders + 1);
    for (unsigned i = 0; i < habit->orders; i++)
        lot->orders[i] = lot_id(arena, "o", i);
    lot->lines = arena_array(arena, struct sale, habit->lines + 1);
    for (unsigned i = 0; i < habit->lines; i++) {
        unsigned kind = draw(seed, 12);

        if (i == 0 || draw(seed, habit->stay) == 0)
            lot_begin_receipt(lot, &sale, seed);
        sale.kind = kind == 0   ? LINE_OTHER
                    : kind == 1 ? LINE_RETURN
                                : LINE_SALE;
        sale.product = lot_product(arena, draw(seed, habit->products));
        sale.quantity = (int64_t)draw(seed, 5000);
        sale.list = (int64_t)draw(seed, 90000);
        sale.discount = draw_bool(seed) ? 0 : (int64_t)draw(seed, 90000);
        sale.net = sale.list - sale.discount;
        sale.scanned = draw(seed, 8) == 0;
        lot->lines[i] = sale;
    }
}

/* Whether two lines are of one receipt, as the reader would tell. */
DRAW bool lot_follows(const struct sale *a, const struct sale *b)
{
    return str_equal(a->order, b->order) &&
           a->time.seconds == b->time.seconds &&
           a->time.has_time == b->time.has_time &&
           str_equal(a->store, b->store) && str_equal(a->channel, b->channel) &&
           str_equal(a->customer, b->customer);
}

/* What some lines come to. */
struct tale {
    size_t lines;
    struct stamp time; /* of the first; then attributes of that time */
    struct str store;
    struct str channel;
    struct str customer;
    bool scanned;
    bool is_sold;
    bool positive;
    bool has_gift;
    int64_t gross;
    int64_t discount;
    int64_t returns;
    int64_t units;
    int64_t returned_units;
    int64_t sale_lines;
    int64_t costed_net;
    int64_t cost;
};

DRAW bool lot_is_sales(const struct sale *sale)
{
    return sale->kind != LINE_OTHER && !str_equal(sale->product, STR("card"));
}

/* What a unit costs in the shop; 0: nobody knows. */
DRAW int64_t lot_unit_cost(struct str product)
{
    return str_equal(product, STR("bread"))  ? 10000
           : str_equal(product, STR("milk")) ? 5000
                                             : 0;
}

DRAW void tale_cost(struct tale *tale, const struct sale *sale)
{
    int64_t unit_cost = lot_unit_cost(sale->product);
    bool is_return = sale->kind == LINE_RETURN;

    if (unit_cost == 0)
        return;
    tale->costed_net +=
        is_return ? -llabs(sale->net) : sale->list - sale->discount;
    tale->cost +=
        unit_cost * (is_return ? -llabs(sale->quantity) : sale->quantity);
}

DRAW void tale_attributes(struct tale *tale, const struct sale *sale)
{
    const struct str seen[] = {sale->store, sale->channel, sale->customer};
    struct str *const have[] = {&tale->store, &tale->channel, &tale->customer};

    if (tale->lines > 0 && sale->time.seconds > tale->time.seconds)
        return;
    if (tale->lines == 0 || sale->time.seconds < tale->time.seconds) {
        tale->time = sale->time;
        for (size_t i = 0; i < COUNT(seen); i++)
            *have[i] = seen[i];
        return;
    }
    tale->time.has_time |= sale->time.has_time;
    for (size_t i = 0; i < COUNT(seen); i++)
        if (seen[i].len > 0 &&
            (have[i]->len == 0 || str_compare(seen[i], *have[i]) < 0))
            *have[i] = seen[i];
}

DRAW void tale_add(struct tale *tale, const struct sale *sale)
{
    bool is_unit = !str_equal(sale->product, STR("petrol"));

    tale_attributes(tale, sale);
    tale_cost(tale, sale);
    tale->lines++;
    tale->scanned |= sale->scanned;
    if (sale->kind == LINE_RETURN) {
        tale->returns += llabs(sale->net);
        tale->returned_units += is_unit ? llabs(sale->quantity) : 0;
        return;
    }
    tale->sale_lines++;
    tale->is_sold = true;
    tale->positive |= sale->list > sale->discount;
    tale->has_gift |= sale->list <= sale->discount;
    tale->gross += sale->list;
    tale->discount += sale->discount;
    tale->units += is_unit ? sale->quantity : 0;
}

/* An order's lines of a date, or of all (DATE_NONE). */
DRAW struct tale lot_recount(const struct lot *lot, struct str order,
                             int32_t date)
{
    struct tale tale = {0};

    for (unsigned i = 0; i < lot->habit.lines; i++) {
        const struct sale *sale = lot->lines + i;

        if (lot_is_sales(sale) && str_equal(sale->order, order) &&
            (date == DATE_NONE || sale->date == date))
            tale_add(&tale, sale);
    }
    return tale;
}

/* The distinct products on an order's sale lines. */
DRAW void lot_products(const struct lot *lot, struct str order,
                       struct map *products)
{
    for (unsigned i = 0; i < lot->habit.lines; i++) {
        const struct sale *sale = lot->lines + i;

        if (lot_is_sales(sale) && sale->kind == LINE_SALE &&
            str_equal(sale->order, order))
            map_put(products, sale->product);
    }
}

DRAW void assert_same_text(struct str got, struct str want)
{
    if (!str_equal(got, want))
        print_error("got '%.*s', want '%.*s'\n", STR_ARGS(got), STR_ARGS(want));
    assert_true(str_equal(got, want));
}

/* Each order once, on the day of its date. */
DRAW void check_orders_on(const struct book *book)
{
    bool *seen = calloc(book_order_count(book) + 1, sizeof *seen);
    size_t total = 0;

    for (size_t day = 0; day < book->day_count; day++) {
        struct order_list list = book_orders_on(book, day);

        total += list.count;
        for (size_t i = 0; i < list.count; i++) {
            assert_int_equal(book_order(book, list.numbers[i]).date,
                             book->days[day].date);
            assert_false(seen[list.numbers[i]]);
            seen[list.numbers[i]] = true;
        }
        assert_true(day == 0 ||
                    book->days[day - 1].date < book->days[day].date);
    }
    assert_int_equal(total, book_order_count(book));
    free(seen);
}

/* Each order that has a customer once with him, by date; no customer without
 * one, and none twice. */
DRAW void check_orders_of(const struct book *book)
{
    struct arena own = {0};
    struct map ids = {.arena = &own};
    bool *seen = calloc(book_order_count(book) + 1, sizeof *seen);

    for (uint32_t i = 0; i < book_customer_count(book); i++) {
        struct order_list list = book_orders_of(book, i);

        assert_int_equal(map_put(&ids, book_customer_id(book, i)), i);
        assert_true(list.count > 0);
        for (size_t j = 0; j < list.count; j++) {
            struct order order = book_order(book, list.numbers[j]);

            assert_int_equal(order.customer, i);
            assert_false(seen[list.numbers[j]]);
            seen[list.numbers[j]] = true;
            assert_true(j == 0 || book_order(book, list.numbers[j - 1]).date <=
                                      order.date);
        }
    }
    for (uint32_t i = 0; i < book_order_count(book); i++)
        assert_int_equal(seen[i], book_order_customer(book, i) != MAP_NONE);
    free(seen);
    arena_free(&own);
}

#endif
