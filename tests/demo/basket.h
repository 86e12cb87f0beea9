/*
 * basket.h - what lies in a basket, worked out from the visit alone.
 */
#ifndef DEMO_BASKET_H
#define DEMO_BASKET_H

#include "visit.h"

enum { LINES = 40 };

/* A line of a receipt; cents and thousandths of a unit. */
struct line {
    uint16_t product;
    uint16_t promotion; /* number + 1; 0 for none */
    int32_t price;
    int32_t quantity;
    int32_t list;
    int32_t markdown, promo, member, coupon; /* the retailer's discounts */
    int32_t supplier;
    int32_t reward;
    bool redeems; /* the offer of the visit */
};

struct basket {
    struct line lines[LINES];
    size_t count;
};

static inline int32_t line_discount(const struct line *line)
{
    return line->markdown + line->promo + line->member + line->coupon;
}

/* The lines of the receipt `visit->of`; one at least, of positive net. */
void basket_fill(struct basket *basket, const struct visit *visit,
                 const struct shopper *shopper, const struct shop *shop);

#endif
