#include "measure/spend_model.h"

#include "base/decimal.h"
#include "base/parallel.h"
#include "fold/radix.h"
#include "measure/numeric.h"

#include <math.h>

/* Customers that a thread takes at a time, and how many a fit begins with;
 * parameters. */
enum { CHUNK = 1 << 14, ROUGH = 1 << 14, P = 0, Q, GAMMA, PARAMETERS };

/* Logarithms of parameters beyond which one has run away. */
static const double runaway = 9;

/* How alike two logarithms of likelihoods are taken for one. */
static const double alike = 0.01;

static uint32_t key_purchases(uint64_t key)
{
    return (uint32_t)(key >> 48);
}

static double key_spend(uint64_t key)
{
    return (double)(key & 0xFFFFFFFFFFFF) / MONEY_ONE;
}

/* The square of a coefficient of variation that is none. */
static const double equal = 1e-20;

/* Customers who made so many purchases, and logarithms of their mean spend,
 * added up. */
struct frequent {
    double customers;
    double logs;
};

/* What must be gone over for each set of parameters: log(gamma + spend) and 1 /
 * (gamma + spend), each added up over customers and over purchases. */
struct spread_sums {
    double logs;
    double purchase_logs;
    double inverses;
    double purchase_inverses;
};

struct trial {
    struct spend_data data;
    size_t threads;
    double unit;               /* what spend is measured by: the mean */
    struct frequent *frequent; /* of each number of purchases */
    size_t most;               /* of the most purchases, and one */
    double gamma;              /* in units */
    struct spread_sums *sums;  /* of each chunk */
    size_t chunks;
};

static double mean_spend(const struct spend_data *data)
{
    double spend = 0;
    double purchases = 0;

    for (size_t i = 0; i < data->count; i++) {
        spend += key_spend(data->keys[i]);
        purchases += key_purchases(data->keys[i]);
    }
    return spend / purchases;
}

static struct trial trial_make(struct arena *scratch,
                               const struct spend_data *data, double unit,
                               size_t threads)
{
    struct trial trial = {.data = *data,
                          .threads = threads,
                          .unit = unit,
                          .most = key_purchases(data->keys[data->count - 1]) +
                                  (size_t)1,
                          .chunks = chunk_count(data->count, CHUNK)};

    trial.frequent = arena_array(scratch, struct frequent, trial.most);
    trial.sums = arena_array(scratch, struct spread_sums, trial.chunks);
    for (size_t i = 0; i < data->count; i++) {
        uint32_t x = key_purchases(data->keys[i]);

        trial.frequent[x].customers++;
        trial.frequent[x].logs += log(key_spend(data->keys[i]) / unit / x);
    }
    return trial;
}

static void add_chunk(void *context, size_t chunk, size_t thread)
{
    const struct trial *trial = context;
    size_t first = chunk * CHUNK;
    size_t rest = trial->data.count - first;
    struct spread_sums sums = {0};

    (void)thread;
    for (size_t i = 0; i < rest && i < CHUNK; i++) {
        uint64_t key = trial->data.keys[first + i];
        double x = key_purchases(key);
        double whole = trial->gamma + key_spend(key) / trial->unit;
        double log_whole = log(whole);

        sums.logs += log_whole;
        sums.purchase_logs += x * log_whole;
        sums.inverses += 1 / whole;
        sums.purchase_inverses += x / whole;
    }
    trial->sums[chunk] = sums;
}

static struct spread_sums sum_all(struct trial *trial)
{
    struct spread_sums sums = {0};

    parallel_run(trial->threads, trial->chunks, add_chunk, trial);
    for (size_t i = 0; i < trial->chunks; i++) {
        sums.logs += trial->sums[i].logs;
        sums.purchase_logs += trial->sums[i].purchase_logs;
        sums.inverses += trial->sums[i].inverses;
        sums.purchase_inverses += trial->sums[i].purchase_inverses;
    }
    return sums;
}

/* A logarithm of likelihood, of spend in units, and its gradient. */
struct slope {
    double value;
    double by[PARAMETERS];
};

static void add_frequent(const struct spend_model *m, double x,
                         const struct frequent *frequent, struct slope *slope)
{
    double n = frequent->customers;
    double both = numeric_digamma(m->p * x + m->q);
    double logs = frequent->logs + n * log(x);

    slope->value +=
        n * (numeric_log_gamma(m->p * x + m->q) - numeric_log_gamma(m->p * x) -
             numeric_log_gamma(m->q) + m->q * log(m->gamma)) +
        m->p * x * logs - frequent->logs;
    slope->by[P] += x * (n * (both - numeric_digamma(m->p * x)) + logs);
    slope->by[Q] += n * (both - numeric_digamma(m->q) + log(m->gamma));
    slope->by[GAMMA] += n * m->q / m->gamma;
}

static struct slope slope_at(struct trial *trial, const struct spend_model *m)
{
    struct spread_sums sums;
    struct slope slope = {0};

    trial->gamma = m->gamma;
    sums = sum_all(trial);
    for (size_t x = 1; x < trial->most; x++)
        if (trial->frequent[x].customers > 0)
            add_frequent(m, (double)x, trial->frequent + x, &slope);
    slope.value -= m->p * sums.purchase_logs + m->q * sums.logs;
    slope.by[P] -= sums.purchase_logs;
    slope.by[Q] -= sums.logs;
    slope.by[GAMMA] -= m->p * sums.purchase_inverses + m->q * sums.inverses;
    return slope;
}

double spend_model_likelihood(const struct spend_model *model,
                              const struct spend_data *data, size_t threads)
{
    struct arena scratch = {0};
    struct trial trial = trial_make(&scratch, data, 1, threads);
    double value = slope_at(&trial, model).value;

    arena_free(&scratch);
    return value;
}

static double held(double log_parameter)
{
    return exp(fmax(-runaway, fmin(runaway, log_parameter)));
}

static struct spend_model model_at(const double *logs)
{
    return (struct spend_model){held(logs[P]), held(logs[Q]),
                                held(logs[GAMMA])};
}

/* Less the mean logarithm of likelihood, by the logarithms of parameters; who
 * runs away is drawn back. */
static double unlikelihood(void *context, const double *logs, double *gradient)
{
    struct trial *trial = context;
    struct spend_model model = model_at(logs);
    struct slope slope = slope_at(trial, &model);
    double n = (double)trial->data.count;
    double value = -slope.value / n;

    for (int i = 0; i < PARAMETERS; i++) {
        double far = fmax(fabs(logs[i]) - runaway, 0);

        value += far * far;
        if (gradient)
            gradient[i] = far > 0 ? copysign(2 * far, logs[i])
                                  : -slope.by[i] * held(logs[i]) / n;
    }
    return value;
}

/* The mean is 1 in both. */
static const struct spend_model starts[SPEND_STARTS] = {{1, 3, 2},
                                                        {6, 2, 1.0 / 6}};

/* Every so many-th customer, in the order of keys: so they are like all. */
static struct spend_data thin_out(struct arena *scratch,
                                  const struct spend_data *data)
{
    size_t stride = data->count / ROUGH + 1;
    size_t count = (data->count + stride - 1) / stride;
    uint64_t *keys = arena_array(scratch, uint64_t, count);

    for (size_t i = 0; i < count; i++)
        keys[i] = data->keys[i * stride];
    return (struct spend_data){keys, count};
}

/* Down from a start, for few customers; then for all of them. */
static double descend(struct trial *trial, struct trial *rough, int number,
                      double *logs)
{
    struct numeric_problem problem = {unlikelihood, trial, PARAMETERS};
    struct numeric_problem cheaper = {unlikelihood, rough, PARAMETERS};
    double n = (double)trial->data.count;
    double value;

    logs[P] = log(starts[number].p);
    logs[Q] = log(starts[number].q);
    logs[GAMMA] = log(starts[number].gamma);
    numeric_descend(&cheaper, logs);
    if (!numeric_settle(&problem, &cheaper, logs, &value)) {
        value = numeric_descend(&problem, logs);
        numeric_settle(&problem, &problem, logs, &value);
    }
    /* Of spend in currency units. */
    return -value * n - n * log(trial->unit);
}

static double correlate(const struct spend_data *data)
{
    double n = (double)data->count;
    double x_mean = 0, y_mean = 0, xx = 0, xy = 0, yy = 0;

    for (size_t i = 0; i < data->count; i++) {
        double x = key_purchases(data->keys[i]);

        x_mean += x / n;
        y_mean += key_spend(data->keys[i]) / x / n;
    }
    for (size_t i = 0; i < data->count; i++) {
        double x = key_purchases(data->keys[i]);
        double y = key_spend(data->keys[i]) / x - y_mean;

        xx += (x - x_mean) * (x - x_mean);
        xy += (x - x_mean) * y;
        yy += y * y;
    }
    /* Equal means differ from theirs by rounding. */
    if (xx <= equal * n * x_mean * x_mean || yy <= equal * n * y_mean * y_mean)
        return (double)NAN;
    return xy / sqrt(xx * yy);
}

struct spend_fit spend_model_fit(uint64_t *keys, size_t count, size_t threads)
{
    struct arena scratch = {0};
    struct spend_data data = {keys, count};
    struct spend_fit fit = {.agrees = true};
    struct spend_data few;
    struct trial trial;
    struct trial rough;

    radix_sort_by(threads, keys, count);
    few = thin_out(&scratch, &data);
    trial = trial_make(&scratch, &data, mean_spend(&data), threads);
    rough = trial_make(&scratch, &few, trial.unit, threads);
    for (int i = 0; i < SPEND_STARTS; i++) {
        double logs[PARAMETERS];

        fit.likelihoods[i] = descend(&trial, &rough, i, logs);
        if (i == 0 || fit.likelihoods[i] > fit.likelihoods[0])
            fit.model = model_at(logs);
        for (int j = 0; j < PARAMETERS; j++)
            fit.agrees = fit.agrees && fabs(logs[j]) < runaway;
    }
    fit.model.gamma *= trial.unit;
    fit.agrees =
        fit.agrees && fabs(fit.likelihoods[0] - fit.likelihoods[1]) < alike;
    fit.correlation = correlate(&data);
    arena_free(&scratch);
    return fit;
}

double spend_model_mean(const struct spend_model *model, uint32_t x,
                        double mean)
{
    double shape = model->p * x + model->q - 1;
    double spend = x > 0 ? x * mean : 0;

    return shape > 0 ? model->p * (model->gamma + spend) / shape : (double)NAN;
}
