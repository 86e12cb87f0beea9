#include "measure/purse.h"

#include "base/decimal.h"
#include "base/parallel.h"
#include "fold/radix.h"
#include "measure/visit.h"

#include <math.h>

struct run {
    const struct partition *partition;
    const struct book *book;
    struct totals *totals;
};

/* A basket of a window. */
struct paid {
    uint64_t value; /* gross - discount, above 0 */
    size_t store;
};

struct purse {
    struct paid *paid;
    size_t count;
    bool is_sorted;   /* by value */
    uint64_t *values; /* the same by group of stores */
    size_t *ends;     /* in values, of each group */
};

static size_t count_orders(const struct book *book, const struct window *window)
{
    struct visit visit = visit_days(book, window->start, window->end);
    size_t count = 0;

    for (; visit.day < visit.end; visit.day++)
        count += book_orders_on(book, visit.day).count;
    return count;
}

/* Below these, a value and its store are one key; others are seldom. */
enum { STORE_BITS = 24, VALUE_BITS = 40 };

/*
 * All baskets by value: then those of any group are, once they are brought
 * together.
 */
static void sort(struct arena *scratch, struct purse *purse)
{
    uint64_t *keys = arena_array(scratch, uint64_t, purse->count + 1);
    uint64_t values = 0;
    size_t stores = 0;

    for (size_t i = 0; i < purse->count; i++) {
        const struct paid *paid = purse->paid + i;

        values |= paid->value;
        stores |= paid->store;
        keys[i] = paid->value << STORE_BITS | paid->store;
    }
    if (values >> VALUE_BITS || stores >> STORE_BITS)
        return;
    radix_sort(keys, purse->count);
    for (size_t i = 0; i < purse->count; i++)
        purse->paid[i] = (struct paid){
            .value = keys[i] >> STORE_BITS,
            .store = (size_t)(keys[i] & ((UINT64_C(1) << STORE_BITS) - 1))};
    purse->is_sorted = true;
}

static struct purse make_purse(struct arena *scratch, const struct book *book,
                               const struct window *window)
{
    size_t room = count_orders(book, window) + 1;
    struct visit visit = visit_days(book, window->start, window->end);
    struct purse purse = {
        .paid = arena_array(scratch, struct paid, room),
        .values = arena_array(scratch, uint64_t, room),
        .ends = arena_array(scratch, size_t, book->stores.count + 1)};
    const struct order *order;

    while ((order = visit_basket(&visit)))
        purse.paid[purse.count++] =
            (struct paid){.value = (uint64_t)(order->gross - order->discount),
                          .store = number_of(order->store, &book->stores)};
    sort(scratch, &purse);
    return purse;
}

/* Bring the values of each group of stores together. */
static void gather(const struct purse *purse, const struct grouping *grouping)
{
    size_t before = 0;

    memset(purse->ends, 0, grouping->count * sizeof *purse->ends);
    for (size_t i = 0; i < purse->count; i++)
        purse->ends[grouping->groups[purse->paid[i].store]]++;
    for (size_t i = 0; i < grouping->count; i++) {
        size_t here = purse->ends[i];

        purse->ends[i] = before;
        before += here;
    }
    for (size_t i = 0; i < purse->count; i++)
        purse->values[purse->ends[grouping->groups[purse->paid[i].store]]++] =
            purse->paid[i].value;
}

/* Of sorted values, by linear interpolation (type 7). */
static double quantile_of(const uint64_t *values, size_t count, double quantile)
{
    double at = ((double)count - 1) * quantile;
    size_t rank = (size_t)at;
    double low = (double)values[rank];
    double high = (double)values[rank + 1 < count ? rank + 1 : rank];

    return low + (at - (double)rank) * (high - low);
}

static void measure(const uint64_t *values, size_t count, struct totals *totals)
{
    for (size_t i = 0; i < BASKET_QUANTILES && count > 0; i++)
        totals->basket_quantiles[i] =
            quantile_of(values, count, basket_quantiles[i]) / MONEY_ONE;
}

static void measure_kind(const struct run *run, const struct purse *purse,
                         enum scope_kind kind, size_t window)
{
    const struct partition *partition = run->partition;
    const struct grouping *grouping = &partition->kinds[kind];
    size_t first = 0;

    gather(purse, grouping);
    for (size_t i = 0; i < grouping->count; i++) {
        size_t scope = partition->first[kind] + i;

        if (!purse->is_sorted)
            radix_sort(purse->values + first, purse->ends[i] - first);
        measure(purse->values + first, purse->ends[i] - first,
                run->totals + scope * partition->window_count + window);
        first = purse->ends[i];
    }
}

static void measure_window(void *context, size_t window, size_t thread)
{
    const struct run *run = context;
    struct arena scratch = {0};
    struct purse purse =
        make_purse(&scratch, run->book, run->partition->windows + window);

    (void)thread;
    for (size_t kind = SCOPE_MARKET; kind <= SCOPE_STORE; kind++)
        if (partition_has(run->partition, (enum scope_kind)kind))
            measure_kind(run, &purse, (enum scope_kind)kind, window);
    arena_free(&scratch);
}

void purse_measure(const struct partition *partition, struct totals *totals)
{
    struct run run = {
        .partition = partition, .book = partition->book, .totals = totals};
    size_t cells = partition->scope_count * partition->window_count;

    for (size_t i = 0; i < cells; i++)
        for (size_t j = 0; j < BASKET_QUANTILES; j++)
            totals[i].basket_quantiles[j] = (double)NAN;
    parallel_run(partition->threads, partition->window_count, measure_window,
                 &run);
}
