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

/* The size of a value, less 1 where that is negative. */
static uint64_t bits_of(int64_t value)
{
    return (uint64_t)(value ^ value >> 63);
}

/* Nearly all lines are small: bits that any of their values has are enough. */
int64_t sums_magnitude(const struct sale *sale, const struct ware *ware)
{
    uint64_t quantity = bits_of(sale->quantity) + 1;
    uint64_t bits = bits_of(sale->list) | bits_of(sale->discount) |
                    bits_of(sale->net) | bits_of(sale->supplier) | quantity;
    uint64_t cost = 0;

    for (size_t i = 0; i < DISCOUNT_TYPES; i++)
        bits |= bits_of(sale->discounts[i]);
    if (ware->unit_cost != WITHOUT_COST)
        cost = bits_of(ware->unit_cost) + 1;
    if (bits >> 44 || (quantity | cost) >> 30)
        return whole_magnitude(sale, ware);
    /* A gap is of three amounts at the most, a size one more than its bits. */
    return (int64_t)(4 * (bits + 1) + cost * quantity);
}

static int64_t take_return(struct sums *into, const struct sale *sale,
                           const struct product_class *class,
                           struct line_sums *line)
{
    int64_t net = absolute(sale->net);
    int64_t quantity = absolute(sale->quantity);

    *line = (struct line_sums){.is_return = true,
                               .amount = net,
                               .units = class->counts_units ? quantity : 0};
    into->returns += net;
    into->returned_units += line->units;
    into->return_lines++;
    return sale->net + net;
}

int64_t sums_take(struct sums *into, const struct sale *sale,
                  const struct product_class *class, const struct ware *ware,
                  struct line_sums *line)
{
    struct cost_sums costs = line_costs(sale, ware);
    int64_t sales = sale->list - sale->discount;

    into->costed_net += costs.costed_net;
    into->cost += costs.cost;
    if (sale->kind == LINE_RETURN)
        return take_return(into, sale, class, line);
    line->is_return = false;
    line->amount = sale->list;
    line->discount = sale->discount;
    line->units = class->counts_units ? sale->quantity : 0;
    into->gross += sale->list;
    into->discount += sale->discount;
    into->units += line->units;
    into->unit_sales += class->counts_units ? sales : 0;
    for (size_t i = 0; i < DISCOUNT_TYPES; i++)
        into->discounts[i] += sale->discounts[i];
    into->supplier += sale->supplier;
    into->sale_lines++;
    return sale->net - sales;
}
