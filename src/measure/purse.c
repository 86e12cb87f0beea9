#include "measure/purse.h"

#include "base/decimal.h"
#include "base/parallel.h"
#include "fold/radix.h"
#include "measure/fetch.h"

#include <math.h>

/* Orders that a thread takes at a time, and how far ahead of the one looked at
 * they are fetched. */
enum { CHUNK = 16 * 1024, AHEAD = 64 };

/* What baskets were worth, gross - discount, above 0; and in which stores. */
struct paid {
    uint64_t *values;
    uint32_t *stores;
    size_t count;
};

/* A thread's own, with room for the baskets of any window. */
struct desk {
    uint64_t value_bits; /* that a value it has met has */
    uint64_t *keys;
    struct paid sorted; /* by value */
    uint64_t *values;   /* the same by group of stores */
    size_t *ends;       /* in values, of each group */
};

struct run {
    const struct partition *partition;
    const struct timeline *timeline;
    const struct book *book;
    struct totals *totals;
    /* All baskets of any window by the stretches of the timeline: those of a
     * window lie side by side. */
    struct paid paid;
    size_t *places;   /* of each chunk and stretch: how many, then where to */
    size_t *first_of; /* in paid, of each stretch; and the end */
    unsigned store_bits; /* of a key, below those of the value */
    bool has_keys;       /* values are not too large for these */
    struct desk *desks;  /* of each thread */
};

/* The stretch of a basket, if it is in any window. */
static bool find_stretch(const struct run *run, const struct order *order,
                         size_t *stretch)
{
    const struct timeline *timeline = run->timeline;

    if (!order_is_basket(order))
        return false;
    *stretch = timeline->stretches[timeline_day(timeline, order->date)];
    return timeline->windows[*stretch] != 0;
}

static struct chunk orders_of(const struct run *run, size_t number)
{
    return chunk_of(number, CHUNK, book_order_count(run->book));
}

FETCHING void fetch(const struct run *run, size_t i, size_t end)
{
    if (i + AHEAD < end)
        book_fetch_order(run->book, i + AHEAD);
}

static uint64_t value_of(const struct order *order)
{
    return (uint64_t)(order->gross - order->discount);
}

static void count_chunk(void *context, size_t number, size_t thread)
{
    const struct run *run = context;
    size_t *counts = run->places + number * run->timeline->stretch_count;
    struct chunk chunk = orders_of(run, number);

    for (size_t i = chunk.first; i < chunk.end; i++) {
        struct order order = book_order(run->book, i);
        size_t stretch;

        fetch(run, i, chunk.end);
        if (!find_stretch(run, &order, &stretch))
            continue;
        counts[stretch]++;
        run->desks[thread].value_bits |= value_of(&order);
    }
}

static void take_chunk(void *context, size_t number, size_t thread)
{
    const struct run *run = context;
    size_t *places = run->places + number * run->timeline->stretch_count;
    struct chunk chunk = orders_of(run, number);

    (void)thread;
    for (size_t i = chunk.first; i < chunk.end; i++) {
        struct order order = book_order(run->book, i);
        size_t stretch;

        fetch(run, i, chunk.end);
        if (!find_stretch(run, &order, &stretch))
            continue;
        run->paid.values[places[stretch]] = value_of(&order);
        run->paid.stores[places[stretch]++] =
            (uint32_t)number_of(order.store, &run->book->stores);
    }
}

/* From how many to where they go: by stretch, then by chunk. */
static void find_places(struct run *run, size_t chunks)
{
    size_t stretches = run->timeline->stretch_count;

    for (size_t i = 0; i < stretches; i++) {
        run->first_of[i] = run->paid.count;
        for (size_t j = 0; j < chunks; j++) {
            size_t *place = run->places + j * stretches + i;
            size_t count = *place;

            *place = run->paid.count;
            run->paid.count += count;
        }
    }
    run->first_of[stretches] = run->paid.count;
}

static void make_paid(struct arena *arena, struct paid *paid, size_t room)
{
    paid->values = arena_alloc(arena, room + 1, sizeof *paid->values);
    paid->stores = arena_alloc(arena, room + 1, sizeof *paid->stores);
}

static void take_all(struct arena *scratch, struct run *run)
{
    size_t threads = run->partition->threads;
    size_t chunks = chunk_count(book_order_count(run->book), CHUNK);
    size_t stretches = run->timeline->stretch_count;
    uint64_t value_bits = 0;

    run->places = arena_array(scratch, size_t, chunks * stretches + 1);
    run->first_of = arena_array(scratch, size_t, stretches + 1);
    parallel_run(threads, chunks, count_chunk, run);
    find_places(run, chunks);
    make_paid(scratch, &run->paid, run->paid.count);
    parallel_run(threads, chunks, take_chunk, run);
    for (size_t i = 0; i < threads; i++)
        value_bits |= run->desks[i].value_bits;
    while (run->book->stores.count >> run->store_bits)
        run->store_bits++;
    run->has_keys =
        value_bits << run->store_bits >> run->store_bits == value_bits;
}

/* The baskets of a window. */
static struct paid paid_of(const struct run *run, size_t window)
{
    const struct timeline *timeline = run->timeline;
    size_t first = 0;
    size_t end;

    while (first < timeline->stretch_count &&
           !(timeline->windows[first] >> window & 1))
        first++;
    for (end = first;
         end < timeline->stretch_count && timeline->windows[end] >> window & 1;)
        end++;
    return (struct paid){.values = run->paid.values + run->first_of[first],
                         .stores = run->paid.stores + run->first_of[first],
                         .count = run->first_of[end] - run->first_of[first]};
}

/* Then the values of any group are sorted, once they are brought together. */
static struct paid sort(const struct run *run, const struct desk *desk,
                        const struct paid *paid)
{
    struct paid sorted = desk->sorted;

    for (size_t i = 0; i < paid->count; i++)
        desk->keys[i] = paid->values[i] << run->store_bits | paid->stores[i];
    radix_sort(desk->keys, paid->count);
    for (size_t i = 0; i < paid->count; i++) {
        sorted.values[i] = desk->keys[i] >> run->store_bits;
        sorted.stores[i] =
            (uint32_t)(desk->keys[i] & ((UINT64_C(1) << run->store_bits) - 1));
    }
    sorted.count = paid->count;
    return sorted;
}

/* Bring the values of each group of stores together. */
static void gather(const struct desk *desk, const struct paid *paid,
                   const struct grouping *grouping)
{
    size_t before = 0;

    memset(desk->ends, 0, grouping->count * sizeof *desk->ends);
    for (size_t i = 0; i < paid->count; i++)
        desk->ends[grouping->groups[paid->stores[i]]]++;
    for (size_t i = 0; i < grouping->count; i++) {
        size_t here = desk->ends[i];

        desk->ends[i] = before;
        before += here;
    }
    for (size_t i = 0; i < paid->count; i++)
        desk->values[desk->ends[grouping->groups[paid->stores[i]]]++] =
            paid->values[i];
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

static void measure_kind(const struct run *run, const struct desk *desk,
                         const struct paid *paid, enum scope_kind kind,
                         size_t window)
{
    const struct partition *partition = run->partition;
    const struct grouping *grouping = &partition->kinds[kind];
    size_t first = 0;

    gather(desk, paid, grouping);
    for (size_t i = 0; i < grouping->count; i++) {
        size_t scope = partition->first[kind] + i;

        if (!run->has_keys)
            radix_sort(desk->values + first, desk->ends[i] - first);
        measure(desk->values + first, desk->ends[i] - first,
                run->totals + scope * partition->window_count + window);
        first = desk->ends[i];
    }
}

static void measure_window(void *context, size_t window, size_t thread)
{
    const struct run *run = context;
    const struct desk *desk = run->desks + thread;
    struct paid paid = paid_of(run, window);

    if (run->has_keys)
        paid = sort(run, desk, &paid);
    for (size_t kind = SCOPE_MARKET; kind <= SCOPE_STORE; kind++)
        if (partition_has(run->partition, (enum scope_kind)kind))
            measure_kind(run, desk, &paid, (enum scope_kind)kind, window);
}

static void make_desks(struct arena *scratch, struct run *run)
{
    size_t most = 0;

    for (size_t i = 0; i < run->partition->window_count; i++) {
        struct paid paid = paid_of(run, i);

        most = paid.count > most ? paid.count : most;
    }
    for (size_t i = 0; i < run->partition->threads; i++) {
        struct desk *desk = run->desks + i;

        desk->keys = arena_alloc(scratch, most + 1, sizeof *desk->keys);
        make_paid(scratch, &desk->sorted, most);
        desk->values = arena_alloc(scratch, most + 1, sizeof *desk->values);
        desk->ends = arena_array(scratch, size_t, run->book->stores.count + 1);
    }
}

void purse_measure(const struct partition *partition, struct totals *totals)
{
    struct arena scratch = {0};
    struct run run = {
        .partition = partition,
        .timeline = &partition->timeline,
        .book = partition->book,
        .totals = totals,
        .desks = arena_array(&scratch, struct desk, partition->threads)};
    size_t cells = partition->scope_count * partition->window_count;

    for (size_t i = 0; i < cells; i++)
        for (size_t j = 0; j < BASKET_QUANTILES; j++)
            totals[i].basket_quantiles[j] = (double)NAN;
    take_all(&scratch, &run);
    make_desks(&scratch, &run);
    parallel_run(partition->threads, partition->window_count, measure_window,
                 &run);
    arena_free(&scratch);
}
