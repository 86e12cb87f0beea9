#include "render/easel.h"
#include "render/slope.h"

static const struct column columns[] = {
    TEXT_COLUMN(id, "Id"),
    TEXT_COLUMN(name, "Name"),
    VALUE_COLUMN(before, "Before", RANK),
    VALUE_COLUMN(now, "Now", RANK),
};

static const struct box box = {20, 20, 360, 260};

static struct block block_of(void)
{
    return (struct block){
        .node = &easel_node,
        .kind = BLOCK_SLOPE,
        .selection = {.node = &easel_node, .table = STR("rows")},
        .label = STR("name"),
        .otherwise = STR("id"),
        .value = STR("now"),
        .base = STR("before"),
        .notable = 3};
}

/* A rank of 0 is none. */
static void add(struct table *table, const char *name, int before, int now)
{
    struct cell *row = table_add(table);

    row[0] = cell_text(str_format(table->arena, "S%zu", table->row_count));
    if (name)
        row[1] = cell_label(name);
    if (before)
        row[2] = cell_integer(CELL_RANK, before);
    if (now)
        row[3] = cell_integer(CELL_RANK, now);
}

static struct slope placed(struct easel *easel, const struct block *block)
{
    struct slope slope = {.block = block};

    assert_true(slope_find(&easel->sheet, &slope));
    slope_place(&easel->sheet, &slope, box);
    return slope;
}

static void a_figure_says_who_rose_fell_and_is_new(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();

    add(table, "Harbour Quay", 1, 1);
    add(table, "Larkfield", 2, 15);
    add(table, "Kingsholm", 11, 8);
    add(table, "Eastgate", 4, 2);
    add(table, NULL, 0, 3);
    assert_string_equal(easel_draw(easel, &block, box),
                        "Slope chart: . 5 lines. Up: Kingsholm from 11 to 8. "
                        "Down: Larkfield from 2 to 15. New: S5 at 3.");
}

static void a_rank_that_falls_goes_down(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();
    struct slope slope;

    add(table, "Down", 1, 4);
    add(table, "Up", 4, 1);
    add(table, "Still", 2, 2);
    slope = placed(easel, &block);
    assert_true(slope.lines[0].from < slope.lines[0].to);
    assert_true(slope.lines[1].from > slope.lines[1].to);
    assert_close(slope.lines[2].from, slope.lines[2].to);
    assert_close(slope.lines[0].from, slope.lines[1].to);
    assert_true(slope.lines[0].move < 0 && slope.lines[1].move > 0);
    assert_true(slope.lines[0].notable && !slope.lines[2].notable);
}

static void labels_of(const struct slope *slope, bool is_to, double *ys,
                      size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < slope->rows.count; i++) {
        const struct slope_line *line = &slope->lines[i];

        if (line->labelled && isfinite(is_to ? line->to : line->from))
            ys[(*count)++] = is_to ? line->to_label : line->from_label;
    }
}

static void labels_keep_apart_at_both_ends(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();
    struct slope slope;
    double ys[40];
    size_t count;

    /* Ranks that crowd at the top, shared ones, and one far away. */
    for (int i = 0; i < 22; i++)
        add(table, "A store", 1 + i / 3, i == 21 ? 900 : 1 + i / 2);
    slope = placed(easel, &block);
    for (int end = 0; end < 2; end++) {
        labels_of(&slope, end, ys, &count);
        assert_int_equal(count, 22);
        for (size_t i = 0; i < count; i++) {
            assert_true(ys[i] >= box.y && ys[i] <= box.y + box.h);
            for (size_t j = 0; j < i; j++)
                assert_true(fabs(ys[i] - ys[j]) > 9);
        }
    }
}

static void without_room_those_that_moved_most_are_named(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();
    struct slope slope;
    size_t labelled = 0;

    for (int i = 1; i <= 60; i++)
        add(table, "A store", i, i == 50 ? 10 : i == 10 ? 50 : i);
    slope = placed(easel, &block);
    for (size_t i = 0; i < 60; i++)
        labelled += slope.lines[i].labelled;
    assert_true(labelled > 20 && labelled < 40);
    assert_true(slope.lines[9].labelled && slope.lines[49].labelled);
}

static void only_those_that_moved_most_are_brought_out(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();
    struct slope slope;
    size_t notable = 0;

    for (int i = 1; i <= 20; i++)
        add(table, "A store", i, 21 - i);
    slope = placed(easel, &block);
    for (size_t i = 0; i < 20; i++)
        notable += slope.lines[i].notable;
    assert_int_equal(notable, 8);
    assert_true(slope.lines[0].notable && slope.lines[19].notable);
    assert_false(slope.lines[9].notable);
}

static void who_is_gone_is_named_where_it_was(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();
    struct slope slope;

    add(table, "Larkfield", 5, 0);
    add(table, "Eastgate", 2, 1);
    slope = placed(easel, &block);
    assert_true(isnan(slope.lines[0].to));
    assert_string_equal(str_z(&easel->arena, slope_from(&easel->sheet, &slope,
                                                        slope.lines[0].row)),
                        "Larkfield gone  5");
}

static void without_an_earlier_rank_there_is_no_figure(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();

    assert_string_equal(easel_draw(easel, &block, box), "");
    add(table, "Larkfield", 0, 1);
    assert_string_equal(easel_draw(easel, &block, box), "");
}

static void wide_gaps_of_ranks_are_cut_and_said(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();
    struct slope slope;

    add(table, "Eastgate", 1, 4);
    assert_int_equal(block_slope_note(&easel->sheet, &block).len, 0);
    add(table, "Larkfield", 2, 132);
    assert_true(block_slope_note(&easel->sheet, &block).len > 0);
    slope = placed(easel, &block);
    /* 1, 2, 4, then 132 as if it were 7. */
    assert_close((slope.lines[1].to - slope.lines[0].to) /
                     (slope.lines[1].from - slope.lines[0].from),
                 3);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, easel_open, easel_close)
        CASE(a_figure_says_who_rose_fell_and_is_new),
        CASE(a_rank_that_falls_goes_down),
        CASE(labels_keep_apart_at_both_ends),
        CASE(without_room_those_that_moved_most_are_named),
        CASE(only_those_that_moved_most_are_brought_out),
        CASE(who_is_gone_is_named_where_it_was),
        CASE(without_an_earlier_rank_there_is_no_figure),
        CASE(wide_gaps_of_ranks_are_cut_and_said),
#undef CASE
    };

    return cmocka_run_group_tests_name("render/slope", tests, NULL, NULL);
}
