#include "fold/remainder.h"

#include "base/map.h"
#include "fold/radix.h"

#include <stdlib.h>

static void add_product(struct remainders *remainders, uint32_t product,
                        int64_t net)
{
    size_t count = remainders->product_count + 1;

    remainders->products =
        arena_grow(remainders->arena, remainders->products,
                   &remainders->product_room, count, sizeof(uint32_t));
    remainders->nets =
        arena_grow(remainders->arena, remainders->nets, &remainders->net_room,
                   count, sizeof(int64_t));
    remainders->products[count - 1] = product;
    remainders->nets[count - 1] = net;
    remainders->product_count = count;
}

void remainders_add(struct remainders *remainders, uint32_t order,
                    const struct goods *goods, bool is_own)
{
    remainders->items =
        arena_grow(remainders->arena, remainders->items, &remainders->room,
                   remainders->count + 1, sizeof *remainders->items);
    remainders->items[remainders->count++] =
        (struct remainder){.order = order,
                           .sold_count = goods->sold_count,
                           .returned_count = goods->returned_count,
                           .is_own = is_own,
                           .at = remainders->product_count};
    for (uint32_t i = 0; i < goods->sold_count; i++)
        add_product(remainders, goods->sold[i], goods->sold_nets[i]);
    for (uint32_t i = 0; i < goods->returned_count; i++)
        add_product(remainders, goods->returned[i], goods->returned_nets[i]);
}

static int compare(const void *a, const void *b)
{
    const struct remainder *x = a;
    const struct remainder *y = b;

    return (x->order > y->order) - (x->order < y->order);
}

void remainders_sort(struct remainders *remainders)
{
    if (remainders->count > 0)
        qsort(remainders->items, remainders->count, sizeof *remainders->items,
              compare);
}

size_t remainders_of_order(const struct remainders *remainders, size_t first)
{
    size_t end = first;

    while (end < remainders->count &&
           remainders->items[end].order == remainders->items[first].order)
        end++;
    return end - first;
}

/* Products with net sales, that may be there several times. */
struct heap {
    uint32_t *products;
    int64_t *nets;
    size_t count;
};

static struct heap heap_new(struct arena *arena, size_t room)
{
    return (struct heap){.products = arena_array(arena, uint32_t, room + 1),
                         .nets = arena_array(arena, int64_t, room + 1)};
}

static void heap_add(struct heap *heap, uint32_t product, int64_t net)
{
    heap->products[heap->count] = product;
    heap->nets[heap->count++] = net;
}

/* Each product once. */
static struct heap heap_settle(struct arena *arena, const struct heap *heap)
{
    struct heap settled = heap_new(arena, heap->count);
    uint64_t *keys = arena_array(arena, uint64_t, heap->count + 1);

    for (size_t i = 0; i < heap->count; i++)
        keys[i] = map_pair(heap->products[i], (uint32_t)i);
    radix_sort(keys, heap->count);
    for (size_t i = 0; i < heap->count; i++) {
        uint32_t product = (uint32_t)(keys[i] >> 32);
        int64_t net = heap->nets[(uint32_t)keys[i]];

        if (settled.count > 0 && settled.products[settled.count - 1] == product)
            settled.nets[settled.count - 1] += net;
        else
            heap_add(&settled, product, net);
    }
    return settled;
}

static void add_begun(const struct content *begun, struct heap *sold,
                      struct heap *returned)
{
    for (uint32_t i = 0; i < content_count(begun); i++)
        heap_add(i < begun->sold_count ? sold : returned,
                 content_product(begun, i), content_net(begun, i));
}

static void add_remainder(const struct remainders *remainders,
                          const struct remainder *remainder, struct heap *sold,
                          struct heap *returned)
{
    const uint32_t *products = remainders->products + remainder->at;
    const int64_t *nets = remainders->nets + remainder->at;
    size_t end = (size_t)remainder->sold_count + remainder->returned_count;

    for (size_t i = 0; i < remainder->sold_count; i++)
        heap_add(sold, products[i], remainder->is_own ? nets[i] : 0);
    for (size_t i = remainder->sold_count; remainder->is_own && i < end; i++)
        heap_add(returned, products[i], nets[i]);
}

struct goods remainders_join(struct remainders *remainders,
                             const struct content *begun, size_t first,
                             size_t count)
{
    struct arena *arena = remainders->arena;
    size_t sold_room = begun->sold_count;
    size_t returned_room = begun->returned_count;
    struct heap sold, returned;

    for (size_t i = first; i < first + count; i++) {
        sold_room += remainders->items[i].sold_count;
        returned_room += remainders->items[i].returned_count;
    }
    sold = heap_new(arena, sold_room);
    returned = heap_new(arena, returned_room);
    add_begun(begun, &sold, &returned);
    for (size_t i = first; i < first + count; i++)
        add_remainder(remainders, remainders->items + i, &sold, &returned);
    sold = heap_settle(arena, &sold);
    returned = heap_settle(arena, &returned);
    return (struct goods){.sold = sold.products,
                          .sold_nets = sold.nets,
                          .sold_count = (uint32_t)sold.count,
                          .returned_count = (uint32_t)returned.count,
                          .returned = returned.products,
                          .returned_nets = returned.nets};
}
