/*
 * uplift.h - what promotions changed: units, sales and margin against the same
 * weekdays before (metrics.md 5, Promotion impact).
 *
 * The baseline of a product on a day is its mean over the days with that
 * weekday, of the 8 weeks before the promotion, on which no promotion of it
 * ran; days without a sale count as 0.  A day of a product without such days is
 * left out of both sides.  Baselines are exact: BASELINE_UNIT parts of the
 * whole steps that they are compared with.
 *
 * That baseline knows nothing of the season and takes clearance for usual.  So
 * there is a second one, for the interval only: it moves as products without
 * promotion move (drift.h), and leaves out weeks in which the product was sold
 * at a fifth off or more.  The interval spans those around both.
 */
#ifndef REPORT_MEASURE_UPLIFT_H
#define REPORT_MEASURE_UPLIFT_H

#include "measure/baseline.h"
#include "measure/interval.h"
#include "measure/view.h"

/* What was sold against one baseline, to say how sure the ratio is. */
struct contrast {
    double units; /* thousandths */
    double baseline;
    double scatter; /* of the baseline, in units of the dispersion */
    double squares; /* of products' baselines */
};

/* A week before a promotion, on days without promotion or clearance. */
struct usual_week {
    double units;    /* thousandths */
    double expected; /* as products moved that were not promoted */
};

struct uplift {
    const struct promotion *promotion;
    bool has_baseline; /* of a product on a day; else all is 0 */
    int64_t units;     /* thousandths */
    int64_t sales;     /* gross - discount, money */
    int128 baseline_units;
    int128 baseline_sales;
    bool has_cost;          /* of a product that has a baseline */
    int128 margin;          /* incremental, in cost places and BASELINE_UNIT */
    bool is_over;           /* the days of the dip are */
    int64_t dip_units;      /* in the days behind the end */
    int128 dip_baseline;    /* of these */
    int64_t lines;          /* sale lines of the promotion */
    int64_t baseline_lines; /* and of the days of the baseline */
    struct contrast plain;
    struct contrast adjusted;
    struct usual_week weeks[BASELINE_WEEKS];
};

/* The promotions that run in the reported window. */
struct uplifts {
    struct uplift *items; /* by start, then id */
    size_t count;
    /* A product's units in a week vary by dispersion x mean + spread x mean^2.
     */
    double dispersion; /* thousandths */
    double spread;
};

/* They live in the arena. */
struct uplifts uplifts_make(struct arena *arena, const struct view *view);

/* units / baseline - 1 with its interval; NaN where it is not known. */
struct bounds {
    double uplift;
    double low;
    double high;
    const char *verdict; /* NULL: no uplift */
};

/* Of some promotions taken together, or of a single one. */
struct bounds uplift_bounds(const struct uplifts *uplifts,
                            const struct uplift *const *some, size_t count);

#endif
