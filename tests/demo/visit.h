/*
 * visit.h - when somebody comes to the till, and what for.
 *
 * The history of a customer is made at one go, with that of the anonymous
 * shoppers who go with him; the visits of a block of customers are then put
 * in order of time.  What is in a basket is worked out at the till (basket.h)
 * from the visit alone, as often as it is needed.
 */
#ifndef DEMO_VISIT_H
#define DEMO_VISIT_H

#include "offer.h"
#include "range.h"

enum visit_kind {
    VISIT_SALE,
    VISIT_SECOND, /* the second shipment of an order */
    VISIT_RETURN,
};

enum channel { CHANNEL_STORE, CHANNEL_ONLINE, CHANNEL_APP };

enum card { CARD_OWN, CARD_NONE, CARD_LENT, CARD_LENT_TOO };

enum {
    VISIT_MEMBER = 1,   /* a member's, on this day */
    VISIT_SPLIT = 2,    /* there is a second shipment */
    VISIT_REDEEMS = 4,  /* its offer */
    VISIT_BY_OFFER = 8, /* it would not be without its offer */
    VISIT_FREE = 16,    /* delivery is free */
    VISIT_LEAKS = 32,   /* redeems what it was not allocated */
    VISIT_NUMBERS = 4096,
};

struct visit {
    uint32_t second;
    uint32_t shopper; /* in the block */
    uint16_t number;  /* of the shopper's receipts */
    uint16_t of;      /* the receipt whose lines these are */
    uint8_t week;     /* of that receipt */
    uint8_t kind;
    uint8_t card;
    uint8_t store;
    uint8_t channel;
    uint8_t flags;
    uint8_t offer;     /* number + 1 */
    uint8_t anonymous; /* not the customer's, but of those with him */
};

/* How many an offer reached. */
struct offer_count {
    uint64_t treated;
    uint64_t control;
    uint64_t redeemed; /* of those treated */
    uint64_t leaked;
    int64_t visits; /* that it caused, in the window */
    int64_t caused; /* net sales of those, cents */
    int64_t taken;  /* off other baskets, cents */
    int64_t cost;   /* of rewards, cents */
};

/* Where events of offers go. */
struct offer_sink {
    struct out *out;            /* offer_events.csv */
    struct offer_count *counts; /* OFFERS */
};

/* What all visits depend on. */
struct shop {
    uint64_t seed;
    const struct clock *clock;
    const struct network *network;
    const struct range *range;
    const struct offer *offers;
};

/* The visits of a block of customers. */
struct history {
    struct arena *arena;
    const struct shop *shop;
    struct visit *visits;
    struct visit *sorted; /* as much room */
    size_t count;
    size_t room;
    size_t sorted_room;
    size_t own; /* where those of the current shopper begin */
};

/*
 * Add all visits of a customer, who becomes the one with this index in the
 * block, and of the anonymous shoppers with him.  Offers that he does not
 * redeem go to the sink; those he does go there at the till.
 */
void history_add(struct history *history, struct shopper *shopper,
                 uint32_t index, struct offer_sink *sink);

/* Put the visits in order of time; ties by shopper and number. */
void history_sort(struct history *history);

/* The key of the lines of a shopper's receipt, and its code. */
uint64_t visit_key(const struct visit *visit, const struct shopper *shopper);
uint64_t visit_code(const struct shopper *shopper, bool anonymous,
                    unsigned number);

#endif
