#include "test.h"

#include "base/arena.h"
#include "base/fingerprint.h"
#include "base/map.h"

#include <string.h>

static void memory_is_zeroed_and_aligned(void **state)
{
    struct arena arena = {0};

    (void)state;
    for (int round = 0; round < 2; round++) {
        for (size_t size = 1; size < 100000; size += 997) {
            unsigned char *at = arena_alloc(&arena, 1, size);

            assert_int_equal((uintptr_t)at % 16, 0);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(at[i], 0);
            memset(at, 0xAA, size);
        }
        arena_clear(&arena);
    }
    arena_free(&arena);
}

static void an_array_grows_and_keeps_what_it_holds(void **state)
{
    struct arena arena = {0};
    size_t capacity = 0;
    uint32_t *items = NULL;

    (void)state;
    for (uint32_t i = 0; i < 300000; i++) {
        items = arena_grow(&arena, items, &capacity, i + 1, sizeof *items);
        assert_int_equal(items[i], 0);
        items[i] = i;
        if (i % 1000 == 0)
            arena_alloc(&arena, 1, 24);
    }
    for (uint32_t i = 0; i < 300000; i++)
        assert_int_equal(items[i], i);
    arena_free(&arena);
}

static void pages_go_back_with_the_arena(void **state)
{
    struct arena arena = {0};
    char *small = arena_alloc(&arena, 1, 8);
    char *page = arena_page(&arena);
    char *more = arena_alloc(&arena, 1, 8);

    (void)state;
    memset(page, 7, ARENA_PAGE);
    assert_ptr_equal(more, small + 16);
    assert_int_equal(small[0] | more[7], 0);
    arena_free(&arena);
    assert_ptr_equal(arena_page(&arena), page);
    arena_clear(&arena);
    assert_ptr_equal(arena_page(&arena), page);
    arena_free(&arena);
}

static void a_map_numbers_keys_in_order_of_arrival(void **state)
{
    struct arena arena = {0};
    struct map map = {.arena = &arena};

    (void)state;
    for (int round = 0; round < 2; round++)
        for (unsigned i = 0; i < 20000; i++) {
            struct str key = str_format(&arena, "id-%u", i * 7919u);

            assert_int_equal(map_put(&map, key), i);
        }
    assert_int_equal(map.count, 20000);
    assert_int_equal(map_find(&map, STR("id-7919")), 1);
    assert_int_equal(map_find(&map, STR("nobody")), MAP_NONE);
    assert_int_equal(map_put(&map, (struct str){0}), 20000);
    assert_int_equal(map_find(&map, STR("")), 20000);
    arena_free(&arena);
}

static void a_number_map_does_the_same_for_numbers(void **state)
{
    struct arena arena = {0};
    struct number_map map = {.arena = &arena};

    (void)state;
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 50000; i++)
            assert_int_equal(number_map_put(&map, map_pair(i % 7, i)), i);
    assert_int_equal(map.count, 50000);
    arena_free(&arena);
}

/* The value that the hash's authors publish for "abc". */
static void a_fingerprint_is_that_of_xxh3(void **state)
{
    struct arena arena = {0};
    struct fingerprint *whole = fingerprint_new(&arena);
    struct fingerprint *parts = fingerprint_new(&arena);
    char a[FINGERPRINT_TEXT];
    char b[FINGERPRINT_TEXT];

    (void)state;
    fingerprint_add(whole, STR("abc"));
    fingerprint_add(parts, STR("a"));
    fingerprint_add(parts, STR(""));
    fingerprint_add(parts, STR("bc"));
    fingerprint_print(whole, a);
    fingerprint_print(parts, b);
    assert_string_equal(a, "06b05ab6733a618578af5f94892f3950");
    assert_string_equal(a, b);
    arena_free(&arena);
}

/* By a second program, written from the hash's description. */
static void a_hash_may_have_a_seed(void **state)
{
    (void)state;
    assert_int_equal(fingerprint_hash_by(STR("C00000004"), 0),
                     fingerprint_hash(STR("C00000004")));
    assert_int_equal(fingerprint_hash_by(STR("C00000004"), 19722),
                     0x87993f897e75f2c6);
    assert_int_equal(fingerprint_hash_by(STR("c000"), 19691),
                     0xb945bb2a0a1f1df1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(an_array_grows_and_keeps_what_it_holds),
        cmocka_unit_test(pages_go_back_with_the_arena),
        cmocka_unit_test(a_map_numbers_keys_in_order_of_arrival),
        cmocka_unit_test(a_number_map_does_the_same_for_numbers),
        cmocka_unit_test(a_fingerprint_is_that_of_xxh3),
        cmocka_unit_test(a_hash_may_have_a_seed),
    };

    return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
