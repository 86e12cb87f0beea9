#include "test.h"

#include "base/flate.h"

#include <stdio.h>
#include <string.h>

enum { PIECES = 5, MOST = 1 << 20 };

/* Some text in pieces of which the last ends the whole. */
struct fixture {
    struct arena arena;
    struct text plain;
    struct text packed;
    size_t ends[PIECES]; /* of the packed pieces */
    struct flate_sum sum;
};

static int open_pieces(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct deflater *deflater = deflater_open(&fixture->arena, 1);

    fixture->plain.arena = fixture->packed.arena = &fixture->arena;
    for (size_t i = 0; i < PIECES; i++) {
        size_t start = fixture->plain.len;
        struct str piece;
        struct flate_sum sum;

        for (size_t line = 0; line < 3000; line++)
            text_addf(&fixture->plain, "line %zu of piece %zu\n", line, i);
        piece =
            (struct str){fixture->plain.at + start, fixture->plain.len - start};
        sum = deflater_pack(deflater, piece, i + 1 == PIECES, &fixture->packed);
        fixture->sum = i ? flate_join(&fixture->sum, &sum) : sum;
        fixture->ends[i] = fixture->packed.len;
    }
    *state = fixture;
    return 0;
}

static int close_pieces(void **state)
{
    struct fixture *fixture = *state;

    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static void pieces_are_one_whole(void **state)
{
    struct fixture *fixture = *state;
    struct text plain = {.arena = &fixture->arena};
    struct flate_sum whole =
        flate_sum(text_str(&fixture->plain), fixture->packed.len);

    assert_true(inflater_unpack(inflater_open(&fixture->arena, FLATE_BARE),
                                text_str(&fixture->packed), true, MOST,
                                &plain));
    assert_true(str_equal(text_str(&plain), text_str(&fixture->plain)));
    assert_int_equal(fixture->sum.crc, whole.crc);
    assert_int_equal(fixture->sum.plain, whole.plain);
    assert_int_equal(fixture->sum.packed, whole.packed);
    assert_true(fixture->packed.len < fixture->plain.len / 4);
}

static void a_piece_is_unpacked_by_itself(void **state)
{
    struct fixture *fixture = *state;
    struct text plain = {.arena = &fixture->arena};
    struct str piece = {fixture->packed.at + fixture->ends[1],
                        fixture->ends[2] - fixture->ends[1]};

    assert_true(inflater_unpack(inflater_open(&fixture->arena, FLATE_BARE),
                                piece, false, MOST, &plain));
    assert_memory_equal(plain.at, "line 0 of piece 2\n", 18);
}

/* The checksum known for "123456789" in this polynomial. */
static void the_checksum_is_that_of_archives(void **state)
{
    struct flate_sum sum = flate_sum(STR("123456789"), 0);

    (void)state;
    assert_int_equal(sum.crc, 0xCBF43926);
}

static void what_is_cut_or_too_long_is_no_piece(void **state)
{
    struct fixture *fixture = *state;
    struct inflater *inflater = inflater_open(&fixture->arena, FLATE_BARE);
    struct text plain = {.arena = &fixture->arena};
    struct str first = {fixture->packed.at, fixture->ends[0]};

    for (size_t cut = 1; cut < 40; cut++)
        assert_false(inflater_unpack(inflater,
                                     (struct str){first.at, first.len - cut},
                                     false, MOST, &plain));
    assert_false(inflater_unpack(inflater, first, true, MOST, &plain));
    assert_false(inflater_unpack(inflater, first, false, 1000, &plain));
    assert_false(inflater_unpack(inflater, text_str(&fixture->packed), false,
                                 MOST, &plain));
    assert_true(inflater_unpack(inflater, first, false, MOST, &plain));
}

static void bytes_that_are_no_piece_are_told(void **state)
{
    struct fixture *fixture = *state;
    struct text plain = {.arena = &fixture->arena};

    assert_false(inflater_unpack(inflater_open(&fixture->arena, FLATE_BARE),
                                 STR("\xFF\xFF\xFF\xFF no piece"), true, MOST,
                                 &plain));
}

#define PIECE_TEST(test)                                                       \
    cmocka_unit_test_setup_teardown(test, open_pieces, close_pieces)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PIECE_TEST(pieces_are_one_whole),
        PIECE_TEST(a_piece_is_unpacked_by_itself),
        PIECE_TEST(what_is_cut_or_too_long_is_no_piece),
        PIECE_TEST(bytes_that_are_no_piece_are_told),
        cmocka_unit_test(the_checksum_is_that_of_archives),
    };

    return cmocka_run_group_tests_name("base/flate", tests, NULL, NULL);
}
