#include "measure/seasonal.h"

#include "measure/numeric.h"

#include <math.h>
#include <stdbool.h>

void seasonal_naive(const double *weeks, size_t count, double *ahead,
                    size_t horizon)
{
    for (size_t i = 0; i < horizon; i++)
        ahead[i] = weeks[count - SEASON + i % SEASON];
}

/* What is learnt of an error: shares of it, and of the trend that is left a
 * week later. */
struct smoothing {
    double level;
    double trend;
    double season;
    double damping;
};

enum { LEVEL, TREND, SEASONS, DAMPING, PARAMETERS };

/* A trend that fades at once is none, and one that hardly fades is not damped.
 */
static const double damping_least = 0.80, damping_most = 0.98;

/* Where a series is; the season is that of its next 52 weeks. */
struct state {
    double level;
    double trend;
    double season[SEASON];
    size_t at; /* in the season */
};

struct series {
    const double *weeks;
    size_t count;
    struct state start;
    double variance; /* of the weeks */
};

/*
 * Before the first week: the trend is from the first year to the second, the
 * season what both have beside it.
 */
static struct state begin(const double *weeks)
{
    struct state state = {.level = 0};
    double years[2] = {0, 0};

    for (int i = 0; i < 2 * SEASON; i++)
        years[i / SEASON] += weeks[i] / SEASON;
    state.trend = (years[1] - years[0]) / SEASON;
    state.level = years[0] - state.trend * (SEASON + 1) / 2;
    for (int i = 0; i < 2 * SEASON; i++)
        state.season[i % SEASON] +=
            (weeks[i] - state.level - state.trend * (i + 1)) / 2;
    return state;
}

static double next_of(const struct state *state,
                      const struct smoothing *smoothing)
{
    return state->level + smoothing->damping * state->trend +
           state->season[state->at];
}

/* A week has passed, and was otherwise by `error`. */
static void learn(struct state *state, const struct smoothing *smoothing,
                  double error)
{
    state->trend = smoothing->damping * state->trend;
    state->level += state->trend + smoothing->level * error;
    state->trend += smoothing->level * smoothing->trend * error;
    state->season[state->at] +=
        smoothing->season * (1 - smoothing->level) * error;
    state->at = (state->at + 1) % SEASON;
}

/* Go over all weeks; the sum of squares of errors. */
static double go_over(const struct series *series,
                      const struct smoothing *smoothing, struct state *state)
{
    double squares = 0;

    *state = series->start;
    for (size_t i = 0; i < series->count; i++) {
        double error = series->weeks[i] - next_of(state, smoothing);

        squares += error * error;
        learn(state, smoothing, error);
    }
    return squares;
}

static double share_of(double number)
{
    return 1 / (1 + exp(-number));
}

/* Any numbers are a smoothing. */
static struct smoothing smoothing_at(const double *point)
{
    return (struct smoothing){.level = share_of(point[LEVEL]),
                              .trend = share_of(point[TREND]),
                              .season = share_of(point[SEASONS]),
                              .damping = damping_least +
                                         (damping_most - damping_least) *
                                             share_of(point[DAMPING])};
}

static double misfit(void *context, const double *point, double *gradient)
{
    const struct series *series = context;
    struct smoothing smoothing = smoothing_at(point);
    struct state state;

    (void)gradient;
    return go_over(series, &smoothing, &state) / (double)series->count /
           series->variance;
}

static double variance_of(const double *weeks, size_t count)
{
    double mean = 0;
    double squares = 0;

    for (size_t i = 0; i < count; i++)
        mean += weeks[i] / (double)count;
    for (size_t i = 0; i < count; i++)
        squares += (weeks[i] - mean) * (weeks[i] - mean);
    return squares / (double)count;
}

void seasonal_holt_winters(const double *weeks, size_t count, double *ahead,
                           size_t horizon)
{
    /* Shares of 0.27, 0.05, 0.12, 0.88. */
    double point[PARAMETERS] = {-1, -3, -2, 2};
    struct series series = {.weeks = weeks,
                            .count = count,
                            .start = begin(weeks),
                            .variance = variance_of(weeks, count)};
    struct numeric_problem problem = {misfit, &series, PARAMETERS};
    struct smoothing smoothing;
    struct state state;

    if (series.variance > 0)
        numeric_simplex(&problem, 1, point);
    smoothing = smoothing_at(point);
    go_over(&series, &smoothing, &state);
    for (size_t i = 0; i < horizon; i++) {
        ahead[i] = next_of(&state, &smoothing);
        learn(&state, &smoothing, 0);
    }
}
