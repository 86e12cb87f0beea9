#include "measure/suspect.h"

#include "base/parallel.h"
#include "measure/cutoff.h"
#include "measure/fetch.h"
#include "measure/takings.h"
#include "measure/visit.h"

/* Orders ahead of the one looked at that are fetched. */
enum { AHEAD = 8 };

/* Baskets of one customer that are suspect. */
struct taken {
    size_t baskets;
    size_t member_baskets;
};

/* What a thread has added up of a part. */
struct haul {
    int64_t orders;
    int64_t customers;
    struct sums sums;
    struct takings takings;
    int64_t lost_customers; /* without another basket */
    int64_t lost_members;   /* as a member */
};

/* A thread's own. */
struct desk {
    struct arena arena;
    struct suspect *items;
    size_t count;
    size_t capacity;
    struct haul hauls[SUSPECT_PARTS];
    struct taken taken[SUSPECT_PARTS]; /* all 0 between customers */
};

struct suspects {
    const struct view *view;
    struct suspect_limits limits;
    struct cutoff cutoff; /* at the as-of day */
    struct desk *desks;   /* of each thread */
};

struct suspects *suspects_begin(struct arena *arena, const struct view *view)
{
    struct suspects *suspects = arena_new(arena, struct suspects);

    suspects->view = view;
    suspects->desks = arena_array(arena, struct desk, view->threads);
    suspect_limits_make(arena, view, &suspects->limits);
    cutoff_make(arena, view->book, view->comparison->as_of, &suspects->cutoff);
    return suspects;
}

static struct sums moved_sums(const struct moved *moved, int64_t times)
{
    return (struct sums){.gross = times * moved->gross,
                         .discount = times * moved->discount,
                         .returns = times * moved->returns,
                         .units = times * moved->units,
                         .returned_units = times * moved->side.returned_units};
}

/* What of an order lies in the window, by its lines' own days. */
static struct sums lines_of(const struct suspects *suspects, uint32_t number)
{
    const struct view *view = suspects->view;
    struct order order = book_order(view->book, number);
    struct sums lines = {0};
    const struct moved *moved;

    if (view_holds(view, SLOT_NOW, order.day))
        lines = (struct sums){.gross = order.gross,
                              .discount = order.discount,
                              .returns = order.returns,
                              .units = order.units,
                              .returned_units =
                                  book_returned_units(view->book, number)};
    if (!cutoff_splits(&suspects->cutoff, number))
        return lines;
    for (size_t i = cutoff_first(&suspects->cutoff, number);
         (moved = cutoff_moved(&suspects->cutoff, number, i)); i++) {
        struct sums more =
            moved_sums(moved, view_holds(view, SLOT_NOW, moved->date) -
                                  view_holds(view, SLOT_NOW, moved->from));

        sums_gather(&lines, &more);
    }
    return lines;
}

/* Whether an order has a sale line at nothing or less, on whatever day. */
static bool has_gift(const struct suspects *suspects, uint32_t number)
{
    const struct moved *moved;

    if (book_order(suspects->view->book, number).has_gift)
        return true;
    if (cutoff_splits(&suspects->cutoff, number))
        for (size_t i = cutoff_first(&suspects->cutoff, number);
             (moved = cutoff_moved(&suspects->cutoff, number, i)); i++)
            if (moved->has_gift)
                return true;
    return false;
}

/* All that a customer bought and gave back in the window. */
static struct sums lines_of_all(const struct suspects *suspects,
                                const struct patron *patron)
{
    struct sums all = {0};

    for (size_t i = 0; i < patron->order_count; i++) {
        struct sums lines = lines_of(suspects, patron->orders[i].number);

        sums_gather(&all, &lines);
    }
    return all;
}

static void list(struct desk *desk, const struct suspect *suspect)
{
    for (size_t i = 0; i < SUSPECT_PARTS; i++)
        if (i == SUSPECT_ALL || suspect->reasons >> i & 1) {
            desk->hauls[i].orders += suspect->is_order;
            desk->hauls[i].customers += !suspect->is_order;
        }
    desk->items = arena_grow(&desk->arena, desk->items, &desk->capacity,
                             desk->count + 1, sizeof *desk->items);
    desk->items[desk->count++] = *suspect;
}

/* An order that is suspect, be it by itself or by its customer. */
static void take_order(const struct suspects *suspects, struct desk *desk,
                       size_t part, const struct purchase *purchase)
{
    const struct order *order = &purchase->order;
    struct sums lines = lines_of(suspects, purchase->number);
    struct haul *haul = desk->hauls + part;
    struct order within = {.customer = order->customer,
                           .gross = lines.gross,
                           .discount = lines.discount,
                           .returns = lines.returns,
                           .units = lines.units};

    sums_gather(&haul->sums, &lines);
    takings_identified(&haul->takings, &within);
    if (!order_is_basket(order) ||
        !view_holds(suspects->view, SLOT_NOW, order->date))
        return;
    takings_basket(&haul->takings, order, purchase->by_member);
    desk->taken[part].baskets++;
    desk->taken[part].member_baskets += purchase->by_member;
}

/* An order, and the reasons of its customer; returns all of its reasons. */
static unsigned add_order(const struct suspects *suspects, struct desk *desk,
                          const struct purchase *purchase,
                          unsigned customer_reasons)
{
    const struct order *order = &purchase->order;
    unsigned reasons = 0;

    if (view_holds(suspects->view, SLOT_NOW, order->date))
        reasons = suspect_order_reasons(&suspects->limits, order,
                                        has_gift(suspects, purchase->number));
    if (reasons) {
        struct sums lines = lines_of(suspects, purchase->number);

        list(desk, &(struct suspect){.value = sums_net(&lines),
                                     .number = purchase->number,
                                     .is_order = true,
                                     .reasons = (uint8_t)reasons});
    }
    reasons |= customer_reasons;
    for (size_t i = 0; reasons && i < SUSPECT_PARTS; i++)
        if (i == SUSPECT_ALL || reasons >> i & 1)
            take_order(suspects, desk, i, purchase);
    return reasons;
}

static size_t member_baskets(const struct patron *patron)
{
    size_t count = 0;

    for (size_t i = 0; i < patron->basket_count; i++)
        count += patron->baskets[i].by_member;
    return count;
}

/* Who has no other basket is no customer without the suspects. */
static void count_heads(struct desk *desk, const struct patron *patron)
{
    size_t by_member = member_baskets(patron);

    for (size_t i = 0; i < SUSPECT_PARTS; i++) {
        struct taken *taken = desk->taken + i;

        desk->hauls[i].lost_customers +=
            taken->baskets > 0 && taken->baskets == patron->basket_count;
        desk->hauls[i].lost_members +=
            taken->member_baskets > 0 && taken->member_baskets == by_member;
        *taken = (struct taken){0};
    }
}

void suspects_add(void *context, const struct patron *patron, size_t thread)
{
    const struct suspects *suspects = context;
    struct desk *desk = suspects->desks + thread;
    struct sums lines;
    unsigned customer_reasons;
    unsigned reasons;

    if (patron->customer == MAP_NONE)
        return;
    lines = lines_of_all(suspects, patron);
    customer_reasons = suspect_customer_reasons(&suspects->limits,
                                                suspects->view, patron, &lines);
    reasons = customer_reasons;
    if (customer_reasons)
        list(desk, &(struct suspect){.value = sums_net(&lines),
                                     .number = patron->customer,
                                     .reasons = (uint8_t)customer_reasons});
    for (size_t i = 0; i < patron->order_count; i++)
        reasons |=
            add_order(suspects, desk, patron->orders + i, customer_reasons);
    if (reasons)
        count_heads(desk, patron);
}

/* The orders of nobody on a day of the window. */
static void add_day(void *context, size_t day, size_t thread)
{
    const struct suspects *suspects = context;
    const struct book *book = suspects->view->book;
    struct desk *desk = suspects->desks + thread;
    int32_t date = suspects->view->windows[SLOT_NOW].start + (int32_t)day;
    struct order_list orders = visit_days(book, date, date).orders;

    for (size_t i = 0; i < orders.count; i++) {
        struct purchase purchase = {.number = orders.numbers[i]};

        if (i + AHEAD < orders.count)
            book_fetch_order(book, orders.numbers[i + AHEAD]);
        purchase.order = cutoff_order(&suspects->cutoff, purchase.number);
        if (purchase.order.customer == MAP_NONE)
            add_order(suspects, desk, &purchase, 0);
    }
}

static void merge(const struct haul *haul, struct suspect_part *part)
{
    part->orders += haul->orders;
    part->customers += haul->customers;
    sums_gather(&part->totals.sums, &haul->sums);
    takings_give(&haul->takings, &part->totals);
    part->totals.customers += haul->lost_customers;
    part->totals.members += haul->lost_members;
}

/* The items and hauls of all threads. */
static void gather(struct arena *arena, const struct suspects *suspects,
                   struct suspicion *all)
{
    size_t threads = suspects->view->threads;
    struct suspect_list *list = all->list;
    size_t count = 0;

    for (size_t i = 0; i < threads; i++)
        count += suspects->desks[i].count;
    list->items = arena_array(arena, struct suspect, count + 1);
    for (size_t i = 0; i < threads; i++) {
        struct desk *desk = suspects->desks + i;

        for (size_t j = 0; j < desk->count; j++)
            list->items[list->count++] = desk->items[j];
        for (size_t j = 0; j < SUSPECT_PARTS; j++)
            merge(desk->hauls + j, all->parts + j);
        arena_free(&desk->arena);
    }
}

void suspects_end(struct arena *arena, struct suspects *suspects,
                  struct suspicion *suspicion)
{
    const struct view *view = suspects->view;

    *suspicion =
        (struct suspicion){.list = arena_new(arena, struct suspect_list)};
    suspicion->list->book = view->study->book;
    for (size_t i = 0; i < SUSPECT_PARTS; i++)
        suspicion->parts[i].totals.all_units = view->totals[SLOT_NOW].all_units;
    parallel_run(view->threads, (size_t)window_days(&view->windows[SLOT_NOW]),
                 add_day, suspects);
    gather(arena, suspects, suspicion);
    suspect_list_seal(arena, suspicion->list);
}
