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

#include "measure/purchase_data.h"

#include <stdbool.h>

struct purchase_model {
    double r;
    double alpha;
    double a;
    double b;
};

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
