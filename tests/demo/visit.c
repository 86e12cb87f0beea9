#include "visit.h"

enum { OPENING_HOURS = 9 };

uint64_t visit_key(const struct visit *visit, const struct shopper *shopper)
{
    return random_key(shopper->key ^ visit->anonymous, 5000U + visit->of);
}

uint64_t visit_code(const struct shopper *shopper, bool anonymous,
                    unsigned number)
{
    return ((uint64_t)shopper->number * 2 + anonymous) * VISIT_NUMBERS + number;
}

static struct visit *push(struct history *history, const struct visit *visit)
{
    size_t number = history->count - history->own;

    if (history->count == history->room)
        history->visits =
            arena_grow(history->arena, history->visits, &history->room,
                       history->count + 1, sizeof *visit);
    history->visits[history->count] = *visit;
    history->visits[history->count].number = (uint16_t)number;
    return &history->visits[history->count++];
}

static bool is_full(const struct history *history)
{
    return history->count - history->own >= VISIT_NUMBERS - 2;
}

/* Online and in the app, people shop in the evening. */
static uint32_t online_second(struct stream *stream, uint32_t second)
{
    double hour = 7 + 16.5 * sqrt(random_real(stream));

    return second / DAY_SECONDS * DAY_SECONDS + (uint32_t)(hour * 3600);
}

/* The shop, or where its customers go while it is closed. */
static uint8_t open_store(const struct network *network, uint8_t store, int day)
{
    const struct store *wanted = &network->stores[store];

    return store_is_open(wanted, day) ? store : wanted->other;
}

static void choose_place(const struct shop *shop, struct visit *visit,
                         const struct shopper *shopper, struct stream *stream)
{
    double online = visit->anonymous ? law.online_share : shopper->online;
    double draw = random_real(stream);
    uint8_t store = shopper->home;

    if (random_is(stream, online)) {
        visit->second = online_second(stream, visit->second);
        visit->channel = random_is(stream, 0.35) ? CHANNEL_APP : CHANNEL_ONLINE;
        if (random_is(stream, law.split_share))
            visit->flags |= VISIT_SPLIT;
        if (random_is(stream, 0.6)) { /* delivered, not collected */
            visit->store = ONLINE;
            return;
        }
    }
    if (visit->anonymous || draw < 0.08)
        store = (uint8_t)choice_pick(&shop->network->by_weight, stream);
    else if (draw < 0.20)
        store = shop->network->stores[shopper->home].other;
    visit->store =
        open_store(shop->network, store, clock_day_of(visit->second));
}

/* Whose card the till sees. */
static void choose_card(const struct shop *shop, struct visit *visit,
                        const struct shopper *shopper, struct stream *stream)
{
    const struct network *network = shop->network;
    int day = clock_day_of(visit->second);
    double draw = random_real(stream);

    visit->card = CARD_OWN;
    if (visit->anonymous) {
        visit->card = CARD_NONE;
        if (visit->channel == CHANNEL_STORE && draw < network->lent_share &&
            visit->store == network->biggest)
            visit->card = CARD_LENT;
        else if (visit->channel == CHANNEL_STORE &&
                 draw < network->lent_share && visit->store == network->second)
            visit->card = CARD_LENT_TOO;
    } else if (visit->channel == CHANNEL_STORE &&
               visit->store == network->faulty && day >= network->faulty_from &&
               day <= network->faulty_to && draw < network->faulty_share) {
        visit->card = CARD_NONE;
    }
    if (visit->card >= CARD_LENT ||
        (visit->card == CARD_OWN && shopper_is_member(shopper, day)))
        visit->flags |= VISIT_MEMBER;
    if (visit->card == CARD_OWN && shopper_is_subscriber(shopper, day))
        visit->flags |= VISIT_FREE;
}

static struct visit *add_visit(struct history *history,
                               const struct shopper *shopper, uint32_t index,
                               uint32_t second, bool anonymous)
{
    struct visit visit = {.second = second,
                          .shopper = index,
                          .of = (uint16_t)(history->count - history->own),
                          .anonymous = anonymous};
    struct stream stream = {visit_key(&visit, shopper) ^ 0x5A5A};

    choose_place(history->shop, &visit, shopper, &stream);
    choose_card(history->shop, &visit, shopper, &stream);
    visit.week = (uint8_t)(clock_day_of(visit.second) / 7);
    return push(history, &visit);
}

/* BG/NBD: Poisson until he drops out, which each repeat visit may end in. */
static void add_purchases(struct history *history, struct shopper *shopper,
                          uint32_t index, struct stream *stream)
{
    const struct clock *clock = history->shop->clock;
    double at = shopper->first;

    shopper->end = WEEKS;
    while (at < WEEKS && !is_full(history)) {
        add_visit(history, shopper, index, clock_second(clock, at), false);
        if (at > shopper->first && random_is(stream, shopper->dropout)) {
            shopper->end = at;
            return;
        }
        at += random_exponential(stream) / shopper->rate;
    }
}

/* Who pays for Tide Plus comes more often while he does. */
static void add_subscriber_visits(struct history *history,
                                  const struct shopper *shopper, uint32_t index,
                                  struct stream *stream)
{
    const struct clock *clock = history->shop->clock;

    for (size_t i = 0; i < shopper->span_count; i++) {
        const struct span *span = &shopper->spans[i];
        double from = clock->at[span->from];
        double to = clock->at[span->to < DAYS ? span->to + 1 : DAYS];
        unsigned more;

        to = fmin(to, shopper->end);
        if (span->status != SPAN_PAID || to <= from)
            continue;
        more = random_poisson(stream, law.subscriber_pull * shopper->rate *
                                          (to - from));
        for (; more > 0 && !is_full(history); more--)
            add_visit(
                history, shopper, index,
                clock_second(clock, from + (to - from) * random_real(stream)),
                false);
    }
}

static uint32_t opening_time(struct stream *stream, uint32_t second, int days)
{
    uint32_t day = second / DAY_SECONDS + (uint32_t)days;
    uint32_t hour = OPENING_HOURS + random_below(stream, 8);

    return day * DAY_SECONDS + hour * 3600 + random_below(stream, 3600);
}

/* Closed on Christmas Day, and after the data ends. */
static bool is_trading(const struct clock *clock, uint32_t second)
{
    int day = clock_day_of(second);

    return day < DAYS && clock->busy[day] > 0;
}

/* Second shipments and returns of the receipts so far. */
static void add_followers(struct history *history, struct stream *stream)
{
    const struct shop *shop = history->shop;
    size_t count = history->count;

    for (size_t i = history->own; i < count && !is_full(history); i++) {
        struct visit visit = history->visits[i];
        int day;

        if (visit.flags & VISIT_SPLIT) {
            visit.kind = VISIT_SECOND;
            visit.second = opening_time(stream, history->visits[i].second,
                                        random_between(stream, 1, 5));
            if (is_trading(shop->clock, visit.second))
                push(history, &visit);
            else
                history->visits[i].flags &= (uint8_t)~VISIT_SPLIT;
        }
        if (!random_is(stream, law.return_visit))
            continue;
        visit = history->visits[i];
        visit.kind = VISIT_RETURN;
        visit.second =
            opening_time(stream, visit.second, random_between(stream, 6, 30));
        day = clock_day_of(visit.second);
        if (is_trading(shop->clock, visit.second) &&
            store_is_open(&shop->network->stores[visit.store], day))
            push(history, &visit);
    }
}

static void add_anonymous(struct history *history,
                          const struct shopper *shopper, uint32_t index)
{
    struct stream stream = random_stream(shopper->key, 3);
    unsigned count = random_poisson(&stream, law.anonymous_baskets);

    history->own = history->count;
    while (count > 0) {
        double at = random_real(&stream);

        if (random_real(&stream) * (1 + law.anonymous_decline) >
            1 + law.anonymous_decline * (1 - 2 * at))
            continue;
        add_visit(history, shopper, index,
                  clock_second(history->shop->clock, at * WEEKS), true);
        count--;
    }
    add_followers(history, &stream);
}

/* The first visit in a time that redeems no offer yet. */
static struct visit *find_visit(struct history *history, uint32_t from,
                                uint32_t to)
{
    struct visit *found = NULL;

    for (size_t i = history->own; i < history->count; i++) {
        struct visit *visit = &history->visits[i];

        if (visit->second > from && visit->second < to && !visit->offer &&
            visit->card == CARD_OWN && visit->flags & VISIT_MEMBER &&
            (!found || visit->second < found->second))
            found = visit;
    }
    return found;
}

/* Came before, but not in the last weeks before the offer. */
static bool has_lapsed(const struct history *history, const struct offer *offer)
{
    int from = offer->first - OFFER_LAPSED_DAYS;
    bool came = false;

    for (size_t i = history->own; i < history->count; i++) {
        int day = clock_day_of(history->visits[i].second);

        if (day >= from && day < offer->first)
            return false;
        came |= day < from;
    }
    return came;
}

/* The visit that an offer causes, on the trading clock as others are. */
static void add_caused(struct history *history, const struct shopper *shopper,
                       uint32_t index, const struct offer_event *event,
                       const struct offer *offer)
{
    const struct clock *clock = history->shop->clock;
    struct stream stream = random_stream(shopper->key, event->activated_at);
    double from = clock->at[clock_day_of(event->activated_at) + 1];
    double to = clock->at[offer->last + 1];
    struct visit *visit = add_visit(
        history, shopper, index,
        clock_second(clock, from + (to - from) * random_real(&stream)), false);

    visit->flags |= VISIT_BY_OFFER;
    visit->offer = (uint8_t)(offer - history->shop->offers + 1);
    if (random_is(&stream, 0.85) && visit->flags & VISIT_MEMBER)
        visit->flags |= VISIT_REDEEMS;
}

/* One offer: true if the customer redeems it, and the till tells the rest. */
static bool follow(struct history *history, const struct shopper *shopper,
                   uint32_t index, const struct offer *offer,
                   const struct offer_event *event)
{
    struct stream stream = random_stream(shopper->key, event->activated_at + 1);
    struct visit *visit;

    if (event->comes && !is_full(history)) {
        add_caused(history, shopper, index, event, offer);
        return history->visits[history->count - 1].flags & VISIT_REDEEMS;
    }
    visit = find_visit(history, event->activated_at,
                       (uint32_t)(offer->last + 1) * DAY_SECONDS);
    if (!visit || !random_is(&stream, 0.6))
        return false;
    visit->offer = (uint8_t)(offer - history->shop->offers + 1);
    visit->flags |= VISIT_REDEEMS;
    return true;
}

/* Somebody else's voucher, taken by mistake. */
static void leak(struct history *history, const struct offer *offer)
{
    struct visit *visit =
        find_visit(history, (uint32_t)offer->first * DAY_SECONDS,
                   (uint32_t)(offer->last + 1) * DAY_SECONDS);

    if (!visit)
        return;
    visit->offer = (uint8_t)(offer - history->shop->offers + 1);
    visit->flags |= VISIT_REDEEMS | VISIT_LEAKS;
}

static void add_offers(struct history *history, const struct shopper *shopper,
                       uint32_t index, struct offer_sink *sink)
{
    static const struct redemption none;

    for (size_t i = 0; i < OFFERS; i++) {
        const struct offer *offer = &history->shop->offers[i];
        struct offer_event event;

        if (!offer_reaches(offer, i, shopper))
            continue;
        offer_event_make(offer, i, shopper, &event);
        if (event.leaks)
            leak(history, offer);
        if (!event.allocated ||
            (offer->for_lapsed && !has_lapsed(history, offer)))
            continue;
        sink->counts[i].treated += !event.control;
        sink->counts[i].control += event.control;
        if (event.activated_at > 0 &&
            follow(history, shopper, index, offer, &event))
            continue;
        offer_event_write(offer, shopper, &event, &none, history->shop->clock,
                          sink->out);
    }
}

void history_add(struct history *history, struct shopper *shopper,
                 uint32_t index, struct offer_sink *sink)
{
    struct stream stream = random_stream(shopper->key, 2);

    history->own = history->count;
    add_purchases(history, shopper, index, &stream);
    add_subscriber_visits(history, shopper, index, &stream);
    if (shopper->member_from != NEVER)
        add_offers(history, shopper, index, sink);
    add_followers(history, &stream);
    add_anonymous(history, shopper, index);
}

/* Sort by some bits of the time. */
static void sort_pass(const struct visit *from, struct visit *to, size_t count,
                      unsigned shift)
{
    enum { BITS = 9, BINS = 1 << BITS };
    size_t ends[BINS + 1] = {0};

    for (size_t i = 0; i < count; i++)
        ends[(from[i].second >> shift) % BINS + 1]++;
    for (size_t i = 1; i <= BINS; i++)
        ends[i] += ends[i - 1];
    for (size_t i = 0; i < count; i++)
        to[ends[(from[i].second >> shift) % BINS]++] = from[i];
}

void history_sort(struct history *history)
{
    struct visit *other;

    if (history->sorted_room < history->count)
        history->sorted =
            arena_grow(history->arena, history->sorted, &history->sorted_room,
                       history->count, sizeof *history->sorted);
    for (unsigned shift = 0; shift < 27; shift += 9) {
        size_t room = history->room;

        sort_pass(history->visits, history->sorted, history->count, shift);
        other = history->visits;
        history->visits = history->sorted;
        history->sorted = other;
        history->room = history->sorted_room;
        history->sorted_room = room;
    }
}
