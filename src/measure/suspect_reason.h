/*
 * suspect_reason.h - why an order or a customer does not look like shopping
 * (metrics.md 6, Suspects); all is of the reported window.
 */
#ifndef REPORT_MEASURE_SUSPECT_REASON_H
#define REPORT_MEASURE_SUSPECT_REASON_H

#include "measure/patron.h"
#include "measure/suspect_limit.h"

enum suspect_reason {
    SUSPECT_HIGH_VALUE, /* of an order */
    SUSPECT_DEEP_DISCOUNT,
    SUSPECT_FREE_LINE,
    SUSPECT_MANY_BASKETS, /* of a customer */
    SUSPECT_MANY_STORES,
    SUSPECT_STORE_SHARE,
    SUSPECT_RETURNS,
    SUSPECT_REDEMPTION,
    SUSPECT_REASONS
};

struct suspect_rule {
    const char *code;  /* "high_value" */
    const char *label; /* "High-value basket" */
    const char *meaning;
    bool is_of_order;
};

/* By reason. */
extern const struct suspect_rule suspect_rules[SUSPECT_REASONS];

/* A set of reasons has a bit for each. */
static inline unsigned suspect_bit(enum suspect_reason reason)
{
    return 1U << reason;
}

/* The reasons of an order whose date lies in the window; whether it has a sale
 * line at nothing or less. */
unsigned suspect_order_reasons(const struct suspect_limits *limits,
                               const struct order *order, bool has_gift);

/* The reasons of an identified customer, whose lines in the window come to
 * `lines`. */
unsigned suspect_customer_reasons(const struct suspect_limits *limits,
                                  const struct view *view,
                                  const struct patron *patron,
                                  const struct sums *lines);

#endif
