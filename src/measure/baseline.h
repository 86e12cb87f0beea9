/*
 * baseline.h - what a product usually sells: the same weekdays of the 8 weeks
 * before a promotion, without promotion (metrics.md 5, Promotion impact).
 */
#ifndef REPORT_MEASURE_BASELINE_H
#define REPORT_MEASURE_BASELINE_H

#include "measure/drift.h"

enum {
    BASELINE_WEEKS = 8,
    BASELINE_DAYS = WEEK_DAYS * BASELINE_WEEKS,
    BASELINE_UNIT = 840, /* divided by each number of weeks without rest */
};

/* The days of one product, laid out. */
struct track {
    const struct diary *diary;
    const struct drift *drift;
    struct entry *days; /* as many as the diary has */
    size_t product;
};

static inline const struct entry *track_day(const struct track *track,
                                            int32_t date)
{
    return track->days + (date - track->diary->first);
}

static inline double track_index(const struct track *track, uint32_t category,
                                 int32_t date)
{
    return drift_index(track->drift, category,
                       (size_t)(date - track->diary->first));
}

static inline size_t baseline_weekday(int32_t date)
{
    int32_t day = date % WEEK_DAYS;

    return (size_t)(day < 0 ? day + WEEK_DAYS : day);
}

/* How units of weeks and of their days scatter about their means. */
struct scatter {
    double weeks; /* sum of squares */
    double days;
    double means;        /* of days, added up; of weeks it is the same */
    double week_squares; /* of means */
    double day_squares;
};

/* Days without promotion, by weekday; days without a sale are of them. */
struct baseline {
    int64_t count[WEEK_DAYS];
    int64_t units[WEEK_DAYS];
    int64_t sales[WEEK_DAYS];
    int64_t lines;
    /* Of weeks without clearance: units and indices, by weekday and week. */
    double adjusted[WEEK_DAYS];
    double indices[WEEK_DAYS];
    double week_units[BASELINE_WEEKS];
    double week_indices[BASELINE_WEEKS];
    double level; /* units a day where the index is 1; 0 where not known */
};

/*
 * The baseline of a promotion that starts on a day; units drift as those of a
 * category (MAP_NONE: of all).  Its usual weeks are added to `scatter`.
 */
struct baseline baseline_find(const struct track *track, int32_t start,
                              uint32_t category, struct scatter *scatter);

/*
 * A product's units in a week vary by dispersion x mean + spread x mean^2,
 * where the spread is the same for all days of a week.
 */
void scatter_settle(const struct scatter *scatter, double *dispersion,
                    double *spread);

#endif
