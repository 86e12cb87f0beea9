#include "measure/interval.h"

#include "measure/numeric.h"

#include <math.h>

/* What an interval of 95 % has below its upper end. */
static const double below = 0.975;

static const double undefined = (double)NAN;

void sample_merge(struct sample *into, const struct sample *more)
{
    into->n += more->n;
    into->sum += more->sum;
    into->squares += more->squares;
}

void clusters_merge(struct clusters *into, const struct clusters *more)
{
    into->n += more->n;
    into->part += more->part;
    into->whole += more->whole;
    into->part_part += more->part_part;
    into->part_whole += more->part_whole;
    into->whole_whole += more->whole_whole;
}

/*
 * The sum of squares about the mean, in steps.  Squares are taken about the
 * whole number next to the mean, in integers, so that nothing cancels; what may
 * wrap on the way wraps back, as the result is no larger than `squares`.
 */
static double squares_about_mean(const struct sample *sample)
{
    uint128 n = (uint128)sample->n;
    uint128 centre = (uint128)(sample->sum / sample->n);
    double rest = (double)(sample->sum % sample->n);
    uint128 about = (uint128)sample->squares -
                    2 * centre * (uint128)sample->sum + n * centre * centre;

    return (double)about - rest * rest / (double)sample->n;
}

struct estimate sample_estimate(const struct sample *sample, double unit)
{
    double n = (double)sample->n;
    struct estimate estimate = {undefined, undefined, sample->n};

    if (sample->n > 0)
        estimate.value = (double)sample->sum / n / unit;
    if (sample->n > 1)
        estimate.variance =
            squares_about_mean(sample) / (n - 1) / n / (unit * unit);
    return estimate;
}

struct estimate share_estimate(struct share share)
{
    double p = (double)share.count / (double)share.n;

    if (share.n == 0)
        return (struct estimate){undefined, undefined, 0};
    return (struct estimate){p, p * (1 - p) / (double)share.n, share.n};
}

/* As residuals may be small beside what they are differences of, more digits
 * are kept than a double has. */
struct estimate clusters_estimate(const struct clusters *clusters)
{
    long double whole = (long double)clusters->whole;
    long double ratio = (long double)clusters->part / whole;
    long double residuals =
        (long double)clusters->part_part -
        ratio * (2 * (long double)clusters->part_whole -
                 ratio * (long double)clusters->whole_whole);
    long double n = (long double)clusters->n;
    struct estimate estimate = {undefined, undefined, clusters->n};

    if (clusters->whole == 0)
        return estimate;
    estimate.value = (double)ratio;
    if (clusters->n > 1)
        estimate.variance =
            (double)(n / (n - 1) * fmaxl(residuals, 0) / (whole * whole));
    return estimate;
}

void estimate_add(struct estimate *into, double weight,
                  const struct estimate *of)
{
    into->value += weight * of->value;
    into->variance += weight * weight * of->variance;
    into->n += of->n;
}

double normal_quantile(void)
{
    return numeric_normal(below);
}

double t_quantile(double degrees)
{
    return numeric_student(below, degrees);
}

static struct interval around(double value, double half)
{
    return (struct interval){value - half, value + half};
}

struct interval estimate_interval(const struct estimate *estimate)
{
    return around(estimate->value,
                  normal_quantile() * sqrt(estimate->variance));
}

struct interval share_interval(struct share share)
{
    double z = normal_quantile();
    double n = (double)share.n;
    double p = (double)share.count / n;
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    struct interval interval =
        around(p + z * z / (2 * n), half); /* not yet scaled */

    if (share.n == 0)
        return (struct interval){undefined, undefined};
    interval.low /= 1 + z * z / n;
    interval.high /= 1 + z * z / n;
    if (share.count == 0) /* exactly, whatever the rounding */
        interval.low = 0;
    if (share.count == share.n)
        interval.high = 1;
    return interval;
}

static enum verdict judge(const struct interval *interval)
{
    if (interval->low > 0)
        return VERDICT_HIGHER;
    return interval->high < 0 ? VERDICT_LOWER : VERDICT_UNPROVEN;
}

static struct difference compare(const struct estimate *first,
                                 const struct estimate *second,
                                 struct interval interval)
{
    struct difference difference = {.first = first->value,
                                    .second = second->value,
                                    .difference = first->value - second->value,
                                    .low = undefined,
                                    .high = undefined,
                                    .n_first = first->n,
                                    .n_second = second->n,
                                    .verdict = VERDICT_FEW};

    if (first->n < ARM_LEAST || second->n < ARM_LEAST || isnan(interval.low))
        return difference;
    difference.low = interval.low;
    difference.high = interval.high;
    difference.verdict = judge(&interval);
    return difference;
}

/* F. E. Satterthwaite, Biometrics Bulletin 2 (1946) 110. */
static double degrees_of(const struct estimate *first,
                         const struct estimate *second)
{
    double a = first->variance;
    double b = second->variance;

    return (a + b) * (a + b) /
           (a * a / (double)(first->n - 1) + b * b / (double)(second->n - 1));
}

struct difference difference_of_means(const struct sample *first,
                                      const struct sample *second, double unit)
{
    struct estimate a = sample_estimate(first, unit);
    struct estimate b = sample_estimate(second, unit);
    double variance = a.variance + b.variance;
    double half = 0; /* where nothing varies */

    if (isnan(variance))
        half = undefined;
    else if (variance > 0)
        half = t_quantile(degrees_of(&a, &b)) * sqrt(variance);
    return compare(&a, &b, around(a.value - b.value, half));
}

struct difference difference_of_alike(const struct sample *first,
                                      const struct sample *second, double unit)
{
    struct estimate a = sample_estimate(first, unit);
    struct estimate b = sample_estimate(second, unit);
    double n = (double)first->n;
    double m = (double)second->n;
    double half = undefined;

    if (first->n > 0 && second->n > 0 && n + m > 2) {
        double squares = squares_about_mean(first) + squares_about_mean(second);

        half = t_quantile(n + m - 2) *
               sqrt(squares / (n + m - 2) * (1 / n + 1 / m)) / unit;
    }
    return compare(&a, &b, around(a.value - b.value, half));
}

struct difference difference_of_shares(struct share first, struct share second)
{
    struct estimate a = share_estimate(first);
    struct estimate b = share_estimate(second);
    struct interval of_a = share_interval(first);
    struct interval of_b = share_interval(second);
    double difference = a.value - b.value;

    return compare(
        &a, &b,
        (struct interval){
            difference - hypot(a.value - of_a.low, of_b.high - b.value),
            difference + hypot(of_a.high - a.value, b.value - of_b.low)});
}

struct difference difference_of_estimates(const struct estimate *first,
                                          const struct estimate *second)
{
    struct estimate difference = {first->value - second->value,
                                  first->variance + second->variance, 0};

    return compare(first, second, estimate_interval(&difference));
}

const char *verdict_name(enum verdict verdict)
{
    static const char *const names[] = {
        [VERDICT_FEW] = "n < 30",
        [VERDICT_UNPROVEN] = "not proven",
        [VERDICT_HIGHER] = "higher",
        [VERDICT_LOWER] = "lower",
    };

    return names[verdict];
}
