#include "measure/outlet.h"

#include "base/parallel.h"
#include "fold/walk.h"
#include "measure/fetch.h"
#include "measure/takings.h"

/* Orders that a thread takes at a time, and how far ahead of the one looked at
 * they are fetched, and then their membership and items. */
enum { CHUNK = 8192, AHEAD = 64, AHEAD_REST = 16 };

/* What a thread has counted, by stretch: of stores and channels, the unknown
 * one behind all, and of departments. */
struct stint {
    struct takings *stores;
    struct takings *channels;
    struct takings *departments;
    size_t *last; /* of each department: the order it was in, + 1 */
};

struct run {
    const struct partition *partition;
    const struct timeline *timeline;
    const struct book *book;
    struct totals *totals;
    struct stint *stints; /* of each thread */
    struct sums *lines;   /* of stores, by stretch: it is one thread's */
};

static struct takings *at(const struct run *run, struct takings *takings,
                          size_t number, size_t stretch)
{
    return takings + number * run->timeline->stretch_count + stretch;
}

/* Each department that a basket has a sale line of counts it once. */
static void add_departments(const struct run *run, size_t number,
                            bool is_member, size_t stretch, struct stint *stint)
{
    struct order order = book_order(run->book, number);
    const uint32_t *items = order_items(run->book, &order);

    for (uint32_t i = 0; i < order.item_count; i++) {
        uint32_t group = partition_department(run->partition, items[i]);

        if (stint->last[group] == number + 1)
            continue;
        stint->last[group] = number + 1;
        takings_count(at(run, stint->departments, group, stretch), &order,
                      is_member);
    }
}

static void add_basket(const struct run *run, size_t number, size_t stretch,
                       struct stint *stint)
{
    struct order order = book_order(run->book, number);
    bool is_member = members_hold(run->partition->members, &order);

    takings_basket(at(run, stint->stores,
                      number_of(order.store, &run->book->stores), stretch),
                   &order, is_member);
    takings_count(at(run, stint->channels,
                     number_of(order.channel, &run->book->channels), stretch),
                  &order, is_member);
    if (partition_has(run->partition, SCOPE_DEPARTMENT))
        add_departments(run, number, is_member, stretch, stint);
}

/* Money counts on its own day, and so perhaps in other windows. */
static void add_order(const struct run *run, size_t number, struct stint *stint)
{
    const struct timeline *timeline = run->timeline;
    struct order order = book_order(run->book, number);
    size_t stretch = timeline->stretches[timeline_day(timeline, order.date)];
    size_t paid = timeline->stretches[timeline_day(timeline, order.day)];

    if (timeline->windows[stretch] && order_is_basket(&order))
        add_basket(run, number, stretch, stint);
    if (timeline->windows[paid])
        takings_identified(at(run, stint->stores,
                              number_of(order.store, &run->book->stores), paid),
                           &order);
}

FETCHING void fetch(const struct run *run, size_t i, size_t end)
{
    if (i + AHEAD < end)
        book_fetch_order(run->book, i + AHEAD);
    if (i + AHEAD_REST < end) {
        members_prefetch(run->partition->members,
                         book_order_customer(run->book, i + AHEAD_REST));
        book_fetch_items(run->book, i + AHEAD_REST);
    }
}

static void add_chunk(void *context, size_t number, size_t thread)
{
    const struct run *run = context;
    struct chunk chunk = chunk_of(number, CHUNK, book_order_count(run->book));

    for (size_t i = chunk.first; i < chunk.end; i++) {
        fetch(run, i, chunk.end);
        add_order(run, i, run->stints + thread);
    }
}

/* What classes count as units, walks do not say. */
static void add_line(const struct run *run, const struct walk *walk,
                     struct sums *into)
{
    const struct product_class *class =
        run->book->catalogue->classes + walk_class(walk);

    sums_gather(into, &walk->sums);
    if (class->counts_units)
        into->unit_sales += walk->sums.gross - walk->sums.discount;
}

/* The days of a stretch. */
static struct window days_of(const struct timeline *timeline, size_t stretch)
{
    size_t first = 0;
    size_t end;

    while (timeline->stretches[first] != stretch)
        first++;
    for (end = first; end < timeline->day_count; end++)
        if (timeline->stretches[end] != stretch)
            break;
    return (struct window){.start = timeline->first + (int32_t)first,
                           .end = timeline->first + (int32_t)end - 1};
}

static void add_lines(void *context, size_t stretch, size_t thread)
{
    const struct run *run = context;
    const struct timeline *timeline = run->timeline;
    struct window days = days_of(timeline, stretch);
    struct walk walk = walk_sites(run->book, days.start, days.end);

    (void)thread;
    while (timeline->windows[stretch] && walk_next(&walk)) {
        size_t store = number_of(walk_store(&walk), &run->book->stores);

        add_line(run, &walk,
                 run->lines + store * timeline->stretch_count + stretch);
    }
}

static void add_moved(const struct run *run)
{
    const struct timeline *timeline = run->timeline;

    for (size_t i = 0; i < run->book->moved_count; i++) {
        const struct moved *moved = run->book->moved + i;
        struct order order = book_order(run->book, moved->order);
        size_t store = number_of(order.store, &run->book->stores);
        struct takings *takings = at(run, run->stints[0].stores, store, 0);
        size_t from = timeline_day(timeline, moved->from);
        size_t day = timeline_day(timeline, moved->date);

        if (order.customer == MAP_NONE)
            continue;
        takings_move(takings + timeline->stretches[from], moved, -1);
        takings_move(takings + timeline->stretches[day], moved, 1);
    }
}

/* Costs are known by day and store. */
static void add_costs(const struct run *run)
{
    const struct timeline *timeline = run->timeline;
    const struct book *book = run->book;

    for (size_t i = 0; i < book->day_count; i++) {
        size_t day = timeline_day(timeline, book->days[i].date);
        struct sums *lines = run->lines + timeline->stretches[day];

        for (size_t store = 0; store <= book->stores.count; store++) {
            struct cost_sums costs = book_store_costs(
                book, i,
                store < book->stores.count ? (uint32_t)store : MAP_NONE);
            struct sums *sums = lines + store * timeline->stretch_count;

            sums->costed_net += costs.costed_net;
            sums->cost += costs.cost;
        }
    }
}

/* Classes know all sums of their lines. */
static void give_classes(const struct run *run)
{
    const struct partition *partition = run->partition;
    const struct book *book = run->book;

    for (size_t i = 0; i < book->day_count; i++) {
        const struct day *day = book->days + i;
        uint64_t windows = timeline_windows(
            run->timeline, timeline_day(run->timeline, day->date));

        for (size_t class = 0; class < book->catalogue->class_count; class ++) {
            struct totals *totals =
                run->totals +
                partition_find(partition, SCOPE_DEPARTMENT, class) *
                    partition->window_count;

            for (uint64_t mask = windows; mask;)
                sums_gather(&totals[timeline_next(&mask)].sums,
                            day->classes + class);
        }
    }
}

/* The takings of a thing, by stretch, to the totals of a scope, by window. */
static void give_takings(const struct run *run, const struct takings *takings,
                         size_t scope)
{
    struct totals *totals = run->totals + scope * run->partition->window_count;

    for (size_t i = 0; i < run->timeline->stretch_count; i++)
        for (uint64_t mask = run->timeline->windows[i]; mask;)
            takings_give(takings + i, totals + timeline_next(&mask));
}

static void give_lines(const struct run *run, const struct sums *lines,
                       size_t scope)
{
    struct totals *totals = run->totals + scope * run->partition->window_count;

    for (size_t i = 0; i < run->timeline->stretch_count; i++)
        for (uint64_t mask = run->timeline->windows[i]; mask;)
            sums_gather(&totals[timeline_next(&mask)].sums, lines + i);
}

static void give_stores(const struct run *run, enum scope_kind kind)
{
    const struct partition *partition = run->partition;
    size_t stretches = run->timeline->stretch_count;

    for (size_t i = 0; i <= run->book->stores.count; i++) {
        size_t scope = partition_find(partition, kind, i);

        give_lines(run, run->lines + i * stretches, scope);
        for (size_t j = 0; j < partition->threads; j++)
            give_takings(run, at(run, run->stints[j].stores, i, 0), scope);
    }
}

static void give_channels(const struct run *run)
{
    const struct partition *partition = run->partition;

    for (size_t i = 0; i <= run->book->channels.count; i++)
        for (size_t j = 0; j < partition->threads; j++)
            give_takings(run, at(run, run->stints[j].channels, i, 0),
                         partition_find(partition, SCOPE_CHANNEL, i));
}

static void give_departments(const struct run *run)
{
    const struct partition *partition = run->partition;

    for (size_t i = 0; i < partition->kinds[SCOPE_DEPARTMENT].count; i++)
        for (size_t j = 0; j < partition->threads; j++)
            give_takings(run, at(run, run->stints[j].departments, i, 0),
                         partition->first[SCOPE_DEPARTMENT] + i);
}

static void give_all(const struct run *run)
{
    for (size_t kind = SCOPE_MARKET; kind <= SCOPE_STORE; kind++)
        if (partition_has(run->partition, (enum scope_kind)kind))
            give_stores(run, (enum scope_kind)kind);
    if (partition_has(run->partition, SCOPE_CHANNEL))
        give_channels(run);
    if (!partition_has(run->partition, SCOPE_DEPARTMENT))
        return;
    give_departments(run);
    give_classes(run);
}

static void begin(struct arena *scratch, struct run *run)
{
    size_t threads = run->partition->threads;
    size_t stretches = run->timeline->stretch_count;
    size_t stores = (run->book->stores.count + 1) * stretches;
    size_t channels = (run->book->channels.count + 1) * stretches;
    size_t departments = run->partition->kinds[SCOPE_DEPARTMENT].count;

    run->lines = arena_array(scratch, struct sums, stores);
    run->stints = arena_array(scratch, struct stint, threads);
    for (size_t i = 0; i < threads; i++)
        run->stints[i] = (struct stint){
            .stores = arena_array(scratch, struct takings, stores),
            .channels = arena_array(scratch, struct takings, channels),
            .departments = arena_array(scratch, struct takings,
                                       departments * stretches + 1),
            .last = arena_array(scratch, size_t, departments + 1),
        };
}

void outlet_count(const struct partition *partition, struct totals *totals)
{
    struct arena scratch = {0};
    struct run run = {.partition = partition,
                      .timeline = &partition->timeline,
                      .book = partition->book,
                      .totals = totals};
    size_t orders = book_order_count(run.book);

    begin(&scratch, &run);
    parallel_run(partition->threads, chunk_count(orders, CHUNK), add_chunk,
                 &run);
    parallel_run(partition->threads, run.timeline->stretch_count, add_lines,
                 &run);
    add_moved(&run);
    if (run.book->catalogue->has_costs)
        add_costs(&run);
    give_all(&run);
    arena_free(&scratch);
}
