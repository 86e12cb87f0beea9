#include "read/amounts.h"

#include "base/decimal.h"

#define FIRST COLUMN_transactions_basket_id

static const char too_large[] = "amount is too large";

static const enum column_id discount_columns[DISCOUNT_TYPES] = {
    [DISCOUNT_MARKDOWN] = COLUMN_transactions_markdown_amount,
    [DISCOUNT_PROMO] = COLUMN_transactions_promo_amount,
    [DISCOUNT_MEMBER] = COLUMN_transactions_member_amount,
    [DISCOUNT_COUPON] = COLUMN_transactions_coupon_amount,
};

/* What a row says of its list, discount and net amount. */
struct given {
    bool list, discount, net;
};

/* An amount of the row; false if it is not given. */
static bool take(const struct value *row, enum column_id column,
                 int64_t *amount)
{
    const struct value *value = row + (column - FIRST);

    *amount = value->state == VALUE_KNOWN ? value->number : 0;
    return value->state == VALUE_KNOWN;
}

static bool take_list(const struct value *row, struct sale *sale,
                      struct given *given)
{
    int64_t price;

    given->list = take(row, COLUMN_transactions_list_amount, &sale->list);
    if (given->list || !take(row, COLUMN_transactions_unit_price, &price))
        return true;
    given->list = true;
    return decimal_amount(price, sale->quantity, &sale->list);
}

static bool take_discount(const struct value *row, struct sale *sale,
                          struct given *given)
{
    int64_t sum = 0;
    bool any = false;

    for (size_t i = 0; i < DISCOUNT_TYPES; i++) {
        any |= take(row, discount_columns[i], &sale->discounts[i]);
        if (__builtin_add_overflow(sum, sale->discounts[i], &sum))
            return false;
    }
    given->discount =
        take(row, COLUMN_transactions_discount_amount, &sale->discount);
    if (given->discount)
        return true;
    given->discount = any;
    sale->discount = sum;
    return true;
}

static bool subtract(int64_t from, int64_t what, int64_t *difference)
{
    return !__builtin_sub_overflow(from, what, difference);
}

/* What is not given, from what is; false on overflow. */
static bool derive(const struct given *given, struct sale *sale)
{
    if (!given->list) {
        sale->list = sale->net;
        return decimal_add(&sale->list, sale->discount);
    }
    if (!given->net)
        return subtract(sale->list, sale->discount, &sale->net);
    if (!given->discount)
        return subtract(sale->list, sale->net, &sale->discount);
    return true;
}

/*
 * |list - discount - net| <= half a cent a unit: 0.005 x 10,000 / 1,000 a
 * thousandth of a unit, that is 1/20.
 */
static bool agree(const struct sale *sale)
{
    int64_t gap;
    uint64_t size, units;

    if (!subtract(sale->list, sale->discount, &gap) ||
        !subtract(gap, sale->net, &gap))
        return false;
    size = gap < 0 ? -(uint64_t)gap : (uint64_t)gap;
    units = sale->quantity < 0 ? -(uint64_t)sale->quantity
                               : (uint64_t)sale->quantity;
    return size <= units / 20;
}

const char *amounts_read(const struct value *row, struct sale *sale)
{
    struct given given = {0};

    given.net = take(row, COLUMN_transactions_net_amount, &sale->net);
    if (!take_list(row, sale, &given) || !take_discount(row, sale, &given))
        return too_large;
    if (!given.list && !given.net)
        return "no amount is given";
    if (!derive(&given, sale))
        return too_large;
    if (given.list && given.discount && given.net && !agree(sale))
        return "amounts do not agree";
    return NULL;
}

/* The first that is there. */
enum column_id amounts_blame(const struct extract *extract)
{
    static const enum column_id columns[] = {COLUMN_transactions_list_amount,
                                             COLUMN_transactions_unit_price,
                                             COLUMN_transactions_net_amount};

    for (size_t i = 0; i < COUNT(columns); i++)
        if (extract_get(extract, columns[i])->state != VALUE_EMPTY)
            return columns[i];
    for (size_t i = 0; i < COUNT(columns); i++)
        if (extract_has(extract, columns[i]))
            return columns[i];
    return COLUMN_transactions_quantity;
}
