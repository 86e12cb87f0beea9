/*
 * slot.h - an order as a book keeps it, in half a line of the cache.
 *
 * Mostly an order has no returns, its numbers are small and its days near those
 * of the others.  One that is not so is wide: its slot says where the whole
 * order lies among the words of contents.
 */
#ifndef REPORT_FOLD_SLOT_H
#define REPORT_FOLD_SLOT_H

#include "base/map.h"
#include "fold/order.h"

#include <assert.h>
#include <string.h>

/* What stands for MAP_NONE. */
enum { SLOT_NO_STORE = UINT16_MAX, SLOT_NO_CHANNEL = UINT8_MAX };

struct order_slot {
    uint16_t date; /* days from the first one of the book */
    uint16_t day;
    uint32_t bits; /* of the order; slot_is_wide() */
    uint32_t customer;
    uint32_t items; /* of a wide order: where it lies */
    uint16_t store;
    uint8_t channel;
    uint8_t item_count;
    int32_t gross;
    int32_t discount;
    int32_t units;
};

static_assert(sizeof(struct order_slot) == 32, "orders are very many");

/* Words that a wide order takes. */
enum { SLOT_WORDS = sizeof(struct order) / sizeof(uint32_t) };

static_assert(SLOT_WORDS * sizeof(uint32_t) == sizeof(struct order),
              "a wide order fills its words");

/* Whether the order lies elsewhere; then `customer` and `items` alone hold. */
static inline bool slot_is_wide(const struct order_slot *slot)
{
    return (slot->bits & order_free_bit) != 0;
}

/* Put an order, of a book that begins on a day; false, and nothing is put, if
 * it is wide. */
bool slot_put(struct order_slot *slot, const struct order *order,
              int32_t first_date);

/* Put a wide order; `to` has room for SLOT_WORDS, and is at a place among the
 * words of contents. */
void slot_put_wide(struct order_slot *slot, const struct order *order,
                   uint32_t *to, uint32_t place);

/* The order of a slot that is not wide, of a book that begins on a day. */
static inline struct order slot_order(const struct order_slot *slot,
                                      int32_t first_date)
{
    return (struct order){
        .date = first_date + slot->date,
        .bits = slot->bits,
        .day = first_date + slot->day,
        .customer = slot->customer,
        .store = slot->store == SLOT_NO_STORE ? MAP_NONE : slot->store,
        .channel = slot->channel == SLOT_NO_CHANNEL ? MAP_NONE : slot->channel,
        .items = slot->items,
        .item_count = slot->item_count,
        .gross = slot->gross,
        .discount = slot->discount,
        .units = slot->units,
    };
}

/* The wide order that lies in some words; its slot knows the customer. */
static inline struct order slot_wide_order(const struct order_slot *slot,
                                           const uint32_t *words)
{
    struct order order;

    memcpy(&order, words, sizeof order);
    order.customer = slot->customer;
    return order;
}

#endif
