#include "measure/view.h"

#include "base/parallel.h"
#include "measure/identify.h"
#include "measure/rule_words.h"

static const struct window none = {.start = DATE_NONE, .end = DATE_NONE};

static struct window usable(const struct base *base)
{
    return base->covered ? base->window : none;
}

static size_t threads_of(const struct study *study)
{
    if (study->threads > PARALLEL_MOST)
        return PARALLEL_MOST;
    return study->threads > 0 ? study->threads : 1;
}

static void count_outlays(struct view *view)
{
    struct outlay_totals outlays[SLOT_COUNT];

    outlays_total(&view->study->catalogue->campaigns, view->windows, SLOT_COUNT,
                  outlays);
    for (size_t i = 0; i < SLOT_COUNT; i++)
        view->totals[i].outlays = outlays[i];
}

/* Work out what all measures share. */
static void count(struct arena *scratch, struct view *view)
{
    const struct book *book = view->book;
    size_t days = (size_t)(book->last_date - book->first_date) + 1;
    int64_t *baskets = arena_array(scratch, int64_t, days);
    const struct rules *rules = &view->study->config->rules;
    struct totals_order asked = {.book = book,
                                 .members = &view->members,
                                 .threads = view->threads,
                                 .windows = view->windows,
                                 .count = SLOT_COUNT,
                                 .active_days = rule_days(rules->active_weeks),
                                 .engaged_days =
                                     rule_days(rules->engaged_weeks)};

    view->members = members_make(scratch, book, view->threads);
    totals_make(&asked, view->totals, baskets);
    programme_make(&asked, view->totals);
    view->baskets = baskets;
    count_outlays(view);
}

/* The subscribers of all windows, where there is an extract of them. */
static void count_subscribers(struct arena *scratch, struct view *view)
{
    struct subscription_totals totals[SLOT_COUNT];

    if (!view->book->catalogue->subscriptions.delivered)
        return;
    view->subscribers = identify_customers(
        scratch, view->book, &view->book->catalogue->subscriptions.customers,
        view->threads);
    subscribers_count(
        &(struct subscriber_order){.book = view->book,
                                   .subscribers = view->subscribers,
                                   .threads = view->threads,
                                   .windows = view->windows,
                                   .count = SLOT_COUNT,
                                   .as_of = view->comparison->as_of},
        totals);
    for (size_t i = 0; i < SLOT_COUNT; i++)
        view->totals[i].subscription = totals[i];
}

/* What the offers did, and what they earned in each window. */
static void weigh_offers(struct arena *scratch, struct view *view)
{
    if (!view->study->catalogue->offers.is_delivered)
        return;
    view->lifts = lifts_make(
        scratch, &(struct lifts_order){.book = view->book,
                                       .members = &view->members,
                                       .as_of = view->comparison->as_of,
                                       .shown = view->windows[SLOT_NOW],
                                       .threads = view->threads});
    for (size_t i = 0; i < SLOT_COUNT; i++)
        lifts_total(&view->lifts, view->book, view->windows + i,
                    &view->totals[i].offers);
}

void view_make(struct arena *arena, struct arena *scratch,
               const struct study *study, const struct book *book,
               struct view *view)
{
    const struct comparison *comparison = &study->comparison;

    *view = (struct view){.arena = arena,
                          .threads = threads_of(study),
                          .study = study,
                          .book = book,
                          .comparison = comparison};
    view->windows[SLOT_NOW] = comparison->now;
    view->windows[SLOT_PREV] = usable(&comparison->prev);
    view->windows[SLOT_LY] = usable(&comparison->ly);
    view->windows[SLOT_LY_FISCAL] =
        comparison->shifted ? usable(&comparison->ly_fiscal) : none;
    view->windows[SLOT_WHOLE] = (struct window){.start = comparison->data_first,
                                                .end = comparison->as_of};
    for (size_t i = 0; i < COUNT(comparison->trail); i++) {
        view->windows[SLOT_TRAIL + i] = comparison->trail[i];
        view->windows[SLOT_TRAIL_LY + i] = usable(&comparison->trail_ly[i]);
    }
    count(scratch, view);
    count_subscribers(scratch, view);
    weigh_offers(scratch, view);
}
