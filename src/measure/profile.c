#include "measure/profile_store.h"

#include "measure/purchase_history.h"
#include "measure/rule_words.h"
#include "measure/trailing.h"

#include <math.h>

/* Periods whose spend is compared with as many before, and all of these. */
enum { PERIODS = 3, COMPARED = 2 * PERIODS };

/* What a channel is preferred by, in the last 52 weeks. */
struct taste {
    int64_t net;
    uint32_t baskets;
    int32_t last; /* basket */
};

/* A thread's own. */
struct desk {
    struct purchase_history history;
    struct taste *tastes; /* of each channel, all 0 between customers */
};

struct profiles {
    const struct view *view;
    struct profile_days days;
    struct cohorts *cohorts;
    struct profile_store *store;
    struct arena *arena; /* that it lasts in */
    struct assortments *assortments;
    struct desk *desks;
    struct arena scratch;
};

static void choose_periods(const struct view *view, struct profile_days *days)
{
    const struct calendar *calendar = view->study->calendar;
    size_t ended = 0;

    days->recent = days->earlier = days->recent_end = DATE_NONE;
    while (ended < calendar->period_count &&
           calendar->periods[ended].end <= days->end)
        ended++;
    if (ended < COMPARED || calendar->periods[ended - COMPARED].start <
                                view->comparison->data_first)
        return;
    days->recent = calendar->periods[ended - PERIODS].start;
    days->recent_end = calendar->periods[ended - 1].end;
    days->earlier = calendar->periods[ended - COMPARED].start;
}

static struct profile_days days_of(const struct view *view)
{
    int32_t end = view->windows[SLOT_NOW].end;
    double engaged = view->study->config->rules.engaged_weeks;
    struct profile_days days = {.end = end,
                                .from_engaged = end - rule_days(engaged) + 1,
                                .from_52w = end - WEEKS_52 + 1,
                                .from_year = date_add_years(end, -1) + 1};

    choose_periods(view, &days);
    return days;
}

struct profiles *profiles_begin(struct arena *arena, const struct view *view,
                                struct cohorts *cohorts)
{
    struct profiles *profiles = arena_new(arena, struct profiles);
    size_t channels = view->book->channels.count + 1;

    profiles->view = view;
    profiles->days = days_of(view);
    profiles->cohorts = cohorts;
    profiles->assortments = assortments_begin(
        arena, view,
        &(struct assortment_days){.end = profiles->days.end,
                                  .from_52w = profiles->days.from_52w,
                                  .from_year = profiles->days.from_year});
    profiles->arena = arena;
    profiles->store = profile_store_new(arena, book_customer_count(view->book),
                                        view->threads);
    profiles->desks =
        arena_array(&profiles->scratch, struct desk, view->threads);
    for (size_t i = 0; i < view->threads; i++)
        profiles->desks[i].tastes =
            arena_array(&profiles->scratch, struct taste, channels);
    return profiles;
}

const struct profile_store *profiles_end(struct profiles *profiles)
{
    for (size_t i = 0; i < profiles->view->threads; i++)
        arena_free(&profiles->desks[i].history.arena);
    arena_free(&profiles->scratch);
    assortments_end(profiles->assortments);
    profile_store_close(profiles->store, profiles->arena);
    return profiles->store;
}

const struct assortments *profiles_assortments(const struct profiles *profiles)
{
    return profiles->assortments;
}

const struct profile_days *profiles_days(const struct profiles *profiles)
{
    return &profiles->days;
}

static size_t taste_of(const struct profiles *profiles, uint32_t channel)
{
    return channel == MAP_NONE ? profiles->view->book->channels.count : channel;
}

/* Later, and of those of a second the smaller store, unknown last. */
static bool is_later(const struct order *order, const struct order *than)
{
    if (order->date != than->date)
        return order->date > than->date;
    if (order->second != than->second)
        return order->second > than->second;
    return order->store < than->store;
}

static void add_basket(const struct profiles *profiles, struct profile *profile,
                       const struct order *order, struct taste *tastes)
{
    struct taste *taste = tastes + taste_of(profiles, order->channel);

    profile->baskets++;
    profile->bought_year |= order->date >= profiles->days.from_year;
    if (order->date < profiles->days.from_52w)
        return;
    profile->baskets_52w++;
    if (taste->baskets++ == 0 || order->date > taste->last)
        taste->last = order->date;
}

/* Baskets, and whether a member's is among those of the weeks that engage. */
static bool add_baskets(const struct profiles *profiles,
                        const struct patron *patron, struct profile *profile,
                        struct taste *tastes)
{
    const struct order *last = NULL;
    bool by_member = false;

    for (size_t i = 0; i < patron->order_count; i++) {
        const struct purchase *purchase = patron->orders + i;
        const struct order *order = &purchase->order;

        if (!purchase->was_basket)
            continue;
        add_basket(profiles, profile, order, tastes);
        by_member |=
            purchase->by_member && order->date >= profiles->days.from_engaged;
        if (!last || is_later(order, last))
            last = order;
    }
    profile->last = last ? last->date : DATE_NONE;
    profile->store = last ? last->store : MAP_NONE;
    return by_member;
}

static void add_entry(const struct profiles *profiles,
                      const struct entry *entry, struct profile *profile,
                      struct taste *tastes)
{
    const struct profile_days *days = &profiles->days;
    int64_t net = entry_net(entry);

    profile->gross += entry->gross;
    profile->discount += entry->discount;
    profile->net += net;
    profile->units += entry->units;
    if (profile->first != DATE_NONE && entry->day >= profile->first)
        profile->value += net;
    if (entry->day >= days->from_52w) {
        profile->net_52w += net;
        tastes[taste_of(profiles, entry->channel)].net += net;
    }
    if (entry->day >= days->from_year) {
        profile->net_year += net;
        profile->units_year += entry->units;
        profile->returned_year += entry->returned_units;
    }
    if (days->recent == DATE_NONE)
        return;
    if (entry->day >= days->recent && entry->day <= days->recent_end)
        profile->recent += net;
    else if (entry->day >= days->earlier && entry->day < days->recent)
        profile->earlier += net;
}

static bool is_preferred(const struct taste *taste, const struct taste *best)
{
    if (!best || taste->net != best->net)
        return !best || taste->net > best->net;
    if (taste->baskets != best->baskets)
        return taste->baskets > best->baskets;
    return taste->last > best->last;
}

/* The channel of the largest net sales among those with a basket; channels are
 * in order of ids.  All tastes are 0 again. */
static uint32_t choose_channel(const struct profiles *profiles,
                               struct taste *tastes)
{
    size_t count = profiles->view->book->channels.count;
    const struct taste *best = NULL;
    size_t chosen;

    for (size_t i = 0; i <= count; i++)
        if (tastes[i].baskets > 0 && is_preferred(tastes + i, best))
            best = tastes + i;
    chosen = best ? (size_t)(best - tastes) : count;
    for (size_t i = 0; i <= count; i++)
        tastes[i] = (struct taste){0};
    return chosen == count ? MAP_NONE : (uint32_t)chosen;
}

/* Whether an offer was activated in the weeks to the as-of day that engage. */
static bool has_activated(const struct profiles *profiles, uint32_t customer)
{
    const struct offers *offers = &profiles->view->book->catalogue->offers;
    uint32_t number = profiles->view->members.offers[customer];

    if (number == MAP_NONE || offers->event_count == 0)
        return false;
    for (size_t i = offers->first_of[number]; i < offers->first_of[number + 1];
         i++) {
        int32_t day = offer_event_day(offers->events + i, OFFER_ACTIVATED);

        if (day >= profiles->days.from_engaged && day <= profiles->days.end)
            return true;
    }
    return false;
}

static bool subscribes(const struct profiles *profiles, uint32_t customer)
{
    const struct view *view = profiles->view;
    uint32_t subscriber =
        view->subscribers ? view->subscribers[customer] : MAP_NONE;

    return subscriber != MAP_NONE &&
           subscriber_paid(
               subscriptions_of(&view->book->catalogue->subscriptions,
                                subscriber),
               profiles->days.end);
}

static enum member_type type_of(const struct profiles *profiles,
                                uint32_t customer, bool is_staff,
                                bool has_basket)
{
    const struct membership *membership =
        profiles->view->members.customers + customer;

    if (is_staff)
        return MEMBER_STAFF;
    if (subscribes(profiles, customer))
        return MEMBER_SUBSCRIBER;
    if (!membership_holds(membership, profiles->days.end))
        return MEMBER_NONE;
    return has_basket && has_activated(profiles, customer) ? MEMBER_ENGAGED
                                                           : MEMBER_STANDARD;
}

/* Whether a day is one of the occasions but the first. */
static bool is_repeat(const struct purchase_history *history, int32_t day)
{
    size_t low = 1;
    size_t high = history->occasion_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (history->occasions[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low < history->occasion_count && history->occasions[low] == day;
}

static int64_t repeat_spend(const struct purchase_history *history)
{
    int64_t spend = 0;

    for (size_t i = 0; i < history->entry_count; i++)
        if (is_repeat(history, history->entries[i].day))
            spend += entry_net(history->entries + i);
    return spend;
}

void profiles_add(void *context, const struct patron *patron, size_t thread)
{
    const struct profiles *profiles = context;
    struct desk *desk = profiles->desks + thread;
    struct purchase_history *history = &desk->history;
    struct assortment assortment;
    struct profile profile;
    bool has_basket;

    if (patron->customer == MAP_NONE)
        return;
    purchase_history_take(history, profiles->view->book, patron,
                          profiles->days.end);
    profile = (struct profile){
        .first =
            history->occasion_count > 0 ? history->occasions[0] : DATE_NONE,
        .last_occasion = history->occasion_count > 0
                             ? history->occasions[history->occasion_count - 1]
                             : DATE_NONE,
        .occasions = (uint32_t)history->occasion_count,
        .row = profiles->view->members.rows[patron->customer],
        .is_staff = profiles->view->members.staff[patron->customer],
        .is_seen = true};
    has_basket = add_baskets(profiles, patron, &profile, desk->tastes);
    for (size_t i = 0; i < history->entry_count; i++)
        add_entry(profiles, history->entries + i, &profile, desk->tastes);
    profile.repeat_spend = repeat_spend(history);
    profile.channel = choose_channel(profiles, desk->tastes);
    assortment = assortments_of(profiles->assortments, patron,
                                profile.baskets_52w, thread);
    profile.category = assortment.category;
    profile.margin_year = assortment.margin;
    profile.type =
        type_of(profiles, patron->customer, profile.is_staff, has_basket);
    profile_store_put(profiles->store, patron->customer, &profile, thread);
    if (!profile.is_staff)
        cohorts_add(profiles->cohorts, history, thread);
}

double profile_gap(const struct profile *profile)
{
    if (profile->occasions < 2)
        return (double)NAN;
    return (double)(profile->last_occasion - profile->first) /
           (double)(profile->occasions - 1);
}

const char *member_type_name(enum member_type type)
{
    static const char *const names[] = {
        [MEMBER_NONE] = NULL,         [MEMBER_STANDARD] = "Standard",
        [MEMBER_ENGAGED] = "Engaged", [MEMBER_SUBSCRIBER] = "Subscriber",
        [MEMBER_STAFF] = "Staff",
    };

    return names[type];
}
