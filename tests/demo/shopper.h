/*
 * shopper.h - a customer: who he is, and by which rates he comes and spends.
 *
 * Customer i is made from the seed and i alone, so that the first customers
 * are the same however many there are.
 */
#ifndef DEMO_SHOPPER_H
#define DEMO_SHOPPER_H

#include "store.h"

enum { SPANS = 12, NEVER = INT32_MAX };

enum span_status { SPAN_TRIAL, SPAN_PAID, SPAN_STAFF };

/* An unbroken span of the subscription at one price. */
struct span {
    int from;
    int to; /* day, included; NEVER if it goes on */
    enum span_status status;
    bool by_year;
    int32_t price;
    int32_t discount;
};

/* What the till looks at comes first: it fits a line of the cache. */
struct shopper {
    uint64_t key;
    double spend; /* a basket's gamma draw times this is its value */
    uint32_t number;
    uint8_t home;
    bool staff;
    bool listed;             /* in the customers extract */
    uint64_t periods;        /* with a basket, as bits */
    uint64_t member_periods; /* with a member's basket */
    int member_from;         /* day; NEVER if he does not join */
    int member_to;           /* NEVER if he does not leave */
    double rate;             /* visits a week of the trading clock */
    double dropout;          /* chance after each repeat visit */
    double first;            /* visit, on the trading clock */
    double end;              /* when he has dropped out; WEEKS if he has not */
    double online;
    struct span *spans; /* NULL: none; room for SPANS */
    size_t span_count;
};

/* Where customers come from; their spans lie in the arena. */
struct market {
    struct arena *arena;
    uint64_t seed;
    const struct network *network;
    const struct clock *clock;
};

void shopper_make(struct shopper *shopper, const struct market *market,
                  uint32_t number);

/* metrics.md: a member on a day. */
static inline bool shopper_is_member(const struct shopper *shopper, int day)
{
    return shopper->listed && !shopper->staff && day >= shopper->member_from &&
           day <= shopper->member_to;
}

bool shopper_is_subscriber(const struct shopper *shopper, int day);

/* "C00000123" of a customer's number, from 0. */
static inline char *shopper_put_id(char *at, uint32_t number)
{
    return put_digits(put_byte(at, 'C'), (uint64_t)number + 1, 8);
}

/* A row of customers.csv, and the customer's rows of subscriptions.csv. */
extern const char shopper_header[];
void shopper_write(const struct shopper *shopper, const struct network *network,
                   const struct clock *clock, struct out *out);
extern const char subscription_header[];
void shopper_write_spans(const struct shopper *shopper,
                         const struct clock *clock, struct out *out);

/* What the spans of a member become; used by shopper_make(). */
void subscription_make(struct arena *arena, struct shopper *shopper,
                       struct stream *stream);

#endif
