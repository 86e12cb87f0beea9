/*
 * sums.h - what lines add up to, and what one line adds.
 */
#ifndef REPORT_FOLD_SUMS_H
#define REPORT_FOLD_SUMS_H

#include "base/decimal.h"
#include "fold/ware.h"
#include "read/catalogue.h"
#include "read/sale.h"

/* Sums over lines; all fields add up.  Money unless said otherwise. */
struct sums {
    int64_t gross;          /* list amounts of sale lines */
    int64_t discount;       /* retailer-funded, of sale lines */
    int64_t returns;        /* abs(net) of return lines */
    int64_t units;          /* quantity of sale lines that count as units */
    int64_t returned_units; /* quantity of return lines that count as units */
    int64_t unit_sales;     /* gross - discount of lines that count as units */
    int64_t costed_net;     /* net sales of lines with a unit cost */
    int64_t cost;           /* their unit_cost x net quantity, COST_PLACES */
    int64_t discounts[DISCOUNT_TYPES];
    int64_t supplier;
    int64_t sale_lines;
    int64_t return_lines;
};

/* What lines of products with a unit cost come to. */
struct cost_sums {
    int64_t costed_net; /* net sales of these lines */
    int64_t cost;       /* COST_PLACES */
};

/* Add what is known to fit. */
static inline void cost_sums_gather(struct cost_sums *into,
                                    const struct cost_sums *more)
{
    into->costed_net += more->costed_net;
    into->cost += more->cost;
}

/* Money: metrics.md 1, `margin`. */
static inline int64_t cost_sums_margin(const struct cost_sums *sums)
{
    return sums->costed_net - decimal_round(sums->cost, COST_TO_MONEY);
}

/* Net sales: gross - discount - returns. */
static inline int64_t sums_net(const struct sums *sums)
{
    return sums->gross - sums->discount - sums->returns;
}

/* Add; false on overflow. */
bool sums_add(struct sums *into, const struct sums *more);

/* Add what is known to fit: sums_magnitude() of all lines does. */
void sums_gather(struct sums *into, const struct sums *more);

/*
 * The amounts of a line of a ware without their signs, added up: no sum over
 * lines is larger than that of these.  INT64_MAX where it does not fit.
 */
int64_t sums_magnitude(const struct sale *sale, const struct ware *ware);

/* What a line adds to its order and its bins. */
struct line_sums {
    bool is_return;
    int64_t amount;   /* gross of a sale, net of a return */
    int64_t discount; /* of a sale */
    int64_t units;
};

/* What a line adds to the costs of its order and its store; 0 without a unit
 * cost.  In registers: two words that were just stored are slow to load as
 * one. */
static inline struct cost_sums line_costs(const struct sale *sale,
                                          const struct ware *ware)
{
    struct cost_sums costs = {0, 0};
    int64_t net = sale->list - sale->discount;
    int64_t quantity = sale->quantity;

    if (ware->unit_cost == WITHOUT_COST)
        return costs;
    if (sale->kind == LINE_RETURN) {
        net = sale->net < 0 ? sale->net : -sale->net;
        quantity = quantity < 0 ? quantity : -quantity;
    }
    costs.costed_net = net;
    costs.cost = ware->unit_cost * quantity;
    return costs;
}

/*
 * Add a line whose magnitude fits; gives its net as given less what it adds to
 * net sales.
 */
int64_t sums_take(struct sums *into, const struct sale *sale,
                  const struct product_class *class, const struct ware *ware,
                  struct line_sums *line);

#endif
