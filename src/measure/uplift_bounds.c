#include "measure/uplift.h"

#include <math.h>

/* Weeks or promotions that it takes to say how they differ. */
enum { GROUPS_LEAST = 4 };

/* Of a ratio, on the scale of logarithms. */
struct ratio {
    double value;
    double reach; /* of the interval, to either side */
};

static const struct contrast *contrast_of(const struct uplift *uplift,
                                          bool adjusted)
{
    return adjusted ? &uplift->adjusted : &uplift->plain;
}

static struct contrast add_up(const struct uplift *const *some, size_t count,
                              bool adjusted)
{
    struct contrast sum = {0};

    for (size_t i = 0; i < count; i++) {
        const struct contrast *contrast = contrast_of(some[i], adjusted);

        sum.units += contrast->units;
        sum.baseline += contrast->baseline;
        sum.scatter += contrast->scatter;
        sum.squares += contrast->squares;
    }
    return sum;
}

/*
 * As units scatter: those sold by the dispersion, those of the baseline by it
 * and their weights, and products of both by the spread.
 */
static double reach_of_units(const struct uplifts *uplifts,
                             const struct contrast *sum)
{
    double baseline = sum->baseline * sum->baseline;
    double weeks = 1 + 1.0 / BASELINE_WEEKS;
    double variance = uplifts->dispersion / sum->units +
                      uplifts->dispersion * sum->scatter / baseline +
                      uplifts->spread * sum->squares / baseline * weeks;

    return normal_quantile() * sqrt(variance);
}

/* As promotions differ: the delta method, with the promotion as cluster. */
static double reach_of_clusters(const struct uplift *const *some, size_t count,
                                bool adjusted, const struct contrast *sum)
{
    double ratio = sum->units / sum->baseline;
    double n = (double)count;
    double squares = 0;

    if (count < GROUPS_LEAST)
        return 0;
    for (size_t i = 0; i < count; i++) {
        const struct contrast *contrast = contrast_of(some[i], adjusted);
        double gap = contrast->units - ratio * contrast->baseline;

        squares += gap * gap;
    }
    return t_quantile(n - 1) * sqrt(n / (n - 1) * squares) / sum->units;
}

/*
 * As the weeks before a promotion differed from one another; only where they
 * have lines enough for that to be more than the chance of single units.
 */
static double reach_of_weeks(const struct uplift *uplift)
{
    double squares = 0;
    double n = 0;

    for (size_t i = 0; i < BASELINE_WEEKS; i++) {
        const struct usual_week *week = uplift->weeks + i;
        double gap = week->units / week->expected - 1;

        if (!(week->expected > 0))
            continue;
        squares += gap * gap;
        n++;
    }
    if (n < GROUPS_LEAST || (double)uplift->baseline_lines < ARM_LEAST * n)
        return 0;
    return t_quantile(n - 1) * sqrt(squares / (n - 1) * (1 + 1 / n));
}

static struct ratio ratio_of(const struct uplifts *uplifts,
                             const struct uplift *const *some, size_t count,
                             bool adjusted)
{
    struct contrast sum = add_up(some, count, adjusted);
    double units;
    double groups;

    if (!(sum.baseline > 0 && sum.units > 0))
        return (struct ratio){(double)NAN, (double)NAN};
    units = reach_of_units(uplifts, &sum);
    groups = count > 1 ? reach_of_clusters(some, count, adjusted, &sum)
                       : reach_of_weeks(some[0]);
    return (struct ratio){sum.units / sum.baseline, fmax(units, groups)};
}

static bool is_enough(const struct uplift *const *some, size_t count)
{
    int64_t lines = 0;
    int64_t baseline_lines = 0;

    for (size_t i = 0; i < count; i++) {
        lines += some[i]->lines;
        baseline_lines += some[i]->baseline_lines;
    }
    return lines >= ARM_LEAST && baseline_lines >= ARM_LEAST;
}

/* Let the bounds span an interval too; fmin and fmax pass over NaN. */
static void span(struct bounds *bounds, const struct ratio *ratio)
{
    bounds->low = fmin(bounds->low, ratio->value * exp(-ratio->reach) - 1);
    bounds->high = fmax(bounds->high, ratio->value * exp(ratio->reach) - 1);
}

struct bounds uplift_bounds(const struct uplifts *uplifts,
                            const struct uplift *const *some, size_t count)
{
    struct bounds bounds = {(double)NAN, (double)NAN, (double)NAN, NULL};
    struct contrast sum = add_up(some, count, false);
    struct ratio plain = ratio_of(uplifts, some, count, false);
    struct ratio adjusted = ratio_of(uplifts, some, count, true);
    enum verdict verdict = VERDICT_UNPROVEN;

    if (!(sum.baseline > 0))
        return bounds;
    bounds.uplift = sum.units / sum.baseline - 1;
    bounds.verdict = verdict_name(VERDICT_FEW);
    if (!is_enough(some, count))
        return bounds;
    span(&bounds, &plain);
    span(&bounds, &adjusted);
    if (bounds.low > 0)
        verdict = VERDICT_HIGHER;
    else if (bounds.high < 0)
        verdict = VERDICT_LOWER;
    bounds.verdict = verdict_name(verdict);
    return bounds;
}
