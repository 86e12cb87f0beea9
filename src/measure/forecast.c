#include "measure/forecast.h"

#include "measure/numeric.h"
#include "measure/seasonal.h"

#include <math.h>

static const struct column columns[] = {
    {"period", "Period", CELL_TEXT, SUM_NONE, NULL},
    {"start", "Start", CELL_DATE, SUM_NONE, NULL},
    {"end", "End", CELL_DATE, SUM_NONE, NULL},
    {"days", "Days", CELL_COUNT, SUM_TOTAL, NULL},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL, "as foretold"},
    {"low_80", "80 % from", CELL_MONEY, SUM_NONE,
     "in four of five cases net sales are within, as far as the last weeks "
     "tell"},
    {"high_80", "80 % to", CELL_MONEY, SUM_NONE, NULL},
    {"low_95", "95 % from", CELL_MONEY, SUM_NONE,
     "in nineteen of twenty cases"},
    {"high_95", "95 % to", CELL_MONEY, SUM_NONE, NULL},
    {"method", "Method", CELL_TEXT, SUM_NONE, NULL},
    {"mase", "MASE", CELL_RATIO, SUM_NONE,
     "errors by week over those of the same weeks a year before; below 1 is "
     "better than these"},
    {"reason", "Why there is none", CELL_TEXT, SUM_NONE, NULL},
};

/* Of what is older nothing can be learnt, and a date that is wrong may be of
 * any century. */
enum { PERIODS = 3, ORIGINS = 52, WEEKS_MOST = 10 * SEASON };

/* What Student's t has below it at the upper ends. */
static const double below_80 = 0.90, below_95 = 0.975;

struct forecast {
    const struct view *view;
    const struct period *periods[PERIODS];
    size_t period_count;
    int32_t end;   /* the as-of day */
    double *weeks; /* oldest first, currency units */
    size_t week_count;
    size_t horizon; /* weeks ahead that periods reach to */
    double *ahead;  /* these weeks */
    double *naive;
    seasonal_method *method;
    const char *name; /* of the method */
    size_t least;     /* weeks that it needs */
    size_t tests;
    double squares[PERIODS]; /* of errors by period, added up over tests */
    double error;            /* absolute, by week, added up */
    double naive_error;      /* of seasonal naive */
    double mase;
};

static void find_periods(struct forecast *forecast)
{
    const struct calendar *calendar = forecast->view->study->calendar;

    for (size_t i = 0;
         i < calendar->period_count && forecast->period_count < PERIODS; i++)
        if (calendar->periods[i].start > forecast->end)
            forecast->periods[forecast->period_count++] = calendar->periods + i;
    if (forecast->period_count > 0)
        forecast->horizon =
            (size_t)(forecast->periods[forecast->period_count - 1]->end -
                     forecast->end + WEEK_DAYS - 1) /
            WEEK_DAYS;
}

/* Whole weeks from the first day of the data on, by days back from the end, but
 * no more than of ten years. */
static void sum_weeks(struct arena *scratch, struct forecast *forecast)
{
    const struct view *view = forecast->view;
    int32_t days = forecast->end - view->comparison->data_first + 1;

    forecast->week_count = days > 0 ? (size_t)days / WEEK_DAYS : 0;
    if (forecast->week_count > WEEKS_MOST)
        forecast->week_count = WEEKS_MOST;
    forecast->weeks = arena_array(scratch, double, forecast->week_count + 1);
    for (size_t i = 0; i < view->book->day_count; i++) {
        const struct day *day = view->book->days + i;
        size_t back = (size_t)(forecast->end - day->date) / WEEK_DAYS;

        if (day->date > forecast->end || back >= forecast->week_count)
            continue;
        for (size_t j = 0; j < view->study->catalogue->class_count; j++)
            forecast->weeks[forecast->week_count - 1 - back] +=
                (double)sums_net(day->classes + j) / MONEY_ONE;
    }
}

/* How much of the week that is `ahead` (0: the next one) lies in a period. */
static double share_in(const struct forecast *forecast, size_t ahead,
                       const struct period *period)
{
    int32_t first = forecast->end + 1 + (int32_t)ahead * WEEK_DAYS;
    int32_t last = first + WEEK_DAYS - 1;

    if (first < period->start)
        first = period->start;
    if (last > period->end)
        last = period->end;
    return first <= last ? (double)(last - first + 1) / WEEK_DAYS : 0;
}

static double sum_period(const struct forecast *forecast, const double *ahead,
                         size_t number)
{
    const struct period *period = forecast->periods[number];
    double sum = 0;

    for (size_t i = 0; i < forecast->horizon; i++)
        sum += share_in(forecast, i, period) * ahead[i];
    return sum;
}

/* Foretell from the first `known` weeks those that came, all of them. */
static void test_from(struct forecast *forecast, size_t known)
{
    const double *actual = forecast->weeks + known;

    forecast->method(forecast->weeks, known, forecast->ahead,
                     forecast->horizon);
    seasonal_naive(forecast->weeks, known, forecast->naive, forecast->horizon);
    for (size_t i = 0; i < forecast->horizon; i++) {
        forecast->error += fabs(forecast->ahead[i] - actual[i]);
        forecast->naive_error += fabs(forecast->naive[i] - actual[i]);
    }
    for (size_t i = 0; i < forecast->period_count; i++) {
        double error = sum_period(forecast, forecast->ahead, i) -
                       sum_period(forecast, actual, i);

        forecast->squares[i] += error * error;
    }
    forecast->tests++;
}

static void test(struct forecast *forecast)
{
    size_t known = forecast->week_count > ORIGINS + forecast->horizon
                       ? forecast->week_count - ORIGINS - forecast->horizon + 1
                       : 0;

    if (known < forecast->least)
        known = forecast->least;
    for (; known + forecast->horizon <= forecast->week_count; known++)
        test_from(forecast, known);
    if (forecast->naive_error > 0)
        forecast->mase = forecast->error / forecast->naive_error;
}

static void choose(struct forecast *forecast)
{
    forecast->method = seasonal_naive;
    forecast->name = "seasonal naive";
    forecast->least = NAIVE_LEAST;
    if (forecast->week_count >= HOLT_WINTERS_LEAST) {
        forecast->method = seasonal_holt_winters;
        forecast->name = "Holt-Winters";
        forecast->least = HOLT_WINTERS_LEAST;
    }
}

/* Why nothing is foretold; or NULL. */
static const char *judge(const struct forecast *forecast)
{
    if (forecast->week_count < NAIVE_LEAST)
        return "the data is of less than 52 weeks";
    if (forecast->method == seasonal_naive)
        return NULL;
    if (forecast->tests == 0)
        return "the data leaves no weeks to test it on";
    if (!(forecast->mase < 1))
        return "its errors are not below those of the same weeks a year before";
    return NULL;
}

/* In whole units: more is not known, and those are the same whoever compiled
 * the program. */
static struct cell money_of(double units)
{
    return cell_integer(CELL_MONEY, llround(units) * MONEY_ONE);
}

/* Tests that share no week of a period: errors of the others are nearly the
 * same. */
static size_t count_apart(const struct forecast *forecast, size_t number)
{
    const struct period *period = forecast->periods[number];
    size_t weeks =
        (size_t)(period->end - period->start + WEEK_DAYS) / WEEK_DAYS;

    return (forecast->tests + weeks - 1) / weeks;
}

static void put_figures(const struct forecast *forecast, size_t number,
                        struct cell *cells)
{
    double n = (double)count_apart(forecast, number);
    double sales = sum_period(forecast, forecast->ahead, number);
    double error;

    cells[4] = money_of(sales);
    if (forecast->tests == 0)
        return;
    error = sqrt(forecast->squares[number] / (double)forecast->tests);
    cells[5] = money_of(sales - numeric_student(below_80, n) * error);
    cells[6] = money_of(sales + numeric_student(below_80, n) * error);
    cells[7] = money_of(sales - numeric_student(below_95, n) * error);
    cells[8] = money_of(sales + numeric_student(below_95, n) * error);
}

static struct table *make_table(const struct forecast *forecast)
{
    const char *reason = judge(forecast);
    struct table *table = table_new(forecast->view->arena, "forecast",
                                    "Forecast", columns, COUNT(columns));

    for (size_t i = 0; i < forecast->period_count; i++) {
        const struct period *period = forecast->periods[i];
        struct cell *cells = table_add(table);

        cells[0] = cell_text(period->name);
        cells[1] = cell_date(period->start);
        cells[2] = cell_date(period->end);
        cells[3] = cell_count(period->end - period->start + 1);
        if (!reason)
            put_figures(forecast, i, cells);
        if (forecast->week_count >= NAIVE_LEAST)
            cells[9] = cell_label(forecast->name);
        cells[10] = cell_real(CELL_RATIO, round(forecast->mase * 1e4) / 1e4);
        if (reason)
            cells[11] = cell_label(reason);
    }
    table->note = STR("Damped Holt-Winters on weeks with a season of 52, or "
                      "each week as 52 weeks before where there are fewer than "
                      "104; intervals from how the last weeks were foretold");
    return table;
}

struct table *forecast_make(const struct view *view)
{
    struct arena scratch = {0};
    struct forecast forecast = {
        .view = view, .end = view->windows[SLOT_NOW].end, .mase = (double)NAN};
    struct table *table = NULL;

    find_periods(&forecast);
    if (forecast.period_count > 0) {
        sum_weeks(&scratch, &forecast);
        forecast.ahead = arena_array(&scratch, double, forecast.horizon);
        forecast.naive = arena_array(&scratch, double, forecast.horizon);
        choose(&forecast);
        test(&forecast);
        if (forecast.week_count >= forecast.least)
            forecast.method(forecast.weeks, forecast.week_count, forecast.ahead,
                            forecast.horizon);
        table = make_table(&forecast);
    }
    arena_free(&scratch);
    return table;
}
