#include "fold/depth.h"

enum depth depth_of(int64_t gross, int64_t discount)
{
    static const int64_t percents[] = {10, 20, 30, 50};
    int depth = DEPTH_TO_10;

    if (discount <= 0)
        return DEPTH_NONE;
    for (; depth < DEPTH_ABOVE_50; depth++)
        if ((depth_square)discount * 100 <=
            (depth_square)gross * percents[depth - DEPTH_TO_10])
            break;
    return (enum depth)depth;
}

void depth_sums_add(struct depth_sums *into, const struct depth_sums *more)
{
    into->baskets += more->baskets;
    cost_sums_gather(&into->costs, &more->costs);
    into->returned_units += more->returned_units;
    into->units += more->units;
    into->margin_margin += more->margin_margin;
    into->margin_net += more->margin_net;
    into->net_net += more->net_net;
    into->returned_returned += more->returned_returned;
    into->returned_sold += more->returned_sold;
    into->sold_sold += more->sold_sold;
}

void depth_sums_take(struct depth_sums *from, const struct depth_sums *less)
{
    from->baskets -= less->baskets;
    from->costs.costed_net -= less->costs.costed_net;
    from->costs.cost -= less->costs.cost;
    from->returned_units -= less->returned_units;
    from->units -= less->units;
    from->margin_margin -= less->margin_margin;
    from->margin_net -= less->margin_net;
    from->net_net -= less->net_net;
    from->returned_returned -= less->returned_returned;
    from->returned_sold -= less->returned_sold;
    from->sold_sold -= less->sold_sold;
}

void depth_sums_put(struct depth_sums depths[DEPTH_BANDS],
                    const struct order *basket, const struct side_sums *side)
{
    struct depth_sums *sums =
        depths + depth_of(basket->gross, basket->discount);
    depth_square margin = cost_sums_margin(&side->costs);
    depth_square net = side->costs.costed_net;
    depth_square returned = side->returned_units;
    depth_square sold = basket->units;

    sums->baskets++;
    cost_sums_gather(&sums->costs, &side->costs);
    sums->returned_units += side->returned_units;
    sums->units += basket->units;
    sums->margin_margin += margin * margin;
    sums->margin_net += margin * net;
    sums->net_net += net * net;
    sums->returned_returned += returned * returned;
    sums->returned_sold += returned * sold;
    sums->sold_sold += sold * sold;
}
