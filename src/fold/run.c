#include "fold/run.h"

#include "fold/run_head.h"

#include "base/map.h"

#include <stddef.h>

/* Bits of a head beside the second of the day. */
enum {
    HAS_TIME = 1 << 17,
    IS_SCANNED = 1 << 18,
    IS_SOLD = 1 << 19,
    IS_POSITIVE = 1 << 20,
    IS_WIDE = 1 << 22,
    COST_AT = 23, /* the form of the cost, two bits */
    REST_AT = 25, /* that of the net sales without one, two bits */
    HAS_GIFT = 1 << 27,
    HAS_RETURNED = 1 << 28, /* products brought back */
    HAS_WIDE_NETS = 1 << 29,
};

/* How an amount lies behind the head, or what it is where it does not. */
enum form { FORM_ZERO, FORM_SHORT, FORM_LONG, FORM_NET };

/* Follows where the amounts do not fit the head. */
struct wide {
    int64_t gross;
    int64_t discount;
    int64_t returns;
    int64_t units;
    int64_t returned_units;
};

static_assert(sizeof(struct run_head) + sizeof(struct wide) +
                      2 * sizeof(int64_t) + sizeof(uint32_t) +
                      (RUN_ITEMS + RUN_RETURNS) *
                          (sizeof(uint32_t) + sizeof(int64_t)) ==
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

static bool are_short(const int64_t *amounts, uint32_t count)
{
    bool fits = true;

    for (uint32_t i = 0; i < count; i++)
        fits &= is_short(amounts[i]);
    return fits;
}

static bool has_wide_nets(const struct run *run)
{
    return !are_short(run->nets, run->order.item_count) ||
           !are_short(run->returned_nets, run->returned_count);
}

static uint32_t bits_of(const struct run *run)
{
    const struct order *order = &run->order;

    return order->second | (order->has_time ? HAS_TIME : 0U) |
           (order->scanned ? IS_SCANNED : 0U) |
           (order->is_sold ? IS_SOLD : 0U) |
           (order->positive ? IS_POSITIVE : 0U) |
           (order->has_gift ? HAS_GIFT : 0U) |
           (run->has_customer ? RUN_HAS_CUSTOMER : 0U) |
           (is_wide(run) ? IS_WIDE : 0U) |
           (run->returned_count > 0 ? HAS_RETURNED : 0U) |
           (has_wide_nets(run) ? HAS_WIDE_NETS : 0U) |
           (run_is_large(run) ? RUN_LARGE : 0U) |
           (uint32_t)cost_form(run->side.costs.cost) << COST_AT |
           (uint32_t)rest_form(run) << REST_AT;
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

static char *put_words(char *to, const uint32_t *words, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        memcpy(to + i * sizeof *words, words + i, sizeof *words);
    return to + count * sizeof *words;
}

static enum form net_form(uint32_t bits)
{
    return bits & HAS_WIDE_NETS ? FORM_LONG : FORM_SHORT;
}

static char *put_nets(char *to, const int64_t *nets, uint32_t count,
                      enum form form)
{
    for (uint32_t i = 0; i < count; i++)
        to = put_amount(to, form, nets[i]);
    return to;
}

/* Products, and what each comes to. */
static char *pack_goods(char *to, const struct run *run, uint32_t bits)
{
    uint32_t count = run->order.item_count;

    to = put_words(to, run->items, count);
    if (bits & HAS_RETURNED) {
        to = put_words(to, &run->returned_count, 1);
        to = put_words(to, run->returned, run->returned_count);
    }
    to = put_nets(to, run->nets, count, net_form(bits));
    return put_nets(to, run->returned_nets, run->returned_count,
                    net_form(bits));
}

size_t run_pack(char *to, const struct run *run)
{
    uint32_t bits = bits_of(run);
    char *at = run_head_pack(to, run, bits);

    at = pack_amounts(at, run, bits);
    at = pack_goods(at, run, bits);
    return (size_t)(at - to);
}

size_t run_size(const char *from, size_t room)
{
    struct run_head head;
    uint32_t returned = 0;
    size_t size = run_head_size(from, room);

    if (size == 0)
        return 0;
    run_head_take(from, &head);
    if (head.item_count > RUN_ITEMS)
        return 0;
    size += head.item_count * sizeof(uint32_t);
    if (head.bits & IS_WIDE)
        size += sizeof(struct wide);
    size += form_size(form_in(head.bits, COST_AT)) +
            form_size(form_in(head.bits, REST_AT));
    if (head.bits & HAS_RETURNED) {
        if (size + sizeof returned > room)
            return 0;
        memcpy(&returned, from + size, sizeof returned);
        if (returned == 0 || returned > RUN_RETURNS)
            return 0;
        size += sizeof returned * (1 + (size_t)returned);
    }
    size +=
        ((size_t)head.item_count + returned) * form_size(net_form(head.bits));
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

static const char *take_nets(const char *from, int64_t *nets, uint32_t count,
                             enum form form)
{
    for (uint32_t i = 0; i < count; i++)
        from = take_amount(from, form, nets + i);
    return from;
}

static const char *take_goods(const char *from, struct run *run, uint32_t bits)
{
    uint32_t count = run->order.item_count;

    run->items = (const uint32_t *)(const void *)from;
    from += count * sizeof *run->items;
    run->returned_count = 0;
    if (bits & HAS_RETURNED) {
        memcpy(&run->returned_count, from, sizeof run->returned_count);
        from += sizeof run->returned_count;
        memcpy(run->returned, from,
               run->returned_count * sizeof *run->returned);
        from += run->returned_count * sizeof *run->returned;
    }
    from = take_nets(from, run->nets, count, net_form(bits));
    return take_nets(from, run->returned_nets, run->returned_count,
                     net_form(bits));
}

const char *run_unpack(const char *from, struct run *run)
{
    struct run_head head;

    from = run_head_take(from, &head);
    run->id = head.id;
    run->customer = head.customer;
    run->has_customer = head.bits & RUN_HAS_CUSTOMER;
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
    if (head.bits & IS_WIDE)
        from = take_wide(from, run);
    from = take_costs(from, run, head.bits);
    return take_goods(from, run, head.bits);
}
