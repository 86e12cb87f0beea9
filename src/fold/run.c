#include "fold/run.h"

#include "base/map.h"

#include <stddef.h>

/* Bits of a head beside the second of the day. */
enum {
    HAS_TIME = 1 << 17,
    IS_SCANNED = 1 << 18,
    IS_SOLD = 1 << 19,
    IS_POSITIVE = 1 << 20,
    HAS_CUSTOMER = 1 << 21,
    IS_WIDE = 1 << 22,
};

struct head {
    struct key id;
    int32_t date;
    uint32_t bits;
    uint32_t store;
    uint32_t channel;
    uint32_t item_count;
    int32_t gross;
    int32_t discount;
    int32_t units;
};

/* Follows where the amounts do not fit the head. */
struct wide {
    int64_t gross;
    int64_t discount;
    int64_t returns;
    int64_t units;
};

static_assert(sizeof(struct head) + sizeof(struct key) + sizeof(struct wide) +
                      RUN_ITEMS * sizeof(uint32_t) ==
                  RUN_BYTES,
              "a run takes RUN_BYTES at the most");

static bool is_wide(const struct order *order)
{
    return order->returns != 0 || order->gross != (int32_t)order->gross ||
           order->discount != (int32_t)order->discount ||
           order->units != (int32_t)order->units;
}

static uint32_t bits_of(const struct run *run)
{
    const struct order *order = &run->order;

    return order->second | (order->has_time ? HAS_TIME : 0U) |
           (order->scanned ? IS_SCANNED : 0U) |
           (order->is_sold ? IS_SOLD : 0U) |
           (order->positive ? IS_POSITIVE : 0U) |
           (run->has_customer ? HAS_CUSTOMER : 0U) |
           (is_wide(order) ? IS_WIDE : 0U);
}

/*
 * Field by field to where it is to lie: what was just put together elsewhere in
 * small pieces is slow to copy in large ones.
 */
#define PUT(to, field, value)                                                  \
    do {                                                                       \
        uint32_t put = (uint32_t)(value);                                      \
        memcpy((to) + offsetof(struct head, field), &put, sizeof put);         \
    } while (0)

static void pack_head(char *to, const struct run *run, uint32_t bits)
{
    const struct order *order = &run->order;

    memcpy(to, &run->id.words[0], sizeof run->id.words[0]);
    memcpy(to + sizeof run->id.words[0], &run->id.words[1],
           sizeof run->id.words[1]);
    PUT(to, date, order->date);
    PUT(to, bits, bits);
    PUT(to, store, order->store);
    PUT(to, channel, order->channel);
    PUT(to, item_count, order->item_count);
    PUT(to, gross, order->gross);
    PUT(to, discount, order->discount);
    PUT(to, units, order->units);
}

size_t run_pack(char *to, const struct run *run)
{
    const struct order *order = &run->order;
    uint32_t bits = bits_of(run);
    char *at = to + sizeof(struct head);

    pack_head(to, run, bits);
    if (run->has_customer) {
        memcpy(at, &run->customer.words[0], sizeof run->customer.words[0]);
        memcpy(at + sizeof run->customer.words[0], &run->customer.words[1],
               sizeof run->customer.words[1]);
        at += sizeof run->customer;
    }
    if (bits & IS_WIDE) {
        const struct wide wide = {order->gross, order->discount, order->returns,
                                  order->units};

        memcpy(at, &wide, sizeof wide);
        at += sizeof wide;
    }
    for (uint32_t i = 0; i < order->item_count; i++)
        memcpy(at + i * sizeof *run->items, run->items + i, sizeof *run->items);
    return (size_t)(at - to) + order->item_count * sizeof *run->items;
}

size_t run_size(const char *from, size_t room)
{
    struct head head;
    size_t size;

    if (room < sizeof head)
        return 0;
    memcpy(&head, from, sizeof head);
    if (head.item_count > RUN_ITEMS)
        return 0;
    size = sizeof head + head.item_count * sizeof(uint32_t);
    if (head.bits & HAS_CUSTOMER)
        size += sizeof(struct key);
    if (head.bits & IS_WIDE)
        size += sizeof(struct wide);
    return size <= room ? size : 0;
}

static void set_amounts(struct order *order, const struct wide *wide)
{
    order->gross = wide->gross;
    order->discount = wide->discount;
    order->returns = wide->returns;
    order->units = wide->units;
}

const char *run_unpack(const char *from, struct run *run)
{
    struct head head;
    struct wide wide;

    memcpy(&head, from, sizeof head);
    from += sizeof head;
    run->id = head.id;
    run->has_customer = head.bits & HAS_CUSTOMER;
    run->order = (struct order){
        .date = head.date,
        .second = head.bits & SECOND_BITS,
        .has_time = (head.bits & HAS_TIME) != 0,
        .scanned = (head.bits & IS_SCANNED) != 0,
        .is_sold = (head.bits & IS_SOLD) != 0,
        .positive = (head.bits & IS_POSITIVE) != 0,
        .day = head.date,
        .customer = MAP_NONE,
        .store = head.store,
        .channel = head.channel,
        .item_count = head.item_count,
        .gross = head.gross,
        .discount = head.discount,
        .units = head.units,
    };
    run->customer = (struct key){{0, 0}};
    if (run->has_customer) {
        memcpy(&run->customer, from, sizeof run->customer);
        from += sizeof run->customer;
    }
    if (head.bits & IS_WIDE) {
        memcpy(&wide, from, sizeof wide);
        from += sizeof wide;
        set_amounts(&run->order, &wide);
    }
    run->items = (const uint32_t *)(const void *)from;
    return from + head.item_count * sizeof *run->items;
}
