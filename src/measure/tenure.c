#include "measure/tenure.h"

#include "measure/trailing.h"

uint64_t tenure_windows(const struct tenure *tenure, int32_t date)
{
    uint64_t left = timeline_windows_on(tenure->timeline, date);
    uint64_t held = 0;

    while (left) {
        size_t i = timeline_next(&left);

        if (membership_holds(tenure->membership, tenure->windows[i].end))
            held |= UINT64_C(1) << i;
    }
    return held;
}

/* Membership began in the window, and a basket followed in it. */
static void count_new(const struct tenure *tenure, struct programme *counts)
{
    uint64_t windows = tenure_windows(tenure, tenure->membership->from);

    while (windows) {
        size_t i = timeline_next(&windows);

        counts[i].new_members += tenure->days[0] <= tenure->windows[i].end;
    }
}

/* Back with a basket, after one that is more than the active days before the
 * window. */
static void count_return(const struct tenure *tenure, size_t back,
                         struct programme *counts)
{
    uint64_t windows = tenure_windows(tenure, tenure->days[back]);

    while (windows) {
        size_t i = timeline_next(&windows);

        counts[i].reactivated += tenure->days[back - 1] <
                                 tenure->windows[i].start - tenure->active_days;
    }
}

/* Whether a basket up to the last one lies in the active days before a day. */
static bool shopped_before(const struct tenure *tenure, size_t last,
                           int32_t start)
{
    const int32_t *days = tenure->days;

    while (last > 0 && days[last] >= start)
        last--;
    return days[last] < start && days[last] >= start - tenure->active_days;
}

/*
 * Gone after a basket.  The first day that no longer looks back on it lies in
 * each window that this is a lapse of: the window ends no earlier, and one that
 * begins later has no basket in the active days before.
 */
static void count_lapse(const struct tenure *tenure, size_t last,
                        struct programme *counts)
{
    const int32_t *days = tenure->days;
    uint64_t windows = tenure_windows(tenure, days[last] + tenure->active_days);

    while (windows) {
        size_t i = timeline_next(&windows);
        const struct window *window = tenure->windows + i;

        if (last + 1 == tenure->day_count || days[last + 1] > window->end)
            counts[i].lapsed += shopped_before(tenure, last, window->start);
    }
}

void tenure_count(const struct tenure *tenure, struct programme *counts)
{
    const int32_t *days = tenure->days;

    if (tenure->day_count == 0)
        return;
    count_new(tenure, counts);
    count_lapse(tenure, tenure->day_count - 1, counts);
    for (size_t i = 1; i < tenure->day_count; i++) {
        if (days[i] - days[i - 1] <= tenure->active_days)
            continue;
        count_lapse(tenure, i - 1, counts);
        count_return(tenure, i, counts);
    }
}

void tenure_arrive(const struct tenure *tenure, int32_t first,
                   struct programme *counts)
{
    uint64_t windows = tenure_windows(tenure, first);

    while (windows)
        counts[timeline_next(&windows)].from_group++;
}
