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

void sums_gather(struct sums *into, const struct sums *more)
{
#define GATHER_SUM(field)                                                      \
    into->field = (int64_t)((uint64_t)into->field + (uint64_t)more->field);
    EACH_SUM(GATHER_SUM)
#undef GATHER_SUM
}

static uint64_t size_of(int64_t value)
{
    return value < 0 ? -(uint64_t)value : (uint64_t)value;
}

static int64_t absolute(int64_t value)
{
    return value < 0 ? -value : value;
}

/* Once it does not fit it stays at INT64_MAX. */
static void add_size(int64_t *sum, uint64_t size)
{
    if (size > INT64_MAX || __builtin_add_overflow(*sum, (int64_t)size, sum))
        *sum = INT64_MAX;
}

static int64_t whole_magnitude(const struct sale *sale, const struct ware *ware)
{
    uint64_t cost = 0;
    int64_t sum = 0;

    if (ware->unit_cost != WITHOUT_COST &&
        __builtin_mul_overflow(size_of(ware->unit_cost),
                               size_of(sale->quantity), &cost))
        return INT64_MAX;
    add_size(&sum, cost);
    add_size(&sum, size_of(sale->list));
    add_size(&sum, size_of(sale->discount));
    add_size(&sum, size_of(sale->net));
    add_size(&sum, size_of(sale->net)); /* a gap may hold it twice */
    add_size(&sum, size_of(sale->supplier));
    add_size(&sum, size_of(sale->quantity));
    for (size_t i = 0; i < DISCOUNT_TYPES; i++)
        add_size(&sum, size_of(sale->discounts[i]));
    return sum;
}

/* Nearly all lines are small enough for sums in 64 bits. */
int64_t sums_magnitude(const struct sale *sale, const struct ware *ware)
{
    static const uint64_t half = UINT64_C(1) << 44;
    uint64_t beyond =
        ((uint64_t)sale->list + half) | ((uint64_t)sale->discount + half) |
        ((uint64_t)sale->net + half) | ((uint64_t)sale->supplier + half);
    int64_t sum;

    for (size_t i = 0; i < DISCOUNT_TYPES; i++)
        beyond |= (uint64_t)sale->discounts[i] + half;
    if (beyond >= 2 * half || size_of(sale->quantity) >> 30 ||
        (ware->unit_cost != WITHOUT_COST && size_of(ware->unit_cost) >> 30))
        return whole_magnitude(sale, ware);
    sum = absolute(sale->list) + absolute(sale->discount) +
          2 * absolute(sale->net) + absolute(sale->supplier) +
          absolute(sale->quantity);
    for (size_t i = 0; i < DISCOUNT_TYPES; i++)
        sum += absolute(sale->discounts[i]);
    if (ware->unit_cost != WITHOUT_COST)
        sum += absolute(ware->unit_cost) * absolute(sale->quantity);
    return sum;
}

static void add_cost(struct sums *sums, int64_t net, int64_t quantity,
                     const struct ware *ware)
{
    if (ware->unit_cost == WITHOUT_COST)
        return;
    sums->costed_net = net;
    sums->cost = ware->unit_cost * quantity;
}

static void sums_of_return(struct sums *sums, const struct sale *sale,
                           const struct product_class *class,
                           const struct ware *ware)
{
    int64_t quantity = absolute(sale->quantity);

    sums->returns = absolute(sale->net);
    sums->return_lines = 1;
    sums->returned_units = class->counts_units ? quantity : 0;
    add_cost(sums, -sums->returns, -quantity, ware);
}

void sums_of_sale(struct sums *sums, const struct sale *sale,
                  const struct product_class *class, const struct ware *ware)
{
    int64_t sales;

    *sums = (struct sums){0};
    if (sale->kind == LINE_RETURN) {
        sums_of_return(sums, sale, class, ware);
        return;
    }
    sales = sale->list - sale->discount;
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
    add_cost(sums, sales, sale->quantity, ware);
}
