#include "test.h"

#include "base/str.h"

#include <string.h>

static const struct want {
    const char *name;
    const char *bytes;
    bool valid;
} wants[] = {
    {"ASCII is UTF-8", "plain", true},
    {"nothing is UTF-8", "", true},
    {"two, three and four bytes are UTF-8",
     "\xC3\xA9\xE2\x82\xAC\xF0\x9D\x94\xB8", true},
    {"a lone continuation byte is none", "a\x80", false},
    {"a cut sequence is none", "\xE2\x82", false},
    {"an overlong form is none", "\xC0\xAF", false},
    {"an overlong form of three bytes is none", "\xE0\x80\xAF", false},
    {"a surrogate is none", "\xED\xA0\x80", false},
    {"beyond U+10FFFF is none", "\xF4\x90\x80\x80", false},
    {"latin-1 is none", "caf\xE9!", false},
};

static void utf8(void **state)
{
    const struct want *want = *state;

    assert_int_equal(str_is_utf8(str_of(want->bytes)), want->valid);
}

static void ascii_is_told_by_every_byte(void **state)
{
    char bytes[21];

    (void)state;
    assert_true(str_is_ascii(STR("")));
    for (size_t len = 1; len < sizeof bytes; len++) {
        memset(bytes, 0x7F, sizeof bytes);
        assert_true(str_is_ascii((struct str){bytes, len}));
        bytes[len] = '\x80'; /* behind it */
        assert_true(str_is_ascii((struct str){bytes, len}));
        for (size_t i = 0; i < len; i++) {
            memset(bytes, 0x7F, sizeof bytes);
            bytes[i] = '\x80';
            assert_false(str_is_ascii((struct str){bytes, len}));
        }
    }
}

static void order_is_that_of_bytes(void **state)
{
    (void)state;
    assert_true(str_compare(STR("a"), STR("b")) < 0);
    assert_true(str_compare(STR("a"), STR("ab")) < 0);
    assert_true(str_compare(STR("\xC3"), STR("z")) > 0);
    assert_true(str_compare((struct str){0}, STR("")) == 0);
    assert_true(str_equal((struct str){0}, STR("")));
}

static void text_is_trimmed_and_cut(void **state)
{
    (void)state;
    assert_true(str_equal(str_trim(STR(" \t a b\r\n")), STR("a b")));
    assert_true(str_equal(str_trim(STR("  ")), STR("")));
    assert_true(str_starts(STR("C536379"), STR("C")));
    assert_false(str_starts(STR("C"), STR("C5")));
    assert_true(str_ends(STR("a.csv.gz"), STR(".gz")));
    assert_int_equal(str_find(STR("a,b"), ','), 1);
    assert_int_equal(str_find(STR("ab"), ','), 2);
}

static void code_points_are_put_as_they_are_read(void **state)
{
    static const unsigned points[] = {0,      'a',    0x7F,    0x80,
                                      0x7FF,  0x800,  0xD7FF,  0xE000,
                                      0xFFFD, 0xFFFF, 0x10000, 0x10FFFF};

    (void)state;
    for (size_t i = 0; i < COUNT(points); i++) {
        char bytes[4];
        size_t len = str_put_code_point(bytes, points[i]);
        unsigned got;

        assert_int_equal(str_code_point((struct str){bytes, len}, &got), len);
        assert_int_equal(got, points[i]);
    }
}

static void text_grows_and_ends_with_nul(void **state)
{
    struct arena arena = {0};
    struct text text = {.arena = &arena};

    (void)state;
    for (int i = 0; i < 10000; i++)
        text_addf(&text, "%d,", i % 10);
    text_add(&text, STR("end"));
    assert_int_equal(text.len, 20003);
    assert_int_equal(strlen(text.at), 20003);
    assert_true(str_ends(text_str(&text), STR("9,end")));
    assert_string_equal(str_format(&arena, "%s-%d", "a", 7).at, "a-7");
    arena_free(&arena);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 5] = {
        [COUNT(wants)] = cmocka_unit_test(ascii_is_told_by_every_byte),
        cmocka_unit_test(order_is_that_of_bytes),
        cmocka_unit_test(text_is_trimmed_and_cut),
        cmocka_unit_test(code_points_are_put_as_they_are_read),
        cmocka_unit_test(text_grows_and_ends_with_nul),
    };

    put_row_tests(tests, wants, utf8);
    return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}
