/*
 * purchase_model.h - how often customers come again, and whether they still do:
 * BG/NBD.
 *
 * While a customer is active his purchases are a Poisson process, with a rate
 * from a gamma distribution (shape r, rate alpha); after each one he drops out
 * by a chance from a beta distribution (a, b).  P. S. Fader, B. G. S. Hardie
 * and K. L. Lee, Marketing Science 24 (2005) 275.  Times are in weeks in the
 * formulas, in days in the data.  Of a customer it needs the number of repeat
 * purchases x, when the last one was, t_x, and how long he has been seen, T,
 * both from his first purchase on.
 */
#ifndef REPORT_MEASURE_PURCHASE_MODEL_H
#define REPORT_MEASURE_PURCHASE_MODEL_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct purchase_model {
    double r;
    double alpha;
    double a;
    double b;
};

/* What is known of a customer, as a number; x below 2^24, days below 2^20. */
static inline uint64_t purchase_key(uint32_t x, uint32_t recency, uint32_t age)
{
    return (uint64_t)x << 40 | (uint64_t)age << 20 | recency;
}

/* Who share all that is known, or their first two. */
static inline uint32_t purchase_repeats(uint64_t key)
{
    return (uint32_t)(key >> 40);
}

static inline uint32_t purchase_age(uint64_t key)
{
    return (uint32_t)(key >> 20) & 0xFFFFF;
}

static inline uint32_t purchase_recency(uint64_t key)
{
    return (uint32_t)key & 0xFFFFF;
}

/* Many customers, the same known of each of a class. */
struct purchase_class {
    uint64_t key;
    uint64_t count;
};

struct purchase_data {
    struct purchase_class *classes; /* by key */
    size_t count;
    uint64_t customers;
    uint64_t repeaters; /* x > 0 */
    uint64_t repeats;   /* the sum of x */
};

/* Customers by their keys, which are sorted on the way. */
struct purchase_data purchase_data_make(struct arena *arena, uint64_t *keys,
                                        size_t count);

/* A fit begins in two places, to see whether there is more than one top. */
enum { PURCHASE_STARTS = 2 };

struct purchase_fit {
    struct purchase_model model; /* of the better end */
    double likelihoods[PURCHASE_STARTS];
    /* Both ends are as likely, to 0.01, and no parameter ran away. */
    bool agrees;
};

/*
 * The parameters of most likelihood, by so many threads, on which nothing
 * depends; there is at least one repeat purchase.
 */
struct purchase_fit purchase_model_fit(const struct purchase_data *data,
                                       size_t threads);

/* The logarithm of the likelihood of all customers. */
double purchase_model_likelihood(const struct purchase_model *model,
                                 const struct purchase_data *data,
                                 size_t threads);

/* The chance that a customer still comes. */
double purchase_model_alive(const struct purchase_model *model, uint32_t x,
                            double recency, double age);

/*
 * The purchases expected in the next `weeks` of a customer who still comes:
 * purchase_model_alive() times these of any.  With x = 0 and age = 0 those of a
 * new customer.
 */
double purchase_model_expected(const struct purchase_model *model, uint32_t x,
                               double age, double weeks);

/* The chance that a new customer does not come again in `weeks`. */
double purchase_model_none(const struct purchase_model *model, double weeks);

#endif
