#include "basket.h"

enum {
    COUPON = 500,
    REWARD = 1000,
    STAFF_DISCOUNT = 5, /* per cent */
    TRIES = 6,
};

/* What a basket is worth at list prices, cents: the Gamma-Gamma law. */
static double draw_value(const struct visit *visit,
                         const struct shopper *shopper, struct stream *stream)
{
    double mean = shopper->spend;

    if (visit->anonymous)
        mean =
            100 * law.anonymous_spend * law.gamma / random_gamma(stream, law.q);
    return mean * random_gamma(stream, law.p);
}

static int32_t draw_quantity(const struct product *product,
                             struct stream *stream)
{
    int32_t units = 1;

    if (product->by_weight)
        return 50 * random_between(stream, 3, 16);
    while (units < MANY_MOST && (uint32_t)random_bits(stream) < product->many)
        units++;
    return 1000 * units;
}

/* A product of the week; the first of an offer is of its department. */
static uint16_t draw_product(const struct visit *visit, const struct shop *shop,
                             bool first, struct stream *stream)
{
    const struct choice *demand = &shop->range->demand[visit->week];
    uint32_t product = choice_pick(demand, stream);

    if (first && visit->flags & VISIT_REDEEMS) {
        uint8_t department = shop->offers[visit->offer - 1].department;

        while (shop->range->products[product].department != department)
            product = choice_pick(demand, stream);
    }
    return (uint16_t)product;
}

static void add_line(struct basket *basket, const struct visit *visit,
                     const struct shop *shop, uint16_t product,
                     int32_t quantity)
{
    const struct shelf *shelf = &shop->range->shelves[visit->week][product];

    basket->lines[basket->count++] = (struct line){
        .product = product,
        .promotion = shelf->promotion,
        .price = shelf->price,
        .quantity = quantity,
        .list = (int32_t)((int64_t)shelf->price * quantity / 1000)};
}

static int32_t per_cent(int32_t amount, int share)
{
    return (amount * share + 50) / 100;
}

static void discount_line(struct line *line, const struct visit *visit,
                          const struct shopper *shopper,
                          const struct shelf *shelf)
{
    if (shelf->promoted)
        line->promo = per_cent(line->list, shelf->promoted);
    else if (shelf->marked)
        line->markdown = per_cent(line->list, shelf->marked);
    else if (shelf->for_members && visit->flags & VISIT_MEMBER)
        line->member = per_cent(line->list, shelf->for_members);
    if (shopper->staff && visit->card == CARD_OWN && !visit->anonymous)
        line->member +=
            per_cent(line->list - line_discount(line), STAFF_DISCOUNT);
}

static int32_t at_most_half(int32_t amount, const struct line *line)
{
    int32_t half = (line->list - line_discount(line)) / 2;

    return amount < half ? amount : half;
}

/* Coupons and rewards go on a basket's first line. */
static void settle_first(struct line *line, const struct visit *visit,
                         const struct shop *shop, struct stream *stream)
{
    double draw = random_real(stream);
    int32_t net;

    if (visit->flags & VISIT_REDEEMS) {
        const struct offer *offer = &shop->offers[visit->offer - 1];

        line->redeems = true;
        if (offer->is_discount)
            line->coupon = at_most_half(offer->reward, line);
    } else if (draw < 0.02) {
        line->coupon = at_most_half(COUPON, line);
    }
    net = line->list - line_discount(line);
    if (visit->flags & VISIT_MEMBER && draw > 0.95)
        line->reward = REWARD < net ? REWARD : net;
}

static void settle_lines(struct basket *basket, const struct visit *visit,
                         const struct shopper *shopper, const struct shop *shop,
                         struct stream *stream)
{
    enum { BEAUTY = 3, SUPPLIER = 150 };

    for (size_t i = 0; i < basket->count; i++) {
        struct line *line = &basket->lines[i];

        discount_line(line, visit, shopper,
                      &shop->range->shelves[visit->week][line->product]);
        if (i == 0)
            settle_first(line, visit, shop, stream);
        if (shop->range->products[line->product].department == BEAUTY &&
            random_is(stream, 0.03))
            line->supplier = at_most_half(SUPPLIER, line);
    }
    if (basket->count > 2 && random_is(stream, 0.001)) { /* a free gift */
        struct line *line = &basket->lines[basket->count - 1];

        line->markdown += line->list - line_discount(line);
        line->supplier = 0;
    }
}

/*
 * Lines are drawn until their value reaches what is to be spent: the last one
 * is taken with the chance that makes the mean right.  What costs more than is
 * left is put back, some times.  All of it is reckoned at first prices, so that
 * how demand answers to prices is in the choice of products alone.
 */
void basket_fill(struct basket *basket, const struct visit *visit,
                 const struct shopper *shopper, const struct shop *shop)
{
    struct stream stream = {visit_key(visit, shopper)};
    double left = draw_value(visit, shopper, &stream);
    int tries = 0;

    basket->count = 0;
    do {
        uint16_t product =
            draw_product(visit, shop, basket->count == 0, &stream);
        const struct product *drawn = &shop->range->products[product];
        int32_t quantity = draw_quantity(drawn, &stream);
        double value = drawn->usual * (quantity / 1000.0);

        if (value > 1.2 * left && tries++ < TRIES)
            continue;
        if (value <= left || basket->count == 0 ||
            random_is(&stream, left / value))
            add_line(basket, visit, shop, product, quantity);
        left -= value;
    } while (left > 0 && basket->count < LINES);
    settle_lines(basket, visit, shopper, shop, &stream);
}
