#include "measure/lift.h"

#include "base/decimal.h"
#include "base/parallel.h"
#include "measure/fetch.h"
#include "measure/margin.h"
#include "measure/offer_sums.h"

#include <math.h>
#include <stdlib.h>

/* Customers that a thread takes at a time, and how far ahead of the one looked
 * at his orders and events are fetched, and where his events begin. */
enum { CHUNK = 2048, AHEAD = 4, AHEAD_EVENTS = 16 };

/* What customers there are of an offer. */
struct audience {
    bool has_treated;
    bool has_control;
};

/* A thread's own. */
struct clerk {
    struct arena arena;
    struct audience *audiences; /* of each offer */
    struct offer_sums *sums;    /* of each offer */
    struct wallet wallet;
};

struct round {
    const struct lifts_order *asked;
    const struct offers *offers;
    const uint32_t *event_customers; /* of each customer of the book */
    bool *is_known; /* whether an event's customer is in the book */
    struct wallets wallets;
    struct lift *lifts;
    struct clerk *clerks;
    uint32_t *compared; /* offers to compare with days before */
    size_t compared_count;
};

/* The customer's next offer, from `*at` on, that has a window; false behind the
 * last one. */
static bool next_offer(const struct round *round, uint32_t customer, size_t *at,
                       struct offer_rows *rows)
{
    while (offer_rows_next(round->offers, customer, at, rows))
        if (window_is_known(&round->lifts[rows->events->offer].window))
            return true;
    return false;
}

static struct fate fate_in(const struct round *round,
                           const struct offer_rows *rows)
{
    return fate_of(rows->events, rows->count,
                   &round->lifts[rows->events->offer].window,
                   round->asked->as_of);
}

/* The customers first .. end - 1 of a chunk. */
static uint32_t end_of(uint32_t first, uint32_t count)
{
    return count - first > CHUNK ? first + CHUNK : count;
}

static size_t chunks_of(uint32_t count)
{
    return chunk_count(count, CHUNK);
}

static void look_at_chunk(void *context, size_t chunk, size_t thread)
{
    const struct round *round = context;
    uint32_t first = (uint32_t)(chunk * CHUNK);
    uint32_t end = end_of(first, round->offers->customers.count);
    struct offer_rows rows;

    for (uint32_t i = first; i < end; i++)
        for (size_t at = round->offers->first_of[i];
             next_offer(round, i, &at, &rows);) {
            struct fate fate = fate_in(round, &rows);
            struct audience *audience =
                round->clerks[thread].audiences + rows.events->offer;

            audience->has_treated |= fate.is_treated;
            audience->has_control |= fate.is_control && !fate.is_treated;
        }
}

/* What the offers did to a customer whose wallet is at hand. */
static void add_offers(const struct round *round, uint32_t customer,
                       struct clerk *clerk)
{
    struct offer_rows rows;

    for (size_t at = round->offers->first_of[customer];
         next_offer(round, customer, &at, &rows);) {
        uint32_t offer = rows.events->offer;
        struct fate fate = fate_in(round, &rows);

        offer_sums_add(clerk->sums + offer, &fate, &round->lifts[offer].window,
                       &clerk->wallet);
    }
}

/* Whether a customer of the book was given an offer. */
static bool is_treated(const struct round *round, uint32_t customer,
                       uint32_t offer)
{
    uint32_t number = round->event_customers[customer];
    struct offer_rows rows;

    if (number == MAP_NONE)
        return false;
    for (size_t at = round->offers->first_of[number];
         next_offer(round, number, &at, &rows);)
        if (rows.events->offer == offer)
            return fate_in(round, &rows).is_treated;
    return false;
}

/* Of each offer without a control group, those who had shopped before it and
 * were not given it. */
static void compare(const struct round *round, uint32_t customer,
                    struct clerk *clerk)
{
    const struct wallet *wallet = &clerk->wallet;

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

/* Customers of the book, with events or without. */
static void visit_chunk(void *context, size_t chunk, size_t thread)
{
    const struct round *round = context;
    struct clerk *clerk = round->clerks + thread;
    uint32_t first = (uint32_t)(chunk * CHUNK);
    uint32_t end = end_of(first, book_customer_count(round->asked->book));

    for (uint32_t i = first; i < end; i++) {
        if (i + AHEAD_EVENTS < end)
            fetch_event_place(round->offers,
                              round->event_customers[i + AHEAD_EVENTS]);
        if (i + AHEAD < end) {
            fetch_events(round->offers, round->event_customers[i + AHEAD]);
            fetch_orders(round->asked->book, i + AHEAD);
        }
        if (round->event_customers[i] == MAP_NONE && !round->compared_count)
            continue;
        wallet_fill(&clerk->arena, &round->wallets, i, &clerk->wallet);
        if (round->event_customers[i] != MAP_NONE)
            add_offers(round, round->event_customers[i], clerk);
        compare(round, i, clerk);
    }
}

/* Who is not in the book has bought nothing. */
static void visit_strangers(void *context, size_t chunk, size_t thread)
{
    const struct round *round = context;
    struct clerk *clerk = round->clerks + thread;
    uint32_t first = (uint32_t)(chunk * CHUNK);
    uint32_t end = end_of(first, round->offers->customers.count);

    wallet_empty(&clerk->wallet);
    for (uint32_t i = first; i < end; i++)
        if (!round->is_known[i])
            add_offers(round, i, clerk);
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
    size_t count = offers_count(round->offers);

    round->event_customers = asked->members->offers;
    round->is_known =
        arena_array(scratch, bool, (size_t)round->offers->customers.count + 1);
    for (uint32_t i = 0; i < book_customer_count(asked->book); i++)
        if (round->event_customers[i] != MAP_NONE)
            round->is_known[round->event_customers[i]] = true;
    round->wallets = wallets_make(scratch, asked->book);
    round->compared = arena_array(scratch, uint32_t, count + 1);
    round->clerks = arena_array(scratch, struct clerk, asked->threads);
    for (size_t i = 0; i < asked->threads; i++) {
        round->clerks[i].audiences =
            arena_array(scratch, struct audience, count + 1);
        round->clerks[i].sums =
            arena_array(scratch, struct offer_sums, count + 1);
    }
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

/* Those without a control group that are shown and have days before. */
static void find_compared(struct round *round)
{
    for (size_t i = 0; i < offers_count(round->offers); i++) {
        const struct lift *lift = round->lifts + i;
        struct audience all = {false, false};

        for (size_t j = 0; j < round->asked->threads; j++) {
            all.has_treated |= round->clerks[j].audiences[i].has_treated;
            all.has_control |= round->clerks[j].audiences[i].has_control;
        }
        if (all.has_treated && !all.has_control && lift->has_before &&
            is_shown(lift, &round->asked->shown))
            round->compared[round->compared_count++] = (uint32_t)i;
    }
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
                 look_at_chunk, &round);
    find_compared(&round);
    parallel_run(asked->threads, chunks_of(book_customer_count(asked->book)),
                 visit_chunk, &round);
    parallel_run(asked->threads, chunks_of(offers->customers.count),
                 visit_strangers, &round);
    for (size_t i = 0; i < lifts.count; i++) {
        struct offer_sums sums = sums_of(&round, i);

        offer_sums_settle(&sums, lifts.items + i);
    }
    offer_sums_settle_redemptions(lifts.items, lifts.count);
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
        return difference_of_alike(&lift->treated, &lift->control, MONEY_ONE);
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
