/*
 * clv_model_own.h - what the model of customers' value keeps, for its own
 * files alone.
 */
#ifndef REPORT_MEASURE_CLV_MODEL_OWN_H
#define REPORT_MEASURE_CLV_MODEL_OWN_H

#include "measure/clv_model.h"
#include "measure/history.h"
#include "measure/purchase_model.h"
#include "measure/spend_model.h"
#include "measure/trailing.h"

/* The gate (metrics.md 6): customers who came again, days of history, and by
 * how much the hold-out may be missed. */
enum { REPEATERS_LEAST = 200, HISTORY_LEAST = WEEKS_52, HOLDOUT = WEEKS_26 };
static const double holdout_most = 0.20;

/* Repeats before the hold-out: 0, 1 … and more. */
enum { CALIBRATION_BUCKETS = 8 };

struct calibration {
    int64_t customers;
    int64_t actual; /* repeat purchases in the hold-out */
    double predicted;
};

/* What is expected of those who share the repeats and the age, if they are
 * still alive. */
struct outlook {
    uint64_t pair;    /* purchase_key() less the recency */
    double purchases; /* in 52 weeks */
    double worth;     /* each one counted as what 1 is worth today */
};

struct clv_model {
    /* Of each customer, of staff none; gone once the model is made. */
    const struct history *histories;
    int32_t end;          /* the as-of day */
    int32_t history_days; /* of the data */
    struct purchase_data data;
    bool is_fitted; /* what follows is known */
    struct purchase_fit purchase;
    struct spend_fit spend;
    double none_expected; /* the share expected not to repeat */
    struct calibration calibration[CALIBRATION_BUCKETS];
    struct calibration holdout; /* all of them */
    bool early_agrees;          /* the fit without the hold-out does */
    const char *reason;         /* NULL: the gate is open */
    struct outlook *outlooks;   /* by pair */
    size_t outlook_count;
};

/* By how much more was foretold of the hold-out than came; NaN. */
double clv_model_error(const struct clv_model *model);

#endif
