#include "fold/refund.h"

#include "fold/clients.h"

#include <stdlib.h>

/* Orders that have one place in `first_of`: some have a refund. */
enum { BLOCK = 128 };

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

void refunds_sort(struct refunds *refunds, size_t orders)
{
    size_t blocks = orders / BLOCK + 1;
    size_t place = 0;

    if (refunds->count > 0)
        qsort(refunds->items, refunds->count, sizeof *refunds->items, compare);
    refunds->first_of = arena_array(refunds->arena, uint32_t, blocks + 1);
    for (size_t i = 0; i <= blocks; i++) {
        while (place < refunds->count &&
               refunds->items[place].order < i * BLOCK)
            place++;
        refunds->first_of[i] = (uint32_t)place;
    }
}

/* That of an order, or NULL. */
static struct refund *find(const struct refunds *refunds, uint32_t order)
{
    const uint32_t *first_of = refunds->first_of + order / BLOCK;

    for (uint32_t i = first_of[0]; i < first_of[1]; i++)
        if (refunds->items[i].order == order)
            return refunds->items + i;
    return NULL;
}

int64_t refunds_of(const struct refunds *refunds, uint32_t order)
{
    const struct refund *refund = find(refunds, order);

    return refund ? refund->units : 0;
}

struct refunds refunds_copy(struct arena *arena, const struct refunds *refunds)
{
    struct refunds copy = {
        .arena = arena,
        .items = arena_array(arena, struct refund, refunds->count + 1),
        .count = refunds->count,
        .room = refunds->count + 1,
        .first_of = refunds->first_of};

    for (size_t i = 0; i < refunds->count; i++)
        copy.items[i] = refunds->items[i];
    return copy;
}

void refunds_set(const struct refunds *refunds, uint32_t order, int64_t units)
{
    struct refund *refund = find(refunds, order);

    if (refund)
        refund->units = units;
}
