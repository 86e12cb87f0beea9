#include "measure/clv_model_own.h"

#include <math.h>

static const struct column columns[] = {
    {"name", "Name", CELL_TEXT, SUM_NONE, NULL},
    {"label", "What", CELL_TEXT, SUM_NONE, NULL},
    {"value", "Value", CELL_RATIO, SUM_NONE, NULL},
};

static void add(struct table *table, const char *name, const char *label,
                struct cell value)
{
    struct cell *cells = table_add(table);

    cells[0] = cell_label(name);
    cells[1] = cell_label(label);
    cells[2] = value;
}

/* What was found step by step is told to six digits, which are sure: so it is
 * the same whoever compiled the program. */
static struct cell sure(enum cell_kind kind, double value)
{
    double parts = value == 0 ? 1 : pow(10, 5 - floor(log10(fabs(value))));

    return cell_real(kind, round(value * parts) / parts);
}

static void add_real(struct table *table, const char *name, const char *label,
                     double value)
{
    add(table, name, label, sure(CELL_RATIO, value));
}

static void add_likelihood(struct table *table, const char *name,
                           const char *label, double value)
{
    static const double parts = 1e3;

    add(table, name, label,
        cell_real(CELL_RATIO, round(value * parts) / parts));
}

static void add_data(struct table *table, const struct clv_model *model)
{
    const struct purchase_data *data = &model->data;

    add(table, "customers", "Customers", cell_count((int64_t)data->customers));
    add(table, "repeaters", "Customers who came again",
        cell_count((int64_t)data->repeaters));
    add(table, "repeats", "Repeat occasions",
        cell_count((int64_t)data->repeats));
    add(table, "history_days", "Days of data", cell_count(model->history_days));
}

static void add_purchase(struct table *table, const struct clv_model *model)
{
    const struct purchase_fit *fit = &model->purchase;
    const struct purchase_data *data = &model->data;

    add_real(table, "r", "BG/NBD r, shape of rates", fit->model.r);
    add_real(table, "alpha", "BG/NBD alpha, weeks", fit->model.alpha);
    add_real(table, "a", "BG/NBD a, of dropping out", fit->model.a);
    add_real(table, "b", "BG/NBD b, of staying", fit->model.b);
    add_likelihood(table, "log_likelihood", "BG/NBD log-likelihood",
                   fit->likelihoods[0]);
    add_likelihood(table, "log_likelihood_again", "The same from another start",
                   fit->likelihoods[1]);
    add(table, "share_single", "Customers who came once",
        cell_ratio(CELL_RATE, (double)(data->customers - data->repeaters),
                   (double)data->customers));
    add(table, "share_single_expected", "The same as expected",
        sure(CELL_RATE, model->none_expected));
}

static void add_spend(struct table *table, const struct clv_model *model)
{
    const struct spend_fit *fit = &model->spend;

    add_real(table, "p", "Gamma-Gamma p, of spend", fit->model.p);
    add_real(table, "q", "Gamma-Gamma q, of customers", fit->model.q);
    add_real(table, "gamma", "Gamma-Gamma gamma, money", fit->model.gamma);
    add_likelihood(table, "spend_log_likelihood", "Gamma-Gamma log-likelihood",
                   fit->likelihoods[0]);
    add_likelihood(table, "spend_log_likelihood_again",
                   "The same from another start", fit->likelihoods[1]);
    add(table, "mean_spend", "Mean spend, repeat occasion",
        sure(CELL_PRICE, spend_model_mean(&fit->model, 0, 0)));
    add_real(table, "correlation", "Correlation, visits and spend",
             fit->correlation);
}

static void add_holdout(struct table *table, const struct clv_model *model)
{
    add(table, "holdout_customers", "Customers known 26 weeks before",
        cell_count(model->holdout.customers));
    add(table, "holdout_actual", "Their occasions in the 26 weeks",
        cell_count(model->holdout.actual));
    add_real(table, "holdout_predicted", "The same as predicted",
             model->early_agrees ? model->holdout.predicted : (double)NAN);
    add(table, "holdout_error", "Predicted above or below actual",
        sure(CELL_CHANGE, clv_model_error(model)));
}

struct table *clv_model_table(const struct view *view,
                              const struct clv_model *model)
{
    struct table *table;

    if (!model)
        return NULL;
    table = table_new(view->arena, "clv_model", "Model of customer value",
                      columns, COUNT(columns));
    add_data(table, model);
    if (model->is_fitted) {
        add_purchase(table, model);
        add_spend(table, model);
        add_holdout(table, model);
    }
    add(table, "gate", "Predictions are shown",
        cell_integer(CELL_FLAG, !model->reason));
    add(table, "reason", "Why not",
        model->reason ? cell_label(model->reason) : (struct cell){0});
    table->note = STR(
        "BG/NBD on occasions, Gamma-Gamma on net sales of repeat occasions; "
        "predictions need 200 customers who came again, 52 weeks of data, the "
        "same likelihood from two starts, and 26 weeks missed by 20 % at the "
        "most.  A customer without a repeat is taken to be active and to spend "
        "the mean");
    return table;
}

static const struct column calibration_columns[] = {
    {"repeats", "Repeats before", CELL_TEXT, SUM_NONE,
     "repeat occasions up to 26 weeks before the as-of day"},
    {"customers", "Customers", CELL_COUNT, SUM_TOTAL, NULL},
    {"actual", "Occasions", CELL_COUNT, SUM_TOTAL, "in the last 26 weeks"},
    {"predicted", "Predicted", CELL_RATIO, SUM_TOTAL,
     "by a fit to what was known before"},
    {"actual_mean", "Per customer", CELL_RATIO, SUM_NONE, NULL},
    {"predicted_mean", "Predicted per customer", CELL_RATIO, SUM_NONE, NULL},
};

static void fill(struct cell *cells, const char *name,
                 const struct calibration *calibration)
{
    double customers = (double)calibration->customers;

    cells[0] = cell_label(name);
    cells[1] = cell_count(calibration->customers);
    cells[2] = cell_count(calibration->actual);
    cells[3] = sure(CELL_RATIO, calibration->predicted);
    cells[4] = cell_ratio(CELL_RATIO, (double)calibration->actual, customers);
    cells[5] = sure(CELL_RATIO, calibration->predicted / customers);
}

struct table *clv_model_calibration(const struct view *view,
                                    const struct clv_model *model)
{
    static const char *const names[CALIBRATION_BUCKETS] = {"0", "1", "2", "3",
                                                           "4", "5", "6", "7+"};
    struct table *table;

    if (!model || !model->is_fitted || !model->early_agrees)
        return NULL;
    table = table_new(view->arena, "clv_calibration",
                      "Predicted and actual occasions", calibration_columns,
                      COUNT(calibration_columns));
    for (size_t i = 0; i < CALIBRATION_BUCKETS; i++)
        fill(table_add(table), names[i], model->calibration + i);
    fill(table_total(table), "All", &model->holdout);
    return table;
}
