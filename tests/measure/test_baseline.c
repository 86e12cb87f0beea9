#include "test.h"

#include "measure/baseline.h"

enum { DAYS = BASELINE_DAYS, FIRST = 4 /* a Monday; weekday 4 */ };

/* One product that sells a unit a day, for 1.00, where all drift is 1. */
struct bench {
    uint64_t marks[1];
    double indices[DAYS];
    struct entry days[DAYS];
    struct diary diary;
    struct drift drift;
    struct track track;
    struct scatter scatter;
};

static void set_up(struct bench *bench)
{
    *bench =
        (struct bench){.diary = {.first = FIRST, .day_count = DAYS, .words = 1},
                       .drift = {.day_count = DAYS}};
    for (size_t i = 0; i < DAYS; i++) {
        bench->indices[i] = 1;
        bench->days[i] = (struct entry){
            .lines = 1, .units = 1000, .gross = 10000, .discount = 100};
    }
    bench->diary.marks = bench->marks;
    bench->drift.indices = bench->indices;
    bench->track = (struct track){
        .diary = &bench->diary, .drift = &bench->drift, .days = bench->days};
}

static struct baseline find(struct bench *bench)
{
    return baseline_find(&bench->track, FIRST + DAYS, MAP_NONE,
                         &bench->scatter);
}

static void it_is_of_eight_weeks_by_weekday(void **state)
{
    struct bench bench;
    struct baseline baseline;

    (void)state;
    set_up(&bench);
    bench.days[7].units = 5000;
    baseline = find(&bench);
    for (size_t i = 0; i < WEEK_DAYS; i++)
        assert_int_equal(baseline.count[i], 8);
    assert_int_equal(baseline.units[4], 12000);
    assert_int_equal(baseline.units[5], 8000);
    assert_int_equal(baseline.sales[5], 79200);
    assert_int_equal(baseline.lines, 56);
    assert_close(baseline.level, 60000.0 / 56);
}

static void promoted_days_are_left_out(void **state)
{
    struct bench bench;
    struct baseline baseline;

    (void)state;
    set_up(&bench);
    bench.marks[0] = 1 << 1;
    baseline = find(&bench);
    assert_int_equal(baseline.count[5], 7);
    assert_int_equal(baseline.units[5], 7000);
    assert_close(baseline.adjusted[5], 7000);
    assert_close(baseline.week_indices[0], 6);
    /* Its week is no whole one: the scatter is of seven others. */
    assert_close(bench.scatter.means, 49000);
}

/* Of the third week, the discount is 1.40 of 7.00: just a fifth. */
static void weeks_of_clearance_are_no_usual_ones(void **state)
{
    struct bench bench;
    struct baseline baseline;

    (void)state;
    set_up(&bench);
    for (size_t i = 14; i < 21; i++) {
        bench.days[i].units = 4000;
        bench.days[i].discount = 2000;
    }
    baseline = find(&bench);
    assert_int_equal(baseline.units[4], 11000);
    assert_close(baseline.adjusted[4], 7000);
    assert_close(baseline.indices[4], 7);
    assert_close(baseline.week_units[2], 0);
    assert_close(baseline.level, 1000);
    assert_close(bench.scatter.weeks, 0);
    bench.days[14].discount = 1999;
    assert_close(find(&bench).adjusted[4], 11000);
}

static void days_before_the_data_are_no_days(void **state)
{
    struct bench bench;
    struct baseline baseline;

    (void)state;
    set_up(&bench);
    bench.diary.first = FIRST + 36;
    baseline = find(&bench);
    assert_int_equal(baseline.count[4], 2);
    assert_int_equal(baseline.count[5], 3);
    assert_close(baseline.week_indices[5], 6);
    assert_close(bench.scatter.means, 14000);
}

/* Two units more and two less on days with one, in turn by weeks. */
static void scatter_is_of_weeks_and_of_their_days(void **state)
{
    struct bench bench;

    (void)state;
    set_up(&bench);
    for (size_t i = 0; i < DAYS; i++)
        bench.days[i].units = i / 7 % 2 ? 1500 : 500;
    find(&bench);
    assert_close(bench.scatter.means, 56000);
    assert_close(bench.scatter.days, 56 * 250000.0);
    assert_close(bench.scatter.weeks, 8 * 3500.0 * 3500);
    assert_close(bench.scatter.day_squares, 56 * 1e6);
    assert_close(bench.scatter.week_squares, 8 * 49e6);
}

/* 2 x 100 + 0.5 x 10, and 2 x 100 + 0.5 x 60, of eight weeks with one mean. */
static void what_scatters_is_told_apart(void **state)
{
    struct scatter scatter = {.weeks = 230 * 7.0 / 8,
                              .days = 205,
                              .means = 100,
                              .week_squares = 60,
                              .day_squares = 10};
    double dispersion, spread;

    (void)state;
    scatter_settle(&scatter, &dispersion, &spread);
    assert_close(dispersion, 2);
    assert_close(spread, 0.5);
    scatter.weeks = 100;
    scatter_settle(&scatter, &dispersion, &spread);
    assert_close(dispersion, 2.05);
    assert_close(spread, 0);
    scatter_settle(&(struct scatter){0}, &dispersion, &spread);
    assert_close(dispersion, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_of_eight_weeks_by_weekday),
        cmocka_unit_test(promoted_days_are_left_out),
        cmocka_unit_test(weeks_of_clearance_are_no_usual_ones),
        cmocka_unit_test(days_before_the_data_are_no_days),
        cmocka_unit_test(scatter_is_of_weeks_and_of_their_days),
        cmocka_unit_test(what_scatters_is_told_apart),
    };

    return cmocka_run_group_tests_name("measure/baseline", tests, NULL, NULL);
}
