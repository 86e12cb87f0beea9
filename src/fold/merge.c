#include "fold/book.h"

#include "base/decimal.h"
#include "fold/index.h"

/* The numbers that the things of one book have in another. */
struct translation {
    uint32_t *orders;
    uint32_t *customers;
    uint32_t *stores;
    uint32_t *channels;
    uint32_t *products;
};

static uint32_t *translate_map(struct arena *scratch, struct map *into,
                               const struct map *from)
{
    uint32_t *numbers = arena_array(scratch, uint32_t, from->count + 1);

    for (size_t i = 0; i < from->count; i++)
        numbers[i] = map_put(into, from->items[i]);
    return numbers;
}

static uint32_t translated(const uint32_t *numbers, uint32_t number)
{
    return number == MAP_NONE ? MAP_NONE : numbers[number];
}

static uint32_t *translate_products(struct arena *scratch, struct book *into,
                                    const struct book *from)
{
    size_t count = from->products.count;
    uint32_t *numbers = arena_array(scratch, uint32_t, count + 1);

    for (size_t i = 0; i < count; i++)
        numbers[i] = book_product(into, from->products.items[i]);
    return numbers;
}

static uint32_t *translate_orders(struct arena *scratch, struct book *into,
                                  const struct book *from)
{
    size_t count = from->order_ids.count;
    uint32_t *numbers = arena_array(scratch, uint32_t, count + 1);

    for (size_t i = 0; i < count; i++)
        numbers[i] = book_order(into, from->order_ids.items[i]);
    return numbers;
}

static void merge_orders(struct book *into, const struct book *from,
                         const struct translation *to)
{
    for (size_t i = 0; i < from->order_ids.count; i++) {
        struct order seen = from->orders[i];

        seen.customer = translated(to->customers, seen.customer);
        seen.store = translated(to->stores, seen.store);
        seen.channel = translated(to->channels, seen.channel);
        book_see_order(into, to->orders[i], &seen);
    }
}

static void merge_cells(struct book *into, const struct book *from,
                        const struct translation *to)
{
    for (size_t i = 0; i < from->order_day_count; i++) {
        struct order_day day = from->order_days[i];

        day.order = to->orders[day.order];
        book_add_order_day(into, &day);
    }
    for (size_t i = 0; i < from->day_cell_count; i++) {
        struct day_cell cell = from->day_cells[i];

        cell.store = translated(to->stores, cell.store);
        book_add_day_cell(into, &cell);
    }
    for (size_t i = 0; i < from->product_cell_count; i++) {
        struct product_cell cell = from->product_cells[i];

        cell.product = translated(to->products, cell.product);
        book_add_product_cell(into, &cell);
    }
    for (size_t i = 0; i < from->item_count; i++) {
        uint32_t order = (uint32_t)(from->items[i] >> 32);
        uint32_t product = (uint32_t)from->items[i];

        book_add_item(into, map_pair(to->orders[order],
                                     translated(to->products, product)));
    }
}

void book_merge(struct book *into, const struct book *from)
{
    struct arena scratch = {0};
    struct translation to = {
        .orders = translate_orders(&scratch, into, from),
        .customers =
            translate_map(&scratch, &into->customers, &from->customers),
        .stores = translate_map(&scratch, &into->stores, &from->stores),
        .channels = translate_map(&scratch, &into->channels, &from->channels),
        .products = translate_products(&scratch, into, from),
    };

    merge_orders(into, from, &to);
    merge_cells(into, from, &to);
    if (!decimal_add(&into->other_net, from->other_net) ||
        !decimal_add(&into->net_gap, from->net_gap) || from->overflow.len > 0)
        book_overflow(into);
    into->other_lines += from->other_lines;
    book_cover(into, from->first_date, from->last_date);
    arena_free(&scratch);
}
