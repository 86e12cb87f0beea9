#include "measure/trace.h"

#include "measure/fetch.h"

#include <stdlib.h>

/* How far ahead of the order looked at others are fetched. */
enum { AHEAD = 8 };

static int compare(const void *a, const void *b)
{
    const struct shift *one = a;
    const struct shift *two = b;

    return (one->customer > two->customer) - (one->customer < two->customer);
}

struct shifts shifts_make(struct arena *arena, const struct book *book)
{
    struct shifts shifts = {
        .items = arena_array(arena, struct shift, book->moved_count + 1)};

    for (size_t i = 0; i < book->moved_count; i++) {
        const struct moved *moved = book->moved + i;

        shifts.items[shifts.count++] = (struct shift){
            .customer = book_order(book, moved->order)->customer,
            .from = moved->from,
            .to = moved->date,
            .net = moved->gross - moved->discount - moved->returns};
    }
    qsort(shifts.items, shifts.count, sizeof *shifts.items, compare);
    return shifts;
}

static size_t first_shift(const struct shifts *shifts, uint32_t customer)
{
    size_t low = 0;
    size_t high = shifts->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (shifts->items[middle].customer < customer)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* There is room. */
static void add_amount(struct trace *trace, int32_t day, int64_t net)
{
    trace->amounts[trace->amount_count++] =
        (struct amount){.day = day, .net = net};
}

static void add_order(struct trace *trace, const struct order *order)
{
    add_amount(trace, order->day,
               order->gross - order->discount - order->returns);
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
        __builtin_prefetch(book_order(book, *number));
}

static int compare_days(const void *a, const void *b)
{
    const struct amount *one = a;
    const struct amount *two = b;

    return (one->day > two->day) - (one->day < two->day);
}

/* They are in order, but for what was moved. */
static void sort_amounts(struct trace *trace)
{
    size_t i = 1;

    while (i < trace->amount_count &&
           trace->amounts[i - 1].day <= trace->amounts[i].day)
        i++;
    if (i < trace->amount_count)
        qsort(trace->amounts, trace->amount_count, sizeof *trace->amounts,
              compare_days);
}

void trace_take(struct trace *trace, const struct book *book,
                const struct shifts *shifts, uint32_t customer)
{
    struct order_list orders = book_orders_of(book, customer);
    size_t first = first_shift(shifts, customer);
    size_t end = first;

    while (end < shifts->count && shifts->items[end].customer == customer)
        end++;
    make_room(trace, orders.count, end - first);
    for (size_t i = 0; i < orders.count; i++) {
        fetch(book, orders.numbers + i + AHEAD);
        add_order(trace, book_order(book, orders.numbers[i]));
    }
    for (size_t i = first; i < end; i++) {
        const struct shift *shift = shifts->items + i;

        add_amount(trace, shift->from, -shift->net);
        add_amount(trace, shift->to, shift->net);
    }
    sort_amounts(trace);
}

int64_t trace_net(const struct trace *trace, int32_t first, int32_t last)
{
    int64_t net = 0;

    for (size_t i = 0; i < trace->amount_count; i++)
        if (trace->amounts[i].day >= first && trace->amounts[i].day <= last)
            net += trace->amounts[i].net;
    return net;
}
