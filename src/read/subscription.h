/*
 * subscription.h - the spans of subscriptions, customer by customer.
 *
 * A row of the extract is one unbroken span: the days from its start to its
 * end, both included, or for ever.  Spans of one customer may overlap.
 */
#ifndef REPORT_READ_SUBSCRIPTION_H
#define REPORT_READ_SUBSCRIPTION_H

#include "base/diag.h"
#include "read/customer.h"

struct config;
struct ledger;

/* Trials and staff are no subscribers. */
enum subscription_status {
    SUBSCRIPTION_PAID, /* also where no status is given */
    SUBSCRIPTION_TRIAL,
    SUBSCRIPTION_STAFF,
};

/* Monthly prices are twelfths of a ten-thousandth of the currency unit, so
 * that a year's price over 12 is exact. */
enum { MONTHLY_PARTS = 12 };

struct subscription {
    struct str id;
    uint32_t customer; /* in subscriptions.customers */
    uint32_t plan;     /* in subscriptions.plans; the empty text: unknown */
    int32_t start;
    int32_t end; /* INT32_MAX: open */
    enum subscription_status status;
    bool by_year;    /* paid by the year; else, or unknown, by the month */
    int64_t monthly; /* (price - discount), a year's over 12: MONTHLY_PARTS */
};

struct subscriptions {
    bool delivered;
    struct customers customers; /* a set of ids; their rows are empty */
    struct map plans;
    struct subscription *spans; /* by customer, start, end and id */
    size_t count;
    uint32_t *first_of; /* in spans, of each customer; and the end */
};

/* The spans of a customer. */
struct span_list {
    const struct subscription *spans;
    size_t count;
};

static inline struct span_list
subscriptions_of(const struct subscriptions *subscriptions, uint32_t customer)
{
    uint32_t first = subscriptions->first_of[customer];

    return (struct span_list){subscriptions->spans + first,
                              subscriptions->first_of[customer + 1] - first};
}

/*
 * Read the extract, if there is one.  Rejected are a second row with the same
 * id, an end before its start, unknown words, a discount that is more than the
 * price, and a price with which the sum of monthly prices no longer fits.
 */
enum status subscription_read(struct arena *arena, struct diag *diag,
                              const struct config *config,
                              struct ledger *ledger,
                              struct subscriptions *subscriptions);

#endif
