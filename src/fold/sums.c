#include "fold/sums.h"

#include <assert.h>

/* Every field of struct sums, so that none is forgotten when it grows. */
#define EACH_SUM(DO)                                                           \
    DO(gross)                                                                  \
    DO(discount)                                                               \
    DO(returns)                                                                \
    DO(units)                                                                  \
    DO(returned_units)                                                         \
    DO(unit_sales)                                                             \
    DO(costed_net)                                                             \
    DO(cost)                                                                   \
    DO(discounts[DISCOUNT_MARKDOWN])                                           \
    DO(discounts[DISCOUNT_PROMO])                                              \
    DO(discounts[DISCOUNT_MEMBER])                                             \
    DO(discounts[DISCOUNT_COUPON])                                             \
    DO(supplier)                                                               \
    DO(sale_lines)                                                             \
    DO(return_lines)

static_assert(sizeof(struct sums) == 15 * sizeof(int64_t),
              "EACH_SUM names all 15 fields of struct sums");

bool sums_add(struct sums *into, const struct sums *more)
{
    bool failed = false;

#define ADD_SUM(field)                                                         \
    failed |= __builtin_add_overflow(into->field, more->field, &into->field);
    EACH_SUM(ADD_SUM)
#undef ADD_SUM
    return !failed;
}

static bool absolute(int64_t value, int64_t *result)
{
    if (value >= 0) {
        *result = value;
        return true;
    }
    return !__builtin_sub_overflow((int64_t)0, value, result);
}

static bool add_cost(struct sums *sums, int64_t net, int64_t quantity,
                     const struct ware *ware)
{
    if (!ware || ware->unit_cost == WITHOUT_COST)
        return true;
    sums->costed_net = net;
    return !__builtin_mul_overflow(ware->unit_cost, quantity, &sums->cost);
}

static bool sums_of_return(struct sums *sums, const struct sale *sale,
                           const struct product_class *class,
                           const struct ware *ware)
{
    int64_t quantity;

    if (!absolute(sale->net, &sums->returns) ||
        !absolute(sale->quantity, &quantity))
        return false;
    sums->return_lines = 1;
    sums->returned_units = class->counts_units ? quantity : 0;
    return add_cost(sums, -sums->returns, -quantity, ware);
}

bool sums_of_sale(struct sums *sums, const struct sale *sale,
                  const struct product_class *class, const struct ware *ware)
{
    int64_t sales;

    *sums = (struct sums){0};
    if (sale->kind == LINE_RETURN)
        return sums_of_return(sums, sale, class, ware);
    if (__builtin_sub_overflow(sale->list, sale->discount, &sales))
        return false;
    sums->gross = sale->list;
    sums->discount = sale->discount;
    sums->supplier = sale->supplier;
    sums->sale_lines = 1;
    for (size_t i = 0; i < DISCOUNT_TYPES; i++)
        sums->discounts[i] = sale->discounts[i];
    if (class->counts_units) {
        sums->units = sale->quantity;
        sums->unit_sales = sales;
    }
    return add_cost(sums, sales, sale->quantity, ware);
}

bool sums_gap(const struct sums *sums, int64_t net, int64_t *gap)
{
    return !__builtin_sub_overflow(net, sums_net(sums), gap);
}
