#include "render/easel.h"

/* Bars of parts, as they are drawn: stacked, side by side. */

static const struct column columns[] = {
    TEXT_COLUMN(name, "Name"),
    VALUE_COLUMN(a, "First", COUNT),
    VALUE_COLUMN(b, "Second", COUNT),
};

static struct shown_column parts[] = {
    {.node = &easel_node, .column = {"a", 1}},
    {.node = &easel_node, .column = {"b", 1}},
};

static const struct box box = {20, 20, 360, 260};

static struct block block_of(enum block_kind kind, bool lying)
{
    return (struct block){
        .node = &easel_node,
        .kind = kind,
        .selection = {.node = &easel_node, .table = STR("rows")},
        .label = STR("name"),
        .lying = lying,
        .columns = parts,
        .column_count = COUNT(parts)};
}

static struct table *add(struct table *table, int a, int b)
{
    struct cell *row = table_add(table);

    row[0] = cell_label("Toys");
    row[1] = cell_count(a);
    row[2] = cell_count(b);
    return table;
}

/* The bars in a colour, without the swatch that says what they are. */
static size_t bars_in(struct easel *easel, enum theme_colour colour,
                      struct box bars[static 4])
{
    size_t count = easel_fills(easel, colour, bars, 4);

    if (count == 0 || bars[0].y > box.y + 40 || fabs(bars[0].w - 7) > 0.02 ||
        fabs(bars[0].h - 7) > 0.02)
        return count;
    for (size_t i = 1; i < count; i++)
        bars[i - 1] = bars[i];
    return count - 1;
}

/* Draw a block; the boxes of its first and second parts. */
static void draw_parts(struct easel *easel, const struct block *block,
                       enum theme_colour second, struct box a[static 4],
                       struct box b[static 4])
{
    easel_draw(easel, block, box);
    assert_int_equal(bars_in(easel, COLOUR_BRAND, a), 2);
    assert_int_equal(bars_in(easel, second, b), 2);
}

/* Points on paper are rounded to a hundredth. */
static void assert_near(double got, double want)
{
    if (fabs(got - want) > 0.03)
        fail_msg("got %g, want %g", got, want);
}

static void parts_stand_on_one_another(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of(BLOCK_STACKED, false);
    struct box a[4], b[4];

    add(add(table, 30, 10), 10, 20);
    draw_parts(easel, &block, COLOUR_HEAT_4, a, b);
    for (size_t i = 0; i < 2; i++) {
        assert_near(b[i].y + b[i].h, a[i].y);
        assert_near(b[i].x, a[i].x);
        assert_near(a[i].y + a[i].h, a[0].y + a[0].h);
    }
    assert_near(a[0].h / b[0].h, 3);
    assert_near(b[1].h / a[1].h, 2);
    assert_near(a[0].h / a[1].h, 3);
}

static void parts_below_0_go_down(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of(BLOCK_STACKED, true);
    struct box a[4], b[4];

    add(add(table, 30, -10), -20, -10);
    draw_parts(easel, &block, COLOUR_HEAT_4, a, b);
    /* Of the first bar either side of 0, of the second both left of it. */
    assert_near(b[0].x + b[0].w, a[0].x);
    assert_near(a[1].x + a[1].w, a[0].x);
    assert_near(b[1].x + b[1].w, a[1].x);
    assert_near(a[0].w / b[0].w, 3);
}

static void bars_of_shares_are_equally_long(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of(BLOCK_STACKED, true);
    struct box a[4], b[4];

    block.shares = true;
    add(add(table, 30, 10), 1, 1);
    draw_parts(easel, &block, COLOUR_HEAT_4, a, b);
    assert_near(a[0].w + b[0].w, a[1].w + b[1].w);
    assert_near(a[0].w / (a[0].w + b[0].w), 0.75);
    assert_near(a[1].w, b[1].w);
}

static void grouped_bars_begin_at_0_side_by_side(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of(BLOCK_GROUPED, true);
    struct box a[4], b[4];

    add(add(table, 30, 10), 20, -10);
    draw_parts(easel, &block, COLOUR_MID, a, b);
    assert_near(a[0].x, b[0].x);
    assert_near(a[0].x, a[1].x);
    assert_near(b[1].x + b[1].w, a[1].x);
    assert_near(a[0].w / b[0].w, 3);
    assert_near(b[0].w, b[1].w);
    assert_true(a[0].y + a[0].h <= b[0].y && b[0].y + b[0].h < a[1].y);
    block.lying = false;
    draw_parts(easel, &block, COLOUR_MID, a, b);
    assert_near(a[0].y + a[0].h, b[0].y + b[0].h);
    assert_near(b[1].y, a[1].y + a[1].h);
    assert_true(a[0].x + a[0].w <= b[0].x && b[0].x + b[0].w < a[1].x);
}

static void what_was_before_is_grey(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of(BLOCK_GROUPED, false);
    struct box a[4], b[4];

    add(add(table, 30, 10), 20, 10);
    parts[1].muted = true;
    draw_parts(easel, &block, COLOUR_LAST_YEAR, a, b);
    parts[1].muted = false;
}

static void bars_keep_within_their_box(void **state)
{
    static const int values[][2] = {{30, 10}, {-30, 10}, {-5, -9}, {0, 0}};
    struct easel *easel = *state;
    struct box fills[4];

    for (size_t v = 0; v < COUNT(values); v++)
        for (size_t k = 0; k < 4; k++) {
            struct table *table = easel_table(easel, columns, COUNT(columns));
            struct block block =
                block_of(k & 1 ? BLOCK_STACKED : BLOCK_GROUPED, k & 2);
            size_t count;

            add(table, values[v][0], values[v][1]);
            easel_draw(easel, &block, box);
            count = bars_in(easel, COLOUR_BRAND, fills);
            assert_int_equal(count, 1);
            assert_true(fills[0].x >= box.x && fills[0].y >= box.y);
            assert_true(fills[0].x + fills[0].w <= box.x + box.w);
            assert_true(fills[0].y + fills[0].h <= box.y + box.h);
        }
}

static void a_figure_tells_its_parts(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of(BLOCK_STACKED, false);

    add(table, 30, 10);
    assert_string_equal(easel_draw(easel, &block, box),
                        "Stacked bars: . Toys: First 30, Second 10.");
    block.kind = BLOCK_GROUPED;
    assert_string_equal(easel_draw(easel, &block, box),
                        "Grouped bars: . Toys: First 30, Second 10.");
}

static void without_a_value_no_figure_is_drawn(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of(BLOCK_STACKED, false);
    struct cell *row;

    assert_string_equal(easel_draw(easel, &block, box), "");
    row = table_add(table);
    row[0] = cell_label("Toys");
    assert_string_equal(easel_draw(easel, &block, box), "");
    block.kind = BLOCK_GROUPED;
    assert_string_equal(easel_draw(easel, &block, box), "");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, easel_open, easel_close)
        CASE(parts_stand_on_one_another),
        CASE(parts_below_0_go_down),
        CASE(bars_of_shares_are_equally_long),
        CASE(grouped_bars_begin_at_0_side_by_side),
        CASE(what_was_before_is_grey),
        CASE(bars_keep_within_their_box),
        CASE(a_figure_tells_its_parts),
        CASE(without_a_value_no_figure_is_drawn),
#undef CASE
    };

    return cmocka_run_group_tests_name("render/barplot", tests, NULL, NULL);
}
