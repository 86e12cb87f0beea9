#include "render/easel.h"

static const struct column columns[] = {
    TEXT_COLUMN(stage, "Stage"),
    VALUE_COLUMN(count, "Customers", COUNT),
    VALUE_COLUMN(of_first, "Share", RATE),
    VALUE_COLUMN(of_previous, "Step", RATE),
};

static const struct box box = {20, 20, 240, 200};

static struct block block_of(void)
{
    return (struct block){
        .node = &easel_node,
        .kind = BLOCK_FUNNEL,
        .selection = {.node = &easel_node, .table = STR("rows")},
        .label = STR("stage"),
        .value = STR("count"),
        .step = STR("of_previous"),
        .share = STR("of_first")};
}

static void add(struct table *table, const char *stage, int count, double first,
                double previous)
{
    struct cell *row = table_add(table);

    row[0] = cell_label(stage);
    row[1] = cell_count(count);
    row[2] = cell_real(CELL_RATE, first);
    row[3] = cell_real(CELL_RATE, previous);
}

static void bars_narrow_from_stage_to_stage(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();
    struct box first[2], others[4];

    add(table, "allocated", 8000, 1, (double)NAN);
    add(table, "opened", 4000, 0.5, 0.5);
    add(table, "redeemed", 1000, 0.125, 0.25);
    assert_string_equal(
        easel_draw(easel, &block, box),
        "Funnel: . Allocated 8,000; Opened 4,000, 50.0% of the stage before; "
        "Redeemed 1,000, 25.0% of the stage before; in all 12.5% reach the "
        "last one.");
    assert_int_equal(easel_fills(easel, COLOUR_BRAND, first, 2), 1);
    assert_int_equal(easel_fills(easel, COLOUR_MID, others, 4), 2);
    assert_true(fabs(first[0].w / others[0].w - 2) < 0.01);
    assert_true(fabs(first[0].w / others[1].w - 8) < 0.01);
    for (size_t i = 0; i < 2; i++)
        assert_true(fabs(others[i].x - first[0].x) < 0.02);
    assert_true(first[0].y < others[0].y && others[0].y < others[1].y);
}

static void the_stage_that_fewest_go_on_to_stands_out(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();
    struct box wedges[4];

    add(table, "allocated", 8000, 1, (double)NAN);
    add(table, "opened", 2000, 0.25, 0.25);
    add(table, "redeemed", 1900, 0.2375, 0.95);
    easel_draw(easel, &block, box);
    assert_int_equal(easel_fills(easel, COLOUR_ACCENT_TINT, wedges, 4), 1);
    assert_true(wedges[0].y < box.y + box.h / 2);
}

/* One stage, none known, less than nobody: none of it may break a page. */
static void odd_stages_are_drawn(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();
    struct box bars[2];

    assert_string_equal(easel_draw(easel, &block, box), "");
    add(table, "allocated", -5, 1, (double)NAN);
    easel_draw(easel, &block, box);
    assert_int_equal(easel_fills(easel, COLOUR_BRAND, bars, 2), 1);
    assert_true(bars[0].w < 0.01);
    block.step = block.share = (struct str){0};
    assert_string_equal(easel_draw(easel, &block, box),
                        "Funnel: . Allocated \xE2\x88\x92"
                        "5.");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, easel_open, easel_close)
        CASE(bars_narrow_from_stage_to_stage),
        CASE(the_stage_that_fewest_go_on_to_stands_out),
        CASE(odd_stages_are_drawn),
#undef CASE
    };

    return cmocka_run_group_tests_name("render/block_funnel", tests, NULL,
                                       NULL);
}
