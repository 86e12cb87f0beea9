#include "measure/totals.h"

#include "base/decimal.h"
#include "base/parallel.h"
#include "measure/fetch.h"
#include "measure/gap.h"
#include "measure/shopper.h"
#include "measure/spread.h"
#include "measure/takings.h"

#include <assert.h>
#include <math.h>

/* Orders that a thread takes at a time, and how far ahead of the one looked at
 * they are fetched, and then their membership. */
enum { CHUNK = 8192, AHEAD = 64, AHEAD_MEMBER = 16 };

const double basket_quantiles[BASKET_QUANTILES] = {0.10, 0.25, 0.50, 0.75,
                                                   0.90};

/* Customers of a window. */
struct heads {
    int64_t customers;
    int64_t members;
    int64_t new_customers;
    int64_t existing_customers;
};

/* What one thread has counted. */
struct stint {
    struct takings parts[TIMELINE_STRETCHES];
    struct heads heads[TIMELINE_WINDOWS];
    int64_t *baskets; /* of each day */
};

/* What the passes share. */
struct run {
    const struct totals_order *asked;
    const struct book *book;
    struct timeline timeline;
    struct stint *stints; /* of each thread */
    uint32_t *notes;      /* of each order */
    struct spread spread;
    struct gaps gaps;
};

static void add_basket(const struct run *run, const struct order *order,
                       bool is_member, size_t thread)
{
    size_t day = timeline_day(&run->timeline, order->date);
    size_t stretch = run->timeline.stretches[day];
    struct stint *stint = run->stints + thread;

    stint->baskets[day]++;
    takings_basket(stint->parts + stretch, order, is_member);
    spread_count(&run->spread, thread, stretch,
                 (uint64_t)(order->gross - order->discount));
}

/* Money counts on its own day. */
static void add_identified(const struct run *run, const struct order *order,
                           size_t thread)
{
    size_t day = timeline_day(&run->timeline, order->day);

    takings_identified(run->stints[thread].parts + run->timeline.stretches[day],
                       order);
}

/* The orders that a thread takes. */
static struct chunk orders_of(const struct run *run, size_t number)
{
    return chunk_of(number, CHUNK, book_order_count(run->book));
}

FETCHING void fetch(const struct run *run, size_t i, size_t end)
{
    if (i + AHEAD < end)
        book_fetch_order(run->book, i + AHEAD);
    if (i + AHEAD_MEMBER < end)
        members_prefetch(run->asked->members,
                         book_order_customer(run->book, i + AHEAD_MEMBER));
}

static void count_chunk(void *context, size_t number, size_t thread)
{
    const struct run *run = context;
    const struct members *members = run->asked->members;
    struct chunk chunk = orders_of(run, number);

    for (size_t i = chunk.first; i < chunk.end; i++) {
        struct order order = book_order(run->book, i);
        bool is_member = members_hold(members, &order);

        fetch(run, i, chunk.end);
        run->notes[i] = shopper_note(&run->timeline, &order, is_member);
        if (order_is_basket(&order))
            add_basket(run, &order, is_member, thread);
        add_identified(run, &order, thread);
    }
}

/* Once more, for the quantiles. */
static void keep_chunk(void *context, size_t number, size_t thread)
{
    const struct run *run = context;
    struct chunk chunk = orders_of(run, number);

    (void)thread;
    for (size_t i = chunk.first; i < chunk.end; i++) {
        struct order order = book_order(run->book, i);

        if (i + AHEAD < chunk.end)
            book_fetch_order(run->book, i + AHEAD);
        if (order_is_basket(&order))
            spread_keep(&run->spread,
                        run->timeline.stretches[timeline_day(&run->timeline,
                                                             order.date)],
                        (uint64_t)(order.gross - order.discount));
    }
}

static void count_orders(struct arena *scratch, struct run *run)
{
    size_t chunks = chunk_count(book_order_count(run->book), CHUNK);

    run->spread = (struct spread){.timeline = &run->timeline,
                                  .quantiles = basket_quantiles,
                                  .quantile_count = BASKET_QUANTILES,
                                  .window_count = run->asked->count,
                                  .threads = run->asked->threads};
    spread_begin(scratch, &run->spread);
    parallel_run(run->asked->threads, chunks, count_chunk, run);
    spread_choose(scratch, &run->spread);
    parallel_run(run->asked->threads, chunks, keep_chunk, run);
}

static void add_moved(const struct run *run)
{
    const struct timeline *timeline = &run->timeline;
    struct takings *parts = run->stints[0].parts;

    for (size_t i = 0; i < run->book->moved_count; i++) {
        const struct moved *moved = run->book->moved + i;
        size_t from = timeline_day(timeline, moved->from);
        size_t day = timeline_day(timeline, moved->date);

        if (book_order_customer(run->book, moved->order) == MAP_NONE)
            continue;
        takings_move(parts + timeline->stretches[from], moved, -1);
        takings_move(parts + timeline->stretches[day], moved, 1);
    }
}

/* New where the first occasion ever is, else existing. */
static void count_heads(const struct run *run, const struct shopper *shopper,
                        struct heads *heads)
{
    uint64_t customers = shopper->baskets;
    uint64_t members = shopper->member_baskets;
    uint64_t first = 0;
    uint64_t existing = 0;

    if (shopper->occasion_count > 0)
        first = timeline_windows(&run->timeline, shopper->occasions[0]);
    for (size_t i = 1; i < shopper->occasion_count; i++)
        existing |= timeline_windows(&run->timeline, shopper->occasions[i]);
    existing &= ~first;
    while (customers)
        heads[timeline_next(&customers)].customers++;
    while (members)
        heads[timeline_next(&members)].members++;
    while (first)
        heads[timeline_next(&first)].new_customers++;
    while (existing)
        heads[timeline_next(&existing)].existing_customers++;
}

static void count_shopper(void *context, const struct shopper *shopper,
                          size_t thread)
{
    const struct run *run = context;

    count_heads(run, shopper, run->stints[thread].heads);
    gaps_count(&run->gaps, thread, shopper->occasions, shopper->occasion_count);
}

/* Once more, for the median of the gaps. */
static void refine_shopper(void *context, const struct shopper *shopper,
                           size_t thread)
{
    const struct run *run = context;

    gaps_refine(&run->gaps, thread, shopper->occasions,
                shopper->occasion_count);
}

static void count_shoppers(struct arena *scratch, struct run *run)
{
    struct shoppers shoppers = {.book = run->book,
                                .timeline = &run->timeline,
                                .notes = run->notes,
                                .threads = run->asked->threads};

    run->gaps = (struct gaps){.timeline = &run->timeline,
                              .threads = run->asked->threads,
                              .most = run->book->day_count};
    gaps_begin(scratch, &run->gaps, run->asked->windows, run->asked->count);
    shoppers_begin(scratch, &shoppers);
    shoppers_walk(&shoppers, count_shopper, run);
    gaps_choose(scratch, &run->gaps);
    shoppers_again(&shoppers, refine_shopper, run);
}

static void add_heads(struct totals *totals, const struct heads *heads)
{
    totals->customers += heads->customers;
    totals->members += heads->members;
    totals->new_customers += heads->new_customers;
    totals->existing_customers += heads->existing_customers;
}

/* From the stretches and windows of a thread to windows. */
static void add_stint(const struct run *run, const struct stint *stint,
                      struct totals *totals, int64_t *baskets)
{
    const struct timeline *timeline = &run->timeline;

    for (size_t i = 0; i < timeline->stretch_count; i++)
        for (uint64_t mask = timeline->windows[i]; mask;)
            takings_give(stint->parts + i, totals + timeline_next(&mask));
    for (size_t i = 0; i < run->asked->count; i++)
        add_heads(totals + i, stint->heads + i);
    for (size_t i = 0; i < timeline->day_count; i++)
        baskets[i] += stint->baskets[i];
}

/* Sums fit: the book's over all lines do. */
static void add_sums(struct sums *into, const struct sums *more)
{
    bool fits = sums_add(into, more);

    assert(fits);
    (void)fits;
}

/* All lines, from days to windows. */
static void add_days(const struct run *run, struct totals *totals)
{
    const struct book *book = run->book;

    for (size_t i = 0; i < book->day_count; i++) {
        const struct day *day = book->days + i;
        size_t number = timeline_day(&run->timeline, day->date);
        struct sums sums = {0};

        for (size_t j = 0; j < book->catalogue->class_count; j++)
            add_sums(&sums, day->classes + j);
        for (uint64_t mask = timeline_windows(&run->timeline, number); mask;)
            add_sums(&totals[timeline_next(&mask)].sums, &sums);
    }
}

/* What is no sum. */
static void set_measures(const struct run *run, size_t number,
                         struct totals *totals)
{
    const struct window *window = run->asked->windows + number;
    struct gap_measures gaps = {.mean = (double)NAN, .median = (double)NAN};

    for (size_t i = 0; i < BASKET_QUANTILES; i++)
        totals->basket_quantiles[i] =
            spread_quantile(&run->spread, number, i) / MONEY_ONE;
    if (window_is_known(window))
        gaps = gaps_measure(&run->gaps, window->end);
    totals->gap_customers = gaps.customers;
    totals->gap_mean = gaps.mean;
    totals->gap_median = gaps.median;
}

static bool counts_all_units(const struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->class_count; i++)
        if (catalogue->classes[i].is_sales &&
            !catalogue->classes[i].counts_units)
            return false;
    return true;
}

static void begin(struct arena *scratch, struct run *run)
{
    const struct book *book = run->book;

    timeline_make(scratch, book->first_date, book->last_date,
                  run->asked->windows, run->asked->count, &run->timeline);
    run->notes =
        arena_alloc(scratch, book_order_count(book) + 1, sizeof *run->notes);
    run->stints = arena_array(scratch, struct stint, run->asked->threads);
    for (size_t i = 0; i < run->asked->threads; i++)
        run->stints[i].baskets =
            arena_array(scratch, int64_t, run->timeline.day_count);
}

void totals_make(const struct totals_order *asked, struct totals *totals,
                 int64_t *baskets)
{
    struct arena scratch = {0};
    struct run run = {.asked = asked, .book = asked->book};

    begin(&scratch, &run);
    count_orders(&scratch, &run);
    count_shoppers(&scratch, &run);
    add_moved(&run);
    for (size_t i = 0; i < asked->count; i++)
        totals[i] = (struct totals){
            .has_costs = run.book->catalogue->has_costs,
            .has_products = run.book->products.count > 0,
            .tells_members = catalogue_tells_members(run.book->catalogue),
            .all_units = counts_all_units(run.book->catalogue),
        };
    for (size_t i = 0; i < run.timeline.day_count; i++)
        baskets[i] = 0;
    for (size_t i = 0; i < asked->threads; i++)
        add_stint(&run, run.stints + i, totals, baskets);
    add_days(&run, totals);
    for (size_t i = 0; i < asked->count; i++)
        set_measures(&run, i, totals + i);
    arena_free(&scratch);
}
