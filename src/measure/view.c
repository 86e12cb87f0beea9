#include "measure/view.h"

#include "base/parallel.h"

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

    view->members = members_make(scratch, book, view->threads);
    totals_make(&(struct totals_order){.book = book,
                                       .members = &view->members,
                                       .threads = view->threads,
                                       .windows = view->windows,
                                       .count = SLOT_COUNT},
                view->totals, baskets);
    view->baskets = baskets;
    count_outlays(view);
}

/* The subscribers of all windows, where there is an extract of them. */
static void count_subscribers(struct arena *scratch, struct view *view)
{
    struct subscription_totals totals[SLOT_COUNT];

    if (!view->book->catalogue->subscriptions.delivered)
        return;
    view->subscribers = subscribers_find(scratch, view->book, view->threads);
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

void view_make(struct arena *arena, struct arena *scratch,
               const struct study *study, struct view *view)
{
    const struct comparison *comparison = &study->comparison;

    *view = (struct view){.arena = arena,
                          .threads = threads_of(study),
                          .study = study,
                          .book = study->book,
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
}
