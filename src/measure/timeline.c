#include "measure/timeline.h"

static uint64_t windows_of(const struct window *windows, size_t count,
                           int32_t date)
{
    uint64_t mask = 0;

    for (size_t i = 0; i < count; i++)
        if (window_is_known(windows + i) && date >= windows[i].start &&
            date <= windows[i].end)
            mask |= UINT64_C(1) << i;
    return mask;
}

void timeline_make(struct arena *arena, int32_t first, int32_t last,
                   const struct window *windows, size_t count,
                   struct timeline *timeline)
{
    assert(count <= TIMELINE_WINDOWS && last >= first);
    *timeline = (struct timeline){.first = first,
                                  .day_count = (size_t)(last - first) + 1,
                                  .stretch_count = 1};
    timeline->stretches = arena_array(arena, uint8_t, timeline->day_count);
    for (size_t day = 0; day < timeline->day_count; day++) {
        uint64_t mask = windows_of(windows, count, first + (int32_t)day);

        if (day > 0 && mask != timeline->windows[timeline->stretch_count - 1])
            timeline->stretch_count++;
        timeline->windows[timeline->stretch_count - 1] = mask;
        timeline->stretches[day] = (uint8_t)(timeline->stretch_count - 1);
    }
}
