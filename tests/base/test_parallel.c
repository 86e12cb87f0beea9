#include "base/parallel.h"

#include "test.h"

#include <stdbool.h>

enum { THINGS = 1000 };

struct seen {
    int times[THINGS];
    size_t threads;
    bool beyond;
};

static void see(void *context, size_t thing, size_t thread)
{
    struct seen *seen = context;

    seen->times[thing]++;
    if (thread >= seen->threads)
        seen->beyond = true;
}

static void check(size_t threads, size_t count)
{
    struct seen seen = {.threads = threads > 0 ? threads : 1};

    parallel_run(threads, count, see, &seen);
    assert_false(seen.beyond);
    for (size_t i = 0; i < THINGS; i++)
        assert_int_equal(seen.times[i], i < count ? 1 : 0);
}

static void each_thing_is_done_once(void **state)
{
    static const size_t threads[] = {0, 1, 2, 3, 64, 1000};

    (void)state;
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        check(threads[i], 0);
        check(threads[i], 1);
        check(threads[i], THINGS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_thing_is_done_once),
    };

    return cmocka_run_group_tests_name("base/parallel", tests, NULL, NULL);
}
