/*
 * numeric.h - what the statistics need of numerical mathematics: quantiles,
 * special functions, and minima.
 *
 * Nothing here knows what the numbers mean.  All functions may be called by
 * several threads at a time.
 */
#ifndef REPORT_MEASURE_NUMERIC_H
#define REPORT_MEASURE_NUMERIC_H

#include <stdbool.h>
#include <stddef.h>

/* What the normal distribution, and Student's t, have below them with the
 * probability p. */
double numeric_normal(double p);
double numeric_student(double p, double degrees);

/* The logarithm of the gamma function, and its derivative; x > 0. */
double numeric_log_gamma(double x);
double numeric_digamma(double x);

/* How many arguments a function may have. */
enum { NUMERIC_MOST = 8 };

/* The value at a point; its gradient too, where that is asked for. */
typedef double numeric_function(void *context, const double *point,
                                double *gradient);

struct numeric_problem {
    numeric_function *function;
    void *context;
    size_t size; /* NUMERIC_MOST at the most */
};

/*
 * Go down from `point` to a minimum, which replaces it; returns the value
 * there.  It wants the gradient (quasi-Newton, BFGS), and the function to be of
 * the order of 1.  It stops after some hundreds of steps in any case.
 */
double numeric_descend(const struct numeric_problem *problem, double *point);

/*
 * From near a minimum go to its very bottom, in a few steps, by the curvature
 * of a function that is much the same and cheaper; `value` is that at the
 * point.  False where that does not lead to the bottom.
 */
bool numeric_settle(const struct numeric_problem *problem,
                    const struct numeric_problem *cheaper, double *point,
                    double *value);

/* A function of which only values are known. */
struct numeric_values {
    double (*value)(void *context, const double *point);
    void *context;
    size_t size;
};

/* The same without a gradient (simplex of Nelder and Mead), from steps of the
 * given size. */
double numeric_simplex(const struct numeric_values *values, double step,
                       double *point);

#endif
