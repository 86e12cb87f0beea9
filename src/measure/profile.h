/*
 * profile.h - what each customer is by his purchases up to the as-of day
 * (metrics.md 6, Customer mart).
 *
 * All profiles are made in the one walk over customers that others listen to
 * as well (patron.h), cohorts with them.
 */
#ifndef REPORT_MEASURE_PROFILE_H
#define REPORT_MEASURE_PROFILE_H

#include "measure/assortment.h"
#include "measure/cohort.h"
#include "measure/patron.h"

/* The first that fits (metrics.md 0, Member type); others have none. */
enum member_type {
    MEMBER_NONE,
    MEMBER_STANDARD,
    MEMBER_ENGAGED,
    MEMBER_SUBSCRIBER,
    MEMBER_STAFF,
};

/* "Staff", "Subscriber", "Engaged", "Standard"; NULL of none. */
const char *member_type_name(enum member_type type);

/* A customer of the book.  Days are DATE_NONE where there is none; money is
 * net sales unless said otherwise. */
struct profile {
    int32_t first;         /* occasion */
    int32_t last_occasion; /* gaps are between occasions */
    int32_t last;          /* basket */
    uint32_t row;          /* in the customers extract, or MAP_NONE */
    uint32_t occasions;
    uint32_t baskets;
    uint32_t baskets_52w;
    uint32_t channel; /* preferred, or MAP_NONE */
    uint32_t store;   /* of the last basket, or MAP_NONE */
    int32_t category; /* preferred: assortments_category() */
    int64_t gross;    /* of all days */
    int64_t discount;
    int64_t net;
    int64_t value; /* from the first occasion on: historical CLV */
    int64_t net_52w;
    int64_t net_year;      /* of last year */
    int64_t margin_year;   /* likewise, where there are unit costs */
    int64_t units;         /* sold, of all days */
    int64_t units_year;    /* sold, of last year */
    int64_t returned_year; /* units */
    int64_t repeat_spend;  /* on the days of all occasions but the first */
    int64_t recent;        /* in the last three periods */
    int64_t earlier;       /* in the three before */
    bool is_seen : 1;      /* has an order up to the as-of day */
    bool is_staff : 1;
    bool bought_year : 1; /* a basket in the last year */
    enum member_type type;
};

/* The days that profiles look at, up to `end`; first days of stretches. */
struct profile_days {
    int32_t end;
    int32_t from_engaged; /* as the rule engaged_weeks says */
    int32_t from_52w;
    int32_t from_year;
    /* Three fiscal periods that have ended by `end`, and the three before;
     * DATE_NONE: the data does not reach back to them. */
    int32_t recent;
    int32_t recent_end;
    int32_t earlier;
};

struct profiles;

/* Profiles of nobody yet, in an arena that lasts as long as the tables, and
 * the cohorts of those who are no staff. */
struct profiles *profiles_begin(struct arena *arena, const struct view *view,
                                struct cohorts *cohorts);

/* A patron_task for everyone; its context is the profiles. */
void profiles_add(void *context, const struct patron *patron, size_t thread);

/* Once all are told. */
struct profile_store;
const struct profile_store *profiles_end(struct profiles *profiles);

/* What names of categories are asked of. */
const struct assortments *profiles_assortments(const struct profiles *profiles);

const struct profile_days *profiles_days(const struct profiles *profiles);

/* Days between occasions; NaN of fewer than two. */
double profile_gap(const struct profile *profile);

#endif
