#include "measure/tariff.h"

#include "base/decimal.h"

#include <stdlib.h>

static const struct column columns[] = {
    {"plan", "Plan", CELL_TEXT, SUM_NONE, NULL},
    {"interval", "Paid by", CELL_TEXT, SUM_NONE, NULL},
    {"subscribers", "Subscribers", CELL_COUNT, SUM_NONE,
     "customers with a paid span of the plan on the last day"},
    {"mrr", "MRR", CELL_MONEY, SUM_TOTAL,
     "price - discount of these spans, a year’s over 12; they add up to the "
     "whole’s"},
    {"new", "New", CELL_COUNT, SUM_TOTAL,
     "new subscribers, by the plan of their first paid span"},
    {"churned", "Churned", CELL_COUNT, SUM_TOTAL,
     "churned subscribers, by the plan of their last paid span"},
};

/* A plan and an interval. */
struct tariff {
    struct str plan;
    bool by_year;
    uint32_t seen; /* customer + 1 who was last counted */
    int64_t subscribers;
    int64_t monthly; /* MONTHLY_PARTS of money */
    int64_t new_subscribers;
    int64_t churned;
};

static struct tariff *tariff_of(struct tariff *tariffs,
                                const struct subscription *span)
{
    return tariffs + 2 * (size_t)span->plan + span->by_year;
}

static void add_span(struct tariff *tariff, const struct subscription *span)
{
    tariff->monthly += span->monthly;
    tariff->subscribers += tariff->seen != span->customer + 1;
    tariff->seen = span->customer + 1;
}

/* By first and last paid span; the later row of two that last as long. */
static void add_customer(const struct view *view, struct span_list spans,
                         struct tariff *tariffs)
{
    const struct window *now = &view->windows[SLOT_NOW];
    struct standing standing =
        subscriber_standing(spans, now, view->comparison->as_of);
    const struct subscription *first = NULL;
    const struct subscription *last = NULL;

    for (size_t i = 0; i < spans.count; i++) {
        const struct subscription *span = spans.spans + i;

        if (span->status != SUBSCRIPTION_PAID)
            continue;
        if (!first)
            first = span;
        if (span->end == standing.last)
            last = span;
        if (span->start <= now->end && span->end >= now->end)
            add_span(tariff_of(tariffs, span), span);
    }
    if (first && first->start >= now->start && first->start <= now->end)
        tariff_of(tariffs, first)->new_subscribers++;
    if (last && subscriber_churned(&standing, now))
        tariff_of(tariffs, last)->churned++;
}

static struct tariff *make_tariffs(const struct view *view)
{
    const struct subscriptions *subscriptions =
        &view->book->catalogue->subscriptions;
    const struct map *plans = &subscriptions->plans;
    struct tariff *tariffs =
        arena_array(view->arena, struct tariff, 2 * plans->count + 1);

    for (size_t i = 0; i < 2 * plans->count; i++) {
        tariffs[i].plan = known_or_unknown(plans->items[i / 2]);
        tariffs[i].by_year = i % 2;
    }
    for (uint32_t i = 0; i < subscriptions->customers.count; i++)
        add_customer(view, subscriptions_of(subscriptions, i), tariffs);
    return tariffs;
}

static int compare(const void *a, const void *b)
{
    const struct tariff *one = a;
    const struct tariff *two = b;
    int order = str_compare(one->plan, two->plan);

    if (one->monthly != two->monthly)
        return one->monthly > two->monthly ? -1 : 1;
    return order ? order : one->by_year - two->by_year;
}

static enum status check(const struct view *view, struct diag *diag,
                         const struct tariff *tariffs, size_t count)
{
    const struct subscription_totals *whole =
        &view->totals[SLOT_NOW].subscription;
    struct tariff sum = {0};

    for (size_t i = 0; i < count; i++) {
        sum.monthly += tariffs[i].monthly;
        sum.new_subscribers += tariffs[i].new_subscribers;
        sum.churned += tariffs[i].churned;
    }
    if (sum.monthly == whole->movements[MOVEMENT_CLOSING].monthly &&
        sum.new_subscribers == whole->new_subscribers &&
        sum.churned == whole->churned)
        return OK;
    return diag_error(diag, INTERNAL, (struct place){0},
                      "plans of subscriptions do not add up to the whole");
}

/* Amounts add up to the whole's: each is what their sum, rounded, grows by. */
static void add_tariff(struct table *table, const struct tariff *tariff,
                       int64_t *sum)
{
    int64_t monthly = decimal_part(sum, tariff->monthly, MONTHLY_PARTS);
    struct cell *cells;

    if (!tariff->subscribers && !tariff->new_subscribers && !tariff->churned)
        return;
    cells = table_add(table);
    cells[0] = cell_text(tariff->plan);
    cells[1] = cell_label(tariff->by_year ? "year" : "month");
    cells[2] = cell_count(tariff->subscribers);
    cells[3] = cell_integer(CELL_MONEY, monthly);
    cells[4] = cell_count(tariff->new_subscribers);
    cells[5] = cell_count(tariff->churned);
}

enum status tariff_make(const struct view *view, struct diag *diag,
                        struct table **table)
{
    size_t count = 2 * view->book->catalogue->subscriptions.plans.count;
    struct tariff *tariffs;
    int64_t sum = 0;
    enum status status;

    *table = NULL;
    if (!view->subscribers)
        return OK;
    tariffs = make_tariffs(view);
    status = check(view, diag, tariffs, count);
    if (status != OK)
        return status;
    qsort(tariffs, count, sizeof *tariffs, compare);
    *table = table_new(view->arena, "subscription_plans", "Subscription plans",
                       columns, COUNT(columns));
    for (size_t i = 0; i < count; i++)
        add_tariff(*table, tariffs + i, &sum);
    return OK;
}
