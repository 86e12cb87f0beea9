#include "measure/trace.h"

#include "measure/fetch.h"

#include <stdlib.h>

/* How far ahead of the order looked at others are fetched; how many moved
 * amounts are quicker put into their places one by one than sorted. */
enum { AHEAD = 8, FEW_MOVED = 32 };

/* There is room. */
static void add_amount(struct trace *trace, int32_t day, int64_t net)
{
    trace->amounts[trace->amount_count++] =
        (struct amount){.day = day, .net = net};
}

static void add_order(struct trace *trace, const struct order *order)
{
    add_amount(trace, order->day, order_net(order));
    if (order_is_basket(order))
        trace->stops[trace->stop_count++] =
            (struct stop){.date = order->date,
                          .second = order->has_time ? order->second : 0,
                          .store = order->store};
}

static void make_room(struct trace *trace, size_t orders, size_t shifts)
{
    trace->stop_count = trace->amount_count = 0;
    trace->stops = arena_grow(trace->arena, trace->stops, &trace->stop_capacity,
                              orders + 1, sizeof *trace->stops);
    trace->amounts =
        arena_grow(trace->arena, trace->amounts, &trace->amount_capacity,
                   orders + 2 * shifts + 1, sizeof *trace->amounts);
}

/* Also those of the customers behind, who are likely to be next. */
FETCHING void fetch(const struct book *book, const uint32_t *number)
{
    if (number < book->by_customer + book->first_of[book->customer_count])
        book_fetch_order(book, *number);
}

static int compare_days(const void *a, const void *b)
{
    const struct amount *one = a;
    const struct amount *two = b;

    return (one->day > two->day) - (one->day < two->day);
}

/* They are in order, but for what was moved. */
static void sort_amounts(struct trace *trace, size_t moved)
{
    if (moved > FEW_MOVED) {
        qsort(trace->amounts, trace->amount_count, sizeof *trace->amounts,
              compare_days);
        return;
    }
    for (size_t i = 1; i < trace->amount_count; i++) {
        struct amount amount = trace->amounts[i];
        size_t at = i;

        for (; at > 0 && trace->amounts[at - 1].day > amount.day; at--)
            trace->amounts[at] = trace->amounts[at - 1];
        trace->amounts[at] = amount;
    }
}

void trace_take(struct trace *trace, const struct book *book,
                const struct shifts *shifts, uint32_t customer)
{
    struct order_list orders = book_orders_of(book, customer);
    struct shift_list moved = shifts_of(shifts, customer);

    make_room(trace, orders.count, moved.count);
    for (size_t i = 0; i < orders.count; i++) {
        struct order order = book_order(book, orders.numbers[i]);

        fetch(book, orders.numbers + i + AHEAD);
        add_order(trace, &order);
    }
    for (size_t i = 0; i < moved.count; i++) {
        int64_t net = moved_net(moved.items[i]);

        add_amount(trace, moved.items[i]->from, -net);
        add_amount(trace, moved.items[i]->date, net);
    }
    sort_amounts(trace, moved.count);
}

int64_t trace_net(const struct trace *trace, int32_t first, int32_t last)
{
    int64_t net = 0;

    for (size_t i = 0; i < trace->amount_count; i++)
        if (trace->amounts[i].day >= first && trace->amounts[i].day <= last)
            net += trace->amounts[i].net;
    return net;
}
