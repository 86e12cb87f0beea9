#include "measure/takings.h"

void takings_move(struct takings *takings, const struct moved *moved,
                  int64_t sign)
{
    takings->gross += sign * moved->gross;
    takings->discount += sign * moved->discount;
    takings->returns += sign * moved->returns;
    takings->units += sign * moved->units;
}

void takings_give(const struct takings *takings, struct totals *totals)
{
    totals->baskets += takings->baskets;
    totals->basket_value += takings->basket_value;
    totals->basket_products += takings->basket_products;
    totals->identified_baskets += takings->identified_baskets;
    totals->member_baskets += takings->member_baskets;
    totals->member_value += takings->member_value;
    totals->identified.gross += takings->gross;
    totals->identified.discount += takings->discount;
    totals->identified.returns += takings->returns;
    totals->identified.units += takings->units;
    if (totals->all_units)
        totals->identified.unit_sales += takings->gross - takings->discount;
}
