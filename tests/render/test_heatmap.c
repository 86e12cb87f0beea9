#include "render/easel.h"

static const struct column columns[] = {
    TEXT_COLUMN(cohort, "Cohort"),
    VALUE_COLUMN(k, "Periods after", COUNT),
    VALUE_COLUMN(share, "Share", RATE),
};

static const struct box box = {20, 20, 360, 260};

enum { COHORTS = 60, PERIODS = 12 };

static struct block block_of(const char *down, const char *across)
{
    return (struct block){
        .node = &easel_node,
        .kind = BLOCK_HEATMAP,
        .selection = {.node = &easel_node, .table = STR("rows")},
        .down = str_of(down),
        .across = str_of(across),
        .value = STR("share"),
    };
}

/* 60 cohorts over 12 periods, of which the oldest have the largest shares. */
static void add_cohorts(struct easel *easel)
{
    struct table *table = easel_table(easel, columns, COUNT(columns));

    for (int i = 0; i < COHORTS; i++)
        for (int k = 1; k <= PERIODS; k++) {
            struct cell *cells = table_add(table);

            cells[0] = cell_text(str_format(&easel->arena, "C%d", i));
            cells[1] = cell_count(k);
            cells[2] = cell_real(CELL_RATE, (100 - i + k) / 200.0);
        }
}

static void the_latest_lines_are_kept(void **state)
{
    struct easel *easel = *state;
    struct block block = block_of("cohort", "k");

    add_cohorts(easel);
    block.down_last = 13;
    assert_string_equal(easel_draw(easel, &block, box),
                        "Heatmap: . The largest is C47, 12 with 32.5%.");
}

static void the_nearest_columns_are_kept(void **state)
{
    struct easel *easel = *state;
    struct block block = block_of("cohort", "k");

    add_cohorts(easel);
    block.down_last = 13;
    block.across_first = 4;
    assert_string_equal(easel_draw(easel, &block, box),
                        "Heatmap: . The largest is C47, 4 with 28.5%.");
}

static void of_too_many_lines_the_latest_are_drawn(void **state)
{
    struct easel *easel = *state;
    struct block block = block_of("cohort", "k");

    add_cohorts(easel);
    assert_string_equal(easel_draw(easel, &block, box),
                        "Heatmap: . The largest is C12, 12 with 50%.");
}

/* Who stays is not among those who move. */
static void the_largest_is_of_those_who_move(void **state)
{
    static const struct column moves[] = {
        TEXT_COLUMN(from, "Was"),
        TEXT_COLUMN(to, "Is"),
        VALUE_COLUMN(share, "Share", RATE),
    };
    static const char *const from[] = {"New", "New", "Loyal", "Loyal"};
    static const char *const to[] = {"Loyal", "New", "Loyal", "New"};
    static const double shares[] = {0.2, 0.8, 0.8, 0.1};
    struct easel *easel = *state;
    struct table *table = easel_table(easel, moves, COUNT(moves));
    struct block block = block_of("from", "to");

    for (size_t i = 0; i < COUNT(from); i++) {
        struct cell *cells = table_add(table);

        cells[0] = cell_label(from[i]);
        cells[1] = cell_label(to[i]);
        cells[2] = cell_real(CELL_RATE, shares[i]);
    }
    assert_string_equal(easel_draw(easel, &block, box),
                        "Heatmap: . The largest is New, Loyal with 20.0%.");
}

/* A cohort of each kind of cell: k = 0, elapsed, begun. */
static const struct column ages[] = {
    {.name = "cohort", .label = "Cohort", .kind = CELL_TEXT},
    {.name = "k", .label = "Periods after", .kind = CELL_COUNT},
    {.name = "share", .label = "Share", .kind = CELL_RATE},
    {.name = "so_far", .label = "So far", .kind = CELL_RATE},
    {.name = "fall", .label = "Fall", .kind = CELL_FLAG},
};

static struct block ages_block(struct easel *easel)
{
    static const double shares[] = {1, 0.4, NAN};
    struct table *table = easel_table(easel, ages, COUNT(ages));

    for (int k = 0; k < 3; k++) {
        struct cell *cells = table_add(table);

        cells[0] = cell_label("P01");
        cells[1] = cell_count(k);
        cells[2] = cell_real(CELL_RATE, shares[k]);
        if (k == 2)
            cells[3] = cell_real(CELL_RATE, 0.3);
        cells[4] = cell_integer(CELL_FLAG, 1);
    }
    return (struct block){
        .node = &easel_node,
        .kind = BLOCK_HEATMAP,
        .selection = {.node = &easel_node, .table = STR("rows")},
        .down = STR("cohort"),
        .across = STR("k"),
        .value = STR("share"),
    };
}

static size_t fills_in(struct easel *easel, enum theme_colour colour)
{
    struct box fills[8];

    return easel_fills(easel, colour, fills, COUNT(fills));
}

static const struct box room = {20, 20, 360, 260};

static void what_is_not_elapsed_is_not_drawn(void **state)
{
    struct easel *easel = *state;
    struct block block = ages_block(easel);

    easel_draw(easel, &block, room);
    assert_int_equal(fills_in(easel, COLOUR_HEAT_1), 0);
    assert_int_equal(fills_in(easel, COLOUR_WHITE), 0);
}

static void what_has_begun_is_pale_with_its_number_on_a_pill(void **state)
{
    struct easel *easel = *state;
    struct block block = ages_block(easel);

    block.partial = STR("so_far");
    easel_draw(easel, &block, room);
    assert_int_equal(fills_in(easel, COLOUR_HEAT_1), 1);
    assert_int_equal(fills_in(easel, COLOUR_WHITE), 1);
}

/* Else the 100 % of the first period would be the darkest, and the peak. */
static void a_neutral_column_is_neither_more_nor_less(void **state)
{
    struct easel *easel = *state;
    struct block block = ages_block(easel);

    assert_string_equal(easel_draw(easel, &block, room),
                        "Heatmap: . The largest is P01, 0 with 100.0%.");
    assert_int_equal(fills_in(easel, COLOUR_NEUTRAL), 0);
    block.has_neutral = true;
    assert_string_equal(easel_draw(easel, &block, room),
                        "Heatmap: . The largest is P01, 1 with 40.0%.");
    assert_int_equal(fills_in(easel, COLOUR_NEUTRAL), 1);
    assert_int_equal(fills_in(easel, COLOUR_HEAT_7), 1);
}

static void what_is_for_the_worse_has_colours_of_its_own(void **state)
{
    struct easel *easel = *state;
    struct block block = ages_block(easel);

    block.fall = STR("fall");
    block.has_neutral = true;
    easel_draw(easel, &block, room);
    assert_int_equal(fills_in(easel, COLOUR_FALL_6), 1);
    assert_int_equal(fills_in(easel, COLOUR_HEAT_7), 0);
}

#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, easel_open, easel_close)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        CASE(the_latest_lines_are_kept),
        CASE(the_nearest_columns_are_kept),
        CASE(of_too_many_lines_the_latest_are_drawn),
        CASE(the_largest_is_of_those_who_move),
        CASE(what_is_not_elapsed_is_not_drawn),
        CASE(what_has_begun_is_pale_with_its_number_on_a_pill),
        CASE(a_neutral_column_is_neither_more_nor_less),
        CASE(what_is_for_the_worse_has_colours_of_its_own),
    };

    return cmocka_run_group_tests_name("render/heatmap", tests, NULL, NULL);
}
