#include "measure/purchase_model.h"

#include "base/parallel.h"
#include "measure/numeric.h"

#include <math.h>

/* Classes that a thread takes at a time, and of how many customers a fit begins
 * with; parameters. */
enum { CHUNK = 1 << 14, ROUGH = 1 << 14, R = 0, ALPHA, A, B, PARAMETERS };

/* Logarithms of parameters beyond which one has run away. */
static const double runaway = 9;

/* How alike two logarithms of likelihoods are taken for one. */
static const double alike = 0.01;

/* Terms of a series at the most. */
enum { TERMS = 100000 };

static const double days_in_week = 7;

/* A logarithm of likelihood, and its gradient. */
struct slope {
    double value;
    double by[PARAMETERS];
};

static void slope_add(struct slope *into, const struct slope *more)
{
    into->value += more->value;
    for (int i = 0; i < PARAMETERS; i++)
        into->by[i] += more->by[i];
}

/* How many customers have been seen for so long, and what they repeated. */
struct aged {
    double customers;
    double repeats;
};

/* All that one set of parameters is tried on. */
struct trial {
    const struct purchase_data *data;
    size_t threads;
    size_t days;       /* of the longest age, and one */
    size_t most;       /* of the most repeats, and one */
    size_t first;      /* of the classes with a repeat */
    size_t chunks;     /* of these */
    struct aged *aged; /* of each day */
    double *repeating; /* customers of each number of repeats */
    struct purchase_model model;
    double *logs;         /* of alpha and each day */
    double *inverses;     /* and 1 over these */
    double *odds;         /* log(a / (b + x - 1)) of each number of repeats */
    struct slope *slopes; /* of each chunk */
};

static void find_sizes(struct trial *trial)
{
    const struct purchase_data *data = trial->data;

    for (size_t i = 0; i < data->count; i++) {
        uint64_t key = data->classes[i].key;

        if (purchase_age(key) >= trial->days)
            trial->days = purchase_age(key) + 1;
        if (purchase_repeats(key) == 0)
            trial->first = i + 1;
    }
    if (data->count > 0)
        trial->most = purchase_repeats(data->classes[data->count - 1].key) + 1;
    trial->chunks = chunk_count(data->count - trial->first, CHUNK);
}

static void count_customers(struct trial *trial)
{
    for (size_t i = 0; i < trial->data->count; i++) {
        const struct purchase_class *class = trial->data->classes + i;
        uint32_t x = purchase_repeats(class->key);
        struct aged *aged = trial->aged + purchase_age(class->key);

        aged->customers += (double)class->count;
        aged->repeats += (double)class->count * x;
        trial->repeating[x] += (double)class->count;
    }
}

static struct trial trial_make(struct arena *scratch,
                               const struct purchase_data *data, size_t threads)
{
    struct trial trial = {.data = data, .threads = threads};

    find_sizes(&trial);
    trial.aged = arena_array(scratch, struct aged, trial.days + 1);
    trial.repeating = arena_array(scratch, double, trial.most + 1);
    trial.logs = arena_array(scratch, double, trial.days + 1);
    trial.inverses = arena_array(scratch, double, trial.days + 1);
    trial.odds = arena_array(scratch, double, trial.most + 1);
    trial.slopes = arena_array(scratch, struct slope, trial.chunks + 1);
    count_customers(&trial);
    return trial;
}

/* What depends on the number of repeats alone. */
static struct slope slope_of_repeats(const struct trial *trial)
{
    const struct purchase_model *m = &trial->model;
    double whole = m->a + m->b;
    double digamma_whole = numeric_digamma(whole);
    struct slope slope = {0};

    for (size_t x = 1; x < trial->most; x++) {
        double n = trial->repeating[x];
        double xs = (double)x;
        double dropped = digamma_whole - numeric_digamma(whole + xs);

        if (n == 0)
            continue;
        slope.value +=
            n * (numeric_log_gamma(m->r + xs) - numeric_log_gamma(m->r) +
                 numeric_log_gamma(m->b + xs) - numeric_log_gamma(m->b) +
                 numeric_log_gamma(whole) - numeric_log_gamma(whole + xs));
        slope.by[R] += n * (numeric_digamma(m->r + xs) - numeric_digamma(m->r));
        slope.by[A] += n * dropped;
        slope.by[B] +=
            n * (numeric_digamma(m->b + xs) - numeric_digamma(m->b) + dropped);
    }
    return slope;
}

/* And on the age alone. */
static struct slope slope_of_ages(const struct trial *trial)
{
    const struct purchase_model *m = &trial->model;
    double log_alpha = log(m->alpha);
    struct slope slope = {0};

    for (size_t day = 0; day < trial->days; day++) {
        double n = trial->aged[day].customers;
        double times = m->r * n + trial->aged[day].repeats;

        slope.value += m->r * n * log_alpha - times * trial->logs[day];
        slope.by[R] += n * (log_alpha - trial->logs[day]);
        slope.by[ALPHA] += m->r * n / m->alpha - times * trial->inverses[day];
    }
    return slope;
}

/*
 * What else a class with a repeat has: log(1 + e^u), e^u the odds that those of
 * it have dropped out.  No power is taken, so that nothing overflows.
 */
static void add_class(const struct trial *trial,
                      const struct purchase_class *class, struct slope *slope)
{
    const struct purchase_model *m = &trial->model;
    uint32_t x = purchase_repeats(class->key);
    size_t age = purchase_age(class->key);
    size_t recency = purchase_recency(class->key);
    double n = (double)class->count;
    double times = m->r + x;
    double longer = trial->logs[age] - trial->logs[recency];
    double u = trial->odds[x] + times * longer;
    double small = exp(-fabs(u));
    double dropped = n * (u > 0 ? 1 : small) / (1 + small);

    slope->value += n * (fmax(u, 0) + log(1 + small));
    slope->by[R] += dropped * longer;
    slope->by[ALPHA] +=
        dropped * times * (trial->inverses[age] - trial->inverses[recency]);
    slope->by[A] += dropped / m->a;
    slope->by[B] -= dropped / (m->b + x - 1);
}

static void add_chunk(void *context, size_t chunk, size_t thread)
{
    const struct trial *trial = context;
    size_t first = trial->first + chunk * CHUNK;
    size_t rest = trial->data->count - first;
    struct slope slope = {0};

    (void)thread;
    for (size_t i = 0; i < rest && i < CHUNK; i++)
        add_class(trial, trial->data->classes + first + i, &slope);
    trial->slopes[chunk] = slope;
}

static struct slope slope_at(struct trial *trial)
{
    const struct purchase_model *m = &trial->model;
    struct slope slope;
    struct slope ages;

    for (size_t day = 0; day < trial->days; day++) {
        double time = m->alpha + (double)day / days_in_week;

        trial->logs[day] = log(time);
        trial->inverses[day] = 1 / time;
    }
    for (size_t x = 1; x < trial->most; x++)
        trial->odds[x] = log(m->a) - log(m->b + (double)x - 1);
    parallel_run(trial->threads, trial->chunks, add_chunk, trial);
    slope = slope_of_repeats(trial);
    ages = slope_of_ages(trial);
    slope_add(&slope, &ages);
    for (size_t i = 0; i < trial->chunks; i++)
        slope_add(&slope, trial->slopes + i);
    return slope;
}

double purchase_model_likelihood(const struct purchase_model *model,
                                 const struct purchase_data *data,
                                 size_t threads)
{
    struct arena scratch = {0};
    struct trial trial = trial_make(&scratch, data, threads);
    double value;

    trial.model = *model;
    value = slope_at(&trial).value;
    arena_free(&scratch);
    return value;
}

static double held(double log_parameter)
{
    return exp(fmax(-runaway, fmin(runaway, log_parameter)));
}

static struct purchase_model model_at(const double *logs)
{
    return (struct purchase_model){held(logs[R]), held(logs[ALPHA]),
                                   held(logs[A]), held(logs[B])};
}

/* How far a parameter has run away. */
static double beyond(double log_parameter)
{
    return fmax(fabs(log_parameter) - runaway, 0);
}

/* Less the mean logarithm of likelihood, by the logarithms of parameters; who
 * runs away is drawn back. */
static double unlikelihood(void *context, const double *logs, double *gradient)
{
    struct trial *trial = context;
    double n = (double)trial->data->customers;
    struct slope slope;
    double value;

    trial->model = model_at(logs);
    slope = slope_at(trial);
    value = -slope.value / n;
    for (int i = 0; i < PARAMETERS; i++) {
        double far = beyond(logs[i]);

        value += far * far;
        if (gradient)
            gradient[i] = far > 0 ? copysign(2 * far, logs[i])
                                  : -slope.by[i] * held(logs[i]) / n;
    }
    return value;
}

/* Rates are of the order of the mean one. */
static void start_at(const struct trial *trial, int number, double *logs)
{
    static const struct purchase_model starts[PURCHASE_STARTS] = {
        {0.5, 0.5, 0.5, 3}, {2, 2, 1.5, 1.5}};
    double weeks = 0;

    for (size_t day = 0; day < trial->days; day++)
        weeks += trial->aged[day].customers * (double)day / days_in_week;
    logs[R] = log(starts[number].r);
    logs[ALPHA] = log(starts[number].alpha * fmax(weeks, 1) /
                      (double)trial->data->repeats);
    logs[A] = log(starts[number].a);
    logs[B] = log(starts[number].b);
}

/* Down from a start, for few customers; then for all of them. */
static double descend(struct trial *trial, struct trial *rough, int number,
                      double *logs)
{
    struct numeric_problem problem = {unlikelihood, trial, PARAMETERS};
    struct numeric_problem cheaper = {unlikelihood, rough, PARAMETERS};
    double value;

    start_at(trial, number, logs);
    numeric_descend(&cheaper, logs);
    if (!numeric_settle(&problem, &cheaper, logs, &value)) {
        value = numeric_descend(&problem, logs);
        numeric_settle(&problem, &problem, logs, &value);
    }
    return value;
}

struct purchase_fit purchase_model_fit(const struct purchase_data *data,
                                       size_t threads)
{
    struct arena scratch = {0};
    struct purchase_data few = purchase_data_thin(&scratch, data, ROUGH);
    struct trial trial = trial_make(&scratch, data, threads);
    struct trial rough = trial_make(&scratch, &few, threads);
    struct purchase_fit fit = {.agrees = true};

    for (int i = 0; i < PURCHASE_STARTS; i++) {
        double logs[PARAMETERS];

        fit.likelihoods[i] =
            -descend(&trial, &rough, i, logs) * (double)data->customers;
        if (i == 0 || fit.likelihoods[i] > fit.likelihoods[0])
            fit.model = model_at(logs);
        for (int j = 0; j < PARAMETERS; j++)
            fit.agrees = fit.agrees && fabs(logs[j]) < runaway;
    }
    fit.agrees =
        fit.agrees && fabs(fit.likelihoods[0] - fit.likelihoods[1]) < alike;
    arena_free(&scratch);
    return fit;
}

double purchase_model_alive(const struct purchase_model *model, uint32_t x,
                            double recency, double age)
{
    double odds;

    if (x == 0)
        return 1;
    odds = log(model->a) - log(model->b + x - 1) +
           (model->r + x) *
               (log(model->alpha + age) - log(model->alpha + recency));
    return 1 / (1 + exp(odds));
}

/*
 * Of the hypergeometric series 2F1(a + b - 1 - r, d; c; z) = 1 + d S, d = a - 1
 * and c = a + b + x - 1, the product c S, which is also defined where d or c
 * is 0.
 */
static double series(const struct purchase_model *model, double c, double z)
{
    double p = model->a + model->b - 1 - model->r;
    double term = p * z;
    double sum = term;

    for (int n = 1; n < TERMS && fabs(term) > 1e-16 * fabs(sum); n++) {
        term *= (p + n) * (model->a + n - 1) / ((c + n) * (n + 1)) * z;
        sum += term;
    }
    return sum;
}

/*
 * c / d (1 - (1 - z)^(r + x) 2F1(r + x, b + x; c; z)), z = t / (alpha + T + t).
 * By Euler's transformation the powers of r + x cancel, and so does d.
 */
double purchase_model_expected(const struct purchase_model *model, uint32_t x,
                               double age, double weeks)
{
    double d = model->a - 1;
    double c = model->a + model->b + x - 1;
    double z = weeks / (model->alpha + age + weeks);
    double log_rest = log1p(-z);
    double first = d == 0 ? log_rest : expm1(d * log_rest) / d;

    return -c * first - series(model, c, z) * exp(d * log_rest);
}

double purchase_model_none(const struct purchase_model *model, double weeks)
{
    return exp(model->r * (log(model->alpha) - log(model->alpha + weeks)));
}
