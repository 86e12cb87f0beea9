#include "measure/history.h"

#include "base/parallel.h"
#include "measure/cutoff.h"
#include "measure/fetch.h"

#include <stdlib.h>

/* Customers that a thread takes at a time, and how far ahead of the one looked
 * at orders are fetched. */
enum { CHUNK = 4096, AHEAD = 4 };

/* What an order, or a part of it, adds to a customer's day. */
struct entry {
    int32_t day;
    bool positive;
    int64_t net;
};

/* A thread's own. */
struct desk {
    struct arena arena;
    struct entry *entries;
    size_t count;
    size_t capacity;
};

struct round {
    const struct book *book;
    struct cutoff cutoff;
    int32_t early;
    struct desk *desks; /* of each thread */
    struct history *histories;
};

static void add_entry(const struct round *run, struct desk *desk, int32_t day,
                      int64_t net, bool positive)
{
    if (day > run->cutoff.end)
        return;
    desk->entries = arena_grow(&desk->arena, desk->entries, &desk->capacity,
                               desk->count + 1, sizeof *desk->entries);
    desk->entries[desk->count++] =
        (struct entry){.day = day, .positive = positive, .net = net};
}

static void add_order(const struct round *run, struct desk *desk,
                      uint32_t number)
{
    struct order order = book_order(run->book, number);
    const struct moved *moved;

    add_entry(run, desk, order.day, order_net(&order), order.positive);
    if (!cutoff_splits(&run->cutoff, number))
        return;
    for (size_t i = cutoff_first(&run->cutoff, number);
         (moved = cutoff_moved(&run->cutoff, number, i)); i++) {
        int64_t net = moved_net(moved);

        add_entry(run, desk, moved->from, -net, false);
        add_entry(run, desk, moved->date, net, moved->positive);
    }
}

static int compare_days(const void *a, const void *b)
{
    const struct entry *one = a;
    const struct entry *two = b;

    return (one->day > two->day) - (one->day < two->day);
}

/* They are in order, but for what was moved. */
static void sort_entries(struct desk *desk)
{
    size_t i = 1;

    while (i < desk->count && desk->entries[i - 1].day <= desk->entries[i].day)
        i++;
    if (i < desk->count)
        qsort(desk->entries, desk->count, sizeof *desk->entries, compare_days);
}

static void add_occasion(const struct round *run, struct history *history,
                         int32_t day, int64_t net)
{
    if (history->first == DATE_NONE) {
        history->first = history->last = history->early_last = day;
        return;
    }
    history->last = day;
    history->repeats++;
    history->spend += net;
    if (day <= run->early) {
        history->early_last = day;
        history->early_repeats++;
    }
}

static struct history tell(const struct round *run, const struct desk *desk)
{
    struct history history = {.first = DATE_NONE};

    for (size_t i = 0; i < desk->count;) {
        int32_t day = desk->entries[i].day;
        bool positive = false;
        int64_t net = 0;

        for (; i < desk->count && desk->entries[i].day == day; i++) {
            positive = positive || desk->entries[i].positive;
            net += desk->entries[i].net;
        }
        if (positive)
            add_occasion(run, &history, day, net);
    }
    return history;
}

static void take(const struct round *run, struct desk *desk, uint32_t customer)
{
    struct order_list orders = book_orders_of(run->book, customer);

    desk->count = 0;
    for (size_t i = 0; i < orders.count; i++)
        add_order(run, desk, orders.numbers[i]);
    sort_entries(desk);
    run->histories[customer] = tell(run, desk);
}

static void take_chunk(void *context, size_t chunk, size_t thread)
{
    const struct round *run = context;
    uint32_t count = book_customer_count(run->book);
    uint32_t first = (uint32_t)(chunk * CHUNK);
    uint32_t end = count - first > CHUNK ? first + CHUNK : count;

    for (uint32_t i = first; i < end; i++) {
        fetch_orders(run->book, i + AHEAD);
        take(run, run->desks + thread, i);
    }
}

struct history *histories_make(struct arena *arena, const struct view *view,
                               int32_t end, int32_t early)
{
    struct arena scratch = {0};
    size_t customers = book_customer_count(view->book);
    struct round run = {
        .book = view->book,
        .early = early,
        .desks = arena_array(&scratch, struct desk, view->threads),
        .histories = arena_alloc(arena, customers + 1, sizeof(struct history)),
    };

    cutoff_make(&scratch, view->book, end, &run.cutoff);
    parallel_run(view->threads, chunk_count(customers, CHUNK), take_chunk,
                 &run);
    for (size_t i = 0; i < view->threads; i++)
        arena_free(&run.desks[i].arena);
    arena_free(&scratch);
    return run.histories;
}
