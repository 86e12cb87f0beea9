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

/* What a page on the first product is headed. */
static void assert_headline(struct fixture *fixture, const char *name,
                            const char *want)
{
    static const struct yaml_node lead = NODE("{products#1.name} leads");
    static const struct yaml_node more = NODE("nothing else sells");
    struct phrase first = {.say = &lead};
    struct phrase second = {.say = &more};
    const struct page page = {.headline = {&first, 1}, .second = {&second, 1}};
    static const struct column columns[] = {
        {.name = "name", .label = "Product", .kind = CELL_TEXT},
    };
    struct tables tables = {0};
    struct table *products = table_new(&fixture->arena, "products", "Products",
                                       columns, COUNT(columns));

    tables_add(&tables, products);
    table_add(products)[0] = cell_label(name);
    fixture->words.tables = &tables;
    assert_string_equal(
        str_z(&fixture->arena, paper_headline(&fixture->sheet, &page)), want);
}

static void a_name_is_cut_where_there_is_no_room(void **state)
{
    struct fixture *fixture = *state;
    struct theme theme;

    assert_int_equal(theme_load(&fixture->arena, &fixture->diag,
                                "templates/brand.yaml", "fonts", &theme),
                     OK);
    fixture->sheet.theme = &theme;
    assert_headline(fixture, "Imation 8GB Mini TravelDrive USB 2.0 Flash Drive",
                    "Imation 8GB Mini TravelDrive USB 2.0 Flash Drive leads; "
                    "nothing else sells");
    assert_headline(
        fixture,
        "A bookcase of oak with glass doors and drawers, a reading "
        "lamp, and a chair that goes with it, all in one box, with "
        "the tools to put them together and a book of how it is done",
        "A bookcase of oak with glass doors\xE2\x80\xA6 leads; "
        "nothing else sells");
    theme_close(&theme);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, open_page, close_page)
    static const struct CMUnitTest tests[] = {
        CASE(a_block_left_out_gives_its_room_to_the_last_one),
        CASE(room_that_no_block_asks_for_stays_free),
        CASE(one_of_two_blocks_for_a_place_keeps_its_width),
        CASE(a_block_left_out_of_a_stack_gives_its_height),
        CASE(a_name_is_cut_where_there_is_no_room),
    };

    return cmocka_run_group_tests_name("render/paper", tests, NULL, NULL);
}
