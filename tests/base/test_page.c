#include "test.h"

#include "base/page.h"
#include "base/parallel.h"
#include "base/status.h"

#include <stdbool.h>
#include <string.h>

enum { MANY = 600, THREADS = 4, ROUNDS = 400, HELD = 16 };

static int compare_places(const void *a, const void *b)
{
    const char *x = *(char *const *)a;
    const char *y = *(char *const *)b;

    return (x > y) - (x < y);
}

/* More than a region has. */
static void pages_are_distinct_and_aligned(void **state)
{
    static char *pages[MANY];

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        pages[i] = page_take();
        assert_int_equal((uintptr_t)pages[i] % _Alignof(max_align_t), 0);
        assert_int_equal((uintptr_t)pages[i] % 64, 0);
        memset(pages[i], (int)i, PAGE_BYTES);
    }
    for (size_t i = 0; i < MANY; i++)
        for (size_t j = 0; j < PAGE_BYTES; j++)
            assert_true(pages[i][j] == (char)i);
    qsort(pages, MANY, sizeof *pages, compare_places);
    for (size_t i = 1; i < MANY; i++)
        assert_true(pages[i] - pages[i - 1] >= PAGE_BYTES);
    for (size_t i = 0; i < MANY; i++)
        page_give(pages[i]);
}

static void a_page_given_back_is_taken_again(void **state)
{
    void *pages[HELD];

    (void)state;
    for (size_t i = 0; i < HELD; i++)
        pages[i] = page_take();
    for (size_t i = 0; i < HELD; i++)
        page_give(pages[i]);
    for (size_t i = 0; i < HELD; i++) {
        void *page = page_take();
        size_t j = 0;

        while (j < HELD && pages[j] != page)
            j++;
        assert_true(j < HELD);
        pages[j] = NULL; /* not twice */
    }
}

/* Pages of one thread, which nobody else writes to. */
struct hands {
    bool is_whole;
};

static bool is_marked(const char *page, size_t mark)
{
    return memcmp(page, &mark, sizeof mark) == 0 &&
           memcmp(page + PAGE_BYTES - sizeof mark, &mark, sizeof mark) == 0;
}

static void hold_some(void *context, size_t thing, size_t thread)
{
    struct hands *hands = (struct hands *)context + thing;
    char *held[HELD];

    (void)thread;
    hands->is_whole = true;
    for (size_t round = 0; round < ROUNDS; round++) {
        size_t count = 1 + (round + thing) % HELD;

        for (size_t i = 0; i < count; i++) {
            size_t mark = thing * HELD + i;

            held[i] = page_take();
            memcpy(held[i], &mark, sizeof mark);
            memcpy(held[i] + PAGE_BYTES - sizeof mark, &mark, sizeof mark);
        }
        for (size_t i = 0; i < count; i++) {
            hands->is_whole &= is_marked(held[i], thing * HELD + i);
            page_give(held[i]);
        }
    }
}

static void threads_share_pages_but_not_at_a_time(void **state)
{
    struct hands hands[4 * THREADS] = {{false}};

    (void)state;
    parallel_run(THREADS, COUNT(hands), hold_some, hands);
    for (size_t i = 0; i < COUNT(hands); i++)
        assert_true(hands[i].is_whole);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_distinct_and_aligned),
        cmocka_unit_test(a_page_given_back_is_taken_again),
        cmocka_unit_test(threads_share_pages_but_not_at_a_time),
    };

    return cmocka_run_group_tests_name("base/page", tests, NULL, NULL);
}
