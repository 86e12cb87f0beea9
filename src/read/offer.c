#include "read/offer.h"

#include "base/decimal.h"
#include "base/parallel.h"
#include "read/extract.h"

#include <stdlib.h>
#include <string.h>

/* Customers that a thread takes at a time; notes whose slots are fetched. */
enum { CHUNK = 4096, AHEAD = 16 };

/* What reading offers goes along with. */
struct stall {
    struct arena *arena;
    struct offers *offers;
};

static const struct value *known(const struct extract *extract,
                                 enum column_id column)
{
    const struct value *value = extract_get(extract, column);

    return value->state == VALUE_KNOWN ? value : NULL;
}

static struct str keep(const struct stall *stall, const struct extract *extract,
                       enum column_id column)
{
    struct str text = extract_get(extract, column)->text;

    return text.len > 0 ? str_copy(stall->arena, text) : (struct str){0};
}

static void take_offer(void *context, struct extract *extract)
{
    const struct stall *stall = context;
    struct offers *offers = stall->offers;
    size_t count = offers->ids.count;
    struct str funded_by = extract_get(extract, COLUMN_offers_funded_by)->text;
    int32_t start =
        (int32_t)extract_get(extract, COLUMN_offers_start_date)->number;
    int32_t end = (int32_t)extract_get(extract, COLUMN_offers_end_date)->number;
    uint32_t number;

    if (end < start) {
        extract_reject_row(extract, COLUMN_offers_end_date,
                           "end_date is before start_date");
        return;
    }
    number = map_put(&offers->ids,
                     extract_get(extract, COLUMN_offers_offer_id)->text);
    if (number < count) {
        extract_reject(extract, COLUMN_offers_offer_id, "duplicate offer_id");
        return;
    }
    extract_accept(extract);
    offers->items = arena_grow(stall->arena, offers->items, &offers->capacity,
                               count + 1, sizeof *offers->items);
    offers->items[number] = (struct offer){
        .id = offers->ids.items[number],
        .name = keep(stall, extract, COLUMN_offers_name),
        .type = keep(stall, extract, COLUMN_offers_type),
        .business_unit = keep(stall, extract, COLUMN_offers_business_unit),
        .campaign_id = keep(stall, extract, COLUMN_offers_campaign_id),
        .product_id = keep(stall, extract, COLUMN_offers_product_id),
        .funded_by = keep(stall, extract, COLUMN_offers_funded_by),
        .start = start,
        .end = end,
        .supplier_funded = value_is_word(funded_by, "supplier")};
}

enum status offers_read(const struct extract_run *run, struct offers *offers)
{
    struct stall stall = {.arena = run->arena, .offers = offers};
    enum status status;

    *offers = (struct offers){.ids = {.arena = run->arena}};
    status = extract_read(
        run, EXTRACT_offers,
        &(struct extract_taker){.take = take_offer, .context = &stall});
    offers->is_delivered = run->ledger->controls[EXTRACT_offers].delivered;
    return status;
}

/* Most significant byte first: then days compare as their bytes do. */
void offer_event_set_day(struct offer_event *event, enum offer_stage stage,
                         int32_t date)
{
    unsigned char *day = event->days[stage];
    uint32_t number =
        date == DATE_NONE ? 0 : (uint32_t)(date - date_of(1, 1, 1) + 1);

    for (size_t i = OFFER_DAY_BYTES; i-- > 0; number >>= 8)
        day[i] = number & 0xFF;
}

void offers_note(const struct offers *offers, const struct extract *extract,
                 struct noted_event *note)
{
    static const enum column_id columns[OFFER_STAGES] = {
        [OFFER_ALLOCATED] = COLUMN_offer_events_allocated_at,
        [OFFER_DELIVERED] = COLUMN_offer_events_delivered_at,
        [OFFER_OPENED] = COLUMN_offer_events_opened_at,
        [OFFER_ACTIVATED] = COLUMN_offer_events_activated_at,
        [OFFER_REDEEMED] = COLUMN_offer_events_redeemed_at,
    };
    const struct value *control = known(extract, COLUMN_offer_events_control);
    const struct value *cost = known(extract, COLUMN_offer_events_reward_cost);

    *note = (struct noted_event){
        .customer = customer_key_of(
            extract_get(extract, COLUMN_offer_events_customer_id)->text),
        .event = {.offer = map_find(
                      &offers->ids,
                      extract_get(extract, COLUMN_offer_events_offer_id)->text),
                  .reward_cost = cost ? cost->number : 0,
                  .is_control = control && control->number,
                  .has_cost = cost}};
    for (enum offer_stage i = 0; i < OFFER_STAGES; i++) {
        const struct value *time = known(extract, columns[i]);

        offer_event_set_day(&note->event, i,
                            time ? (int32_t)time->number : DATE_NONE);
    }
}

/* Sums of some costs cannot overflow where that of all their sizes does not. */
static bool fits(int64_t *size, int64_t cost)
{
    return cost != INT64_MIN && decimal_add(size, cost < 0 ? -cost : cost);
}

/* Say what an event has. */
static void look_at(struct offers *offers, const struct offer_event *event)
{
    offers->costs_overflow |= !fits(&offers->cost_size, event->reward_cost);
    for (enum offer_stage i = 0; i < OFFER_STAGES; i++)
        offers->has_stage[i] |= offer_event_day(event, i) != DATE_NONE;
    offers->has_costs |= event->has_cost;
    offers->unlisted_events += event->offer == MAP_NONE;
}

/* Number the customers in the order of arrival. */
static void number_customers(struct offers *offers, const struct notes *notes)
{
    struct customers *customers = &offers->customers;

    for (struct note_page *page = notes->first; page; page = page->next) {
        customers_reserve_keys(customers, customers->count + page->count);
        for (size_t i = 0; i < page->count; i++) {
            struct noted_event *note = note_at(notes, page, i);

            if (i + AHEAD < page->count)
                customers_fetch(customers, &note[AHEAD].customer);
            note->event.customer =
                customers_put_key(customers, &note->customer);
            look_at(offers, &note->event);
        }
    }
}

/* Where the events of each customer begin: a place behind, for put_events(). */
static void find_places(struct arena *arena, struct offers *offers,
                        const struct notes *notes)
{
    uint32_t count = offers->customers.count;
    size_t *first = arena_alloc(arena, (size_t)count + 2, sizeof *first);

    for (struct note_page *page = notes->first; page; page = page->next)
        for (size_t i = 0; i < page->count; i++) {
            const struct noted_event *note = note_at(notes, page, i);

            first[note->event.customer + 2]++;
        }
    for (size_t i = 2; i < (size_t)count + 2; i++)
        first[i] += first[i - 1];
    offers->first_of = first;
}

/* Each event moves the place of its customer on, at last to where it is. */
static void put_events(struct arena *arena, struct offers *offers,
                       struct notes *notes)
{
    offers->event_count = notes->count;
    offers->events =
        arena_alloc(arena, notes->count + 1, sizeof *offers->events);
    while (notes->first) {
        for (size_t i = 0; i < notes->first->count; i++) {
            const struct noted_event *note = note_at(notes, notes->first, i);

            offers->events[offers->first_of[note->event.customer + 1]++] =
                note->event;
        }
        notes_drop_page(notes);
    }
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Events that compare equal are equal. */
static int compare_events(const void *a, const void *b)
{
    const struct offer_event *left = a;
    const struct offer_event *right = b;
    int order = compare_numbers(left->offer, right->offer);

    if (order == 0)
        order = memcmp(left->days, right->days, sizeof left->days);
    if (order == 0)
        order = left->is_control - right->is_control;
    if (order == 0)
        order = left->has_cost - right->has_cost;
    return order ? order
                 : compare_numbers(left->reward_cost, right->reward_cost);
}

static void sort_events(struct offer_event *events, size_t count)
{
    size_t i = 1;

    while (i < count && compare_events(events + i - 1, events + i) <= 0)
        i++;
    if (i < count)
        qsort(events, count, sizeof *events, compare_events);
}

static void sort_chunk(void *context, size_t number, size_t thread)
{
    const struct offers *offers = context;
    struct chunk chunk = chunk_of(number, CHUNK, offers->customers.count);

    (void)thread;
    for (size_t i = chunk.first; i < chunk.end; i++)
        sort_events(offers->events + offers->first_of[i],
                    offers->first_of[i + 1] - offers->first_of[i]);
}

void offers_put(struct arena *arena, struct offers *offers, struct notes *notes,
                size_t threads)
{
    offers->customers.arena = arena;
    number_customers(offers, notes);
    find_places(arena, offers, notes);
    put_events(arena, offers, notes);
    parallel_run(threads, chunk_count(offers->customers.count, CHUNK),
                 sort_chunk, offers);
}
