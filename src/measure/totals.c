#include "measure/totals.h"

#include "base/decimal.h"
#include "fold/radix.h"
#include "measure/member.h"
#include "measure/occasion.h"

#include <assert.h>
#include <math.h>

static const double quantiles[BASKET_QUANTILES] = {0.10, 0.25, 0.50, 0.75,
                                                   0.90};

/* One day of the data; what adds up over days. */
struct sum_day {
    uint64_t windows; /* one bit for each window that it lies in */
    int64_t baskets;
    int64_t basket_value;
    int64_t basket_products;
    int64_t identified_baskets;
    int64_t member_baskets;
    int64_t member_value;
    int64_t gross; /* of orders with a customer */
    int64_t discount;
    int64_t returns;
    int64_t units;
};

/* What the passes share. */
struct run {
    struct arena *arena;
    const struct book *book;
    const struct window *windows;
    size_t count;
    struct totals *totals;
    int32_t first;
    int32_t last;
    struct sum_day *days;
    struct members members;
    uint64_t *shoppers;  /* windows that each has baskets in as a member */
    uint64_t *customers; /* windows that each has baskets in */
    struct occasions occasions;
};

double quantile_sorted(const uint64_t *sorted, size_t count, double p)
{
    double at = ((double)count - 1) * p;
    size_t low = count > 0 ? (size_t)at : 0;
    double value;

    if (count == 0)
        return (double)NAN;
    value = (double)sorted[low];
    if (low + 1 < count)
        value += (at - (double)low) * ((double)sorted[low + 1] - value);
    return value;
}

static struct sum_day *day_of(const struct run *run, int32_t date)
{
    return run->days + (date - run->first);
}

/* The number of the lowest bit, which is taken off the mask. */
static size_t next_window(uint64_t *mask)
{
    size_t number = (size_t)__builtin_ctzll(*mask);

    *mask &= *mask - 1;
    return number;
}

/* Days of the data, and of first lines that are in no sales figure. */
static void make_days(struct run *run)
{
    run->first = run->book->first_date;
    run->last = run->book->last_date;
    run->days = arena_array(run->arena, struct sum_day,
                            (size_t)(run->last - run->first) + 1);
    for (size_t i = 0; i < run->count; i++) {
        const struct window *window = run->windows + i;

        if (!window_is_known(window))
            continue;
        for (int32_t date = window->start; date <= window->end; date++)
            if (date >= run->first && date <= run->last)
                day_of(run, date)->windows |= UINT64_C(1) << i;
    }
}

static void add_basket(struct run *run, const struct order *order)
{
    struct sum_day *day = day_of(run, order->date);

    day->baskets++;
    day->basket_value += order->gross - order->discount;
    day->basket_products += order->item_count;
    if (order->customer == MAP_NONE)
        return;
    day->identified_baskets++;
    run->customers[order->customer] |= day->windows;
    if (!members_hold(&run->members, order))
        return;
    day->member_baskets++;
    day->member_value += order->gross - order->discount;
    run->shoppers[order->customer] |= day->windows;
}

/* Money counts on its own day. */
static void add_identified(struct run *run, const struct order *order)
{
    struct sum_day *day = day_of(run, order->day);

    if (order->customer == MAP_NONE)
        return;
    day->gross += order->gross;
    day->discount += order->discount;
    day->returns += order->returns;
    day->units += order->units;
    if (order->positive)
        occasions_add(&run->occasions, order->customer, order->day);
}

static void add_orders(struct run *run)
{
    const struct book *book = run->book;

    run->members = members_make(run->arena, book);
    run->shoppers = arena_array(run->arena, uint64_t,
                                (size_t)book_customer_count(book) + 1);
    run->customers = arena_array(run->arena, uint64_t,
                                 (size_t)book_customer_count(book) + 1);
    for (size_t i = 0; i < book_order_count(book); i++) {
        const struct order *order = book_order(book, i);

        if (order_is_basket(order))
            add_basket(run, order);
        add_identified(run, order);
    }
    for (size_t i = 0; i < book_customer_count(book); i++) {
        for (uint64_t mask = run->customers[i]; mask;)
            run->totals[next_window(&mask)].customers++;
        for (uint64_t mask = run->shoppers[i]; mask;)
            run->totals[next_window(&mask)].members++;
    }
}

static void add_moved(struct run *run)
{
    const struct book *book = run->book;

    for (size_t i = 0; i < book->moved_count; i++) {
        const struct moved *moved = book->moved + i;
        const struct order *order = book_order(book, moved->order);
        struct sum_day *from = day_of(run, moved->from);
        struct sum_day *day = day_of(run, moved->date);

        if (order->customer == MAP_NONE)
            continue;
        from->gross -= moved->gross;
        from->discount -= moved->discount;
        from->returns -= moved->returns;
        from->units -= moved->units;
        day->gross += moved->gross;
        day->discount += moved->discount;
        day->returns += moved->returns;
        day->units += moved->units;
        if (moved->positive)
            occasions_add(&run->occasions, order->customer, moved->date);
    }
}

static void add_day(struct totals *totals, const struct sum_day *day)
{
    totals->baskets += day->baskets;
    totals->basket_value += day->basket_value;
    totals->basket_products += day->basket_products;
    totals->identified_baskets += day->identified_baskets;
    totals->member_baskets += day->member_baskets;
    totals->member_value += day->member_value;
    totals->identified.gross += day->gross;
    totals->identified.discount += day->discount;
    totals->identified.returns += day->returns;
    totals->identified.units += day->units;
    if (totals->all_units)
        totals->identified.unit_sales += day->gross - day->discount;
}

/* Sums fit: the book's over all lines do. */
static void add_sums(struct sums *into, const struct sums *more)
{
    bool fits = sums_add(into, more);

    assert(fits);
    (void)fits;
}

/* From days to windows. */
static void add_days(struct run *run)
{
    const struct book *book = run->book;

    for (int32_t date = run->first; date <= run->last; date++)
        for (uint64_t mask = day_of(run, date)->windows; mask;)
            add_day(run->totals + next_window(&mask), day_of(run, date));
    for (size_t i = 0; i < book->day_count; i++) {
        const struct day *day = book->days + i;
        struct sums sums = {0};

        for (size_t j = 0; j < book->catalogue->class_count; j++)
            add_sums(&sums, day->classes + j);
        for (uint64_t mask = day_of(run, day->date)->windows; mask;)
            add_sums(&run->totals[next_window(&mask)].sums, &sums);
    }
}

/* The values of the baskets of each window, and their quantiles. */
static void measure_baskets(struct run *run)
{
    const struct book *book = run->book;
    uint64_t *values[TOTALS_WINDOWS];
    size_t counts[TOTALS_WINDOWS] = {0};

    for (size_t i = 0; i < run->count; i++)
        values[i] = arena_array(run->arena, uint64_t,
                                (size_t)run->totals[i].baskets + 1);
    for (size_t i = 0; i < book_order_count(book); i++) {
        const struct order *order = book_order(book, i);
        uint64_t mask = day_of(run, order->date)->windows;

        if (!order_is_basket(order))
            continue;
        while (mask) {
            size_t window = next_window(&mask);

            values[window][counts[window]++] =
                (uint64_t)(order->gross - order->discount);
        }
    }
    for (size_t i = 0; i < run->count; i++) {
        radix_sort(values[i], counts[i]);
        for (size_t q = 0; q < BASKET_QUANTILES; q++)
            run->totals[i].basket_quantiles[q] =
                quantile_sorted(values[i], counts[i], quantiles[q]) / MONEY_ONE;
    }
}

static bool counts_all_units(const struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->class_count; i++)
        if (catalogue->classes[i].is_sales &&
            !catalogue->classes[i].counts_units)
            return false;
    return true;
}

void totals_make(struct arena *arena, const struct book *book,
                 const struct window *windows, size_t count,
                 struct totals *totals)
{
    struct run run = {.arena = arena,
                      .book = book,
                      .windows = windows,
                      .count = count,
                      .totals = totals,
                      .occasions = {.arena = arena}};

    assert(count <= TOTALS_WINDOWS);
    for (size_t i = 0; i < count; i++)
        totals[i] = (struct totals){
            .has_costs = book->catalogue->has_costs,
            .has_products = book->products.count > 0,
            .all_units = counts_all_units(book->catalogue),
        };
    make_days(&run);
    add_orders(&run);
    add_moved(&run);
    add_days(&run);
    measure_baskets(&run);
    occasions_count(&run.occasions, windows, count, totals);
}
