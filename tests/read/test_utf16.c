#include "draw.h"
#include "test.h"

#include "read/utf16.h"

#include <stdlib.h>
#include <string.h>

/* Units of UTF-16, and what they are in UTF-8. */
static const struct want {
    const char *name;
    unsigned units[40];
    size_t count;
    struct str text;
    size_t lines;
} wants[] = {
    {"nothing is nothing", {0}, 0, {"", 0}, 0},
    {"ASCII is a byte each, NUL too",
     {'a', 0, '\n', 0x7F, '\n'},
     5,
     {"a\0\n\x7F\n", 5},
     2},
    {"what is half ASCII is not ASCII",
     {'1', '2', '3', '4',   '5', '6', '7', '8', 'a', 'b', 'c', 'd',
      'e', 'f', 'g', 0x161, '1', '2', '3', '4', '5', '6', '7', 0x80},
     24,
     {"12345678abcdefg\xC5\xA1"
      "1234567\xC2\x80",
      26},
     0},
    {"a line feed is one only by itself",
     {0x0A0A, 0x0A00, 0x010A, '\n'},
     4,
     {"\xE0\xA8\x8A\xE0\xA8\x80\xC4\x8A\n", 9},
     1},
    {"code points have two bytes or three",
     {0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFEFF, 0xFFFF},
     7,
     {"\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBB\xBF"
      "\xEF\xBF\xBF",
      19},
     0},
    {"pairs have four bytes",
     {0xD800, 0xDC00, 0xD835, 0xDD38, 0xDBFF, 0xDFFF},
     6,
     {"\xF0\x90\x80\x80\xF0\x9D\x94\xB8\xF4\x8F\xBF\xBF", 12},
     0},
    {"half a pair is no text",
     {'a', 0xD800, 'b', 0xDC00, 'c', 0xDFFF, 0xDBFF, '\n', 0xD83D, 0xD83D,
      0xDE00},
     11,
     {"a\xFF"
      "b\xFF"
      "c\xFF\xFF\n\xFF\xF0\x9F\x98\x80",
      13},
     1},
    {"ASCII goes on behind half a pair",
     {0xD800, '1', '2', '3', '4', '5', '6', '7', '8'},
     9,
     {"\xFF"
      "12345678",
      9},
     0},
    {"half a pair may be the last", {'a', 0xDBFF}, 2, {"a\xFF", 2}, 0},
};

static void put_units(char *bytes, const struct want *want, bool is_big_endian)
{
    for (size_t i = 0; i < want->count; i++) {
        bytes[2 * i + is_big_endian] = (char)(want->units[i] & 0xFF);
        bytes[2 * i + !is_big_endian] = (char)(want->units[i] >> 8);
    }
}

/* Decode in pieces of a size, each into no more room than it is said to need;
 * 0: of sizes by chance. */
static void decode(struct utf16 *utf16, struct str bytes, size_t piece,
                   struct text *text)
{
    unsigned seed = 7;
    char last[1];

    while (bytes.len > 0) {
        size_t len = piece ? piece : 1 + draw(&seed, 20);
        char *room, *copy;
        size_t got;

        len = len < bytes.len ? len : bytes.len;
        room = malloc(utf16_room(len));
        copy = malloc(len);
        memcpy(copy, bytes.at, len);
        got = utf16_decode(utf16, (struct str){copy, len}, room);
        assert_in_range(got, 0, utf16_room(len));
        text_add(text, (struct str){room, got});
        free(copy);
        free(room);
        bytes.at += len;
        bytes.len -= len;
    }
    text_add(text, (struct str){last, utf16_end(utf16, last)});
    assert_int_equal(utf16_end(utf16, last), 0);
}

static void units_become_utf8(void **state)
{
    const struct want *want = *state;
    struct arena arena = {0};
    char bytes[2 * COUNT(want->units)];

    for (size_t order = 0; order < 2; order++)
        for (size_t piece = 0; piece < 2 * want->count + 2; piece++) {
            struct utf16 utf16 = {.is_big_endian = order};
            struct text text = {.arena = &arena};

            put_units(bytes, want, order);
            decode(&utf16, (struct str){bytes, 2 * want->count}, piece, &text);
            assert_int_equal(text.len, want->text.len);
            assert_true(str_equal(text_str(&text), want->text));
            assert_int_equal(utf16.lines, want->lines);
            assert_false(utf16.has_byte);
        }
    arena_free(&arena);
}

/* The most that pieces may become. */
static void any_bytes_fit_their_room(void **state)
{
    struct arena arena = {0};
    unsigned seed = 3;

    (void)state;
    for (size_t trial = 0; trial < 500; trial++) {
        static const unsigned char highs[] = {0, 0x04, 0x20, 0xD8, 0xDC, 0xFF};
        struct utf16 utf16 = {0};
        struct text text = {.arena = &arena};
        char bytes[60];

        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = i % 2 ? (char)highs[draw(&seed, COUNT(highs))]
                             : (char)draw(&seed, 256);
        decode(&utf16, (struct str){bytes, sizeof bytes}, trial % 9, &text);
        arena_clear(&arena);
    }
    arena_free(&arena);
}

static void an_odd_byte_is_left(void **state)
{
    struct utf16 utf16 = {0};
    char room[8];

    (void)state;
    assert_int_equal(utf16_decode(&utf16, STR("a\0b"), room), 1);
    assert_true(utf16.has_byte);
    assert_int_equal(utf16_decode(&utf16, STR("\0"), room), 1);
    assert_false(utf16.has_byte);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 2] = {
        [COUNT(wants)] = cmocka_unit_test(any_bytes_fit_their_room),
        cmocka_unit_test(an_odd_byte_is_left),
    };

    put_row_tests(tests, wants, units_become_utf8);
    return cmocka_run_group_tests_name("read/utf16", tests, NULL, NULL);
}
