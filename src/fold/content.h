/*
 * content.h - what an order is made of: its products with what each comes to,
 * and what they cost.
 *
 * It lies in words of 32 bits, as few as will do: the products sold; where
 * there are any, how many were brought back, and these; net sales of all of
 * these, on one day; costs.
 */
#ifndef REPORT_FOLD_CONTENT_H
#define REPORT_FOLD_CONTENT_H

#include "fold/sums.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* What lies there, in so many bits. */
enum {
    CONTENT_RETURNS = 1, /* products brought back */
    CONTENT_WIDE = 2,    /* net sales take two words each */
    CONTENT_COST_AT = 2, /* enum content_cost, two bits */
    CONTENT_BITS = 4
};

/* How costs lie there.  Mostly all of the net sales have one, in whole money.
 */
enum content_cost {
    CONTENT_COST_NONE,
    CONTENT_COST_SHORT, /* of all net sales: a word of money */
    CONTENT_COST_LONG,  /* likewise: two words of COST_PLACES */
    CONTENT_COST_PART   /* and two more: the net sales that have a cost */
};

/* What is put there: products and the net sales of each, below 0 for those
 * brought back; none twice among those sold. */
struct goods {
    const uint32_t *sold;
    const int64_t *sold_nets;
    uint32_t sold_count;
    uint32_t returned_count;
    const uint32_t *returned;
    const int64_t *returned_nets;
};

/* The form of goods and costs of an order with so much net sales. */
unsigned content_form(const struct goods *goods, const struct cost_sums *costs,
                      int64_t net);

/* How many words they take. */
size_t content_size(const struct goods *goods, unsigned form);

void content_put(uint32_t *to, const struct goods *goods,
                 const struct cost_sums *costs, unsigned form);

/* What lies in some words.  Products sold and then those brought back have the
 * numbers 0, 1, 2 … */
struct content {
    const uint32_t *sold;
    const uint32_t *returned;
    const uint32_t *nets;
    uint32_t sold_count;
    uint32_t returned_count;
    bool is_wide;
    struct cost_sums costs;
};

/* The content of an order with so many products sold, of a form; NULL, where
 * there is nothing, has none. */
struct content content_of(const uint32_t *from, uint32_t sold_count,
                          unsigned form, int64_t net);

static inline uint32_t content_count(const struct content *content)
{
    return content->sold_count + content->returned_count;
}

static inline uint32_t content_product(const struct content *content,
                                       uint32_t number)
{
    return number < content->sold_count
               ? content->sold[number]
               : content->returned[number - content->sold_count];
}

/* The net sales of a product, on the day that the content is of. */
static inline int64_t content_net(const struct content *content,
                                  uint32_t number)
{
    int64_t net;

    if (!content->is_wide)
        return (int32_t)content->nets[number];
    memcpy(&net, content->nets + 2 * (size_t)number, sizeof net);
    return net;
}

#endif
