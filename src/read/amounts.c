#include "read/amounts.h"

#include "base/decimal.h"

static const char too_large[] = "amount is too large";

const enum column_id amount_columns[AMOUNTS] = {
    [AMOUNT_QUANTITY] = COLUMN_transactions_quantity,
    [AMOUNT_PRICE] = COLUMN_transactions_unit_price,
    [AMOUNT_LIST] = COLUMN_transactions_list_amount,
    [AMOUNT_NET] = COLUMN_transactions_net_amount,
    [AMOUNT_DISCOUNT] = COLUMN_transactions_discount_amount,
    [AMOUNT_TYPES + DISCOUNT_MARKDOWN] = COLUMN_transactions_markdown_amount,
    [AMOUNT_TYPES + DISCOUNT_PROMO] = COLUMN_transactions_promo_amount,
    [AMOUNT_TYPES + DISCOUNT_MEMBER] = COLUMN_transactions_member_amount,
    [AMOUNT_TYPES + DISCOUNT_COUPON] = COLUMN_transactions_coupon_amount,
    [AMOUNT_SUPPLIER] = COLUMN_transactions_supplier_amount,
    [AMOUNT_REWARD] = COLUMN_transactions_reward_amount,
    [AMOUNT_TAX] = COLUMN_transactions_tax_amount,
};

/* What says what a list amount and a discount are. */
enum {
    LIST_BITS = 1 << AMOUNT_LIST | 1 << AMOUNT_PRICE,
    TYPE_BITS = ((1 << DISCOUNT_TYPES) - 1) << AMOUNT_TYPES,
    DISCOUNT_BITS = TYPE_BITS | 1 << AMOUNT_DISCOUNT,
};

static bool is_given(const struct amounts *amounts, enum amount amount)
{
    return amounts->given >> amount & 1;
}

static bool subtract(int64_t from, int64_t what, int64_t *difference)
{
    return !__builtin_sub_overflow(from, what, difference);
}

/* The sum of the types that are given; most lines have none. */
static bool settle_types(const struct amounts *amounts, struct sale *sale,
                         int64_t *sum)
{
    bool fits = true;

    *sum = 0;
    for (size_t i = 0; i < DISCOUNT_TYPES; i++)
        sale->discounts[i] = amounts->at[AMOUNT_TYPES + i];
    if (amounts->given & TYPE_BITS)
        for (size_t i = 0; i < DISCOUNT_TYPES; i++)
            fits &= !__builtin_add_overflow(*sum, sale->discounts[i], sum);
    return fits;
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
    if (gap == 0)
        return true;
    size = gap < 0 ? -(uint64_t)gap : (uint64_t)gap;
    units = sale->quantity < 0 ? -(uint64_t)sale->quantity
                               : (uint64_t)sale->quantity;
    return size <= units / 20;
}

/* What is not given, from what is; false where it does not fit. */
static bool derive(const struct amounts *amounts, struct sale *sale)
{
    if (is_given(amounts, AMOUNT_LIST)) {
        sale->list = amounts->at[AMOUNT_LIST];
    } else if (is_given(amounts, AMOUNT_PRICE)) {
        if (!decimal_amount(amounts->at[AMOUNT_PRICE], sale->quantity,
                            &sale->list))
            return false;
    } else {
        sale->list = sale->net;
        return decimal_add(&sale->list, sale->discount);
    }
    if (!is_given(amounts, AMOUNT_NET))
        return subtract(sale->list, sale->discount, &sale->net);
    if ((amounts->given & DISCOUNT_BITS) == 0)
        return subtract(sale->list, sale->net, &sale->discount);
    return true;
}

const char *amounts_settle(const struct amounts *amounts, struct sale *sale)
{
    int64_t types;

    sale->quantity = amounts->at[AMOUNT_QUANTITY];
    sale->supplier = amounts->at[AMOUNT_SUPPLIER];
    sale->reward = amounts->at[AMOUNT_REWARD];
    sale->net = amounts->at[AMOUNT_NET];
    if ((amounts->given & (LIST_BITS | 1U << AMOUNT_NET)) == 0)
        return "no amount is given";
    if (!settle_types(amounts, sale, &types))
        return too_large;
    sale->discount = is_given(amounts, AMOUNT_DISCOUNT)
                         ? amounts->at[AMOUNT_DISCOUNT]
                         : types;
    if (!derive(amounts, sale))
        return too_large;
    /* Where one of the three was derived they do agree. */
    if ((amounts->given & LIST_BITS) && is_given(amounts, AMOUNT_NET) &&
        (amounts->given & DISCOUNT_BITS) && !agree(sale))
        return "amounts do not agree";
    return NULL;
}

const char *amounts_read(const struct value *row, struct sale *sale)
{
    struct amounts amounts = {.given = 0};

    for (size_t i = 0; i < AMOUNTS; i++) {
        const struct value *value =
            row + (amount_columns[i] - COLUMN_transactions_basket_id);

        if (value->state != VALUE_KNOWN)
            continue;
        amounts.at[i] = value->number;
        amounts.given |= 1U << i;
    }
    return amounts_settle(&amounts, sale);
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
