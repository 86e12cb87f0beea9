#include "measure/lift.h"

#include "base/decimal.h"
#include "base/parallel.h"
#include "measure/identify.h"
#include "measure/margin.h"
#include "measure/offer_sums.h"

#include <math.h>
#include <stdlib.h>

/* Customers that a thread takes at a time, and how far ahead of the one looked
 * at orders are fetched. */
enum { CHUNK = 2048, AHEAD = 4 };

/* A thread's own. */
struct clerk {
    struct arena arena;
    struct offer_sums *sums; /* of each offer */
    struct wallet wallet;
};

struct round {
    const struct lifts_order *asked;
    const struct offers *offers;
    const uint32_t *event_customers; /* of each customer of the book */
    uint32_t *book_customers;        /* and the other way round */
    struct transfers transfers;
    struct lift *lifts;
    struct clerk *clerks;
    uint32_t *compared; /* offers to compare with days before */
    size_t compared_count;
};

/* The rows of the first offer among a customer's events. */
static size_t rows_of_offer(const struct offer_event *events, size_t count)
{
    size_t rows = 1;

    while (rows < count && events[rows].offer == events->offer)
        rows++;
    return rows;
}

/* Events of offers that are not listed come last. */
static void visit(const struct round *round, uint32_t customer,
                  struct clerk *clerk)
{
    const struct offers *offers = round->offers;
    size_t rows;

    wallet_fill(&clerk->arena, &round->transfers,
                round->book_customers[customer], &clerk->wallet);
    for (size_t i = offers->first_of[customer];
         i < offers->first_of[customer + 1]; i += rows) {
        const struct offer_event *events = offers->events + i;
        const struct window *window;
        struct fate fate;

        if (events->offer == MAP_NONE)
            return;
        rows = rows_of_offer(events, offers->first_of[customer + 1] - i);
        window = &round->lifts[events->offer].window;
        if (!window_is_known(window))
            continue;
        fate = fate_of(events, rows, window, round->asked->as_of);
        offer_sums_add(clerk->sums + events->offer, &fate, window,
                       &clerk->wallet);
    }
}

/* The customers first .. end - 1 of a chunk. */
static uint32_t end_of(uint32_t first, uint32_t count)
{
    return count - first > CHUNK ? first + CHUNK : count;
}

static size_t chunks_of(uint32_t count)
{
    return ((size_t)count + CHUNK - 1) / CHUNK;
}

static void visit_chunk(void *context, size_t chunk, size_t thread)
{
    const struct round *round = context;
    uint32_t first = (uint32_t)(chunk * CHUNK);
    uint32_t end = end_of(first, round->offers->customers.count);

    for (uint32_t i = first; i < end; i++) {
        if (i + AHEAD < end)
            wallet_fetch(round->asked->book, round->book_customers[i + AHEAD]);
        visit(round, i, round->clerks + thread);
    }
}

/* Whether a customer of the book was given an offer. */
static bool is_treated(const struct round *round, uint32_t customer,
                       uint32_t offer)
{
    const struct offers *offers = round->offers;
    uint32_t number = round->event_customers[customer];

    if (number == MAP_NONE)
        return false;
    for (size_t i = offers->first_of[number]; i < offers->first_of[number + 1];
         i++)
        if (offers->events[i].offer == offer &&
            fate_of(offers->events + i, 1, &round->lifts[offer].window,
                    round->asked->as_of)
                .is_treated)
            return true;
    return false;
}

/* Of each offer without a control group, those who had shopped before it and
 * were not given it. */
static void compare(const struct round *round, uint32_t customer,
                    struct clerk *clerk)
{
    const struct wallet *wallet = &clerk->wallet;

    wallet_fill(&clerk->arena, &round->transfers, customer, &clerk->wallet);
    if (wallet->first_basket == DATE_NONE)
        return;
    for (size_t i = 0; i < round->compared_count; i++) {
        uint32_t offer = round->compared[i];
        const struct window *window = &round->lifts[offer].window;

        if (wallet->first_basket < window->start &&
            !is_treated(round, customer, offer))
            sample_add(&clerk->sums[offer].others,
                       wallet_net(wallet, window->start, window->end) -
                           wallet_net_before(wallet, window));
    }
}

static void compare_chunk(void *context, size_t chunk, size_t thread)
{
    const struct round *round = context;
    uint32_t first = (uint32_t)(chunk * CHUNK);
    uint32_t count = book_customer_count(round->asked->book);
    uint32_t end = end_of(first, count);

    for (uint32_t i = first; i < end; i++) {
        if (i + AHEAD < end)
            wallet_fetch(round->asked->book, i + AHEAD);
        compare(round, i, round->clerks + thread);
    }
}

static struct lift begin_lift(const struct lifts_order *asked,
                              const struct offer *offer)
{
    struct lift lift = {.window = {.start = DATE_NONE},
                        .is_complete = offer->end <= asked->as_of,
                        .margin_rate = (double)NAN};

    if (offer->start > asked->as_of)
        return lift;
    lift.window.start = offer->start;
    lift.window.end = lift.is_complete ? offer->end : asked->as_of;
    lift.has_before = (int64_t)offer->start - window_days(&lift.window) >=
                      asked->book->first_date;
    return lift;
}

static void begin(struct arena *scratch, struct round *round)
{
    const struct lifts_order *asked = round->asked;
    size_t customers = round->offers->customers.count;
    size_t count = offers_count(round->offers);

    round->event_customers = identify_customers(
        scratch, asked->book, &round->offers->customers, asked->threads);
    round->book_customers =
        arena_huge(scratch, customers + 1, sizeof *round->book_customers);
    for (size_t i = 0; i < customers; i++)
        round->book_customers[i] = MAP_NONE;
    for (uint32_t i = 0; i < book_customer_count(asked->book); i++)
        if (round->event_customers[i] != MAP_NONE)
            round->book_customers[round->event_customers[i]] = i;
    round->transfers = transfers_make(scratch, asked->book);
    round->compared = arena_array(scratch, uint32_t, count + 1);
    round->clerks = arena_array(scratch, struct clerk, asked->threads);
    for (size_t i = 0; i < asked->threads; i++)
        round->clerks[i].sums =
            arena_array(scratch, struct offer_sums, count + 1);
    for (size_t i = 0; i < count; i++)
        round->lifts[i] = begin_lift(asked, round->offers->items + i);
}

static struct offer_sums sums_of(const struct round *round, size_t offer)
{
    struct offer_sums sums = {0};

    for (size_t i = 0; i < round->asked->threads; i++)
        offer_sums_merge(&sums, round->clerks[i].sums + offer);
    return sums;
}

static bool is_shown(const struct lift *lift, const struct window *shown)
{
    return window_is_known(&lift->window) && lift->window.start <= shown->end &&
           lift->window.end >= shown->start;
}

static void compare_all(struct round *round)
{
    size_t count = offers_count(round->offers);

    for (size_t i = 0; i < count; i++) {
        const struct lift *lift = round->lifts + i;

        if (lift_basis(lift) == LIFT_BEFORE && lift->has_before &&
            is_shown(lift, &round->asked->shown))
            round->compared[round->compared_count++] = (uint32_t)i;
    }
    if (round->compared_count > 0)
        parallel_run(round->asked->threads,
                     chunks_of(book_customer_count(round->asked->book)),
                     compare_chunk, round);
    for (size_t i = 0; i < round->compared_count; i++)
        round->lifts[round->compared[i]].others =
            sums_of(round, round->compared[i]).others;
}

static void set_margins(struct arena *scratch, const struct round *round)
{
    const struct book *book = round->asked->book;
    struct margins margins = margins_make(scratch, book);

    for (size_t i = 0; i < offers_count(round->offers); i++) {
        struct lift *lift = round->lifts + i;

        if (book->catalogue->has_costs && window_is_known(&lift->window))
            lift->margin_rate = margins_rate(&margins, &lift->window);
    }
}

struct turn {
    const struct offer *offer;
    size_t number;
};

static int compare_turns(const void *a, const void *b)
{
    const struct offer *left = ((const struct turn *)a)->offer;
    const struct offer *right = ((const struct turn *)b)->offer;

    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    return str_compare(left->id, right->id);
}

/* By start, then id. */
static size_t *order_offers(struct arena *arena, struct arena *scratch,
                            const struct offers *offers)
{
    size_t count = offers_count(offers);
    struct turn *turns = arena_array(scratch, struct turn, count + 1);
    size_t *order = arena_array(arena, size_t, count + 1);

    for (size_t i = 0; i < count; i++)
        turns[i] = (struct turn){offers->items + i, i};
    qsort(turns, count, sizeof *turns, compare_turns);
    for (size_t i = 0; i < count; i++)
        order[i] = turns[i].number;
    return order;
}

struct lifts lifts_make(struct arena *arena, const struct lifts_order *asked)
{
    const struct offers *offers = &asked->book->catalogue->offers;
    struct arena scratch = {0};
    struct lifts lifts = {
        .count = offers_count(offers),
        .items = arena_array(arena, struct lift, offers_count(offers) + 1)};
    struct round round = {
        .asked = asked, .offers = offers, .lifts = lifts.items};

    begin(&scratch, &round);
    parallel_run(asked->threads, chunks_of(offers->customers.count),
                 visit_chunk, &round);
    for (size_t i = 0; i < lifts.count; i++) {
        struct offer_sums sums = sums_of(&round, i);

        offer_sums_settle(&sums, lifts.items + i);
    }
    compare_all(&round);
    set_margins(&scratch, &round);
    lifts.order = order_offers(arena, &scratch, offers);
    for (size_t i = 0; i < asked->threads; i++)
        arena_free(&round.clerks[i].arena);
    arena_free(&scratch);
    return lifts;
}

enum lift_basis lift_basis(const struct lift *lift)
{
    if (lift->control.n > 0)
        return LIFT_CONTROL;
    return lift->treated.n > 0 ? LIFT_BEFORE : LIFT_NONE;
}

struct difference lift_difference(const struct lift *lift)
{
    static const struct sample none;

    if (lift_basis(lift) == LIFT_CONTROL)
        return difference_of_means(&lift->treated, &lift->control, MONEY_ONE);
    if (!lift->has_before)
        return difference_of_means(&none, &none, MONEY_ONE);
    return difference_of_means(&lift->change, &lift->others, MONEY_ONE);
}

double lift_cost(const struct lift *lift)
{
    return (double)lift->reward_cost / MONEY_ONE;
}

void lifts_total(const struct lifts *lifts, const struct book *book,
                 const struct window *window, struct offer_totals *totals)
{
    *totals = (struct offer_totals){0};
    for (size_t i = 0; window_is_known(window) && i < lifts->count; i++) {
        const struct offer *offer =
            book->catalogue->offers.items + lifts->order[i];
        const struct lift *lift = lifts->items + lifts->order[i];
        double margin;

        if (offer->end < window->start || offer->end > window->end ||
            lift_basis(lift) != LIFT_CONTROL)
            continue;
        margin = lift_difference(lift).difference * (double)lift->treated.n *
                 lift->margin_rate;
        if (isnan(margin))
            continue;
        totals->offers++;
        totals->margin += margin;
        totals->reward_cost += lift_cost(lift);
        if (offer->supplier_funded)
            totals->supplier_cost += lift_cost(lift);
    }
}
