#include "measure/totals.h"

#include "base/decimal.h"
#include "fold/radix.h"
#include "measure/occasion.h"

#include <assert.h>
#include <math.h>

const struct scope scope_all = {.name = {"all", 3}};

static const double quantiles[BASKET_QUANTILES] = {0.10, 0.25, 0.50, 0.75,
                                                   0.90};

/* One bit for each window that a day lies in. */
struct days {
    int32_t first;
    int32_t last;
    uint64_t *masks;
};

/* What the passes share. */
struct run {
    struct arena *arena;
    const struct book *book;
    const struct scope *scope;
    const struct window *windows;
    size_t count;
    struct totals *totals;
    struct days days;
};

int32_t order_date(const struct order *order)
{
    int64_t date = order->time / DAY_SECONDS;

    return (int32_t)(order->time % DAY_SECONDS < 0 ? date - 1 : date);
}

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

static bool in_scope(const struct run *run, const struct order *order)
{
    return !run->scope->holds ||
           run->scope->holds(run->scope, run->book, order);
}

static uint64_t mask_of(const struct days *days, int32_t date)
{
    if (date < days->first || date > days->last)
        return 0;
    return days->masks[date - days->first];
}

/* The number of the lowest bit, which is taken off the mask. */
static size_t next_window(uint64_t *mask)
{
    size_t number = (size_t)__builtin_ctzll(*mask);

    *mask &= *mask - 1;
    return number;
}

static void make_days(struct run *run)
{
    struct days *days = &run->days;

    days->first = run->book->first_date;
    days->last = run->book->last_date;
    days->masks = arena_array(run->arena, uint64_t,
                              (size_t)(days->last - days->first) + 1);
    for (size_t i = 0; i < run->count; i++) {
        const struct window *window = run->windows + i;

        if (!window_is_known(window))
            continue;
        for (int32_t date = window->start; date <= window->end; date++)
            if (date >= days->first && date <= days->last)
                days->masks[date - days->first] |= UINT64_C(1) << i;
    }
}

static void count_basket(struct totals *totals, const struct order *order)
{
    totals->baskets++;
    totals->basket_value += order->gross - order->discount;
    totals->basket_products += order->products;
    if (order->customer != MAP_NONE)
        totals->identified_baskets++;
}

/* Baskets of all windows, and the windows each customer has baskets in. */
static void count_baskets(struct run *run)
{
    const struct book *book = run->book;
    uint64_t *customers =
        arena_array(run->arena, uint64_t, book->customers.count + 1);

    for (size_t i = 0; i < book->order_ids.count; i++) {
        const struct order *order = book->orders + i;
        uint64_t mask = mask_of(&run->days, order_date(order));

        if (mask == 0 || !order_is_basket(order) || !in_scope(run, order))
            continue;
        if (order->customer != MAP_NONE)
            customers[order->customer] |= mask;
        while (mask)
            count_basket(run->totals + next_window(&mask), order);
    }
    for (size_t i = 0; i < book->customers.count; i++)
        for (uint64_t mask = customers[i]; mask;)
            run->totals[next_window(&mask)].customers++;
}

/* The values of the baskets of each window, and their quantiles. */
static void measure_baskets(struct run *run)
{
    uint64_t *values[TOTALS_WINDOWS];
    size_t counts[TOTALS_WINDOWS] = {0};

    for (size_t i = 0; i < run->count; i++)
        values[i] = arena_array(run->arena, uint64_t,
                                (size_t)run->totals[i].baskets + 1);
    for (size_t i = 0; i < run->book->order_ids.count; i++) {
        const struct order *order = run->book->orders + i;
        uint64_t mask = mask_of(&run->days, order_date(order));

        if (mask == 0 || !order_is_basket(order) || !in_scope(run, order))
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

/* Sums fit: book_seal() has proven those over all lines to. */
static void add_sums(struct sums *into, const struct sums *more)
{
    bool fits = sums_add(into, more);

    assert(fits);
    (void)fits;
}

/* Money by its own day; the occasions of identified customers. */
static void add_order_days(struct run *run, struct occasions *occasions)
{
    const struct book *book = run->book;

    for (size_t i = 0; i < book->order_day_count; i++) {
        const struct order_day *day = book->order_days + i;
        const struct order *order = book->orders + day->order;
        uint64_t mask = mask_of(&run->days, day->date);

        if (!in_scope(run, order))
            continue;
        if (day->has_positive_sale && order->customer != MAP_NONE)
            occasions_add(occasions, order->customer, day->date);
        while (mask) {
            struct totals *totals = run->totals + next_window(&mask);

            add_sums(&totals->sums, &day->sums);
            if (order->customer != MAP_NONE)
                add_sums(&totals->identified, &day->sums);
        }
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
                 const struct scope *scope, const struct window *windows,
                 size_t count, struct totals *totals)
{
    struct run run = {.arena = arena,
                      .book = book,
                      .scope = scope,
                      .windows = windows,
                      .count = count,
                      .totals = totals};
    struct occasions occasions = {.arena = arena};

    assert(count <= TOTALS_WINDOWS);
    for (size_t i = 0; i < count; i++)
        totals[i] = (struct totals){
            .has_costs = book->catalogue->has_costs,
            .has_products = book->products.count > 0,
            .all_units = counts_all_units(book->catalogue),
        };
    make_days(&run);
    count_baskets(&run);
    measure_baskets(&run);
    add_order_days(&run, &occasions);
    occasions_count(&occasions, windows, count, totals);
}
