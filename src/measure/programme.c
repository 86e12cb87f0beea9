#include "measure/programme.h"

#include "base/parallel.h"
#include "measure/cardholder.h"
#include "measure/fetch.h"
#include "measure/totals.h"
#include "measure/trailing.h"

/* Customers that a thread takes at a time; how far ahead of the one looked at
 * orders and events are fetched, and where events begin. */
enum { CHUNK = 4096, AHEAD = 8, AHEAD_EVENTS = 24 };

/* What the walks share. */
struct run {
    const struct totals_order *asked;
    const struct book *book;
    const struct members *members;
    const struct customers *customers; /* the extract */
    const struct offers *offers;
    struct timeline timeline; /* the days of the data and of all windows */
    int32_t active_days;
    int32_t engaged_days;
    struct shifts shifts;
    struct cardholder_sums *sums; /* of each thread */
};

static struct tenure tenure_of(const struct run *run,
                               const struct membership *membership)
{
    return (struct tenure){.timeline = &run->timeline,
                           .windows = run->asked->windows,
                           .membership = membership,
                           .active_days = run->active_days};
}

/* The things of a chunk: first .. end - 1. */
static void find_chunk(size_t chunk, size_t count, uint32_t *first,
                       uint32_t *end)
{
    *first = (uint32_t)(chunk * CHUNK);
    *end = (uint32_t)(count - *first > CHUNK ? *first + CHUNK : count);
}

FETCHING void fetch(const struct run *run, uint32_t customer)
{
    const struct members *members = run->members;

    if (customer >= members->count)
        return;
    if (members->rows[customer] != MAP_NONE)
        __builtin_prefetch(run->customers->rows + members->rows[customer]);
    fetch_events(run->offers, members->offers[customer]);
    fetch_orders(run->book, customer);
}

static void visit(const struct run *run, uint32_t customer,
                  struct cardholder_sums *sums)
{
    const struct members *members = run->members;
    const struct membership *membership = members->customers + customer;
    uint32_t row = members->rows[customer];
    uint32_t number = members->offers[customer];
    struct cardholder cardholder = {.book = run->book,
                                    .tenure = tenure_of(run, membership),
                                    .engaged_days = run->engaged_days,
                                    .orders =
                                        book_orders_of(run->book, customer),
                                    .moved = shifts_of(&run->shifts, customer)};

    if (membership->from > membership->to)
        return;
    if (row != MAP_NONE)
        cardholder.row = run->customers->rows + row;
    if (number != MAP_NONE) {
        const size_t *first = run->offers->first_of + number;

        cardholder.events = run->offers->events + first[0];
        cardholder.event_count = first[1] - first[0];
    }
    cardholder_count(&cardholder, sums);
}

static void visit_chunk(void *context, size_t chunk, size_t thread)
{
    const struct run *run = context;
    uint32_t first;
    uint32_t end;

    find_chunk(chunk, run->members->count, &first, &end);
    for (uint32_t i = first; i < end; i++) {
        if (i + AHEAD_EVENTS < run->members->count)
            fetch_event_place(run->offers,
                              run->members->offers[i + AHEAD_EVENTS]);
        fetch(run, i + AHEAD);
        visit(run, i, run->sums + thread);
    }
}

/* Whose first day here the extract says, whether or not he is in the book. */
static void arrive_chunk(void *context, size_t chunk, size_t thread)
{
    const struct run *run = context;
    uint32_t first;
    uint32_t end;

    find_chunk(chunk, run->customers->count, &first, &end);
    for (uint32_t i = first; i < end; i++) {
        const struct customer *row = run->customers->rows + i;
        struct membership membership =
            membership_of_row(run->book->catalogue, i);
        struct tenure tenure = tenure_of(run, &membership);

        if (row->group_first != DATE_NONE &&
            row->group_first < row->banner_first)
            tenure_arrive(&tenure, row->banner_first,
                          run->sums[thread].windows);
    }
}

/* Whether a customer of offers has redeemed one; what that has cost is added to
 * the days of the timeline. */
static bool add_costs(const struct run *run, const struct offer_event *events,
                      size_t count, struct cardholder_sums *sums)
{
    bool has_redeemed = false;

    for (size_t i = 0; i < count; i++) {
        int32_t date = offer_event_day(events + i, OFFER_REDEEMED);

        has_redeemed |= date != DATE_NONE;
        if (date >= run->timeline.first &&
            date <= timeline_last(&run->timeline))
            sums->reward_cost[timeline_day(&run->timeline, date)] +=
                events[i].reward_cost;
    }
    return has_redeemed;
}

/* Who has redeemed offers, whether or not he is in the book. */
static void redeem_chunk(void *context, size_t chunk, size_t thread)
{
    const struct run *run = context;
    const struct offers *offers = run->offers;
    struct cardholder_sums *sums = run->sums + thread;
    uint32_t first;
    uint32_t end;

    find_chunk(chunk, offers->customers.count, &first, &end);
    for (uint32_t i = first; i < end; i++) {
        const struct offer_event *events = offers->events + offers->first_of[i];
        size_t count = offers->first_of[i + 1] - offers->first_of[i];
        struct membership membership;
        struct tenure tenure = tenure_of(run, &membership);
        uint64_t windows;

        if (!add_costs(run, events, count, sums))
            continue;
        membership = membership_of_row(
            run->book->catalogue,
            customers_find_key(run->customers, offers->customers.keys + i));
        windows = cardholder_redeemed(&tenure, events, count);
        while (windows)
            sums->windows[timeline_next(&windows)].redeemers++;
    }
}

static void walk(struct run *run, size_t count, parallel_task *task)
{
    parallel_run(run->asked->threads, chunk_count(count, CHUNK), task, run);
}

static void make_timeline(struct arena *scratch, struct run *run)
{
    const struct totals_order *asked = run->asked;
    int32_t first = run->book->first_date;
    int32_t last = run->book->last_date;

    for (size_t i = 0; i < asked->count; i++) {
        const struct window *window = asked->windows + i;

        if (!window_is_known(window))
            continue;
        first = window->start < first ? window->start : first;
        last = window->end > last ? window->end : last;
    }
    timeline_make(scratch, first, last, asked->windows, asked->count,
                  &run->timeline);
}

static void make_sums(struct arena *scratch, struct run *run)
{
    size_t threads = run->asked->threads;
    size_t days = run->timeline.day_count;

    run->sums = arena_array(scratch, struct cardholder_sums, threads);
    for (size_t i = 0; i < threads; i++) {
        struct cardholder_sums *sums = run->sums + i;

        for (size_t j = 0; j < HEADCOUNTS; j++)
            sums->steps[j] = arena_array(scratch, int64_t, days);
        sums->member_net = arena_array(scratch, int64_t, days);
        sums->reward_cost = arena_array(scratch, int64_t, days);
    }
}

static int64_t sum_days(const struct timeline *timeline, const int64_t *days,
                        int32_t first, int32_t last)
{
    int64_t sum = 0;

    for (int32_t date = first < timeline->first ? timeline->first : first;
         date <= last; date++)
        sum += days[timeline_day(timeline, date)];
    return sum;
}

/* What a thread has counted of days, for a window. */
static void add_days(const struct run *run, const struct cardholder_sums *sums,
                     const struct window *window, struct programme *programme)
{
    const struct timeline *timeline = &run->timeline;
    int64_t *const counts[HEADCOUNTS] = {
        [BASKET_12_WEEKS] = &programme->active_12_weeks,
        [BASKET_ACTIVE] = &programme->active,
        [BASKET_52_WEEKS] = &programme->active_52_weeks,
        [ENGAGED] = &programme->engaged};

    for (size_t i = 0; i < HEADCOUNTS; i++)
        *counts[i] +=
            sum_days(timeline, sums->steps[i], timeline->first, window->end);
    programme->member_net +=
        sum_days(timeline, sums->member_net, window->start, window->end);
    programme->member_net_52_weeks += sum_days(
        timeline, sums->member_net, window->end - WEEKS_52 + 1, window->end);
    programme->reward_cost +=
        sum_days(timeline, sums->reward_cost, window->start, window->end);
}

/* And of the window itself. */
static void add_window(const struct programme *counted,
                       struct programme *programme)
{
    programme->new_members += counted->new_members;
    programme->reactivated += counted->reactivated;
    programme->lapsed += counted->lapsed;
    programme->from_group += counted->from_group;
    programme->redeemers += counted->redeemers;
    programme->redeemer_net += counted->redeemer_net;
}

static void set_totals(const struct run *run, struct totals *totals)
{
    const struct totals_order *asked = run->asked;

    for (size_t i = 0; i < asked->count; i++) {
        struct programme *programme = &totals[i].programme;

        programme->has_group_first = run->customers->has_group_first;
        programme->has_member_from = run->customers->has_member_from;
        programme->has_activations = run->offers->has_stage[OFFER_ACTIVATED];
        programme->has_redemptions = run->offers->has_stage[OFFER_REDEEMED];
        programme->has_costs = run->offers->has_costs;
        for (size_t j = 0; j < asked->threads; j++) {
            const struct cardholder_sums *sums = run->sums + j;

            if (!window_is_known(asked->windows + i))
                continue;
            add_days(run, sums, asked->windows + i, programme);
            add_window(sums->windows + i, programme);
        }
    }
}

void programme_make(const struct totals_order *asked, struct totals *totals)
{
    struct arena scratch = {0};
    struct run run = {.asked = asked,
                      .book = asked->book,
                      .members = asked->members,
                      .customers = &asked->book->catalogue->customers,
                      .offers = &asked->book->catalogue->offers,
                      .active_days = asked->active_days,
                      .engaged_days = asked->engaged_days};

    if (asked->book->first_date == DATE_NONE)
        return;
    make_timeline(&scratch, &run);
    make_sums(&scratch, &run);
    run.shifts = shifts_make(&scratch, run.book);
    walk(&run, run.members->count, visit_chunk);
    walk(&run, run.offers->customers.count, redeem_chunk);
    if (run.customers->has_group_first)
        walk(&run, run.customers->count, arrive_chunk);
    set_totals(&run, totals);
    for (size_t i = 0; i < asked->threads; i++)
        arena_free(&run.sums[i].arena);
    arena_free(&scratch);
}
