/*
 * clientele.h - the customers as the tables of them need them: profiles, the
 * order of ids, what other measures say of each.
 *
 * It lives in the arena of the tables and outlasts the view: lists of customers
 * are made row by row when they are written.
 */
#ifndef REPORT_MEASURE_CLIENTELE_H
#define REPORT_MEASURE_CLIENTELE_H

#include "measure/clv_model.h"
#include "measure/profile_store.h"
#include "measure/rfm.h"

struct customer_clusters;

/* Customers of the book in the order of their ids. */
struct roll {
    uint32_t *customers;
    size_t count;
};

/* Cuts between the bands of historical CLV. */
struct clv_cuts {
    bool known;     /* there are enough customers */
    int64_t high;   /* High from here on */
    int64_t medium; /* Medium from here on */
};

struct clientele {
    const struct config *config;
    const struct book *book;
    struct profile_days days;
    const struct profile_store *profiles;
    struct roll seen;          /* all with an order by the as-of day */
    struct roll buyers;        /* with an occasion, no staff */
    struct clv_cuts cuts;      /* clv_make() */
    const struct str *markets; /* of each store of the book */
    const struct assortments *assortments;
    const struct rfm *rfm;             /* NULL: there are no segments */
    const struct clv_model *clv_model; /* NULL: nothing is expected */
    const struct customer_clusters
        *clusters; /* cluster_make(); NULL: there are none */
};

/* Whether a profile is of a buyer: has an occasion, and is no staff. */
static inline bool clientele_holds(const struct profile *profile)
{
    return profile->occasions > 0 && !profile->is_staff;
}

/* The customers, of whom all profiles are made, in the order of their ids. */
struct clientele *clientele_make(const struct view *view,
                                 struct profiles *profiles,
                                 const struct rfm *rfm, const uint32_t *by_id);

/* The segment of a customer; empty without one. */
struct str clientele_segment(const struct clientele *clientele,
                             uint32_t customer);

/* Fetch what a row of a roll is made of that comes soon: ids follow each other
 * there, and customers lie anywhere. */
void clientele_fetch(const struct clientele *clientele, const struct roll *roll,
                     size_t row);

#endif
