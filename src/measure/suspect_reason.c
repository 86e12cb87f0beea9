#include "measure/suspect_reason.h"

#include "measure/interval.h"
#include "measure/stray.h"

/* Baskets of a day, or in a store, and stores of a day, from which on a card is
 * suspect; the units of which half may come back. */
enum { BASKETS_LEAST = 5, STORES_LEAST = 3, UNITS_LEAST = 5 };

/* A card's share of a store's baskets is one of so many: 0.5 %. */
enum { STORE_PARTS = 200 };

const struct suspect_rule suspect_rules[SUSPECT_REASONS] = {
    {.code = "high_value",
     .label = "High-value basket",
     .meaning = "basket worth as much as the top hundredth of 52 weeks, or "
                "more",
     .is_of_order = true},
    {.code = "deep_discount",
     .label = "Many units at a deep discount",
     .meaning = "discount above 60 %, and more units than 99 of 100 baskets of "
                "52 weeks",
     .is_of_order = true},
    {.code = "free_line",
     .label = "Line for nothing",
     .meaning = "a sale line at nothing or less",
     .is_of_order = true},
    {.code = "many_baskets",
     .label = "Card in many baskets of a day",
     .meaning = "card in 5 baskets of a day or more"},
    {.code = "many_stores",
     .label = "Card in many stores on a day",
     .meaning = "card in 3 stores on a day or more"},
    {.code = "store_share",
     .label = "Card in much of a store",
     .meaning = "card in more than 0.5 % of a store’s baskets of 52 weeks, "
                "once a week or more"},
    {.code = "returns",
     .label = "Most units returned",
     .meaning = "more than half of 5 units or more returned"},
    {.code = "redemption",
     .label = "Offer redeemed without right",
     .meaning = "an offer redeemed that was not given, or not in its days"},
};

static unsigned reason_if(bool is_so, enum suspect_reason reason)
{
    return is_so ? suspect_bit(reason) : 0;
}

static bool is_deep(const struct order *order)
{
    return (int128)order->discount * 10 > (int128)order->gross * 6;
}

unsigned suspect_order_reasons(const struct suspect_limits *limits,
                               const struct order *order, bool has_gift)
{
    unsigned reasons = reason_if(has_gift, SUSPECT_FREE_LINE);

    if (!order_is_basket(order))
        return reasons;
    return reasons |
           reason_if(order->gross - order->discount >= limits->value,
                     SUSPECT_HIGH_VALUE) |
           reason_if(is_deep(order) && order->units > limits->units,
                     SUSPECT_DEEP_DISCOUNT);
}

/* Whether a purchase is the first of some in its store; an unknown store is
 * none. */
static bool is_first_in_store(const struct purchase *purchases, size_t number)
{
    for (size_t i = 0; i < number; i++)
        if (purchases[i].order.store == purchases[number].order.store)
            return false;
    return purchases[number].order.store != MAP_NONE;
}

static unsigned day_reasons(const struct purchase *baskets, size_t count)
{
    size_t stores = 0;

    for (size_t i = 0; i < count && stores < STORES_LEAST; i++)
        stores += is_first_in_store(baskets, i);
    return reason_if(count >= BASKETS_LEAST, SUSPECT_MANY_BASKETS) |
           reason_if(stores >= STORES_LEAST, SUSPECT_MANY_STORES);
}

/* Day by day; baskets come by date. */
static unsigned days_reasons(const struct patron *patron)
{
    unsigned reasons = 0;
    size_t end;

    for (size_t i = 0; i < patron->basket_count; i = end) {
        const struct purchase *first = patron->baskets + i;

        for (end = i + 1; end < patron->basket_count &&
                          patron->baskets[end].order.date == first->order.date;)
            end++;
        reasons |= day_reasons(first, end - i);
    }
    return reasons;
}

static bool has_share(const struct suspect_limits *limits,
                      const struct purchase *purchases, size_t count,
                      uint32_t store)
{
    int64_t baskets = 0;

    for (size_t i = 0; i < count; i++)
        baskets += purchases[i].order.store == store &&
                   order_is_basket(&purchases[i].order);
    return baskets >= BASKETS_LEAST && baskets >= limits->weeks &&
           baskets * STORE_PARTS > limits->store_baskets[store];
}

/* In 52 weeks, of who has a basket in the window. */
static bool has_store_share(const struct suspect_limits *limits,
                            const struct patron *patron)
{
    size_t count = 0;
    const struct purchase *purchases;

    while (count < patron->order_count &&
           patron->orders[patron->order_count - 1 - count].order.date >=
               limits->first)
        count++;
    purchases = patron->orders + patron->order_count - count;
    if (patron->basket_count == 0 || (int64_t)count < limits->weeks)
        return false;
    for (size_t i = 0; i < count; i++)
        if (is_first_in_store(purchases, i) &&
            has_share(limits, purchases, count, purchases[i].order.store))
            return true;
    return false;
}

unsigned suspect_customer_reasons(const struct suspect_limits *limits,
                                  const struct view *view,
                                  const struct patron *patron,
                                  const struct sums *lines)
{
    static const int64_t least = UNITS_LEAST * (int64_t)QUANTITY_ONE;
    bool has_returned =
        lines->units >= least && lines->returned_units > lines->units / 2;

    return days_reasons(patron) |
           reason_if(has_store_share(limits, patron), SUSPECT_STORE_SHARE) |
           reason_if(has_returned, SUSPECT_RETURNS) |
           reason_if(stray_redemption(view, patron->customer),
                     SUSPECT_REDEMPTION);
}
