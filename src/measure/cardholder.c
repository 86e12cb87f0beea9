#include "measure/cardholder.h"

#include "measure/trailing.h"

/* Orders come by date; each day with a member's basket is kept once. */
static void add_orders(struct cardholder *cardholder,
                       struct cardholder_sums *sums)
{
    struct tenure *tenure = &cardholder->tenure;

    sums->days = arena_grow(&sums->arena, sums->days, &sums->day_capacity,
                            cardholder->orders.count + 1, sizeof *sums->days);
    for (size_t i = 0; i < cardholder->orders.count; i++) {
        struct order order =
            book_order(cardholder->book, cardholder->orders.numbers[i]);

        if (!membership_holds(tenure->membership, order.date))
            continue;
        sums->member_net[timeline_day(tenure->timeline, order.day)] +=
            order_net(&order);
        if (order_is_basket(&order) &&
            (tenure->day_count == 0 ||
             sums->days[tenure->day_count - 1] != order.date))
            sums->days[tenure->day_count++] = order.date;
    }
    tenure->days = sums->days;
}

/* Money counts on its own day; that of members' orders. */
static void add_moved(const struct cardholder *cardholder,
                      struct cardholder_sums *sums)
{
    const struct timeline *timeline = cardholder->tenure.timeline;

    for (size_t i = 0; i < cardholder->moved.count; i++) {
        const struct moved *moved = cardholder->moved.items[i];
        struct order order = book_order(cardholder->book, moved->order);

        if (!membership_holds(cardholder->tenure.membership, order.date))
            continue;
        sums->member_net[timeline_day(timeline, moved->from)] -=
            moved_net(moved);
        sums->member_net[timeline_day(timeline, moved->date)] +=
            moved_net(moved);
    }
}

/* One more from the first to the last of some days, as far as the membership
 * holds; what an offer's events say of days behind the data is not counted. */
static void step(const struct tenure *tenure, int64_t *steps,
                 const struct stretch *stretch)
{
    const struct timeline *timeline = tenure->timeline;
    int32_t to = tenure->membership->to;
    int32_t last = stretch->last < to ? stretch->last : to;

    if (stretch->first > last || stretch->first > timeline_last(timeline))
        return;
    steps[timeline_day(timeline, stretch->first)]++;
    if (last < timeline_last(timeline))
        steps[timeline_day(timeline, last + 1)]--;
}

static void count_active(const struct tenure *tenure,
                         struct cardholder_sums *sums)
{
    const int32_t spans[] = {[BASKET_12_WEEKS] = WEEKS_12,
                             [BASKET_ACTIVE] = tenure->active_days,
                             [BASKET_52_WEEKS] = WEEKS_52};
    struct stretch stretch;

    for (size_t i = 0; i < COUNT(spans); i++) {
        struct trailing trailing = {tenure->days, tenure->day_count, spans[i]};

        while (trailing_next(&trailing, &stretch))
            step(tenure, sums->steps[i], &stretch);
    }
}

/* The days of activations, ascending; few, and mostly nearly in order. */
static size_t list_activations(const struct cardholder *cardholder,
                               struct cardholder_sums *sums)
{
    size_t count = 0;

    sums->activations =
        arena_grow(&sums->arena, sums->activations, &sums->activation_capacity,
                   cardholder->event_count, sizeof *sums->activations);
    for (size_t i = 0; i < cardholder->event_count; i++) {
        int32_t date = offer_event_day(cardholder->events + i, OFFER_ACTIVATED);
        size_t at = count;

        if (date == DATE_NONE)
            continue;
        for (; at > 0 && sums->activations[at - 1] > date; at--)
            sums->activations[at] = sums->activations[at - 1];
        sums->activations[at] = date;
        count++;
    }
    return count;
}

static void count_engaged(const struct cardholder *cardholder,
                          struct cardholder_sums *sums)
{
    const struct tenure *tenure = &cardholder->tenure;
    size_t count = list_activations(cardholder, sums);
    struct trailing_both both = {
        .sides = {{sums->activations, count, cardholder->engaged_days},
                  {tenure->days, tenure->day_count, cardholder->engaged_days}}};
    struct stretch stretch;

    while (trailing_both_next(&both, &stretch))
        step(tenure, sums->steps[ENGAGED], &stretch);
}

/* The day of the first occasion ever, or behind all days. */
static int32_t first_seen(const struct cardholder *cardholder)
{
    int32_t first = INT32_MAX;

    for (size_t i = 0; i < cardholder->orders.count; i++) {
        struct order order =
            book_order(cardholder->book, cardholder->orders.numbers[i]);

        if (order.positive && order.day < first)
            first = order.day;
    }
    for (size_t i = 0; i < cardholder->moved.count; i++) {
        const struct moved *moved = cardholder->moved.items[i];

        if (moved->positive && moved->date < first)
            first = moved->date;
    }
    return first;
}

/* Whom the extract says no first day of is new here when first seen. */
static void count_newcomer(const struct cardholder *cardholder,
                           struct cardholder_sums *sums)
{
    const struct customer *row = cardholder->row;
    int32_t first;

    if (!row || row->group_first == DATE_NONE || row->banner_first != DATE_NONE)
        return;
    first = first_seen(cardholder);
    if (row->group_first < first)
        tenure_arrive(&cardholder->tenure, first, sums->windows);
}

uint64_t cardholder_redeemed(const struct tenure *tenure,
                             const struct offer_event *events, size_t count)
{
    uint64_t windows = 0;

    for (size_t i = 0; i < count; i++)
        windows |=
            tenure_windows(tenure, offer_event_day(events + i, OFFER_REDEEMED));
    return windows;
}

static void add_redeemed(const struct cardholder *cardholder, uint64_t windows,
                         int32_t date, int64_t net,
                         struct cardholder_sums *sums)
{
    windows &= timeline_windows_on(cardholder->tenure.timeline, date);
    while (windows)
        sums->windows[timeline_next(&windows)].redeemer_net += net;
}

/* All that whoever redeems buys in the window, by the day of each line. */
static void count_redeemed(const struct cardholder *cardholder,
                           struct cardholder_sums *sums)
{
    uint64_t windows = cardholder_redeemed(
        &cardholder->tenure, cardholder->events, cardholder->event_count);

    for (size_t i = 0; windows && i < cardholder->orders.count; i++) {
        struct order order =
            book_order(cardholder->book, cardholder->orders.numbers[i]);

        add_redeemed(cardholder, windows, order.day, order_net(&order), sums);
    }
    for (size_t i = 0; windows && i < cardholder->moved.count; i++) {
        const struct moved *moved = cardholder->moved.items[i];
        int64_t net = moved_net(moved);

        add_redeemed(cardholder, windows, moved->from, -net, sums);
        add_redeemed(cardholder, windows, moved->date, net, sums);
    }
}

void cardholder_count(struct cardholder *cardholder,
                      struct cardholder_sums *sums)
{
    add_orders(cardholder, sums);
    add_moved(cardholder, sums);
    count_active(&cardholder->tenure, sums);
    tenure_count(&cardholder->tenure, sums->windows);
    count_newcomer(cardholder, sums);
    if (cardholder->event_count > 0) {
        count_engaged(cardholder, sums);
        count_redeemed(cardholder, sums);
    }
}
