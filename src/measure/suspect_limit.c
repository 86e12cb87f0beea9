#include "measure/suspect_limit.h"

#include "base/parallel.h"
#include "measure/fetch.h"
#include "measure/spread.h"
#include "measure/trailing.h"

#include <math.h>

/* Orders that a thread takes at a time, and how far ahead of the one looked at
 * they are fetched. */
enum { CHUNK = 8192, AHEAD = 64 };

/* Of so many baskets all but one; fewer have no hundredth. */
enum { HUNDREDTHS = 100 };

enum { MEDIAN, P99, QUANTILES };
static const double quantiles[QUANTILES] = {[MEDIAN] = 0.5, [P99] = 0.99};

struct run {
    const struct view *view;
    struct timeline timeline; /* with the 52 weeks as its one window */
    struct spread values;
    struct spread units;
    int64_t **store_baskets; /* of each thread */
};

/* A task for each basket of the 52 weeks; `stretch` is that of its date. */
typedef void basket_task(const struct run *run, const struct order *order,
                         size_t stretch, size_t thread);

static void walk_chunk(const struct run *run, size_t number, size_t thread,
                       basket_task *task)
{
    const struct book *book = run->view->book;
    struct chunk chunk = chunk_of(number, CHUNK, book_order_count(book));

    for (size_t i = chunk.first; i < chunk.end; i++) {
        struct order order = book_order(book, i);
        size_t day = timeline_day(&run->timeline, order.date);

        if (i + AHEAD < chunk.end)
            book_fetch_order(book, i + AHEAD);
        if (timeline_windows(&run->timeline, day) && order_is_basket(&order))
            task(run, &order, run->timeline.stretches[day], thread);
    }
}

/* Spreads hold numbers from 1 up, and a basket may have no units. */
static uint64_t units_of(const struct order *order)
{
    return (uint64_t)order->units + 1;
}

static uint64_t value_of(const struct order *order)
{
    return (uint64_t)(order->gross - order->discount);
}

static void count(const struct run *run, const struct order *order,
                  size_t stretch, size_t thread)
{
    spread_count(&run->values, thread, stretch, value_of(order));
    spread_count(&run->units, thread, stretch, units_of(order));
    if (order->store != MAP_NONE)
        run->store_baskets[thread][order->store]++;
}

static void keep(const struct run *run, const struct order *order,
                 size_t stretch, size_t thread)
{
    (void)thread;
    spread_keep(&run->values, stretch, value_of(order));
    spread_keep(&run->units, stretch, units_of(order));
}

static void count_chunk(void *context, size_t chunk, size_t thread)
{
    walk_chunk(context, chunk, thread, count);
}

static void keep_chunk(void *context, size_t chunk, size_t thread)
{
    walk_chunk(context, chunk, thread, keep);
}

static int32_t first_day(const struct view *view)
{
    int32_t first = view->windows[SLOT_NOW].end - WEEKS_52 + 1;

    return first > view->book->first_date ? first : view->book->first_date;
}

static void begin(struct arena *scratch, struct run *run)
{
    const struct view *view = run->view;
    const struct book *book = view->book;
    const struct window year = {.start = first_day(view),
                                .end = view->windows[SLOT_NOW].end};
    struct spread spread = {.timeline = &run->timeline,
                            .quantiles = quantiles,
                            .quantile_count = QUANTILES,
                            .window_count = 1,
                            .threads = view->threads};

    timeline_make(scratch, book->first_date, book->last_date, &year, 1,
                  &run->timeline);
    run->values = run->units = spread;
    spread_begin(scratch, &run->values);
    spread_begin(scratch, &run->units);
    run->store_baskets = arena_array(scratch, int64_t *, view->threads);
    for (size_t i = 0; i < view->threads; i++)
        run->store_baskets[i] =
            arena_array(scratch, int64_t, book->stores.count + 1);
}

/* A quantile of whole numbers is one of hundredths: exact, where it was worked
 * out as a double. */
static int64_t hundredths(const struct spread *spread, size_t number)
{
    return llround(spread_quantile(spread, 0, number) * HUNDREDTHS);
}

static void set_limits(const struct run *run, struct suspect_limits *limits)
{
    int64_t value;

    limits->value = limits->units = INT64_MAX;
    if (run->values.value_counts[0] < HUNDREDTHS)
        return;
    limits->units = hundredths(&run->units, P99) / HUNDREDTHS - 1;
    value = hundredths(&run->values, P99);
    if (value > hundredths(&run->values, MEDIAN))
        limits->value = (value + HUNDREDTHS - 1) / HUNDREDTHS;
}

void suspect_limits_make(struct arena *arena, const struct view *view,
                         struct suspect_limits *limits)
{
    struct arena scratch = {0};
    struct run run = {.view = view};
    size_t stores = view->book->stores.count;
    size_t chunks = chunk_count(book_order_count(view->book), CHUNK);

    begin(&scratch, &run);
    parallel_run(view->threads, chunks, count_chunk, &run);
    spread_choose(&scratch, &run.values);
    spread_choose(&scratch, &run.units);
    parallel_run(view->threads, chunks, keep_chunk, &run);
    *limits = (struct suspect_limits){
        .first = first_day(view),
        .store_baskets = arena_array(arena, int64_t, stores + 1)};
    limits->weeks =
        (view->windows[SLOT_NOW].end - limits->first) / WEEK_DAYS + 1;
    set_limits(&run, limits);
    for (size_t i = 0; i < view->threads; i++)
        for (size_t j = 0; j < stores; j++)
            limits->store_baskets[j] += run.store_baskets[i][j];
    arena_free(&scratch);
}
