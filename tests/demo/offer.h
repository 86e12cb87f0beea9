/*
 * offer.h - targeted offers: who gets one, and what it does to him.
 *
 * Members are allocated at random among those the offer is for, some of them
 * to a control group that gets nothing.  A treated member who activates the
 * offer comes once more with the chance `pull`: that visit is all its effect,
 * less what redeeming takes off other visits.
 */
#ifndef DEMO_OFFER_H
#define DEMO_OFFER_H

#include "range.h"
#include "shopper.h"

enum { OFFERS = 74 };

struct offer {
    const char *name;
    const char *type;
    const char *funded_by;
    char id[8];
    int first;      /* day */
    int last;       /* day, included */
    int32_t reward; /* cents; what a redemption costs at most */
    uint8_t department;
    bool is_discount; /* taken off at the till; else given as points */
    bool for_lapsed;  /* no visit in the 90 days before */
    double pull;
    double allocated; /* share of members it is for */
    double control;   /* share of those allocated */
    double reach;     /* allocated, or takes it all the same */
};

enum { OFFER_LAPSED_DAYS = 90 };

/* What happened to a member; seconds, 0 where it did not. */
struct offer_event {
    bool allocated;
    bool control;
    uint32_t allocated_at;
    uint32_t delivered_at;
    uint32_t opened_at;
    uint32_t activated_at;
    bool comes; /* for an offer that was activated: the visit it causes */
    bool leaks; /* not allocated, but it may be redeemed all the same */
};

void offers_make(struct offer offers[OFFERS], const struct clock *clock);

/* A customer's stream of an offer; there are many, most of one draw. */
static inline struct stream offer_stream(uint64_t key, size_t number)
{
    return (struct stream){key + (1000 + number) * 0xD1342543DE82EF95U};
}

/* Whether there is any event between a customer and an offer. */
static inline bool offer_reaches(const struct offer *offer, size_t number,
                                 const struct shopper *shopper)
{
    struct stream stream = offer_stream(shopper->key, number);

    return random_is(&stream, offer->reach);
}

/* The same event each time for the same member and offer. */
void offer_event_make(const struct offer *offer, size_t number,
                      const struct shopper *shopper, struct offer_event *event);

/* What became of a redemption; all 0 where there was none. */
struct redemption {
    uint32_t second;
    uint64_t basket; /* its code, see visit.h */
    int32_t cost;
};

extern const char offer_event_header[];
void offer_event_write(const struct offer *offer, const struct shopper *shopper,
                       const struct offer_event *event,
                       const struct redemption *redemption,
                       const struct clock *clock, struct out *out);

/* offers.csv; the campaign of an offer is that of its period and department. */
void offers_write(const struct offer offers[OFFERS], const struct clock *clock,
                  struct out *out);

/* "B" and 8 characters that name a basket. */
enum { BASKET_TEXT = 8 };
char *put_basket(char *at, uint64_t code);

#endif
