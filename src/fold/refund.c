#include "fold/refund.h"

#include "fold/clients.h"

#include <stdbool.h>
#include <stdlib.h>

void refunds_add(struct refunds *refunds, uint32_t order, int64_t units)
{
    refunds->items = arena_grow(refunds->arena, refunds->items, &refunds->room,
                                refunds->count + 1, sizeof *refunds->items);
    refunds->items[refunds->count++] =
        (struct refund){.order = order, .units = units};
}

void refunds_gather(struct refunds *refunds, const struct refunds *more,
                    const struct clients *clients)
{
    for (size_t i = 0; i < more->count; i++)
        refunds_add(refunds, clients_order(clients, more->items[i].order),
                    more->items[i].units);
    arena_release(more->arena, more->items, more->room, sizeof *more->items);
}

static int compare(const void *a, const void *b)
{
    const struct refund *one = a;
    const struct refund *two = b;

    return (one->order > two->order) - (one->order < two->order);
}

void refunds_sort(struct refunds *refunds)
{
    if (refunds->count > 0)
        qsort(refunds->items, refunds->count, sizeof *refunds->items, compare);
}

/* The place of the first order from one on. */
static size_t place_of(const struct refunds *refunds, uint32_t order)
{
    size_t low = 0;
    size_t high = refunds->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (refunds->items[middle].order < order)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_at(const struct refunds *refunds, size_t place, uint32_t order)
{
    return place < refunds->count && refunds->items[place].order == order;
}

int64_t refunds_of(const struct refunds *refunds, uint32_t order)
{
    size_t place = place_of(refunds, order);

    return is_at(refunds, place, order) ? refunds->items[place].units : 0;
}

struct refunds refunds_copy(struct arena *arena, const struct refunds *refunds)
{
    struct refunds copy = {
        .arena = arena,
        .items = arena_array(arena, struct refund, refunds->count + 1),
        .count = refunds->count,
        .room = refunds->count + 1};

    for (size_t i = 0; i < refunds->count; i++)
        copy.items[i] = refunds->items[i];
    return copy;
}

void refunds_set(const struct refunds *refunds, uint32_t order, int64_t units)
{
    size_t place = place_of(refunds, order);

    if (is_at(refunds, place, order))
        refunds->items[place].units = units;
}
