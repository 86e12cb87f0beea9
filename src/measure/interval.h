/*
 * interval.h - what may be said of a difference: 95 % intervals, and verdicts
 * (metrics.md 0, Interval).
 *
 * Welch's t for means, Student's of arms that chance alone set apart, Wilson's
 * score for a proportion, Newcombe's hybrid score for a difference of
 * proportions, the delta method over clusters for ratios of sums.  What is
 * added up are whole steps (ten-thousandths of money, thousandths of
 * quantities, days), exactly and in any order; `double` begins at the means.
 * Nothing allocates; what is not defined is NaN.
 */
#ifndef REPORT_MEASURE_INTERVAL_H
#define REPORT_MEASURE_INTERVAL_H

#include "base/wide.h"

#include <stdint.h>

/* Observations of an arm: their number, sum, and sum of squares. */
struct sample {
    int64_t n;
    int128 sum;
    int128 squares;
};

/* How many of how many. */
struct share {
    int64_t count;
    int64_t n;
};

/*
 * Clusters, such as customers with all their baskets, of a ratio of sums
 * part / whole: what they sum to, and products of a cluster's two sums.
 */
struct clusters {
    int64_t n;
    int128 part;
    int128 whole;
    int128 part_part;
    int128 part_whole;
    int128 whole_whole;
};

/* A figure, the variance of it (not of the observations), and of how many
 * independent observations it is. */
struct estimate {
    double value;
    double variance;
    int64_t n;
};

struct interval {
    double low;
    double high;
};

/* Of the first arm against the second one. */
enum verdict {
    VERDICT_FEW,      /* "n < 30" in an arm: no interval */
    VERDICT_UNPROVEN, /* the interval holds 0 */
    VERDICT_HIGHER,
    VERDICT_LOWER,
};

/* An arm of fewer supports no claim. */
enum { ARM_LEAST = 30 };

struct difference {
    double first;
    double second;
    double difference; /* first - second */
    double low;        /* NaN where an arm is too small */
    double high;
    int64_t n_first;
    int64_t n_second;
    enum verdict verdict;
};

static inline void sample_add(struct sample *sample, int64_t value)
{
    sample->n++;
    sample->sum += value;
    sample->squares += (int128)value * value;
}

void sample_merge(struct sample *into, const struct sample *more);

/* One more cluster, with its sums. */
static inline void clusters_add(struct clusters *clusters, int64_t part,
                                int64_t whole)
{
    clusters->n++;
    clusters->part += part;
    clusters->whole += whole;
    clusters->part_part += (int128)part * part;
    clusters->part_whole += (int128)part * whole;
    clusters->whole_whole += (int128)whole * whole;
}

void clusters_merge(struct clusters *into, const struct clusters *more);

/*
 * The mean, of `unit` steps each (MONEY_ONE for money in currency units), and
 * s^2 / n; a mean of nothing and the variance of one observation are NaN.
 */
struct estimate sample_estimate(const struct sample *sample, double unit);

/* count / n, and p (1 - p) / n; NaN of none. */
struct estimate share_estimate(struct share share);

/*
 * The ratio of the sums R and n / (n - 1) sum (part - R whole)^2 / (sum
 * whole)^2 over n clusters.  NaN where the sum of wholes is 0, the variance
 * also where there is one cluster.
 */
struct estimate clusters_estimate(const struct clusters *clusters);

/*
 * Add an estimate from a stratum of the given weight: values by the weight,
 * variances by its square, numbers as they are.
 */
void estimate_add(struct estimate *into, double weight,
                  const struct estimate *of);

/* The quantiles at 97.5 % of the normal distribution, and of Student's t. */
double normal_quantile(void);
double t_quantile(double degrees);

/* Of an estimate, by the normal distribution. */
struct interval estimate_interval(const struct estimate *estimate);

/* Wilson's interval for a proportion; NaN of none.  E. B. Wilson, JASA 22
 * (1927). */
struct interval share_interval(struct share share);

/* Means: Welch's t, degrees of freedom by Satterthwaite; see
 * sample_estimate() for `unit`. */
struct difference difference_of_means(const struct sample *first,
                                      const struct sample *second, double unit);

/*
 * Means of arms drawn at random from the same customers: Student's t, with the
 * variance of both arms together.  What customers spend is skewed: a small arm
 * that lacks its share of large buyers has a small mean and a small variance at
 * once, and Welch's interval, which trusts that variance, then lies too high
 * and is too short.  The larger arm's is not misled.
 */
struct difference difference_of_alike(const struct sample *first,
                                      const struct sample *second, double unit);

/* Proportions: R. G. Newcombe, Statistics in Medicine 17 (1998) 873, method
 * 10. */
struct difference difference_of_shares(struct share first, struct share second);

/* Independent estimates, by the normal distribution. */
struct difference difference_of_estimates(const struct estimate *first,
                                          const struct estimate *second);

/* "n < 30", "not proven", "higher", "lower". */
const char *verdict_name(enum verdict verdict);

#endif
