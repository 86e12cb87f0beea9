/*
 * clv_model.h - what customers are expected to buy, and to be worth, in the
 * next twelve months (metrics.md 6, CLV predicted).
 *
 * BG/NBD (purchase_model.h) on who came how often and when last, Gamma-Gamma
 * (spend_model.h) on what a repeat occasion was worth.  Population: identified
 * customers, no staff, with an occasion up to the as-of day; data after it is
 * not used.  The model is fitted once a study and then asked for any customer.
 * It has a gate: where the data does not support it nothing is predicted, and
 * the reason is told.
 */
#ifndef REPORT_MEASURE_CLV_MODEL_H
#define REPORT_MEASURE_CLV_MODEL_H

#include "measure/view.h"

struct clv_model;

/* Of one customer; all NaN where nothing is predicted. */
struct clv_prediction {
    double p_alive;   /* the chance to come again; 1 without a repeat */
    double purchases; /* occasions expected in the next 52 weeks */
    double clv;       /* their worth today at 10 % a year, currency units */
};

/*
 * Look at all customers and fit, by the threads of the view; it lives in the
 * arena.  NULL where no customer has an occasion.
 */
struct clv_model *clv_model_make(struct arena *arena, const struct view *view);

/* Why nothing is predicted; NULL where the gate is open. */
const char *clv_model_reason(const struct clv_model *model);

/* A customer who is no staff, with an occasion up to the as-of day. */
struct prospect {
    int32_t first; /* occasion */
    int32_t last;
    uint32_t repeats; /* occasions but the first */
    int64_t spend;    /* net sales of the days of the repeats, money */
};

/* By any thread; NaN where the gate is shut, or without a model (NULL). */
struct clv_prediction clv_model_predict(const struct clv_model *model,
                                        const struct prospect *prospect);

/*
 * The table `clv_model`: name, label, value; also where the gate is shut, with
 * the reason.  The table `clv_calibration`: by repeat purchases before the last
 * 26 weeks, those of the 26 weeks as they came and as they were foretold; NULL
 * where nothing was fitted.
 */
struct table *clv_model_table(const struct view *view,
                              const struct clv_model *model);
struct table *clv_model_calibration(const struct view *view,
                                    const struct clv_model *model);

#endif
