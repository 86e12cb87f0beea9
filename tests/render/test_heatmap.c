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

#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, easel_open, easel_close)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        CASE(the_latest_lines_are_kept),
        CASE(the_nearest_columns_are_kept),
        CASE(of_too_many_lines_the_latest_are_drawn),
        CASE(the_largest_is_of_those_who_move),
    };

    return cmocka_run_group_tests_name("render/heatmap", tests, NULL, NULL);
}
