/*
 * fate.h - what became of one offer with one customer.
 */
#ifndef REPORT_MEASURE_FATE_H
#define REPORT_MEASURE_FATE_H

#include "measure/interval.h"
#include "measure/window.h"
#include "read/offer.h"

/* The events of a customer and an offer. */
struct offer_rows {
    const struct offer_event *events;
    size_t count;
};

/* The customer's next listed offer, from `*at` of all events on; false behind
 * the last one. */
bool offer_rows_next(const struct offers *offers, uint32_t customer, size_t *at,
                     struct offer_rows *rows);

/* By all rows of both together, as of a day. */
struct fate {
    bool is_treated; /* allocated, in a row that is not the control group's */
    bool is_control;
    bool has[OFFER_STAGES]; /* on whatever day up to then */
    int64_t redemptions;    /* in the offer's window */
    int128 reward_cost;     /* of these; money */
};

/* What happens after the as-of day is not seen. */
struct fate fate_of(const struct offer_event *events, size_t count,
                    const struct window *window, int32_t as_of);

#endif
