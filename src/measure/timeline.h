/*
 * timeline.h - for each day of the data the windows that it lies in.
 *
 * Windows cut the days into stretches: all days of one lie in the same windows.
 * What adds up is summed by stretch, and so for all windows at once.
 */
#ifndef REPORT_MEASURE_TIMELINE_H
#define REPORT_MEASURE_TIMELINE_H

#include "base/arena.h"
#include "measure/window.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

/* At most this many windows at once, and so many stretches. */
enum { TIMELINE_WINDOWS = 64, TIMELINE_STRETCHES = 2 * TIMELINE_WINDOWS + 1 };

struct timeline {
    int32_t first; /* day of the data */
    size_t day_count;
    uint8_t *stretches;                   /* of each day */
    uint64_t windows[TIMELINE_STRETCHES]; /* of each: a bit for each window */
    size_t stretch_count;
};

/* The days first .. last; windows that are unknown are of no day. */
void timeline_make(struct arena *arena, int32_t first, int32_t last,
                   const struct window *windows, size_t count,
                   struct timeline *timeline);

/* A day of the data by its number from the first one on. */
static inline size_t timeline_day(const struct timeline *timeline, int32_t date)
{
    assert(date >= timeline->first &&
           (size_t)(date - timeline->first) < timeline->day_count);
    return (size_t)(date - timeline->first);
}

/* The windows of a day. */
static inline uint64_t timeline_windows(const struct timeline *timeline,
                                        size_t day)
{
    return timeline->windows[timeline->stretches[day]];
}

static inline int32_t timeline_last(const struct timeline *timeline)
{
    return timeline->first + (int32_t)timeline->day_count - 1;
}

/* The windows of any day; none where it is no day of the timeline. */
static inline uint64_t timeline_windows_on(const struct timeline *timeline,
                                           int32_t date)
{
    if (date < timeline->first || date > timeline_last(timeline))
        return 0;
    return timeline_windows(timeline, timeline_day(timeline, date));
}

/* The number of the lowest window of some, which is taken off them. */
static inline size_t timeline_next(uint64_t *windows)
{
    size_t number = (size_t)__builtin_ctzll(*windows);

    *windows &= *windows - 1;
    return number;
}

#endif
