#include "measure/programme.h"

#include "base/parallel.h"
#include "fold/radix.h"
#include "measure/fetch.h"
#include "measure/tenure.h"
#include "measure/totals.h"
#include "measure/trailing.h"

/* Customers that a thread takes at a time, and how far ahead of the one looked
 * at orders are fetched. */
enum { CHUNK = 4096, AHEAD = 8 };

/* Members with a basket in the days to each day. */
enum recency { IN_12_WEEKS, IN_26_WEEKS, IN_52_WEEKS, RECENCIES };

static const int32_t spans[RECENCIES] = {[IN_12_WEEKS] = WEEKS_12,
                                         [IN_26_WEEKS] = WEEKS_26,
                                         [IN_52_WEEKS] = WEEKS_52};

/* What one thread has counted. */
struct stint {
    int64_t *steps[RECENCIES]; /* of members, from each day to the next */
    int64_t *member_net;       /* of each day */
    struct programme windows[TIMELINE_WINDOWS];
    struct arena arena;
    int32_t *days; /* of the customer's member's baskets */
    size_t capacity;
};

/* What the walks share. */
struct run {
    const struct totals_order *asked;
    const struct book *book;
    const struct customers *customers; /* the extract */
    struct timeline timeline; /* the days of the data and of all windows */
    int32_t last;             /* of these days */
    uint64_t *moved;          /* customer and number of each, ascending */
    size_t moved_count;
    struct stint *stints; /* of each thread */
};

/* A customer who is a member at times. */
struct visit {
    uint32_t customer;
    struct tenure tenure;
    struct order_list orders;
    const uint64_t *moved; /* of these orders */
    size_t moved_count;
};

static size_t day_number(const struct run *run, int32_t date)
{
    return timeline_day(&run->timeline, date);
}

static const struct moved *moved_at(const struct run *run,
                                    const struct visit *visit, size_t i)
{
    return run->book->moved + (uint32_t)visit->moved[i];
}

/* Let members be one more from the first to the last of some days, as far as
 * the membership holds. */
static void step(const struct run *run, int64_t *steps,
                 const struct stretch *stretch, int32_t to)
{
    int32_t last = stretch->last < to ? stretch->last : to;

    if (stretch->first > last)
        return;
    steps[day_number(run, stretch->first)]++;
    if (last < run->last)
        steps[day_number(run, last + 1)]--;
}

static void count_recent(const struct run *run, const struct visit *visit,
                         struct stint *stint)
{
    for (size_t i = 0; i < RECENCIES; i++) {
        struct trailing trailing = {visit->tenure.days, visit->tenure.day_count,
                                    spans[i]};
        struct stretch stretch;

        while (trailing_next(&trailing, &stretch))
            step(run, stint->steps[i], &stretch, visit->tenure.membership->to);
    }
}

/* The day of the first occasion ever, or behind all days. */
static int32_t first_seen(const struct run *run, const struct visit *visit)
{
    int32_t first = INT32_MAX;

    for (size_t i = 0; i < visit->orders.count; i++) {
        const struct order *order =
            book_order(run->book, visit->orders.numbers[i]);

        if (order->positive && order->day < first)
            first = order->day;
    }
    for (size_t i = 0; i < visit->moved_count; i++) {
        const struct moved *moved = moved_at(run, visit, i);

        if (moved->positive && moved->date < first)
            first = moved->date;
    }
    return first;
}

/* Whom the extract says no first day of is new here when first seen. */
static void count_newcomer(const struct run *run, const struct visit *visit,
                           struct stint *stint)
{
    uint32_t row = run->asked->members->rows[visit->customer];
    const struct customer *customer;
    int32_t first;

    if (row == MAP_NONE || !run->customers->has_group_first)
        return;
    customer = run->customers->rows + row;
    if (customer->group_first == DATE_NONE ||
        customer->banner_first != DATE_NONE)
        return;
    first = first_seen(run, visit);
    if (customer->group_first < first)
        tenure_arrive(&visit->tenure, first, stint->windows);
}

/* Money counts on its own day; that of members' orders. */
static void add_moved(const struct run *run, const struct visit *visit,
                      struct stint *stint)
{
    for (size_t i = 0; i < visit->moved_count; i++) {
        const struct moved *moved = moved_at(run, visit, i);
        int64_t net = moved->gross - moved->discount - moved->returns;

        if (!membership_holds(visit->tenure.membership,
                              book_order(run->book, moved->order)->date))
            continue;
        stint->member_net[day_number(run, moved->from)] -= net;
        stint->member_net[day_number(run, moved->date)] += net;
    }
}

/* Orders come by date. */
static void add_orders(const struct run *run, struct visit *visit,
                       struct stint *stint)
{
    stint->days = arena_grow(&stint->arena, stint->days, &stint->capacity,
                             visit->orders.count + 1, sizeof *stint->days);
    for (size_t i = 0; i < visit->orders.count; i++) {
        const struct order *order =
            book_order(run->book, visit->orders.numbers[i]);

        if (!membership_holds(visit->tenure.membership, order->date))
            continue;
        stint->member_net[day_number(run, order->day)] +=
            order->gross - order->discount - order->returns;
        if (order_is_basket(order) &&
            (visit->tenure.day_count == 0 ||
             stint->days[visit->tenure.day_count - 1] != order->date))
            stint->days[visit->tenure.day_count++] = order->date;
    }
    visit->tenure.days = stint->days;
}

static void look_at(const struct run *run, struct visit *visit,
                    struct stint *stint)
{
    add_orders(run, visit, stint);
    add_moved(run, visit, stint);
    count_recent(run, visit, stint);
    tenure_count(&visit->tenure, stint->windows);
    count_newcomer(run, visit, stint);
}

FETCHING void fetch(const struct run *run, uint32_t customer)
{
    const struct members *members = run->asked->members;
    struct order_list orders;

    if (customer >= members->count)
        return;
    if (run->customers->has_group_first && members->rows[customer] != MAP_NONE)
        __builtin_prefetch(run->customers->rows + members->rows[customer]);
    orders = book_orders_of(run->book, customer);
    for (size_t i = 0; i < orders.count; i++)
        __builtin_prefetch(book_order(run->book, orders.numbers[i]));
}

/* The first moved lines of a customer or one behind. */
static size_t first_moved(const struct run *run, uint32_t customer)
{
    size_t low = 0;
    size_t high = run->moved_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (run->moved[middle] < map_pair(customer, 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct tenure tenure_of(const struct run *run,
                               const struct membership *membership)
{
    return (struct tenure){.timeline = &run->timeline,
                           .windows = run->asked->windows,
                           .membership = membership};
}

static void walk_chunk(void *context, size_t chunk, size_t thread)
{
    const struct run *run = context;
    const struct members *members = run->asked->members;
    uint32_t first = (uint32_t)(chunk * CHUNK);
    uint32_t end =
        members->count - first > CHUNK ? first + CHUNK : members->count;
    size_t moved = first_moved(run, first);

    for (uint32_t i = first; i < end; i++) {
        struct visit visit = {.customer = i,
                              .tenure = tenure_of(run, members->customers + i),
                              .orders = book_orders_of(run->book, i),
                              .moved = run->moved + moved};

        fetch(run, i + AHEAD);
        while (moved < run->moved_count && run->moved[moved] >> 32 == i)
            moved++;
        visit.moved_count = (size_t)(run->moved + moved - visit.moved);
        if (visit.tenure.membership->from <= visit.tenure.membership->to)
            look_at(run, &visit, run->stints + thread);
    }
}

/* Whose first day here the extract says, whether or not he is in the book. */
static void newcomers_chunk(void *context, size_t chunk, size_t thread)
{
    const struct run *run = context;
    size_t first = chunk * CHUNK;
    size_t end = run->customers->count - first > CHUNK ? first + CHUNK
                                                       : run->customers->count;

    for (size_t i = first; i < end; i++) {
        const struct customer *customer = run->customers->rows + i;
        struct membership membership = membership_of(customer);
        struct tenure tenure = tenure_of(run, &membership);

        if (customer->group_first != DATE_NONE &&
            customer->group_first < customer->banner_first)
            tenure_arrive(&tenure, customer->banner_first,
                          run->stints[thread].windows);
    }
}

static void walk(struct run *run)
{
    size_t threads = run->asked->threads;
    size_t rows = run->customers->has_group_first ? run->customers->count : 0;

    parallel_run(threads,
                 ((size_t)run->asked->members->count + CHUNK - 1) / CHUNK,
                 walk_chunk, run);
    parallel_run(threads, (rows + CHUNK - 1) / CHUNK, newcomers_chunk, run);
}

/* Moved lines by customer. */
static void list_moved(struct arena *scratch, struct run *run)
{
    const struct book *book = run->book;

    run->moved = arena_array(scratch, uint64_t, book->moved_count + 1);
    for (size_t i = 0; i < book->moved_count; i++) {
        uint32_t customer = book_order(book, book->moved[i].order)->customer;

        if (customer != MAP_NONE)
            run->moved[run->moved_count++] = map_pair(customer, (uint32_t)i);
    }
    radix_sort(run->moved, run->moved_count);
}

static void begin(struct arena *scratch, struct run *run)
{
    const struct totals_order *asked = run->asked;
    int32_t first = run->book->first_date;

    run->last = run->book->last_date;
    for (size_t i = 0; i < asked->count; i++) {
        const struct window *window = asked->windows + i;

        if (!window_is_known(window))
            continue;
        first = window->start < first ? window->start : first;
        run->last = window->end > run->last ? window->end : run->last;
    }
    timeline_make(scratch, first, run->last, asked->windows, asked->count,
                  &run->timeline);
    list_moved(scratch, run);
    run->stints = arena_array(scratch, struct stint, asked->threads);
    for (size_t i = 0; i < asked->threads; i++) {
        struct stint *stint = run->stints + i;

        for (size_t j = 0; j < RECENCIES; j++)
            stint->steps[j] =
                arena_array(scratch, int64_t, run->timeline.day_count);
        stint->member_net =
            arena_array(scratch, int64_t, run->timeline.day_count);
    }
}

static int64_t sum_days(const struct run *run, const int64_t *days,
                        int32_t first, int32_t last)
{
    int64_t sum = 0;

    for (int32_t date = first < run->timeline.first ? run->timeline.first
                                                    : first;
         date <= last; date++)
        sum += days[day_number(run, date)];
    return sum;
}

/* What a thread has counted of a window. */
static void add_stint(const struct run *run, const struct stint *stint,
                      size_t number, struct programme *programme)
{
    const struct window *window = run->asked->windows + number;
    const struct programme *counted = stint->windows + number;
    int32_t first = run->timeline.first;
    int32_t end = window->end;

    programme->active += sum_days(run, stint->steps[IN_26_WEEKS], first, end);
    programme->active_12_weeks +=
        sum_days(run, stint->steps[IN_12_WEEKS], first, end);
    programme->active_52_weeks +=
        sum_days(run, stint->steps[IN_52_WEEKS], first, end);
    programme->member_net +=
        sum_days(run, stint->member_net, window->start, end);
    programme->member_net_52_weeks +=
        sum_days(run, stint->member_net, end - WEEKS_52 + 1, end);
    programme->new_members += counted->new_members;
    programme->reactivated += counted->reactivated;
    programme->lapsed += counted->lapsed;
    programme->from_group += counted->from_group;
}

void programme_make(const struct totals_order *asked, struct totals *totals)
{
    struct arena scratch = {0};
    struct run run = {.asked = asked,
                      .book = asked->book,
                      .customers = &asked->book->catalogue->customers};

    if (asked->book->first_date == DATE_NONE)
        return;
    begin(&scratch, &run);
    walk(&run);
    for (size_t i = 0; i < asked->count; i++) {
        struct programme *programme = &totals[i].programme;

        *programme = (struct programme){.has_group_first =
                                            run.customers->has_group_first};
        for (size_t j = 0; j < asked->threads; j++)
            if (window_is_known(asked->windows + i))
                add_stint(&run, run.stints + j, i, programme);
    }
    for (size_t i = 0; i < asked->threads; i++)
        arena_free(&run.stints[i].arena);
    arena_free(&scratch);
}
