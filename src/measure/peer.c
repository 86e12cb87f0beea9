#include "measure/peer.h"

#include "base/parallel.h"

/* Customers that a thread takes at a time; days that scores look back.  Who has
 * more baskets counts as if they were MOST_BASKETS: that is more than five a
 * day, and no cut point lies there. */
enum { CHUNK = 4096, DAYS = 104 * WEEK_DAYS, MOST_BASKETS = 4095 };

/* How many customers have each value on a day. */
struct histogram {
    uint32_t recency[DAYS + 1];
    uint32_t frequency[MOST_BASKETS + 1];
};

struct count {
    struct peers *peers;
    struct trace *traces;         /* of each thread */
    struct histogram *histograms; /* of each thread and day */
};

/* Whether there is a basket in the weeks to a day. */
static bool look(const struct trace *trace, int32_t day, struct gaze *gaze)
{
    while (gaze->end < trace->stop_count && trace->stops[gaze->end].date <= day)
        gaze->end++;
    while (gaze->first < gaze->end &&
           trace->stops[gaze->first].date <= day - DAYS)
        gaze->first++;
    return gaze->first < gaze->end;
}

/* Days from the last basket, which is 1 on the day itself. */
static int32_t recency_of(const struct trace *trace, const struct gaze *gaze,
                          int32_t day)
{
    return day - trace->stops[gaze->end - 1].date + 1;
}

static size_t frequency_of(const struct gaze *gaze)
{
    size_t baskets = gaze->end - gaze->first;

    return baskets < MOST_BASKETS ? baskets : MOST_BASKETS;
}

static void count_customer(const struct count *count, const struct trace *trace,
                           size_t thread)
{
    const struct peers *peers = count->peers;
    struct histogram *histograms =
        count->histograms + thread * peers->day_count;
    struct gaze gaze = {0};

    for (size_t i = 0; i < peers->day_count; i++) {
        if (!look(trace, peers->days[i], &gaze))
            continue;
        histograms[i].recency[recency_of(trace, &gaze, peers->days[i])]++;
        histograms[i].frequency[frequency_of(&gaze)]++;
    }
}

static void count_chunk(void *context, size_t number, size_t thread)
{
    const struct count *count = context;
    struct peers *peers = count->peers;
    const struct book *book = peers->view->book;
    struct trace *trace = count->traces + thread;
    struct chunk chunk = chunk_of(number, CHUNK, book_customer_count(book));

    for (uint32_t i = (uint32_t)chunk.first; i < chunk.end; i++) {
        if (peers->view->members.staff[i])
            continue;
        trace_take(trace, book, &peers->shifts, i);
        count_customer(count, trace, thread);
    }
}

static void add_histogram(struct histogram *into, const struct histogram *more)
{
    for (size_t i = 0; i < COUNT(into->recency); i++)
        into->recency[i] += more->recency[i];
    for (size_t i = 0; i < COUNT(into->frequency); i++)
        into->frequency[i] += more->frequency[i];
}

static void cut(struct arena *arena, const struct count *count, size_t threads)
{
    struct peers *peers = count->peers;
    size_t days = peers->day_count;

    peers->recency = arena_array(arena, struct score_cuts, days + 1);
    peers->frequency = arena_array(arena, struct score_cuts, days + 1);
    for (size_t i = 0; i < days; i++) {
        struct histogram *histogram = count->histograms + i;

        for (size_t j = 1; j < threads; j++)
            add_histogram(histogram, histogram + j * days);
        peers->recency[i] =
            score_cuts(histogram->recency, COUNT(histogram->recency));
        peers->frequency[i] =
            score_cuts(histogram->frequency, COUNT(histogram->frequency));
    }
}

/* Stores that the extract lacks, and empty markets, are in the unknown one. */
static void find_markets(struct arena *arena, struct peers *peers)
{
    const struct book *book = peers->view->book;
    const struct catalogue *catalogue = book->catalogue;
    struct map names = {.arena = arena};

    peers->markets = arena_array(arena, uint32_t, book->stores.count + 1);
    map_put(&names, (struct str){0});
    for (size_t i = 0; i < book->stores.count; i++) {
        uint32_t store = map_find(&catalogue->store_ids, book->stores.items[i]);

        if (store != MAP_NONE)
            peers->markets[i] =
                map_put(&names, catalogue->stores[store].market);
    }
    peers->market_count = names.count;
}

void peers_make(struct arena *arena, struct peers *peers)
{
    const struct view *view = peers->view;
    uint32_t customers = book_customer_count(view->book);
    struct arena scratch = {0};
    struct count count = {
        .peers = peers,
        .traces = arena_array(&scratch, struct trace, view->threads),
        .histograms = arena_array(&scratch, struct histogram,
                                  view->threads * peers->day_count + 1)};
    struct arena *arenas = arena_array(&scratch, struct arena, view->threads);

    for (size_t i = 0; i < view->threads; i++)
        count.traces[i].arena = arenas + i;
    find_markets(arena, peers);
    peers->shifts = shifts_make(arena, view->book);
    parallel_run(view->threads, chunk_count(customers, CHUNK), count_chunk,
                 &count);
    cut(arena, &count, view->threads);
    for (size_t i = 0; i < view->threads; i++)
        arena_free(arenas + i);
    arena_free(&scratch);
}

/* The store of the last basket; of some at the same time, the greatest. */
static uint32_t last_store(const struct trace *trace, const struct gaze *gaze)
{
    const struct stop *last = trace->stops + gaze->end - 1;

    for (const struct stop *stop = last;
         stop > trace->stops && stop[-1].date == last->date; stop--)
        if (stop[-1].second > last->second ||
            (stop[-1].second == last->second && stop[-1].store > last->store))
            last = stop - 1;
    return last->store;
}

uint32_t peers_cell(const struct peers *peers, const struct trace *trace,
                    struct gaze *gaze, size_t day)
{
    const struct score_cuts *recency = peers->recency + day;
    const struct score_cuts *frequency = peers->frequency + day;
    uint32_t store;
    int number;

    if (!look(trace, peers->days[day], gaze) || !recency->known)
        return PEER_NONE;
    store = last_store(trace, gaze);
    number =
        (score_reversed(recency, recency_of(trace, gaze, peers->days[day])) -
         1) *
            SCORES +
        score_of(frequency, (int64_t)frequency_of(gaze)) - 1;
    return (store == MAP_NONE ? 0 : peers->markets[store]) * SCORES * SCORES +
           (uint32_t)number;
}
