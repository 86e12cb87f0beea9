#include "test.h"

#include "base/parallel.h"
#include "base/status.h"
#include "measure/gap.h"
#include "numbers.h"

enum { DAYS = 400, CUSTOMERS = 700, MOST = 60 };

static const int32_t first = -50;

static const struct window windows[] = {
    {.start = -40, .end = 0},    {.start = -50, .end = 349},
    {.start = 10, .end = 200},   {.start = DATE_NONE, .end = DATE_NONE},
    {.start = 100, .end = 200},  {.start = -90, .end = -60},
    {.start = 300, .end = 1000},
};

struct sample {
    uint32_t days[CUSTOMERS][MOST];
    size_t counts[CUSTOMERS];
    struct gaps gaps;
    bool again;
};

static void show(void *context, size_t number, size_t thread)
{
    const struct sample *sample = context;

    if (sample->again)
        gaps_refine(&sample->gaps, thread, sample->days[number],
                    sample->counts[number]);
    else
        gaps_count(&sample->gaps, thread, sample->days[number],
                   sample->counts[number]);
}

/* The gaps as of an end, sorted. */
static size_t list_gaps(const struct sample *sample, int32_t end,
                        double gaps[CUSTOMERS])
{
    size_t count = 0;

    for (size_t i = 0; i < CUSTOMERS; i++) {
        const uint32_t *days = sample->days[i];
        size_t seen = 0;

        while (seen < sample->counts[i] && first + (int32_t)days[seen] <= end)
            seen++;
        if (seen >= 2)
            gaps[count++] =
                (double)(days[seen - 1] - days[0]) / (double)(seen - 1);
    }
    qsort(gaps, count, sizeof *gaps, compare_doubles);
    return count;
}

static void check_window(const struct sample *sample,
                         const struct window *window)
{
    double gaps[CUSTOMERS];
    size_t count = list_gaps(sample, window->end, gaps);
    struct gap_measures got = gaps_measure(&sample->gaps, window->end);
    double sum = 0;

    assert_int_equal(got.customers, count);
    if (count == 0) {
        assert_true(isnan(got.mean) && isnan(got.median));
        return;
    }
    for (size_t i = 0; i < count; i++)
        sum += gaps[i];
    assert_close(got.mean, sum / (double)count);
    assert_true(got.median == (gaps[(count - 1) / 2] + gaps[count / 2]) / 2);
}

/* Means are the same to the last digit with any number of threads. */
static void check(struct sample *sample)
{
    struct gap_measures want = {0};

    for (size_t threads = 1; threads <= 4; threads++) {
        struct arena arena = {0};
        struct timeline timeline;
        struct gap_measures got;

        timeline_make(&arena, first, first + DAYS - 1, windows, COUNT(windows),
                      &timeline);
        sample->gaps = (struct gaps){
            .timeline = &timeline, .threads = threads, .most = MOST};
        gaps_begin(&arena, &sample->gaps, windows, COUNT(windows));
        sample->again = false;
        parallel_run(threads, CUSTOMERS, show, sample);
        gaps_choose(&arena, &sample->gaps);
        sample->again = true;
        parallel_run(threads, CUSTOMERS, show, sample);
        for (size_t i = 0; i < COUNT(windows); i++)
            if (window_is_known(windows + i))
                check_window(sample, windows + i);
        got = gaps_measure(&sample->gaps, 349);
        if (threads == 1)
            want = got;
        assert_memory_equal(&got.mean, &want.mean, sizeof got.mean);
        arena_free(&arena);
    }
}

/* Customers with up to `most` occasions, up to `apart` days apart. */
static void check_made(size_t most, uint32_t apart)
{
    static struct sample sample;
    uint64_t state = 88172645463325252u;

    for (size_t i = 0; i < CUSTOMERS; i++) {
        size_t count = next_number(&state) % (most + 1);
        uint32_t day = (uint32_t)(next_number(&state) % DAYS);

        sample.counts[i] = 0;
        for (; sample.counts[i] < count && day < DAYS;
             day += (uint32_t)(next_number(&state) % apart) + 1)
            sample.days[i][sample.counts[i]++] = day;
    }
    check(&sample);
}

static void gaps_are_as_if_listed(void **state)
{
    (void)state;
    check_made(MOST, 30);
    check_made(MOST, 3);
    check_made(4, 200);
}

static void gaps_that_are_all_one_are_as_if_listed(void **state)
{
    (void)state;
    check_made(MOST, 1);
    check_made(2, 1);
}

static void nobody_has_no_gap(void **state)
{
    (void)state;
    check_made(0, 1);
    check_made(1, 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(gaps_are_as_if_listed),
        cmocka_unit_test(gaps_that_are_all_one_are_as_if_listed),
        cmocka_unit_test(nobody_has_no_gap),
    };

    return cmocka_run_group_tests_name("measure/gap", tests, NULL, NULL);
}
