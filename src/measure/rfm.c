#include "measure/rfm.h"

#include "base/parallel.h"
#include "fold/radix.h"

#include <assert.h>

static_assert((int)SEGMENT_SCORES == (int)SCORES &&
                  (int)SCORING_CUTS == (int)SCORES - 1,
              "files speak of as many scores as there are");

/* Customers that a thread takes at a time. */
enum { CHUNK = 4096 };

/* Of one day: now or then. */
struct scoring_round {
    struct rfm *rfm;
    const struct scoring *scoring;
    size_t threads;
    bool is_former;
    const uint32_t *by_id; /* all customers */
    size_t count;          /* of the population of the day */
    struct score_cuts cuts[RFM_MEASURES];
    uint32_t *counts[2]; /* of each thread: how many have each value */
    size_t sizes[2];
};

/* Those that segments are by. */
enum { SEGMENTED = 2 };
static_assert((int)RECENCY < SEGMENTED && (int)FREQUENCY < SEGMENTED,
              "these come before money");

int64_t rfm_value(const struct rfm *rfm, uint32_t customer,
                  enum rfm_measure measure)
{
    struct habit habit = habits_of(&rfm->habits, customer);

    switch (measure) {
    case RECENCY:
        return rfm->habits.span.end - habit.last + 1;
    case FREQUENCY:
        return habit.baskets;
    case MONETARY:
        return habit.net;
    case RFM_MEASURES:
        break;
    }
    return 0;
}

static bool is_in(const struct scoring_round *round, uint32_t customer)
{
    const struct habits *habits = &round->rfm->habits;

    return (round->is_former ? habits->former[customer].last
                             : habits_last(habits, customer)) != DATE_NONE;
}

static int64_t value_of(const struct scoring_round *round, uint32_t customer,
                        enum rfm_measure measure)
{
    const struct habits *habits = &round->rfm->habits;

    if (!round->is_former)
        return rfm_value(round->rfm, customer, measure);
    if (measure == RECENCY)
        return habits->former_span.end - habits->former[customer].last + 1;
    return habits->former[customer].baskets;
}

static struct chunk customers_of(const struct rfm *rfm, size_t number)
{
    return chunk_of(number, CHUNK, rfm->habits.count);
}

static void run_chunks(struct scoring_round *round, parallel_task *task)
{
    parallel_run(round->threads, chunk_count(round->rfm->habits.count, CHUNK),
                 task, round);
}

static void count_chunk(void *context, size_t number, size_t thread)
{
    const struct scoring_round *round = context;
    struct chunk chunk = customers_of(round->rfm, number);

    for (uint32_t i = (uint32_t)chunk.first; i < chunk.end; i++)
        for (size_t j = 0; is_in(round, i) && j < SEGMENTED; j++)
            round->counts[j][thread * round->sizes[j] +
                             (size_t)value_of(round, i, (enum rfm_measure)j)]++;
}

/* Recency and frequency: how many customers have each value. */
static void count_values(struct arena *scratch, struct scoring_round *round)
{
    const struct habits *habits = &round->rfm->habits;
    const struct habit_span *span =
        round->is_former ? &habits->former_span : &habits->span;

    round->sizes[RECENCY] = (size_t)(span->end - span->first) + 2;
    round->sizes[FREQUENCY] = (size_t)habits->most + 1;
    for (size_t j = 0; j < SEGMENTED; j++)
        round->counts[j] =
            arena_array(scratch, uint32_t, round->threads * round->sizes[j]);
    run_chunks(round, count_chunk);
    for (size_t j = 0; j < SEGMENTED; j++)
        for (size_t i = round->sizes[j]; i < round->threads * round->sizes[j];
             i++)
            round->counts[j][i % round->sizes[j]] += round->counts[j][i];
    round->count = 0;
    for (size_t i = 0; i < round->sizes[RECENCY]; i++)
        round->count += round->counts[RECENCY][i];
}

/* The net sales of the population, ascending. */
static uint64_t *sort_money(struct arena *scratch,
                            const struct scoring_round *round)
{
    const struct rfm *rfm = round->rfm;
    uint64_t *keys = arena_alloc(scratch, round->count + 1, sizeof(uint64_t));
    size_t count = 0;

    for (uint32_t i = 0; i < rfm->habits.count; i++)
        if (is_in(round, i))
            keys[count++] = score_key(habits_of(&rfm->habits, i).net);
    radix_sort_by(round->threads, keys, count);
    return keys;
}

static void cut_by_value(struct scoring_round *round)
{
    struct arena scratch = {0};

    for (size_t j = 0; j < SEGMENTED; j++)
        round->cuts[j] = score_cuts(round->counts[j], round->sizes[j]);
    if (!round->is_former)
        round->cuts[MONETARY] =
            score_cuts_sorted(sort_money(&scratch, round), round->count);
    arena_free(&scratch);
}

static size_t measure_count(const struct scoring_round *round)
{
    return round->is_former ? SEGMENTED : RFM_MEASURES;
}

static uint8_t score(const struct scoring_round *round,
                     enum rfm_measure measure, int64_t value)
{
    const struct score_cuts *cuts = round->cuts + measure;

    return (uint8_t)(measure == RECENCY ? score_reversed(cuts, value)
                                        : score_of(cuts, value));
}

static void score_chunk(void *context, size_t number, size_t thread)
{
    const struct scoring_round *round = context;
    struct chunk chunk = customers_of(round->rfm, number);

    (void)thread;
    for (uint32_t i = (uint32_t)chunk.first; i < chunk.end; i++)
        for (size_t j = 0; is_in(round, i) && j < measure_count(round); j++) {
            enum rfm_measure measure = (enum rfm_measure)j;

            round->rfm->marks[i].scores[j] =
                score(round, measure, value_of(round, i, measure));
        }
}

/* How many of the sorted keys are less. */
static uint64_t count_below(const uint64_t *keys, size_t count, uint64_t key)
{
    size_t low = 0;

    while (low < count) {
        size_t middle = low + (count - low) / 2;

        if (keys[middle] < key)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

/*
 * Score ranks: by value, those of equal values by id.  In 32 bits a value of
 * days or baskets is itself, and money is how many have less.
 */
static void rank(const struct scoring_round *round, enum rfm_measure measure)
{
    struct arena scratch = {0};
    const struct rfm *rfm = round->rfm;
    const uint64_t *money =
        measure == MONETARY ? sort_money(&scratch, round) : NULL;
    uint64_t *keys = arena_alloc(&scratch, round->count + 1, sizeof(uint64_t));
    size_t count = 0;

    for (uint32_t i = 0; i < rfm->habits.count; i++) {
        uint32_t customer = round->by_id[i];
        int64_t value;

        if (!is_in(round, customer))
            continue;
        value = value_of(round, customer, measure);
        keys[count++] =
            map_pair((uint32_t)(money ? count_below(money, round->count,
                                                    score_key(value))
                                      : (uint64_t)value),
                     i);
    }
    radix_sort_by(round->threads, keys, count);
    for (size_t i = 0; i < count; i++)
        rfm->marks[round->by_id[(uint32_t)keys[i]]].scores[measure] =
            score(round, measure, (int64_t)i + 1);
    arena_free(&scratch);
}

static void find_cuts(struct scoring_round *round)
{
    for (size_t j = 0; j < RFM_MEASURES; j++)
        if (round->scoring->mode == SCORING_FIXED)
            round->cuts[j] = score_cuts_given(round->scoring->least[j]);
        else
            round->cuts[j] = score_cuts_ranks(round->count);
    if (round->scoring->mode == SCORING_VALUE)
        cut_by_value(round);
}

/* Scores of a day; false where there are none. */
static bool score_all(struct scoring_round *round)
{
    struct arena scratch = {0};

    count_values(&scratch, round);
    if (round->count > 0)
        find_cuts(round);
    arena_free(&scratch);
    if (!round->cuts[RECENCY].known)
        return false;
    if (round->scoring->mode != SCORING_RANK)
        run_chunks(round, score_chunk);
    else
        for (size_t j = 0; j < measure_count(round); j++)
            rank(round, (enum rfm_measure)j);
    return true;
}

static void segment_chunk(void *context, size_t number, size_t thread)
{
    const struct scoring_round *round = context;
    const struct rfm *rfm = round->rfm;
    struct chunk chunk = customers_of(rfm, number);

    (void)thread;
    for (uint32_t i = (uint32_t)chunk.first; i < chunk.end; i++) {
        struct rfm_mark *mark = rfm->marks + i;
        uint8_t *segment =
            round->is_former ? &mark->former_segment : &mark->segment;

        *segment = SEGMENT_NONE;
        if (mark->scores[RECENCY] > 0)
            *segment = rfm->segments->of[mark->scores[RECENCY] - 1]
                                        [mark->scores[FREQUENCY] - 1];
        if (round->is_former)
            *mark = (struct rfm_mark){.former_segment = *segment};
    }
}

/* First what was then, of which only the segment stays. */
static void score_days(struct rfm *rfm, struct scoring_round *former,
                       struct scoring_round *now, struct arena *before)
{
    rfm->was_scored = rfm->habits.former && score_all(former);
    run_chunks(former, segment_chunk);
    rfm->habits.former = NULL;
    arena_free(before);
    rfm->is_scored = score_all(now);
    run_chunks(now, segment_chunk);
    for (size_t j = 0; j < RFM_MEASURES; j++)
        rfm->cuts[j] = now->cuts[j];
}

static void list_population(struct arena *arena, struct rfm *rfm,
                            const uint32_t *by_id)
{
    uint32_t *population =
        arena_alloc(arena, (size_t)rfm->habits.count + 1, sizeof *population);

    for (uint32_t i = 0; i < rfm->habits.count; i++)
        if (habits_last(&rfm->habits, by_id[i]) != DATE_NONE)
            population[rfm->count++] = by_id[i];
    rfm->population = population;
}

/* Whoever is identified counts as a member where no extract of customers says
 * who is: that makes no programme. */
static bool has_programme(const struct view *view)
{
    return view->study->config->company.programme.len > 0 ||
           view->study->catalogue->customers.has_membership;
}

struct rfm *rfm_make(struct arena *arena, const struct view *view,
                     const uint32_t *by_id)
{
    struct arena before = {0};
    struct rfm *rfm = arena_new(arena, struct rfm);
    struct scoring_round now = {.rfm = rfm,
                                .scoring = &view->study->config->scoring,
                                .threads = view->threads,
                                .by_id = by_id};
    struct scoring_round former = now;

    former.is_former = true;
    rfm->book = view->study->book; /* outlasts the view */
    rfm->segments =
        segments_fitting(arena, view->study->segments, has_programme(view),
                         view->study->catalogue->subscriptions.delivered);
    rfm->mode = now.scoring->mode;
    habits_make(arena, &before, view, &rfm->habits);
    rfm->marks = arena_alloc(arena, (size_t)rfm->habits.count + 1,
                             sizeof(struct rfm_mark));
    score_days(rfm, &former, &now, &before);
    list_population(arena, rfm, by_id);
    return rfm;
}

enum overlay overlay_of(const struct rfm_mark *mark)
{
    int recency = mark->scores[RECENCY];
    int frequency = mark->scores[FREQUENCY];

    if (recency >= 4 && frequency >= 4 && mark->scores[MONETARY] >= 4)
        return OVERLAY_VIP;
    if (recency >= 4 && frequency <= 2)
        return OVERLAY_NEW_CUSTOMER;
    return recency <= 2 && frequency <= 2 ? OVERLAY_CHURN_RISK : OVERLAY_CORE;
}

const char *overlay_name(enum overlay overlay)
{
    static const char *const names[OVERLAYS] = {
        [OVERLAY_VIP] = "VIP",
        [OVERLAY_NEW_CUSTOMER] = "New Customer",
        [OVERLAY_CHURN_RISK] = "Churn Risk",
        [OVERLAY_CORE] = "Core",
    };

    return names[overlay];
}
