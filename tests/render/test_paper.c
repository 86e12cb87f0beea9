#include "test.h"

#include "render/paper.h"

#include <string.h>

/* An A4 page with a body of 400 points. */
static const struct box body = {GRID_MARGIN, 100, 841.89 - 2 * GRID_MARGIN,
                                400};

#define NODE(words)                                                            \
    {                                                                          \
        .kind = YAML_SCALAR, .text = {(words), sizeof(words) - 1 }             \
    }
static const struct yaml_node never = NODE("1 = 2");

#define BLOCK(columns, condition)                                              \
    (struct block)                                                             \
    {                                                                          \
        .kind = BLOCK_TEXT, .span = (columns), .height = 1,                    \
        .when = (condition)                                                    \
    }

enum { MOST = 4 };

struct fixture {
    struct arena arena;
    struct diag diag;
    struct words words;
    struct sheet sheet;
    struct placed placed[MOST];
};

static int open_page(void **state)
{
    static struct fixture fixture;

    fixture = (struct fixture){.diag.out = stderr};
    fixture.words =
        (struct words){.arena = &fixture.arena, .diag = &fixture.diag};
    fixture.sheet = (struct sheet){.arena = &fixture.arena,
                                   .width = 841.89,
                                   .height = 595.28,
                                   .words = &fixture.words};
    *state = &fixture;
    return 0;
}

static int close_page(void **state)
{
    struct fixture *fixture = *state;

    arena_free(&fixture->arena);
    return 0;
}

/* Place one row of blocks; how many there are. */
static size_t place(struct fixture *fixture, struct block *blocks, size_t count)
{
    struct block_row row = {
        .height = 1, .blocks = blocks, .block_count = count};
    const struct page page = {.rows = &row, .row_count = 1};

    return paper_place(&fixture->sheet, &page, body, fixture->placed, MOST);
}

static double right_of(const struct placed *placed)
{
    return placed->box.x + placed->box.w;
}

static void a_block_left_out_gives_its_room_to_the_last_one(void **state)
{
    struct fixture *fixture = *state;
    struct block blocks[] = {BLOCK(4, NULL), BLOCK(4, NULL), BLOCK(4, &never)};
    double first;

    assert_int_equal(place(fixture, blocks, 2), 2);
    first = fixture->placed[0].box.w;
    assert_int_equal(place(fixture, blocks, COUNT(blocks)), 2);
    assert_close(fixture->placed[0].box.w, first);
    assert_close(right_of(&fixture->placed[1]), body.x + body.w);
}

static void room_that_no_block_asks_for_stays_free(void **state)
{
    struct fixture *fixture = *state;
    struct block blocks[] = {BLOCK(4, NULL), BLOCK(4, NULL)};

    assert_int_equal(place(fixture, blocks, COUNT(blocks)), 2);
    assert_true(right_of(&fixture->placed[1]) < body.x + body.w * 0.7);
}

static void one_of_two_blocks_for_a_place_keeps_its_width(void **state)
{
    struct fixture *fixture = *state;
    struct block blocks[] = {BLOCK(6, NULL), BLOCK(6, &never), BLOCK(6, NULL)};
    double half;

    assert_int_equal(place(fixture, blocks, COUNT(blocks)), 2);
    half = fixture->placed[1].box.w;
    assert_true(half < body.w / 2);
    assert_close(right_of(&fixture->placed[1]), body.x + body.w);
}

static void a_block_left_out_of_a_stack_gives_its_height(void **state)
{
    struct fixture *fixture = *state;
    struct block parts[] = {BLOCK(12, &never), BLOCK(12, NULL)};
    struct block stack = {.kind = BLOCK_STACK,
                          .span = 12,
                          .height = 1,
                          .stack = parts,
                          .stack_count = COUNT(parts)};

    assert_int_equal(place(fixture, &stack, 1), 1);
    assert_close(fixture->placed[0].box.y, body.y);
    assert_close(fixture->placed[0].box.h, body.h);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, open_page, close_page)
    static const struct CMUnitTest tests[] = {
        CASE(a_block_left_out_gives_its_room_to_the_last_one),
        CASE(room_that_no_block_asks_for_stays_free),
        CASE(one_of_two_blocks_for_a_place_keeps_its_width),
        CASE(a_block_left_out_of_a_stack_gives_its_height),
    };

    return cmocka_run_group_tests_name("render/paper", tests, NULL, NULL);
}
