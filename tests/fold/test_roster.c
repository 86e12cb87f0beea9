#include "test.h"

#include "fold/roster.h"

#include <string.h>

enum { MANY = 200000, ID_BYTES = 64 };

/* Ids of all lengths from 1 to 40 bytes, which share long beginnings. */
static struct key key_of_number(size_t number)
{
    char out[ID_BYTES];
    size_t len = 1 + number % 40;
    size_t digits = (size_t)snprintf(out, sizeof out, "%zx", number);

    if (digits > len)
        len = digits;
    memmove(out + len - digits, out, digits);
    memset(out, '-', len - digits);
    return key_of((struct str){.at = out, .len = len});
}

static void keys_are_numbered_in_order_of_arrival(void **state)
{
    struct arena arena = {0};
    struct key *keys = arena_array(&arena, struct key, MANY);
    struct roster roster;

    (void)state;
    roster_init(&roster, &arena, keys, MANY);
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < MANY; i++) {
            struct key key = key_of_number(i);

            assert_int_equal(roster_put(&roster, &key, key_hash(&key)), i);
        }
    assert_int_equal(roster.count, MANY);
    for (size_t i = 0; i < MANY; i++) {
        struct key key = key_of_number(i);

        assert_int_equal(roster_find(&roster, &key), i);
        assert_true(key_equal(keys + i, &key));
    }
    arena_free(&arena);
}

/* Room is made a little at a time, as keys come. */
static void a_roster_grows(void **state)
{
    struct arena arena = {0};
    struct roster roster = {.keys = arena_array(&arena, struct key, MANY)};

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        struct key key = key_of_number(i);
        uint64_t hash = key_hash(&key);

        roster_reserve(&roster, &arena, roster.count + 1);
        roster_fetch(&roster, hash);
        (void)roster_fetch_key(&roster, hash);
        assert_int_equal(roster_put(&roster, &key, hash), i);
        assert_int_equal(roster_put(&roster, &key, hash), i);
    }
    for (size_t i = 0; i < MANY; i++) {
        struct key key = key_of_number(i);

        assert_int_equal(roster_find(&roster, &key), i);
    }
    assert_true(roster.slot_count > MANY);
    assert_true(roster.slot_count < 4 * (size_t)MANY);
    arena_free(&arena);
}

static void a_key_that_is_not_there_is_not_found(void **state)
{
    struct arena arena = {0};
    struct roster roster;
    struct key key = key_of(STR("a"));

    (void)state;
    roster_init(&roster, &arena, arena_array(&arena, struct key, 1), 1);
    assert_int_equal(roster_find(&roster, &key), MAP_NONE);
    roster_put(&roster, &key, key_hash(&key));
    assert_int_equal(roster_find(&roster, &key), 0);
    key = key_of(STR("b"));
    assert_int_equal(roster_find(&roster, &key), MAP_NONE);
    arena_free(&arena);
}

/* Rosters of one key, of none, and keys of one part only. */
static void a_roster_may_be_full(void **state)
{
    static const size_t counts[] = {0, 1, 2, 3, 5, 8, 100};
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT(counts); i++) {
        struct key *keys = arena_array(&arena, struct key, counts[i] + 1);
        struct roster roster;
        uint32_t put = 0;

        roster_init(&roster, &arena, keys, counts[i]);
        for (size_t number = 0; put < counts[i]; number++) {
            struct key key = key_of_number(number);

            if (key_part(key_hash(&key)) == 7)
                assert_int_equal(roster_put(&roster, &key, key_hash(&key)),
                                 put++);
        }
        for (uint32_t j = 0; j < put; j++)
            assert_int_equal(roster_find(&roster, keys + j), j);
        assert_int_equal(roster.count, put);
    }
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_numbered_in_order_of_arrival),
        cmocka_unit_test(a_roster_grows),
        cmocka_unit_test(a_key_that_is_not_there_is_not_found),
        cmocka_unit_test(a_roster_may_be_full),
    };

    return cmocka_run_group_tests_name("fold/roster", tests, NULL, NULL);
}
