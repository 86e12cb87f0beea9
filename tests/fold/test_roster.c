#include "test.h"

#include "fold/roster.h"

#include <string.h>

enum { MANY = 200000, ID_BYTES = 64 };

/* Ids of all lengths from 1 to 40 bytes, which share long beginnings. */
static struct str id_of(char out[static ID_BYTES], size_t number)
{
    size_t len = 1 + number % 40;
    int digits = snprintf(out, ID_BYTES, "%zx", number);

    if ((size_t)digits > len)
        len = (size_t)digits;
    memmove(out + len - (size_t)digits, out, (size_t)digits);
    memset(out, '-', len - (size_t)digits);
    return (struct str){.at = out, .len = len};
}

static struct key key_of_number(size_t number)
{
    char text[ID_BYTES];

    return key_of(id_of(text, number));
}

static void ids_are_numbered_and_their_texts_kept(void **state)
{
    struct arena arena = {0};
    struct roster roster;
    char text[ID_BYTES];

    (void)state;
    roster_init(&roster, &arena, true);
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < MANY; i++) {
            struct str id = id_of(text, i);
            struct key key = key_of(id);

            assert_int_equal(roster_put(&roster, &key, id), i);
        }
    assert_int_equal(roster.count, MANY);
    for (size_t i = 0; i < MANY; i++) {
        struct key key = key_of_number(i);

        assert_int_equal(roster_find(&roster, &key), i);
        assert_true(
            str_equal(roster_text(&roster, (uint32_t)i), id_of(text, i)));
    }
    arena_free(&arena);
}

static void an_id_that_is_not_there_is_not_found(void **state)
{
    struct arena arena = {0};
    struct roster roster;
    struct key key = key_of(STR("a"));

    (void)state;
    roster_init(&roster, &arena, false);
    assert_int_equal(roster_find(&roster, &key), MAP_NONE);
    roster_put(&roster, &key, STR("a"));
    key = key_of(STR("b"));
    assert_int_equal(roster_find(&roster, &key), MAP_NONE);
    arena_free(&arena);
}

/* Every length up to a hash, each byte changed, a NUL put behind. */
static void keys_of_different_ids_differ(void **state)
{
    char text[ID_BYTES] = "the quick brown fox jumps over";

    (void)state;
    for (size_t len = 1; len <= 30; len++) {
        struct key key = key_of((struct str){text, len});
        struct key longer;

        for (size_t i = 0; i < len; i++) {
            struct key other;

            text[i] ^= 1;
            other = key_of((struct str){text, len});
            text[i] ^= 1;
            assert_false(key_equal(&key, &other));
        }
        text[len] = 0;
        longer = key_of((struct str){text, len + 1});
        memcpy(text, "the quick brown fox jumps over", 30);
        assert_false(key_equal(&key, &longer));
    }
}

static void reserved_room_changes_no_number(void **state)
{
    struct arena arena = {0};
    struct roster roster;

    (void)state;
    roster_init(&roster, &arena, false);
    for (size_t i = 0; i < 1000; i++) {
        struct key key = key_of_number(i);

        roster_put(&roster, &key, (struct str){0});
        if (i == 500)
            roster_reserve(&roster, 100000);
    }
    for (size_t i = 0; i < 1000; i++) {
        struct key key = key_of_number(i);

        assert_int_equal(roster_find(&roster, &key), i);
    }
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_numbered_and_their_texts_kept),
        cmocka_unit_test(an_id_that_is_not_there_is_not_found),
        cmocka_unit_test(keys_of_different_ids_differ),
        cmocka_unit_test(reserved_room_changes_no_number),
    };

    return cmocka_run_group_tests_name("fold/roster", tests, NULL, NULL);
}
