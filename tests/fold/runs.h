/*
 * runs.h - runs drawn by lot, for the tests of what holds them.
 */
#ifndef REPORT_TESTS_FOLD_RUNS_H
#define REPORT_TESTS_FOLD_RUNS_H

#include "draw.h"

#include "base/map.h"
#include "fold/run.h"

#include <string.h>

/* Costs of some lines, of all or of none, to whole money or not. */
DRAW struct side_sums draw_side(unsigned *seed, const struct order *order)
{
    uint64_t net = (uint64_t)order->gross - (uint64_t)order->discount -
                   (uint64_t)order->returns;
    struct side_sums side = {{(int64_t)net, draw_amount(seed)}, 0};

    if (draw_bool(seed))
        side.costs.cost = (int32_t)draw_bits(seed) * INT64_C(1000);
    switch (draw(seed, 4)) {
    case 0:
        side.costs = (struct cost_sums){0};
        break;
    case 1:
        side.costs.costed_net = draw_amount(seed);
        break;
    case 2:
        side.costs.costed_net = (int64_t)(net - draw(seed, 99999));
        break;
    default:
        break;
    }
    return side;
}

/* Net sales of each item, and some products brought back. */
DRAW void draw_nets(unsigned *seed, struct run *run)
{
    bool is_wide = draw(seed, 4) == 0;

    for (uint32_t i = 0; i < run->order.item_count; i++)
        run->nets[i] = is_wide ? draw_amount(seed) : (int32_t)draw_bits(seed);
    run->returned_count = draw(seed, 3) ? 0 : draw(seed, RUN_RETURNS + 1);
    for (uint32_t i = 0; i < run->returned_count; i++) {
        run->returned[i] = draw(seed, 9) ? draw(seed, 1u << 24) : MAP_NONE;
        run->returned_nets[i] =
            is_wide ? draw_amount(seed) : (int32_t)draw_bits(seed);
    }
}

/* A run of up to `most` items, which lie in `items`; the id is a number. */
DRAW struct run draw_run(unsigned *seed, uint32_t *items, unsigned most)
{
    bool is_wide = draw(seed, 4) == 0;
    struct run run = {
        .has_customer = draw_bool(seed),
        .order = {.date = (int32_t)draw(seed, 40000) - 10000,
                  .second = draw(seed, 86400) & SECOND_BITS,
                  .has_time = draw_bool(seed),
                  .scanned = draw_bool(seed),
                  .is_sold = draw_bool(seed),
                  .positive = draw_bool(seed),
                  .has_gift = draw_bool(seed),
                  .customer = MAP_NONE,
                  .store = draw(seed, 3) ? draw(seed, 99) : MAP_NONE,
                  .channel = draw(seed, 3) ? draw(seed, 9) : MAP_NONE,
                  .item_count = draw(seed, 5) ? draw(seed, most + 1) : most,
                  .gross = (int32_t)draw_bits(seed),
                  .discount = (int32_t)draw_bits(seed),
                  .units = (int32_t)draw_bits(seed)},
        .items = items,
    };

    run.id = key_of((struct str){(char *)seed, sizeof *seed});
    run.order.day = run.order.date;
    if (run.has_customer)
        run.customer = (struct key){{draw_bits(seed), draw_bits(seed) | 1}};
    if (is_wide) {
        run.order.gross = draw_amount(seed);
        run.order.discount = draw_amount(seed);
        run.order.returns = draw_amount(seed);
        run.order.units = draw_amount(seed);
    }
    run.side = draw_side(seed, &run.order);
    if (draw(seed, 4) == 0)
        run.side.returned_units = draw_amount(seed);
    for (uint32_t i = 0; i < run.order.item_count; i++)
        items[i] = draw(seed, 9) ? draw(seed, 1u << 24) : MAP_NONE;
    draw_nets(seed, &run);
    return run;
}

DRAW void assert_same_run(const struct run *got, const struct run *want)
{
    const struct order *a = &got->order;
    const struct order *b = &want->order;

    assert_true(key_equal(&got->id, &want->id));
    assert_int_equal(got->has_customer, want->has_customer);
    assert_true(key_equal(&got->customer, &want->customer));
    assert_int_equal(a->date, b->date);
    assert_int_equal(a->second, b->second);
    assert_int_equal(a->has_time, b->has_time);
    assert_int_equal(a->scanned, b->scanned);
    assert_int_equal(a->is_sold, b->is_sold);
    assert_int_equal(a->positive, b->positive);
    assert_int_equal(a->has_gift, b->has_gift);
    assert_int_equal(a->day, b->day);
    assert_int_equal(a->customer, b->customer);
    assert_int_equal(a->store, b->store);
    assert_int_equal(a->channel, b->channel);
    assert_true(a->gross == b->gross);
    assert_true(a->discount == b->discount);
    assert_true(a->returns == b->returns);
    assert_true(a->units == b->units);
    assert_true(got->side.costs.costed_net == want->side.costs.costed_net);
    assert_true(got->side.costs.cost == want->side.costs.cost);
    assert_true(got->side.returned_units == want->side.returned_units);
    assert_int_equal(a->item_count, b->item_count);
    assert_memory_equal(got->items, want->items,
                        a->item_count * sizeof *got->items);
    assert_memory_equal(got->nets, want->nets,
                        a->item_count * sizeof *got->nets);
    assert_int_equal(got->returned_count, want->returned_count);
    assert_memory_equal(got->returned, want->returned,
                        got->returned_count * sizeof *got->returned);
    assert_memory_equal(got->returned_nets, want->returned_nets,
                        got->returned_count * sizeof *got->returned_nets);
}

#endif
