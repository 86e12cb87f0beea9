/*
 * spend_model.h - what a customer's purchases are worth: Gamma-Gamma.
 *
 * What a customer spends at a time is gamma distributed (shape p) about a mean
 * of his own, whose scale follows a gamma distribution (q, gamma) and has
 * nothing to do with how often he comes.  P. S. Fader, B. G. S. Hardie and K.
 * L. Lee, Journal of Marketing Research 42 (2005) 415, in the form of Fader
 * and Hardie (2013).
 */
#ifndef REPORT_MEASURE_SPEND_MODEL_H
#define REPORT_MEASURE_SPEND_MODEL_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* Spend in currency units. */
struct spend_model {
    double p;
    double q;
    double gamma;
};

/* The purchases of a customer and what they come to, money, as a number; x
 * below 2^16, 0 < spend < 2^48. */
static inline uint64_t spend_key(uint32_t x, int64_t spend)
{
    return (uint64_t)x << 48 | (uint64_t)spend;
}

/* Customers by their keys. */
struct spend_data {
    const uint64_t *keys; /* ascending */
    size_t count;
};

/* A fit begins in two places, to see whether there is more than one top. */
enum { SPEND_STARTS = 2 };

struct spend_fit {
    struct spend_model model; /* of the better end */
    double likelihoods[SPEND_STARTS];
    /* Both ends are as likely, to 0.01, and no parameter ran away. */
    bool agrees;
    double correlation; /* Pearson's r of x and the mean spend; NaN */
};

/*
 * The parameters of most likelihood, of at least one customer, by so many
 * threads, on which nothing depends.  The keys are sorted on the way.
 */
struct spend_fit spend_model_fit(uint64_t *keys, size_t count, size_t threads);

/* The logarithm of the likelihood of all customers. */
double spend_model_likelihood(const struct spend_model *model,
                              const struct spend_data *data, size_t threads);

/*
 * What a purchase of a customer with x of a mean spend is expected to be worth,
 * currency units; with x = 0 the population's mean, which is NaN where q does
 * not exceed 1: it is not finite.
 */
double spend_model_mean(const struct spend_model *model, uint32_t x,
                        double mean);

#endif
