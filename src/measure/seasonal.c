#include "measure/seasonal.h"

#include "base/arena.h"
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

/* Weeks ahead, at the most, whose errors are made small. */
enum { QUARTER = 13 };

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
    const double *weeks; /* or their logarithms */
    size_t count;
    struct state start;
    double variance; /* of the weeks */
    size_t span;     /* weeks ahead whose errors are made small */
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

/* The week that is so many ahead, `fading` being what is left of the trend by
 * then, added up over the weeks. */
static double foretold(const struct state *state, double fading, size_t ahead)
{
    return state->level + fading * state->trend +
           state->season[(state->at + ahead) % SEASON];
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

static void learn_all(const struct series *series,
                      const struct smoothing *smoothing, struct state *state,
                      double *squares)
{
    double fadings[QUARTER];
    double fading = 0;

    for (size_t i = 0; i < QUARTER; i++)
        fadings[i] = fading = smoothing->damping * (1 + fading);
    *state = series->start;
    for (size_t i = 0; i < series->count; i++) {
        for (size_t j = 0;
             j < series->span && i + series->span <= series->count; j++) {
            double error =
                series->weeks[i + j] - foretold(state, fadings[j], j);

            *squares += error * error;
        }
        learn(state, smoothing,
              series->weeks[i] - foretold(state, fadings[0], 0));
    }
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

static double misfit(void *context, const double *point)
{
    const struct series *series = context;
    struct smoothing smoothing = smoothing_at(point);
    struct state state;
    double squares = 0;

    learn_all(series, &smoothing, &state, &squares);
    return squares / (double)(series->count * series->span) / series->variance;
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

/* Whether sales are something that can be multiplied. */
static bool all_positive(const double *weeks, size_t count)
{
    size_t i = 0;

    while (i < count && weeks[i] > 0)
        i++;
    return i == count;
}

static void continue_series(struct series *series, double *ahead,
                            size_t horizon)
{
    /* Shares of 0.27, 0.05, 0.12, 0.88. */
    double point[PARAMETERS] = {-1, -3, -2, 2};
    struct numeric_values values = {misfit, series, PARAMETERS};
    struct smoothing smoothing;
    struct state state;
    double squares = 0;
    double fading = 0;

    if (series->variance > 0)
        numeric_simplex(&values, 1, point);
    smoothing = smoothing_at(point);
    learn_all(series, &smoothing, &state, &squares);
    for (size_t i = 0; i < horizon; i++) {
        fading = smoothing.damping * (1 + fading);
        ahead[i] = foretold(&state, fading, i);
    }
}

void seasonal_holt_winters(const double *weeks, size_t count, double *ahead,
                           size_t horizon)
{
    struct arena scratch = {0};
    double *logs = arena_array(&scratch, double, count);
    bool multiplies = all_positive(weeks, count);
    struct series series = {.weeks = multiplies ? logs : weeks,
                            .count = count,
                            .span = horizon < QUARTER ? horizon : QUARTER};

    for (size_t i = 0; multiplies && i < count; i++)
        logs[i] = log(weeks[i]);
    series.start = begin(series.weeks);
    series.variance = variance_of(series.weeks, count);
    continue_series(&series, ahead, horizon);
    for (size_t i = 0; multiplies && i < horizon; i++)
        ahead[i] = exp(ahead[i]);
    arena_free(&scratch);
}
