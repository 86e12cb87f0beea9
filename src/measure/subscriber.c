#include "measure/subscriber.h"

#include "base/parallel.h"
#include "measure/timeline.h"

/* Customers that a thread takes at a time; days that tell churn from a gap. */
enum { CHUNK = 4096, CHURN_DAYS = 7 };

/* What one thread has counted. */
struct stint {
    struct subscription_totals totals[TIMELINE_WINDOWS];
};

struct run {
    const struct subscriber_order *asked;
    const struct subscriptions *subscriptions;
    struct timeline timeline;
    struct stint *stints; /* of each thread */
};

static bool covers(const struct subscription *span, int32_t date)
{
    return span->status == SUBSCRIPTION_PAID && span->start <= date &&
           span->end >= date;
}

bool subscriber_paid(struct span_list spans, int32_t date)
{
    for (size_t i = 0; i < spans.count; i++)
        if (covers(spans.spans + i, date))
            return true;
    return false;
}

int32_t subscriber_first(struct span_list spans)
{
    for (size_t i = 0; i < spans.count; i++)
        if (spans.spans[i].status == SUBSCRIPTION_PAID)
            return spans.spans[i].start;
    return INT32_MAX;
}

struct standing subscriber_standing(struct span_list spans,
                                    const struct window *window, int32_t as_of)
{
    struct standing standing = {.first = subscriber_first(spans),
                                .last = DATE_NONE};

    for (size_t i = 0; i < spans.count; i++) {
        const struct subscription *span = spans.spans + i;

        if (span->status != SUBSCRIPTION_PAID)
            continue;
        if (span->start > window->end &&
            (span->start - CHURN_DAYS > standing.last || span->start > as_of))
            break;
        if (span->end > standing.last)
            standing.last = span->end;
        standing.inside |=
            span->start <= window->end && span->end >= window->start;
        if (covers(span, window->start - 1)) {
            standing.eve = true;
            standing.opening += span->monthly;
        }
        if (covers(span, window->end)) {
            standing.end = true;
            standing.closing += span->monthly;
        }
    }
    return standing;
}

static void move(struct mrr_movement *movement, int64_t monthly)
{
    movement->customers++;
    movement->monthly += monthly;
}

static enum movement movement_of(const struct standing *standing,
                                 const struct window *window)
{
    if (standing->opening == 0)
        return standing->first < window->start ? MOVEMENT_REACTIVATION
                                               : MOVEMENT_NEW;
    if (standing->closing == 0)
        return MOVEMENT_CHURN;
    return standing->closing > standing->opening ? MOVEMENT_EXPANSION
                                                 : MOVEMENT_CONTRACTION;
}

static void add_movements(struct subscription_totals *totals,
                          const struct standing *standing,
                          const struct window *window)
{
    if (standing->opening > 0)
        move(totals->movements + MOVEMENT_OPENING, standing->opening);
    if (standing->closing > 0)
        move(totals->movements + MOVEMENT_CLOSING, standing->closing);
    if (standing->closing != standing->opening)
        move(totals->movements + movement_of(standing, window),
             standing->closing - standing->opening);
}

static void add_standing(const struct run *run, size_t slot,
                         struct span_list spans,
                         struct subscription_totals *totals)
{
    const struct window *window = run->asked->windows + slot;
    int32_t as_of = run->asked->as_of;
    struct standing standing = subscriber_standing(spans, window, as_of);
    bool churned = subscriber_churned(&standing, window);

    totals->subscribers += standing.end;
    totals->eve += standing.eve;
    totals->new_subscribers +=
        standing.first >= window->start && standing.first <= window->end;
    totals->reactivated +=
        standing.inside && !standing.eve && standing.first < window->start;
    totals->churned += churned;
    totals->provisional += churned && standing.last > as_of - CHURN_DAYS;
    add_movements(totals, &standing, window);
}

/* The numbers of a chunk of `count` things. */
static uint32_t chunk_end(size_t chunk, uint32_t count)
{
    size_t end = (chunk + 1) * CHUNK;

    return end < count ? (uint32_t)end : count;
}

static size_t chunks_of(uint32_t count)
{
    return chunk_count(count, CHUNK);
}

static void count_chunk(void *context, size_t chunk, size_t thread)
{
    const struct run *run = context;
    uint32_t end = chunk_end(chunk, run->subscriptions->customers.count);

    for (uint32_t i = (uint32_t)(chunk * CHUNK); i < end; i++) {
        struct span_list spans = subscriptions_of(run->subscriptions, i);

        for (size_t slot = 0; slot < run->asked->count; slot++)
            if (window_is_known(run->asked->windows + slot))
                add_standing(run, slot, spans,
                             run->stints[thread].totals + slot);
    }
}

static uint64_t windows_on(const struct run *run, int32_t date)
{
    return timeline_windows(&run->timeline, timeline_day(&run->timeline, date));
}

static void add_net(struct subscription_totals *totals, uint64_t windows,
                    int64_t net)
{
    while (windows)
        totals[timeline_next(&windows)].net += net;
}

static void add_basket(struct subscription_totals *totals, uint64_t windows,
                       int64_t value)
{
    while (windows) {
        size_t slot = timeline_next(&windows);

        totals[slot].baskets++;
        totals[slot].value += value;
    }
}

/* The orders of a customer's paid days. */
static void add_orders(const struct run *run, uint32_t customer,
                       struct span_list spans,
                       struct subscription_totals *totals)
{
    struct order_list orders = book_orders_of(run->asked->book, customer);
    uint64_t had = 0; /* windows with a basket */

    for (size_t i = 0; i < orders.count; i++) {
        struct order order = book_order(run->asked->book, orders.numbers[i]);
        int64_t value = order.gross - order.discount;

        if (!subscriber_paid(spans, order.date))
            continue;
        add_net(totals, windows_on(run, order.day), value - order.returns);
        if (!order_is_basket(&order))
            continue;
        add_basket(totals, windows_on(run, order.date), value);
        had |= windows_on(run, order.date);
    }
    while (had)
        totals[timeline_next(&had)].customers++;
}

static void visit_chunk(void *context, size_t chunk, size_t thread)
{
    const struct run *run = context;
    const uint32_t *subscribers = run->asked->subscribers;
    uint32_t end = chunk_end(chunk, book_customer_count(run->asked->book));

    for (uint32_t i = (uint32_t)(chunk * CHUNK); i < end; i++)
        if (subscribers[i] != MAP_NONE)
            add_orders(run, i,
                       subscriptions_of(run->subscriptions, subscribers[i]),
                       run->stints[thread].totals);
}

/* Money counts on its line's own day, of orders of paid days. */
static void add_moved(const struct run *run)
{
    const struct book *book = run->asked->book;

    for (size_t i = 0; i < book->moved_count; i++) {
        const struct moved *moved = book->moved + i;
        struct order order = book_order(book, moved->order);
        int64_t net = moved_net(moved);
        uint32_t subscriber = order.customer == MAP_NONE
                                  ? MAP_NONE
                                  : run->asked->subscribers[order.customer];

        if (subscriber == MAP_NONE ||
            !subscriber_paid(subscriptions_of(run->subscriptions, subscriber),
                             order.date))
            continue;
        add_net(run->stints->totals, windows_on(run, moved->from), -net);
        add_net(run->stints->totals, windows_on(run, moved->date), net);
    }
}

static void add_totals(struct subscription_totals *into,
                       const struct subscription_totals *more)
{
    into->subscribers += more->subscribers;
    into->eve += more->eve;
    into->new_subscribers += more->new_subscribers;
    into->reactivated += more->reactivated;
    into->churned += more->churned;
    into->provisional += more->provisional;
    for (size_t i = 0; i < MOVEMENTS; i++) {
        into->movements[i].customers += more->movements[i].customers;
        into->movements[i].monthly += more->movements[i].monthly;
    }
    into->baskets += more->baskets;
    into->value += more->value;
    into->customers += more->customers;
    into->net += more->net;
}

void subscribers_count(const struct subscriber_order *asked,
                       struct subscription_totals *totals)
{
    const struct book *book = asked->book;
    struct arena scratch = {0};
    struct run run = {.asked = asked,
                      .subscriptions = &book->catalogue->subscriptions,
                      .stints =
                          arena_array(&scratch, struct stint, asked->threads)};

    timeline_make(&scratch, book->first_date, book->last_date, asked->windows,
                  asked->count, &run.timeline);
    parallel_run(asked->threads, chunks_of(run.subscriptions->customers.count),
                 count_chunk, &run);
    parallel_run(asked->threads, chunks_of(book_customer_count(book)),
                 visit_chunk, &run);
    add_moved(&run);
    for (size_t slot = 0; slot < asked->count; slot++) {
        totals[slot] = (struct subscription_totals){.delivered = true};
        for (size_t i = 0; i < asked->threads; i++)
            add_totals(totals + slot, run.stints[i].totals + slot);
    }
    arena_free(&scratch);
}
