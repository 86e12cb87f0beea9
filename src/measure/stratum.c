#include "measure/stratum.h"

#include "base/decimal.h"

struct stratum stratum_new(struct arena *arena, int32_t first, int32_t last)
{
    int32_t days = last - first + 1 + 2 * STRATUM_SPAN;

    return (struct stratum){.first = first - STRATUM_SPAN,
                            .days = days,
                            .weights =
                                arena_array(arena, int32_t, (size_t)days)};
}

int64_t stratum_change(const struct trace *trace, int32_t day)
{
    return trace_net(trace, day, day + STRATUM_SPAN - 1) -
           trace_net(trace, day - STRATUM_SPAN, day - 1);
}

void stratum_add(struct stratum *stratum, int32_t day, int64_t change)
{
    int32_t *weights = stratum->weights + (day - stratum->first);

    for (int32_t i = 0; i < STRATUM_SPAN; i++) {
        weights[-1 - i]--;
        weights[i]++;
    }
    sample_add(&stratum->changes, change);
}

int64_t stratum_other(const struct stratum *stratum, const struct trace *trace,
                      size_t *from)
{
    const struct amount *amount = trace->amounts + *from;
    const struct amount *end = trace->amounts + trace->amount_count;
    int64_t change = 0;

    while (amount < end && amount->day < stratum->first)
        amount++;
    *from = (size_t)(amount - trace->amounts);
    for (; amount < end && amount->day < stratum->first + stratum->days;
         amount++)
        change += amount->net * stratum->weights[amount->day - stratum->first];
    return change;
}

/* Sums over those who have a match, in currency units. */
struct balance {
    int64_t n;
    int64_t unmatched;
    double change;
    double others;
    double squares; /* of a change less the mean of its stratum's */
};

static bool has_match(const struct stratum *stratum)
{
    return stratum->others.n >= 2;
}

/* The mean change of others around a day of it, and its variance. */
static struct estimate others_of(const struct stratum *stratum)
{
    return sample_estimate(&stratum->others,
                           (double)stratum->changes.n * MONEY_ONE);
}

static void add_stratum(struct balance *sums, const struct stratum *stratum)
{
    double n = (double)stratum->changes.n;
    double change = (double)stratum->changes.sum / MONEY_ONE;
    double mean;

    if (!has_match(stratum)) {
        sums->unmatched += stratum->changes.n;
        return;
    }
    mean = others_of(stratum).value;
    sums->n += stratum->changes.n;
    sums->change += change;
    sums->others += n * mean;
    sums->squares += (double)stratum->changes.squares / MONEY_ONE / MONEY_ONE -
                     2 * mean * change + n * mean * mean;
}

static struct difference measure(const struct stratum *strata, size_t count,
                                 const struct balance *sums, int64_t others)
{
    double n = (double)sums->n;
    double difference = (sums->change - sums->others) / n;
    struct estimate first = {
        .value = sums->change / n,
        .variance = (sums->squares / n - difference * difference) / (n - 1),
        .n = sums->n};
    struct estimate second = {0};

    for (size_t i = 0; i < count; i++) {
        struct estimate one = others_of(strata + i);

        if (has_match(strata + i))
            estimate_add(&second, (double)strata[i].changes.n / n, &one);
    }
    second.n = others;
    return difference_of_estimates(&first, &second);
}

struct strata_outcome strata_compare(const struct stratum *strata, size_t count,
                                     int64_t others)
{
    struct balance sums = {0};

    for (size_t i = 0; i < count; i++)
        add_stratum(&sums, strata + i);
    return (struct strata_outcome){.unmatched = sums.unmatched,
                                   .difference =
                                       measure(strata, count, &sums, others)};
}
