/*
 * refund.h - the units that orders brought back: few have any.
 *
 * While orders are joined each thread keeps a list of its own; the book then
 * has them by order.
 */
#ifndef REPORT_FOLD_REFUND_H
#define REPORT_FOLD_REFUND_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

struct clients;

struct refund {
    uint32_t order;
    int64_t units; /* of its return lines, thousandths */
};

struct refunds {
    struct arena *arena; /* set before the first refunds_add */
    struct refund *items;
    size_t count;
    size_t room;
    uint32_t *first_of; /* in items, of so many orders each; and the end */
};

void refunds_add(struct refunds *refunds, uint32_t order, int64_t units);

/* Add those of a thread, as orders are numbered in the end. */
void refunds_gather(struct refunds *refunds, const struct refunds *more,
                    const struct clients *clients);

/* Put them in order, once all are gathered of so many orders. */
void refunds_sort(struct refunds *refunds, size_t orders);

/* The units of an order, of refunds in order. */
int64_t refunds_of(const struct refunds *refunds, uint32_t order);

/* Others of the same, in the arena; and let an order that has one have so many
 * units. */
struct refunds refunds_copy(struct arena *arena, const struct refunds *refunds);
void refunds_set(const struct refunds *refunds, uint32_t order, int64_t units);

#endif
