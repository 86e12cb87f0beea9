/*
 * seasonal.h - weeks to come, foretold from weeks that have been.
 *
 * A year is 52 weeks.  The last week given is the newest one.
 */
#ifndef REPORT_MEASURE_SEASONAL_H
#define REPORT_MEASURE_SEASONAL_H

#include <stddef.h>

/* Weeks of a season, and how many a method needs at least. */
enum { SEASON = 52, NAIVE_LEAST = SEASON, HOLT_WINTERS_LEAST = 2 * SEASON };

/* Foretell `horizon` weeks, any number of them. */
typedef void seasonal_method(const double *weeks, size_t count, double *ahead,
                             size_t horizon);

/* Each week as 52 weeks before; from at least NAIVE_LEAST. */
void seasonal_naive(const double *weeks, size_t count, double *ahead,
                    size_t horizon);

/*
 * Damped trend and season of Holt and Winters, from at least
 * HOLT_WINTERS_LEAST.  The season multiplies where all weeks are above 0, for
 * then logarithms are taken, else it is added.  Smoothing is by least squares
 * of errors over the weeks ahead that are asked for, a quarter at the most:
 * what is best for the next week alone follows every peak.  R. J. Hyndman and
 * G. Athanasopoulos, Forecasting: Principles and Practice, 3rd edition (2021),
 * 8.3 and 8.6.
 */
void seasonal_holt_winters(const double *weeks, size_t count, double *ahead,
                           size_t horizon);

#endif
