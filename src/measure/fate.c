#include "measure/fate.h"

/* Events of offers that are not listed come last. */
bool offer_rows_next(const struct offers *offers, uint32_t customer, size_t *at,
                     struct offer_rows *rows)
{
    size_t end = offers->first_of[customer + 1];
    size_t first = *at;

    if (first == end || offers->events[first].offer == MAP_NONE)
        return false;
    while (*at < end &&
           offers->events[*at].offer == offers->events[first].offer)
        ++*at;
    *rows = (struct offer_rows){offers->events + first, *at - first};
    return true;
}

static bool is_seen(int32_t day, int32_t as_of)
{
    return day != DATE_NONE && day <= as_of;
}

static void add_event(const struct offer_event *event,
                      const struct window *window, int32_t as_of,
                      struct fate *fate)
{
    int32_t allocated = offer_event_day(event, OFFER_ALLOCATED);
    int32_t redeemed = offer_event_day(event, OFFER_REDEEMED);

    for (enum offer_stage i = 0; i < OFFER_STAGES; i++)
        fate->has[i] |= is_seen(offer_event_day(event, i), as_of);
    if (event->is_control)
        fate->is_control |= allocated <= as_of; /* DATE_NONE is before all */
    else
        fate->is_treated |= is_seen(allocated, as_of);
    if (redeemed >= window->start && redeemed <= window->end) {
        fate->redemptions++;
        fate->reward_cost += event->reward_cost;
    }
}

struct fate fate_of(const struct offer_event *events, size_t count,
                    const struct window *window, int32_t as_of)
{
    struct fate fate = {0};

    for (size_t i = 0; i < count; i++)
        add_event(events + i, window, as_of, &fate);
    return fate;
}
