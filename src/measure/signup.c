#include "measure/signup.h"

#include "base/parallel.h"
#include "measure/peer.h"
#include "measure/stratum.h"

/* Customers that a thread takes at a time. */
enum { CHUNK = 4096 };

static const struct column columns[] = {
    {"subscribers", "Subscribers", CELL_COUNT, SUM_NONE,
     "signed up 26 weeks or more before the as-of day and after the first day "
     "of the data, had a basket before, and have a match"},
    {"unmatched", "Without a match", CELL_COUNT, SUM_NONE,
     "the same, but without scores or with fewer than two others in their "
     "cell"},
    {"others", "Others", CELL_COUNT, SUM_NONE,
     "customers without a paid span in the cell of a sign-up"},
    {"change", "Change", CELL_PRICE, SUM_NONE,
     "net sales per subscriber in the 26 weeks from the sign-up less those in "
     "the 26 weeks before, mean"},
    {"others_change", "Change of others", CELL_PRICE, SUM_NONE,
     "the same of customers without a paid span around the same days, matched "
     "on recency and frequency score at the start of the fiscal period and on "
     "the market of the last store"},
    {"difference", "Difference", CELL_PRICE, SUM_NONE, NULL},
    {"low", "From", CELL_PRICE, SUM_NONE, "95 % interval"},
    {"high", "To", CELL_PRICE, SUM_NONE, "95 % interval"},
    {"verdict", "Verdict", CELL_TEXT, SUM_NONE, NULL},
    {"note", "Note", CELL_TEXT, SUM_NONE, NULL},
};

struct signup {
    uint32_t customer;
    int32_t day;
    size_t period; /* in peers.days */
    uint32_t cell;
    int64_t change;
};

struct impact {
    const struct view *view;
    struct arena *arena;
    struct signup *signups;
    size_t signup_count;
    size_t signup_capacity;
    int64_t unscored;              /* sign-ups without a cell */
    const struct period **periods; /* that have sign-ups, by time */
    struct peers peers;
    struct stratum *strata;
    size_t stratum_count;
    uint32_t *numbers;     /* of strata, by period and cell; MAP_NONE: none */
    struct trace *traces;  /* of each thread */
    struct sample *others; /* of each thread and stratum */
    int64_t *other_counts; /* of each thread */
};

static struct span_list spans_of(const struct view *view, uint32_t customer)
{
    uint32_t subscriber = view->subscribers[customer];

    if (subscriber == MAP_NONE)
        return (struct span_list){0};
    return subscriptions_of(&view->book->catalogue->subscriptions, subscriber);
}

static void collect(struct impact *impact)
{
    const struct view *view = impact->view;
    uint32_t customers = book_customer_count(view->book);

    for (uint32_t i = 0; i < customers; i++) {
        int32_t day = subscriber_first(spans_of(view, i));

        if (day == INT32_MAX ||
            day - STRATUM_SPAN < view->comparison->data_first ||
            day + STRATUM_SPAN - 1 > view->comparison->as_of ||
            !calendar_period(view->study->calendar, day))
            continue;
        impact->signups =
            arena_grow(impact->arena, impact->signups, &impact->signup_capacity,
                       impact->signup_count + 1, sizeof *impact->signups);
        impact->signups[impact->signup_count++] =
            (struct signup){.customer = i, .day = day};
    }
}

/* Number the periods that have sign-ups. */
static void number_periods(struct impact *impact)
{
    const struct calendar *calendar = impact->view->study->calendar;
    size_t *numbers =
        arena_array(impact->arena, size_t, calendar->period_count);
    int32_t *days = arena_array(impact->arena, int32_t, calendar->period_count);
    struct peers *peers = &impact->peers;

    impact->periods = arena_array(impact->arena, const struct period *,
                                  calendar->period_count);
    for (size_t i = 0; i < impact->signup_count; i++)
        numbers[calendar_period(calendar, impact->signups[i].day) -
                calendar->periods] = 1;
    for (size_t i = 0; i < calendar->period_count; i++) {
        if (!numbers[i])
            continue;
        impact->periods[peers->day_count] = calendar->periods + i;
        days[peers->day_count] = calendar->periods[i].start;
        numbers[i] = peers->day_count++;
    }
    for (size_t i = 0; i < impact->signup_count; i++)
        impact->signups[i].period =
            numbers[calendar_period(calendar, impact->signups[i].day) -
                    calendar->periods];
    peers->days = days;
}

/* A basket before the day; stops are by date. */
static bool is_known(const struct trace *trace, int32_t day)
{
    return trace->stop_count > 0 && trace->stops[0].date < day;
}

/* Find cell and change; false for who is no sign-up after all. */
static bool look_at(struct impact *impact, struct signup *signup)
{
    const struct peers *peers = &impact->peers;
    struct trace *trace = impact->traces;
    struct gaze gaze = {0};

    trace_take(trace, impact->view->book, &peers->shifts, signup->customer);
    if (impact->view->members.staff[signup->customer] ||
        !is_known(trace, signup->day))
        return false;
    signup->cell = peers_cell(peers, trace, &gaze, signup->period);
    signup->change = stratum_change(trace, signup->day);
    return true;
}

/* Keep those who are sign-ups and have a cell. */
static void choose(struct impact *impact)
{
    size_t count = 0;

    for (size_t i = 0; i < impact->signup_count; i++) {
        struct signup signup = impact->signups[i];

        if (!look_at(impact, &signup))
            continue;
        if (signup.cell == PEER_NONE)
            impact->unscored++;
        else
            impact->signups[count++] = signup;
    }
    impact->signup_count = count;
}

static uint32_t *number_of(const struct impact *impact, size_t period,
                           uint32_t cell)
{
    return impact->numbers + period * peers_cells(&impact->peers) + cell;
}

/* Strata are by period and cell, whatever the order of customers. */
static void make_strata(struct impact *impact)
{
    size_t cells = peers_cells(&impact->peers);
    size_t count = impact->peers.day_count * cells;

    impact->numbers = arena_array(impact->arena, uint32_t, count);
    impact->strata =
        arena_array(impact->arena, struct stratum, impact->signup_count + 1);
    for (size_t i = 0; i < impact->signup_count; i++)
        ++*number_of(impact, impact->signups[i].period,
                     impact->signups[i].cell);
    for (size_t i = 0; i < count; i++) {
        const struct period *period = impact->periods[i / cells];

        if (impact->numbers[i] == 0) {
            impact->numbers[i] = MAP_NONE;
            continue;
        }
        impact->numbers[i] = (uint32_t)impact->stratum_count;
        impact->strata[impact->stratum_count++] =
            stratum_new(impact->arena, period->start, period->end);
    }
}

static void fill_strata(struct impact *impact)
{
    for (size_t i = 0; i < impact->signup_count; i++) {
        const struct signup *signup = impact->signups + i;

        stratum_add(impact->strata +
                        *number_of(impact, signup->period, signup->cell),
                    signup->day, signup->change);
    }
}

/* In how many strata a customer is. */
static size_t add_other(const struct impact *impact, const struct trace *trace,
                        struct sample *others)
{
    const struct peers *peers = &impact->peers;
    size_t cells = peers_cells(peers);
    struct gaze gaze = {0};
    size_t count = 0;
    size_t from = 0;

    for (size_t i = 0; i < peers->day_count; i++) {
        uint32_t cell = peers_cell(peers, trace, &gaze, i);
        uint32_t number =
            cell == PEER_NONE ? MAP_NONE : impact->numbers[i * cells + cell];

        if (number == MAP_NONE)
            continue;
        sample_add(others + number,
                   stratum_other(impact->strata + number, trace, &from));
        count++;
    }
    return count;
}

static void compare_chunk(void *context, size_t number, size_t thread)
{
    const struct impact *impact = context;
    const struct view *view = impact->view;
    struct trace *trace = impact->traces + thread;
    struct chunk chunk =
        chunk_of(number, CHUNK, book_customer_count(view->book));

    for (uint32_t i = (uint32_t)chunk.first; i < chunk.end; i++) {
        if (view->members.staff[i] ||
            subscriber_first(spans_of(view, i)) <= view->comparison->as_of)
            continue;
        trace_take(trace, view->book, &impact->peers.shifts, i);
        impact->other_counts[thread] +=
            add_other(impact, trace,
                      impact->others + thread * impact->stratum_count) > 0;
    }
}

static void compare(struct impact *impact)
{
    const struct view *view = impact->view;
    size_t chunks = chunk_count(book_customer_count(view->book), CHUNK);

    impact->others = arena_array(impact->arena, struct sample,
                                 view->threads * impact->stratum_count + 1);
    impact->other_counts = arena_array(impact->arena, int64_t, view->threads);
    parallel_run(view->threads, chunks, compare_chunk, impact);
    for (size_t i = 0; i < view->threads; i++)
        for (size_t j = 0; j < impact->stratum_count; j++)
            sample_merge(&impact->strata[j].others,
                         impact->others + i * impact->stratum_count + j);
    for (size_t i = 1; i < view->threads; i++)
        impact->other_counts[0] += impact->other_counts[i];
}

static struct table *print(const struct impact *impact)
{
    struct table *table =
        table_new(impact->view->arena, "subscription_impact",
                  "Subscription impact", columns, COUNT(columns));
    struct strata_outcome outcome = strata_compare(
        impact->strata, impact->stratum_count, impact->other_counts[0]);
    const struct difference *difference = &outcome.difference;
    struct cell *cells = table_add(table);

    cells[0] = cell_count(difference->n_first);
    cells[1] = cell_count(outcome.unmatched + impact->unscored);
    cells[2] = cell_count(difference->n_second);
    cells[3] = cell_real(CELL_PRICE, difference->first);
    cells[4] = cell_real(CELL_PRICE, difference->second);
    cells[5] = cell_real(CELL_PRICE, difference->difference);
    cells[6] = cell_real(CELL_PRICE, difference->low);
    cells[7] = cell_real(CELL_PRICE, difference->high);
    cells[8] = cell_label(verdict_name(difference->verdict));
    cells[9] = cell_label("not causal");
    table->note = STR("Subscribers choose to sign up: this is a difference "
                      "from others like them, not an effect.");
    return table;
}

static void make_traces(struct impact *impact, struct arena *arenas)
{
    size_t threads = impact->view->threads;

    impact->traces = arena_array(impact->arena, struct trace, threads);
    for (size_t i = 0; i < threads; i++)
        impact->traces[i].arena = arenas + i;
}

static void match(struct impact *impact)
{
    number_periods(impact);
    peers_make(impact->arena, &impact->peers);
    choose(impact);
    make_strata(impact);
    fill_strata(impact);
    compare(impact);
}

struct table *signup_make(const struct view *view)
{
    struct arena own = {0};
    struct arena arenas[PARALLEL_MOST] = {{0}};
    struct impact impact = {
        .view = view, .arena = &own, .peers = {.view = view}};
    struct table *table = NULL;

    if (view->subscribers)
        collect(&impact);
    if (impact.signup_count > 0) {
        make_traces(&impact, arenas);
        match(&impact);
        table = print(&impact);
    }
    for (size_t i = 0; i < view->threads; i++)
        arena_free(arenas + i);
    arena_free(&own);
    return table;
}
