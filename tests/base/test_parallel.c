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

/* Chunks have each thing once, in order, and as many as they may. */
static void chunks_have_each_thing_once(void **state)
{
    static const size_t counts[] = {0, 1, 6, 7, 8, 14, 15};
    static const size_t chunks[] = {0, 1, 1, 1, 2, 2, 3};

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        size_t end = 0;

        assert_int_equal(chunk_count(counts[i], 7), chunks[i]);
        for (size_t number = 0; number < chunks[i]; number++) {
            struct chunk chunk = chunk_of(number, 7, counts[i]);

            assert_int_equal(chunk.first, end);
            assert_true(chunk.end > chunk.first);
            assert_true(chunk.end - chunk.first <= 7);
            end = chunk.end;
        }
        assert_int_equal(end, counts[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_thing_is_done_once),
        cmocka_unit_test(chunks_have_each_thing_once),
    };

    return cmocka_run_group_tests_name("base/parallel", tests, NULL, NULL);
}
