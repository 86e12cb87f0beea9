#include "draw.h"

#include "fold/key.h"

#include <string.h>

enum { LONGEST = 40 };

/* An id between bytes that are none of its own. */
struct id {
    char room[8 + LONGEST + 8];
    size_t len;
};

static struct str text_of(const struct id *id)
{
    return (struct str){id->room + 8, id->len};
}

static struct id draw_id(unsigned *seed, const char *bytes, unsigned count)
{
    struct id id = {.len = draw(seed, LONGEST + 1)};

    for (size_t i = 0; i < sizeof id.room; i++)
        id.room[i] = bytes[draw(seed, count)];
    return id;
}

static void assert_keys(const struct id *a, const struct id *b)
{
    struct key x = key_of(text_of(a));
    struct key y = key_of(text_of(b));
    bool is_same = str_equal(text_of(a), text_of(b));

    assert_int_equal(key_equal(&x, &y), is_same);
    if (is_same)
        assert_int_equal(key_hash(&x), key_hash(&y));
}

/* Of few letters ids are often the same; NUL and 0xFF are letters too. */
static void keys_are_equal_where_ids_are(void **state)
{
    static const char *const letters[] = {"ab", "\0a", "\xFF\x80", "\0\xFF"};
    unsigned seed = 1;

    (void)state;
    for (size_t trial = 0; trial < 200000; trial++) {
        const char *bytes = letters[draw(&seed, COUNT(letters))];
        struct id a = draw_id(&seed, bytes, 2);
        struct id b = draw_id(&seed, bytes, 2);

        assert_keys(&a, &b);
        /* The same bytes elsewhere, with others around them. */
        memcpy(b.room + 8, a.room + 8, LONGEST);
        b.len = a.len;
        assert_keys(&a, &b);
        if (a.len > 0) {
            b.room[8 + draw(&seed, (unsigned)a.len)] ^=
                (char)(1u << draw(&seed, 8));
            assert_keys(&a, &b);
        }
    }
}

/* Beginnings of one text, with a NUL behind and without. */
static void an_id_is_none_that_begins_it(void **state)
{
    struct id ids[2 * (LONGEST + 1)] = {{.len = 0}};

    (void)state;
    for (size_t i = 0; i <= LONGEST; i++) {
        ids[i].len = i;
        memset(ids[i].room + 8, 'x', i);
        ids[LONGEST + 1 + i] = ids[i];
        ids[LONGEST + 1 + i].room[8 + i] = '\0';
        ids[LONGEST + 1 + i].len = i + 1;
    }
    for (size_t i = 0; i < COUNT(ids); i++)
        for (size_t j = 0; j < COUNT(ids); j++)
            assert_keys(ids + i, ids + j);
}

static void a_short_id_can_be_read_from_its_key(void **state)
{
    unsigned seed = 2;

    (void)state;
    for (size_t trial = 0; trial < 20000; trial++) {
        struct id id = draw_id(&seed, "ab\0\xFF\x80z019-", 10);
        struct key key = key_of(text_of(&id));

        assert_int_equal(key_is_hash(&key), id.len > KEY_SHORT);
        if (id.len <= KEY_SHORT)
            assert_true(str_equal(key_text(&key), text_of(&id)));
    }
}

/* Nobody's key is that of no id. */
static void only_an_empty_id_has_a_key_of_zeros(void **state)
{
    unsigned seed = 3;

    (void)state;
    for (size_t trial = 0; trial < 20000; trial++) {
        struct id id = draw_id(&seed, "\0\0\0a", 4);
        struct key key = key_of(text_of(&id));

        assert_int_equal(key.words[1] == 0, id.len == 0);
        assert_true(id.len > 0 || key.words[0] == 0);
    }
}

/* Numbers in sequence, as ids mostly are, spread over all parts. */
static void ids_spread_over_the_parts(void **state)
{
    enum { MANY = 256 * KEY_PARTS };
    size_t counts[KEY_PARTS] = {0};

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        char text[32];
        int len = snprintf(text, sizeof text, "%zu", 10000000 + i);
        struct key key = key_of((struct str){text, (size_t)len});

        counts[key_part(key_hash(&key))]++;
    }
    for (size_t i = 0; i < KEY_PARTS; i++) {
        assert_true(counts[i] > 256 / 2);
        assert_true(counts[i] < 256 * 2);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_equal_where_ids_are),
        cmocka_unit_test(an_id_is_none_that_begins_it),
        cmocka_unit_test(a_short_id_can_be_read_from_its_key),
        cmocka_unit_test(only_an_empty_id_has_a_key_of_zeros),
        cmocka_unit_test(ids_spread_over_the_parts),
    };

    return cmocka_run_group_tests_name("fold/key", tests, NULL, NULL);
}
