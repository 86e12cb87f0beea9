#include "fold/slot.h"

static bool is_near(int32_t date, int32_t first_date)
{
    return (uint32_t)date - (uint32_t)first_date <= UINT16_MAX;
}

static bool is_short(int64_t amount)
{
    return amount == (int32_t)amount;
}

static bool fits(const struct order *order, int32_t first_date)
{
    return is_near(order->date, first_date) &&
           is_near(order->day, first_date) &&
           (order->store < SLOT_NO_STORE || order->store == MAP_NONE) &&
           (order->channel < SLOT_NO_CHANNEL || order->channel == MAP_NONE) &&
           order->item_count <= UINT8_MAX && is_short(order->gross) &&
           is_short(order->discount) && is_short(order->units) &&
           order->returns == 0;
}

bool slot_put(struct order_slot *slot, const struct order *order,
              int32_t first_date)
{
    if (!fits(order, first_date))
        return false;
    *slot = (struct order_slot){
        .date = (uint16_t)(order->date - first_date),
        .day = (uint16_t)(order->day - first_date),
        .bits = order->bits & ~order_free_bit,
        .customer = order->customer,
        .items = order->items,
        .store = (uint16_t)order->store, /* MAP_NONE: SLOT_NO_STORE */
        .channel = (uint8_t)order->channel,
        .item_count = (uint8_t)order->item_count,
        .gross = (int32_t)order->gross,
        .discount = (int32_t)order->discount,
        .units = (int32_t)order->units,
    };
    return true;
}

void slot_put_wide(struct order_slot *slot, const struct order *order,
                   uint32_t *to, uint32_t place)
{
    memcpy(to, order, sizeof *order);
    *slot = (struct order_slot){
        .bits = order_free_bit, .customer = order->customer, .items = place};
}
