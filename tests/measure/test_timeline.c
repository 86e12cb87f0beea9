#include "test.h"

#include "base/status.h"
#include "measure/timeline.h"

static void a_day_knows_its_windows(void **state)
{
    const struct window windows[] = {
        {.start = -5, .end = 2}, {.start = DATE_NONE, .end = DATE_NONE},
        {.start = 2, .end = 2},  {.start = 100, .end = 200},
        {.start = 1, .end = 90},
    };
    static const uint64_t want[] = {1, 1, 1, 1 | 16, 1 | 4 | 16, 16, 16};
    struct arena arena = {0};
    struct timeline timeline;

    (void)state;
    timeline_make(&arena, -2, 4, windows, COUNT(windows), &timeline);
    assert_int_equal(timeline.day_count, COUNT(want));
    for (size_t i = 0; i < COUNT(want); i++)
        assert_int_equal(timeline_windows(&timeline, i), want[i]);
    assert_int_equal(timeline.stretch_count, 4);
    assert_int_equal(timeline_day(&timeline, 4), 6);
    arena_free(&arena);
}

static void as_many_windows_as_there_may_be_have_stretches(void **state)
{
    struct window windows[TIMELINE_WINDOWS];
    struct arena arena = {0};
    struct timeline timeline;
    uint64_t mask;

    (void)state;
    for (int32_t i = 0; i < TIMELINE_WINDOWS; i++)
        windows[i] = (struct window){.start = 1 + i, .end = 200 - i};
    timeline_make(&arena, 0, 300, windows, TIMELINE_WINDOWS, &timeline);
    assert_int_equal(timeline.stretch_count, TIMELINE_STRETCHES);
    mask = timeline_windows(&timeline, 100);
    assert_true(mask == UINT64_MAX);
    for (size_t i = 0; i < TIMELINE_WINDOWS; i++)
        assert_int_equal(timeline_next(&mask), i);
    assert_int_equal(mask, 0);
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_knows_its_windows),
        cmocka_unit_test(as_many_windows_as_there_may_be_have_stretches),
    };

    return cmocka_run_group_tests_name("measure/timeline", tests, NULL, NULL);
}
