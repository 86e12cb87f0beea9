#include "render/bullet.h"
#include "render/easel.h"

static const struct column columns[] = {
    TEXT_COLUMN(label, "KPI"),
    VALUE_COLUMN(value, "Value", RATIO),
    VALUE_COLUMN(of_target, "Of target", RATE),
};

static const struct box box = {20, 20, 360, 260};

static struct shown_column shown[] = {
    {.node = &easel_node},
    {.node = &easel_node},
    {.node = &easel_node, .show = SHOW_BULLET},
};

static struct block block_of(void)
{
    shown[0].column = STR("label");
    shown[1].column = STR("value");
    shown[2].column = STR("of_target");
    return (struct block){
        .node = &easel_node,
        .kind = BLOCK_TABLE,
        .selection = {.node = &easel_node, .table = STR("rows")},
        .columns = shown,
        .column_count = COUNT(shown)};
}

/* A share that is NaN is not known. */
static void add(struct table *table, const char *label, double of_target)
{
    struct cell *row = table_add(table);

    row[0] = cell_label(label);
    row[1] = cell_real(CELL_RATIO, of_target * 50);
    row[2] = cell_real(CELL_RATE, of_target);
}

static struct track bullets(struct easel *easel, const struct block *block)
{
    struct ruling ruling = ruling_make(&easel->sheet, block, box);

    assert_int_equal(ruling.count, 3);
    return ruling.tracks[2];
}

static void the_scale_holds_the_target(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();
    struct track track;

    add(table, "Net sales", 0.3);
    add(table, "Visits", 0.4);
    track = bullets(easel, &block);
    assert_close(track.marks.low, 0);
    assert_close(track.marks.high, 100);
    add(table, "Scan rate", 1.25);
    track = bullets(easel, &block);
    assert_close(track.marks.high, 125);
}

/* One that is far beyond its target leaves the others room. */
static void the_scale_ends_at_twice_the_target(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();
    struct track track;

    add(table, "Net sales", 0.9);
    add(table, "Visits", 3e12);
    add(table, "Margin", -7);
    track = bullets(easel, &block);
    assert_close(track.marks.high, 200);
    assert_close(track.marks.low, -200);
    assert_true(track.marks.from > track.x &&
                track.marks.to < track.x + track.w);
}

static size_t count(const char *text, const char *part)
{
    size_t found = 0;

    for (const char *at = text; (at = strstr(at, part)); at++)
        found++;
    return found;
}

/* How many strokes drawing a table takes. */
static size_t strokes(struct easel *easel, const struct block *block)
{
    easel_draw(easel, block, box);
    return count(str_z(&easel->arena, text_str(&easel->drawing.operators)),
                 "\nS\n");
}

/* The strokes of a table with two bars. */
static size_t strokes_of(struct easel *easel, double first, double second)
{
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();

    add(table, "Net sales", first);
    add(table, "Visits", second);
    return strokes(easel, &block);
}

static void each_known_row_has_its_target(void **state)
{
    struct easel *easel = *state;

    assert_int_equal(strokes_of(easel, 0.9, 0.8),
                     strokes_of(easel, 0.9, (double)NAN) + 1);
}

static void what_is_beyond_the_scale_is_cut(void **state)
{
    struct easel *easel = *state;

    assert_int_equal(strokes_of(easel, 2, 2.5), strokes_of(easel, 2, 2) + 1);
    assert_int_equal(strokes_of(easel, 9, 2.5), strokes_of(easel, 2, 2) + 2);
}

static void rows_are_drawn_as_far_as_there_is_room(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of();

    easel_draw(easel, &block, box);
    assert_int_equal(easel_count(easel, "TR"), 0);
    for (int i = 0; i < 40; i++)
        add(table,
            "A figure whose name is so long that there is no room for a bar "
            "beside it, nor for anything else",
            i % 2 ? 1e-9 : -1e9);
    easel_draw(easel, &block, box);
    assert_int_equal(easel_count(easel, "TR"),
                     1 + 15); /* that there is room for */
    easel_draw(easel, &block, (struct box){20, 20, 40, 30});
    assert_int_equal(easel_count(easel, "TR"), 1); /* its head alone */
}

#define ON_EASEL(test)                                                         \
    cmocka_unit_test_setup_teardown(test, easel_open, easel_close)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        ON_EASEL(the_scale_holds_the_target),
        ON_EASEL(the_scale_ends_at_twice_the_target),
        ON_EASEL(each_known_row_has_its_target),
        ON_EASEL(what_is_beyond_the_scale_is_cut),
        ON_EASEL(rows_are_drawn_as_far_as_there_is_room),
    };

    return cmocka_run_group_tests_name("render/bullet", tests, NULL, NULL);
}
