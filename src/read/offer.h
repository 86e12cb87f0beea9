/*
 * offer.h - personal offers, and what became of them with each customer.
 *
 * Offers are few.  Their events may be very many: an event takes 32 bytes, and
 * customers are known by hashes of their ids (customer.h), whether or not the
 * customers extract has them.  Events of an offer that the offers extract
 * lacks are kept too, without an offer: what they cost is a cost of the
 * programme.
 */
#ifndef REPORT_READ_OFFER_H
#define REPORT_READ_OFFER_H

#include "base/date.h"
#include "base/status.h"
#include "read/customer.h"
#include "read/note.h"

#include <assert.h>

struct extract;
struct extract_run;

struct offer {
    struct str id;
    struct str name;
    struct str type;
    struct str business_unit;
    struct str campaign_id;
    struct str product_id;
    struct str funded_by;
    int32_t start; /* first and last day */
    int32_t end;
    bool supplier_funded;
};

/* What may happen to an offer, in this order. */
enum offer_stage {
    OFFER_ALLOCATED,
    OFFER_DELIVERED,
    OFFER_OPENED,
    OFFER_ACTIVATED,
    OFFER_REDEEMED,
    OFFER_STAGES
};

enum { OFFER_DAY_BYTES = 3 };

/* One row of offer_events. */
struct offer_event {
    uint32_t offer;      /* MAP_NONE: one that the offers extract lacks */
    uint32_t customer;   /* in offers.customers */
    int64_t reward_cost; /* money; 0 where it is not given */
    unsigned char days[OFFER_STAGES][OFFER_DAY_BYTES]; /* offer_event_day() */
    bool is_control : 1;                               /* held out at random */
    bool has_cost : 1; /* reward_cost is given */
};

static_assert(sizeof(struct offer_event) <= 32, "events are many");

struct offers {
    bool is_delivered; /* the offers extract was */
    bool has_events;   /* the offer_events extract was */
    struct map ids;    /* id -> items[] */
    struct offer *items;
    size_t capacity;
    struct customers customers; /* ids of events, without rows */
    struct offer_event *events; /* by customer and offer; ties by the rest */
    size_t event_count;
    size_t *first_of;       /* in events, of each customer; and the end */
    size_t unlisted_events; /* of offers that the offers extract lacks */
    /* Whether an event has a day of a stage at all, or a cost. */
    bool has_stage[OFFER_STAGES];
    bool has_costs;
    int64_t cost_size;   /* what costs come to without their signs */
    bool costs_overflow; /* that does not fit, so that no sum of them may */
};

/* A row of offer_events that has been read. */
struct noted_event {
    struct customer_key customer;
    struct offer_event event; /* but for its customer */
};

/*
 * Read the offers extract.  A second row of an offer is rejected, and one that
 * ends before it starts.
 */
enum status offers_read(const struct extract_run *run, struct offers *offers);

/* Note the row that an extract of offer_events is at. */
void offers_note(const struct offers *offers, const struct extract *extract,
                 struct noted_event *note);

/* Put in all events that were noted, by so many threads; uses up the notes. */
void offers_put(struct arena *arena, struct offers *offers, struct notes *notes,
                size_t threads);

/* How many offers there are. */
static inline size_t offers_count(const struct offers *offers)
{
    return offers->ids.count;
}

/* The day of a stage of an event; DATE_NONE: none. */
static inline int32_t offer_event_day(const struct offer_event *event,
                                      enum offer_stage stage)
{
    const unsigned char *day = event->days[stage];
    int32_t number = day[0] << 16 | day[1] << 8 | day[2];

    return number == 0 ? DATE_NONE : number - 719163; /* 1: 0001-01-01 */
}

/* Put in a day, or DATE_NONE. */
void offer_event_set_day(struct offer_event *event, enum offer_stage stage,
                         int32_t date);

#endif
