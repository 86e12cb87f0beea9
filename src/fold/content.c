#include "fold/content.h"

/* Words that an amount of 64 bits takes. */
enum { WORDS = sizeof(int64_t) / sizeof(uint32_t) };

static bool is_short(int64_t amount)
{
    return amount == (int32_t)amount;
}

static bool are_short(const int64_t *amounts, uint32_t count)
{
    bool fits = true;

    for (uint32_t i = 0; i < count; i++)
        fits &= is_short(amounts[i]);
    return fits;
}

static enum content_cost cost_form(const struct cost_sums *costs, int64_t net)
{
    int64_t money = costs->cost / COST_TO_MONEY;

    if (costs->cost == 0 && costs->costed_net == 0)
        return CONTENT_COST_NONE;
    if (costs->costed_net != net)
        return CONTENT_COST_PART;
    return money * COST_TO_MONEY == costs->cost && is_short(money)
               ? CONTENT_COST_SHORT
               : CONTENT_COST_LONG;
}

static enum content_cost cost_in(unsigned form)
{
    return (enum content_cost)(form >> CONTENT_COST_AT);
}

static size_t cost_size(unsigned form)
{
    static const unsigned char sizes[] = {[CONTENT_COST_NONE] = 0,
                                          [CONTENT_COST_SHORT] = 1,
                                          [CONTENT_COST_LONG] = WORDS,
                                          [CONTENT_COST_PART] = 2 * WORDS};

    return sizes[cost_in(form)];
}

static size_t net_size(unsigned form)
{
    return form & CONTENT_WIDE ? WORDS : 1;
}

unsigned content_form(const struct goods *goods, const struct cost_sums *costs,
                      int64_t net)
{
    bool fits = are_short(goods->sold_nets, goods->sold_count) &&
                are_short(goods->returned_nets, goods->returned_count);

    return (goods->returned_count > 0 ? CONTENT_RETURNS : 0U) |
           (fits ? 0U : CONTENT_WIDE) |
           (unsigned)cost_form(costs, net) << CONTENT_COST_AT;
}

size_t content_size(const struct goods *goods, unsigned form)
{
    size_t count = (size_t)goods->sold_count + goods->returned_count;

    return count + (form & CONTENT_RETURNS) + count * net_size(form) +
           cost_size(form);
}

static uint32_t *put_words(uint32_t *to, const uint32_t *words, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        to[i] = words[i];
    return to + count;
}

static uint32_t *put_long(uint32_t *to, int64_t amount)
{
    memcpy(to, &amount, sizeof amount);
    return to + WORDS;
}

static uint32_t *put_nets(uint32_t *to, const int64_t *nets, uint32_t count,
                          unsigned form)
{
    for (uint32_t i = 0; i < count; i++)
        if (form & CONTENT_WIDE)
            to = put_long(to, nets[i]);
        else
            *to++ = (uint32_t)nets[i];
    return to;
}

static void put_costs(uint32_t *to, const struct cost_sums *costs,
                      unsigned form)
{
    switch (cost_in(form)) {
    case CONTENT_COST_NONE:
        break;
    case CONTENT_COST_SHORT:
        *to = (uint32_t)(costs->cost / COST_TO_MONEY);
        break;
    case CONTENT_COST_PART:
        to = put_long(to, costs->costed_net);
        put_long(to, costs->cost);
        break;
    case CONTENT_COST_LONG:
        put_long(to, costs->cost);
        break;
    }
}

void content_put(uint32_t *to, const struct goods *goods,
                 const struct cost_sums *costs, unsigned form)
{
    to = put_words(to, goods->sold, goods->sold_count);
    if (form & CONTENT_RETURNS) {
        *to++ = goods->returned_count;
        to = put_words(to, goods->returned, goods->returned_count);
    }
    to = put_nets(to, goods->sold_nets, goods->sold_count, form);
    to = put_nets(to, goods->returned_nets, goods->returned_count, form);
    put_costs(to, costs, form);
}

static int64_t long_at(const uint32_t *from)
{
    int64_t amount;

    memcpy(&amount, from, sizeof amount);
    return amount;
}

static struct cost_sums costs_at(const uint32_t *from, unsigned form,
                                 int64_t net)
{
    switch (cost_in(form)) {
    case CONTENT_COST_NONE:
        break;
    case CONTENT_COST_SHORT:
        return (struct cost_sums){net, (int32_t)*from * (int64_t)COST_TO_MONEY};
    case CONTENT_COST_LONG:
        return (struct cost_sums){net, long_at(from)};
    case CONTENT_COST_PART:
        return (struct cost_sums){long_at(from), long_at(from + WORDS)};
    }
    return (struct cost_sums){0, 0};
}

struct content content_of(const uint32_t *from, uint32_t sold_count,
                          unsigned form, int64_t net)
{
    struct content content = {.sold = from,
                              .sold_count = sold_count,
                              .is_wide = (form & CONTENT_WIDE) != 0};

    if (!from)
        return content;
    from += sold_count;
    if (form & CONTENT_RETURNS) {
        content.returned_count = *from++;
        content.returned = from;
        from += content.returned_count;
    }
    content.nets = from;
    from += content_count(&content) * net_size(form);
    content.costs = costs_at(from, form, net);
    return content;
}
