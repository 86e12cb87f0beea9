#include "measure/visitor.h"

#include "base/parallel.h"
#include "measure/fetch.h"

/* Customers that a thread takes at a time, and how far ahead of the order
 * looked at it is fetched, and then its items. */
enum { CHUNK = 4096, AHEAD = 24, AHEAD_ITEMS = 8, STORE_KINDS = 3 };

/* Customers of a scope in a window.  Most are members, and have had their first
 * occasion by its end: so the others are counted. */
struct heads {
    int64_t customers;
    int64_t strangers; /* no members */
    int64_t new;
    int64_t early; /* neither new nor existing: the first occasion is later */
};

/* The windows in which a customer has baskets in a scope. */
struct visits {
    uint64_t baskets;
    uint64_t member_baskets;
};

/* A thread's own. */
struct desk {
    struct heads *heads;   /* of each scope and window */
    struct visits *visits; /* of the customer at hand, of each scope */
    size_t *touched;       /* the scopes that have some */
    size_t touched_count;
};

struct run {
    const struct partition *partition;
    const struct timeline *timeline;
    const struct book *book;
    size_t (*store_scopes)[STORE_KINDS]; /* that a store is in */
    size_t kind_count;                   /* how many of these there are */
    uint64_t later[TIMELINE_STRETCHES];  /* windows that begin after each */
    uint32_t *moved; /* of each customer: the first occasion by moved lines, as
                      * the number of its day, + 1; NULL: there are none */
    struct desk *desks;
};

static void touch(struct desk *desk, size_t scope, uint64_t windows,
                  uint64_t member_windows)
{
    struct visits *visits = desk->visits + scope;

    if (!visits->baskets)
        desk->touched[desk->touched_count++] = scope;
    visits->baskets |= windows;
    visits->member_baskets |= member_windows;
}

static void add_basket(const struct run *run, const struct order *order,
                       uint64_t windows, struct desk *desk)
{
    const struct partition *partition = run->partition;
    size_t store = number_of(order->store, &run->book->stores);
    uint64_t member_windows =
        members_hold(partition->members, order) ? windows : 0;
    const uint32_t *items = order_items(run->book, order);
    uint32_t item_count =
        partition_has(partition, SCOPE_DEPARTMENT) ? order->item_count : 0;

    for (size_t i = 0; i < run->kind_count; i++)
        touch(desk, run->store_scopes[store][i], windows, member_windows);
    for (uint32_t i = 0; i < item_count; i++)
        touch(desk,
              partition->first[SCOPE_DEPARTMENT] +
                  partition_department(partition, items[i]),
              windows, member_windows);
}

/* All that a customer's visits to a scope add to the heads of its windows. */
static void count_visits(const struct run *run, const struct visits *visits,
                         size_t first, struct heads *heads)
{
    uint64_t customers = visits->baskets;
    uint64_t strangers = customers & ~visits->member_baskets;
    uint64_t new = 0;
    uint64_t early = customers;

    if (first < run->timeline->day_count) {
        size_t stretch = run->timeline->stretches[first];

        new = customers & run->timeline->windows[stretch];
        early &= ~(run->timeline->windows[stretch] | run->later[stretch]);
    }
    while (customers)
        heads[timeline_next(&customers)].customers++;
    while (strangers)
        heads[timeline_next(&strangers)].strangers++;
    while (new)
        heads[timeline_next(&new)].new ++;
    while (early)
        heads[timeline_next(&early)].early++;
}

static void add_customer(const struct run *run, uint32_t customer,
                         struct desk *desk)
{
    const struct timeline *timeline = run->timeline;
    struct order_list orders = book_orders_of(run->book, customer);
    size_t first = timeline->day_count; /* of no occasion */

    if (run->moved && run->moved[customer])
        first = run->moved[customer] - 1;
    for (size_t i = 0; i < orders.count; i++) {
        struct order order = book_order(run->book, orders.numbers[i]);
        uint64_t windows =
            timeline_windows(timeline, timeline_day(timeline, order.date));

        if (order.positive && timeline_day(timeline, order.day) < first)
            first = timeline_day(timeline, order.day);
        if (windows && order_is_basket(&order))
            add_basket(run, &order, windows, desk);
    }
    for (size_t i = 0; i < desk->touched_count; i++) {
        size_t scope = desk->touched[i];

        count_visits(run, desk->visits + scope, first,
                     desk->heads + scope * run->partition->window_count);
        desk->visits[scope] = (struct visits){0};
    }
    desk->touched_count = 0;
}

/* What the orders from `at` on in the list of all customers' will ask for. */
FETCHING void fetch(const struct book *book, uint32_t at, uint32_t end)
{
    if (at + AHEAD < end)
        book_fetch_order(book, book->by_customer[at + AHEAD]);
    if (at + AHEAD_ITEMS < end)
        book_fetch_items(book, book->by_customer[at + AHEAD_ITEMS]);
}

static void add_chunk(void *context, size_t chunk, size_t thread)
{
    const struct run *run = context;
    uint32_t count = book_customer_count(run->book);
    uint32_t first = (uint32_t)(chunk * CHUNK);
    uint32_t end = count - first > CHUNK ? first + CHUNK : count;
    const uint32_t *first_of = run->book->first_of;

    for (uint32_t i = first; i < end; i++) {
        for (uint32_t at = first_of[i]; at < first_of[i + 1]; at++)
            fetch(run->book, at, first_of[end]);
        add_customer(run, i, run->desks + thread);
    }
}

static void find_moved(struct arena *scratch, struct run *run)
{
    const struct book *book = run->book;

    if (book->moved_count == 0)
        return;
    run->moved =
        arena_array(scratch, uint32_t, (size_t)book_customer_count(book) + 1);
    for (size_t i = 0; i < book->moved_count; i++) {
        const struct moved *moved = book->moved + i;
        uint32_t customer = book_order_customer(book, moved->order);
        uint32_t day = (uint32_t)timeline_day(run->timeline, moved->date) + 1;

        if (!moved->positive || customer == MAP_NONE)
            continue;
        if (!run->moved[customer] || day < run->moved[customer])
            run->moved[customer] = day;
    }
}

/* Stretches come by day: a window begins behind all that are before it. */
static void find_later(struct run *run)
{
    const struct timeline *timeline = run->timeline;
    uint64_t begun = 0;
    uint64_t all = 0;

    for (size_t i = 0; i < timeline->stretch_count; i++)
        all |= timeline->windows[i];
    for (size_t i = 0; i < timeline->stretch_count; i++) {
        begun |= timeline->windows[i];
        run->later[i] = all & ~begun;
    }
}

static void find_store_scopes(struct arena *scratch, struct run *run)
{
    const struct partition *partition = run->partition;
    size_t count = run->book->stores.count + 1;

    run->store_scopes = arena_alloc(scratch, count, sizeof *run->store_scopes);
    for (size_t kind = SCOPE_MARKET; kind <= SCOPE_STORE; kind++) {
        if (!partition_has(partition, (enum scope_kind)kind))
            continue;
        for (size_t i = 0; i < count; i++)
            run->store_scopes[i][run->kind_count] =
                partition_find(partition, (enum scope_kind)kind, i);
        run->kind_count++;
    }
}

static void begin(struct arena *scratch, struct run *run)
{
    const struct partition *partition = run->partition;
    size_t cells = partition->scope_count * partition->window_count;

    find_moved(scratch, run);
    find_later(run);
    find_store_scopes(scratch, run);
    run->desks = arena_array(scratch, struct desk, partition->threads);
    for (size_t i = 0; i < partition->threads; i++)
        run->desks[i] = (struct desk){
            .heads = arena_array(scratch, struct heads, cells + 1),
            .visits =
                arena_array(scratch, struct visits, partition->scope_count),
            .touched = arena_array(scratch, size_t, partition->scope_count),
        };
}

static void give(const struct heads *heads, struct totals *totals)
{
    totals->customers += heads->customers;
    totals->members += heads->customers - heads->strangers;
    totals->new_customers += heads->new;
    totals->existing_customers += heads->customers - heads->new - heads->early;
}

void visitor_count(const struct partition *partition, struct totals *totals)
{
    struct arena scratch = {0};
    struct run run = {.partition = partition,
                      .timeline = &partition->timeline,
                      .book = partition->book};
    size_t customers = book_customer_count(run.book);

    begin(&scratch, &run);
    parallel_run(partition->threads, chunk_count(customers, CHUNK), add_chunk,
                 &run);
    for (size_t i = 0; i < partition->threads; i++)
        for (size_t j = 0; j < partition->scope_count * partition->window_count;
             j++)
            give(run.desks[i].heads + j, totals + j);
    arena_free(&scratch);
}
