/*
 * depth.h - baskets by the depth of their discount.
 *
 * An order does not keep its costs and its returned units.  While its runs are
 * joined they are known, and what margins and return rates need of them is
 * added to the sums of its date and depth: exact, so that neither threads nor
 * the order of anything matter.
 */
#ifndef REPORT_FOLD_DEPTH_H
#define REPORT_FOLD_DEPTH_H

#include "base/wide.h"
#include "fold/order.h"

/* Discount in gross sales (metrics.md 5). */
enum depth {
    DEPTH_NONE, /* full price */
    DEPTH_TO_10,
    DEPTH_TO_20,
    DEPTH_TO_30,
    DEPTH_TO_50,
    DEPTH_ABOVE_50,
    DEPTH_BANDS
};

/* Squares of amounts that add up to 63 bits add up to 126. */
typedef int128 depth_square;

/*
 * Sums over baskets of all their lines, on whatever day; all fields add up.
 * With the basket as cluster a ratio R = sum a / sum b has, by the delta
 * method, the variance n / (n - 1) x S / (sum b)^2, where S, the sum of
 * (a - R b)^2, is sum a^2 - 2 R sum ab + R^2 sum b^2.
 */
struct depth_sums {
    int64_t baskets;
    struct cost_sums costs;
    int64_t returned_units;
    int64_t units; /* sold */
    /* Of margin, to the money of each basket, and costed_net. */
    depth_square margin_margin;
    depth_square margin_net;
    depth_square net_net;
    /* Of returned units and units sold. */
    depth_square returned_returned;
    depth_square returned_sold;
    depth_square sold_sold;
};

/* The depth of a basket of these sums; no discount at all is full price. */
enum depth depth_of(int64_t gross, int64_t discount);

/* Add; sums of parts of a sealed book always fit. */
void depth_sums_add(struct depth_sums *into, const struct depth_sums *more);

/* Take off what is part of them. */
void depth_sums_take(struct depth_sums *from, const struct depth_sums *less);

/* Add a basket to the sums of its depth. */
void depth_sums_put(struct depth_sums depths[DEPTH_BANDS],
                    const struct order *basket, const struct side_sums *side);

#endif
