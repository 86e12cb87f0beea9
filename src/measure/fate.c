#include "measure/fate.h"

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
