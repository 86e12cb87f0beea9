/*
 * stratum.h - changes of net sales around days on which something happened to
 * some customers, against those of others alike around the same days.
 *
 * A stratum holds customers who are alike.  Of each of the others the mean of
 * the changes around all days of the stratum is one observation; strata weigh
 * as many as something happened to in them (metrics.md 4).
 */
#ifndef REPORT_MEASURE_STRATUM_H
#define REPORT_MEASURE_STRATUM_H

#include "measure/interval.h"
#include "measure/trace.h"

/* Days before, and from the day on: 26 weeks. */
enum { STRATUM_SPAN = 26 * WEEK_DAYS };

struct stratum {
    int32_t first; /* day of the weights */
    int32_t days;
    /* Of each day how many it is after the day of, less those it is before. */
    int32_t *weights;
    struct sample changes; /* of those to whom it happened */
    struct sample others;  /* changes times the number of these */
};

/* Of what happens on the days first .. last. */
struct stratum stratum_new(struct arena *arena, int32_t first, int32_t last);

/* The change of net sales from the days before a day to those from it on. */
int64_t stratum_change(const struct trace *trace, int32_t day);

/* It happened to one on a day, with that change. */
void stratum_add(struct stratum *stratum, int32_t day, int64_t change);

/*
 * The change of another, summed over those of the stratum.  Amounts before
 * `from` are older than it, and are passed over; strata come by time.
 */
int64_t stratum_other(const struct stratum *stratum, const struct trace *trace,
                      size_t *from);

/* What strata say together, in currency units. */
struct strata_outcome {
    int64_t unmatched; /* with fewer than two others in their stratum */
    struct difference difference; /* of the means of the rest, and of others */
};

/*
 * `others` is how many these are, who may be in several strata.  The interval
 * is by the normal distribution.
 */
struct strata_outcome strata_compare(const struct stratum *strata, size_t count,
                                     int64_t others);

#endif
