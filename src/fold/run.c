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
    COST_AT = 23, /* the form of the cost, two bits */
    REST_AT = 25, /* that of the net sales without one, two bits */
    HAS_GIFT = 1 << 27,
};

/* How an amount lies behind the head, or what it is where it does not. */
enum form { FORM_ZERO, FORM_SHORT, FORM_LONG, FORM_NET };

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
    int64_t returned_units;
};

static_assert(sizeof(struct head) + sizeof(struct key) + sizeof(struct wide) +
                      2 * sizeof(int64_t) + RUN_ITEMS * sizeof(uint32_t) ==
                  RUN_BYTES,
              "a run takes RUN_BYTES at the most");

/* Amounts that no order has, of a state that is damaged, may wrap around. */
static int64_t difference(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a - (uint64_t)b);
}

static int64_t net_of(const struct order *order)
{
    return difference(difference(order->gross, order->discount),
                      order->returns);
}

/* Net sales but for a part: what has a unit cost leaves what has none, and the
 * other way round. */
static int64_t rest_of(const struct order *order, int64_t part)
{
    return difference(net_of(order), part);
}

static bool is_short(int64_t amount)
{
    return amount == (int32_t)amount;
}

/* Money where that is all of it: so it is with whole units. */
static enum form cost_form(int64_t cost)
{
    int64_t money = cost / COST_TO_MONEY;

    if (cost == 0)
        return FORM_ZERO;
    return money * COST_TO_MONEY == cost && is_short(money) ? FORM_SHORT
                                                            : FORM_LONG;
}

/* Mostly all lines have a cost, or none has. */
static enum form rest_form(const struct run *run)
{
    int64_t rest = rest_of(&run->order, run->side.costs.costed_net);

    if (rest == 0)
        return FORM_ZERO;
    if (run->side.costs.costed_net == 0)
        return FORM_NET;
    return is_short(rest) ? FORM_SHORT : FORM_LONG;
}

static enum form form_in(uint32_t bits, int at)
{
    return (enum form)(bits >> at & 3);
}

static size_t form_size(enum form form)
{
    static const unsigned char sizes[] = {[FORM_SHORT] = sizeof(int32_t),
                                          [FORM_LONG] = sizeof(int64_t),
                                          [FORM_NET] = 0};

    return sizes[form];
}

static bool is_wide(const struct run *run)
{
    const struct order *order = &run->order;

    return order->returns != 0 || run->side.returned_units != 0 ||
           !is_short(order->gross) || !is_short(order->discount) ||
           !is_short(order->units);
}

static uint32_t bits_of(const struct run *run)
{
    const struct order *order = &run->order;

    return order->second | (order->has_time ? HAS_TIME : 0U) |
           (order->scanned ? IS_SCANNED : 0U) |
           (order->is_sold ? IS_SOLD : 0U) |
           (order->positive ? IS_POSITIVE : 0U) |
           (order->has_gift ? HAS_GIFT : 0U) |
           (run->has_customer ? HAS_CUSTOMER : 0U) |
           (is_wide(run) ? IS_WIDE : 0U) |
           (uint32_t)cost_form(run->side.costs.cost) << COST_AT |
           (uint32_t)rest_form(run) << REST_AT;
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

static char *put_amount(char *to, enum form form, int64_t amount)
{
    int32_t small = (int32_t)amount;

    if (form == FORM_SHORT)
        memcpy(to, &small, sizeof small);
    if (form == FORM_LONG)
        memcpy(to, &amount, sizeof amount);
    return to + form_size(form);
}

/* Behind the head, what is not in it as a rule. */
static char *pack_amounts(char *to, const struct run *run, uint32_t bits)
{
    const struct order *order = &run->order;
    const struct cost_sums *costs = &run->side.costs;
    enum form form = form_in(bits, COST_AT);

    if (bits & IS_WIDE) {
        const struct wide wide = {order->gross, order->discount, order->returns,
                                  order->units, run->side.returned_units};

        memcpy(to, &wide, sizeof wide);
        to += sizeof wide;
    }
    to = put_amount(to, form,
                    form == FORM_SHORT ? costs->cost / COST_TO_MONEY
                                       : costs->cost);
    return put_amount(to, form_in(bits, REST_AT),
                      rest_of(order, costs->costed_net));
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
    at = pack_amounts(at, run, bits);
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
    size += form_size(form_in(head.bits, COST_AT)) +
            form_size(form_in(head.bits, REST_AT));
    return size <= room ? size : 0;
}

static const char *take_amount(const char *from, enum form form,
                               int64_t *amount)
{
    int32_t small;

    if (form == FORM_SHORT) {
        memcpy(&small, from, sizeof small);
        *amount = small;
    }
    if (form == FORM_LONG)
        memcpy(amount, from, sizeof *amount);
    return from + form_size(form);
}

static const char *take_wide(const char *from, struct run *run)
{
    struct wide wide;

    memcpy(&wide, from, sizeof wide);
    run->order.gross = wide.gross;
    run->order.discount = wide.discount;
    run->order.returns = wide.returns;
    run->order.units = wide.units;
    run->side.returned_units = wide.returned_units;
    return from + sizeof wide;
}

/* Behind all amounts that the net sales are made of. */
static const char *take_costs(const char *from, struct run *run, uint32_t bits)
{
    struct cost_sums *costs = &run->side.costs;
    enum form form = form_in(bits, COST_AT);
    int64_t rest = 0;

    from = take_amount(from, form, &costs->cost);
    if (form == FORM_SHORT)
        costs->cost *= COST_TO_MONEY;
    form = form_in(bits, REST_AT);
    from = take_amount(from, form, &rest);
    costs->costed_net = form == FORM_NET ? 0 : rest_of(&run->order, rest);
    return from;
}

const char *run_unpack(const char *from, struct run *run)
{
    struct head head;

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
        .has_gift = (head.bits & HAS_GIFT) != 0,
        .day = head.date,
        .customer = MAP_NONE,
        .store = head.store,
        .channel = head.channel,
        .item_count = head.item_count,
        .gross = head.gross,
        .discount = head.discount,
        .units = head.units,
    };
    run->side = (struct side_sums){.returned_units = 0};
    run->customer = (struct key){{0, 0}};
    if (run->has_customer) {
        memcpy(&run->customer, from, sizeof run->customer);
        from += sizeof run->customer;
    }
    if (head.bits & IS_WIDE)
        from = take_wide(from, run);
    from = take_costs(from, run, head.bits);
    run->items = (const uint32_t *)(const void *)from;
    return from + head.item_count * sizeof *run->items;
}
