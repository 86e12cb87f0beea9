#include "test.h"

#include "base/parallel.h"
#include "base/status.h"
#include "measure/spread.h"
#include "numbers.h"

enum { DAYS = 60, VALUES = 5000, WINDOWS = 4 };

static const double ps[] = {0, 0.1, 0.25, 0.5, 0.75, 0.9, 1};

/* Overlapping ones, one that is unknown, and one of a single day. */
static const struct window windows[WINDOWS] = {
    {.start = 10, .end = 30},
    {.start = 0, .end = 59},
    {.start = DATE_NONE, .end = DATE_NONE},
    {.start = 25, .end = 25},
};

/* Values on days. */
struct sample {
    uint64_t values[VALUES];
    int32_t days[VALUES];
    size_t count;
    struct spread spread;
    bool again;
};

static void show(void *context, size_t number, size_t thread)
{
    const struct sample *sample = context;
    size_t stretch = sample->spread.timeline->stretches[sample->days[number]];

    if (sample->again)
        spread_keep(&sample->spread, stretch, sample->values[number]);
    else
        spread_count(&sample->spread, thread, stretch, sample->values[number]);
}

/* The quantile of what is sorted, type 7. */
static double quantile_sorted(const double *sorted, size_t count, double p)
{
    double at = ((double)count - 1) * p;
    size_t low = count > 0 ? (size_t)at : 0;

    if (count == 0)
        return (double)NAN;
    if (low + 1 == count)
        return sorted[low];
    return sorted[low] + (at - (double)low) * (sorted[low + 1] - sorted[low]);
}

static double quantile(const struct sample *sample, const struct window *window,
                       double p)
{
    static double sorted[VALUES];
    size_t count = 0;

    for (size_t i = 0; i < sample->count; i++)
        if (window_is_known(window) && sample->days[i] >= window->start &&
            sample->days[i] <= window->end)
            sorted[count++] = (double)sample->values[i];
    qsort(sorted, count, sizeof *sorted, compare_doubles);
    return quantile_sorted(sorted, count, p);
}

/* To the last digit, with any number of threads. */
static void check(struct sample *sample, size_t threads)
{
    struct arena arena = {0};
    struct timeline timeline;

    timeline_make(&arena, 0, DAYS - 1, windows, WINDOWS, &timeline);
    sample->spread = (struct spread){.timeline = &timeline,
                                     .quantiles = ps,
                                     .quantile_count = COUNT(ps),
                                     .window_count = WINDOWS,
                                     .threads = threads};
    spread_begin(&arena, &sample->spread);
    sample->again = false;
    parallel_run(threads, sample->count, show, sample);
    spread_choose(&arena, &sample->spread);
    sample->again = true;
    parallel_run(threads, sample->count, show, sample);
    for (size_t i = 0; i < WINDOWS; i++)
        for (size_t j = 0; j < COUNT(ps); j++) {
            double got = spread_quantile(&sample->spread, i, j);
            double want = quantile(sample, windows + i, ps[j]);

            if (isnan(want))
                assert_true(isnan(got));
            else
                assert_true(got == want);
        }
    arena_free(&arena);
}

/* Values below `most`. */
static void check_below(size_t count, uint64_t most)
{
    static struct sample sample;
    uint64_t state = 88172645463325252u + count;

    sample.count = count;
    for (size_t i = 0; i < count; i++) {
        sample.values[i] = next_number(&state) % most + 1;
        sample.days[i] = (int32_t)(next_number(&state) % DAYS);
    }
    for (size_t threads = 1; threads <= 4; threads++)
        check(&sample, threads);
}

static void few_values_and_many_are_as_if_sorted(void **state)
{
    static const size_t counts[] = {0, 1, 2, 3, 50, VALUES};

    (void)state;
    for (size_t i = 0; i < COUNT(counts); i++) {
        check_below(counts[i], 10000000);
        check_below(counts[i], (uint64_t)1 << 52);
    }
}

static void tied_values_are_as_if_sorted(void **state)
{
    (void)state;
    check_below(VALUES, 1);
    check_below(VALUES, 2);
    check_below(VALUES, 40);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_values_and_many_are_as_if_sorted),
        cmocka_unit_test(tied_values_are_as_if_sorted),
    };

    return cmocka_run_group_tests_name("measure/spread", tests, NULL, NULL);
}
