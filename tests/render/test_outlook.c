#include "render/easel.h"

static const struct column columns[] = {
    TEXT_COLUMN(period, "Period"),
    VALUE_COLUMN(net_sales, "Net sales", MONEY),
    VALUE_COLUMN(ly, "Last year", MONEY),
    VALUE_COLUMN(expected, "Expected", MONEY),
    VALUE_COLUMN(low, "From", MONEY),
    VALUE_COLUMN(high, "To", MONEY),
};

static const struct box box = {20, 20, 360, 260};

static void add(struct table *table, const char *period, double sales,
                double ly, double expected)
{
    struct cell *cells = table_add(table);

    cells[0] = cell_label(period);
    cells[2] = sample_money(ly);
    if (expected <= 0) {
        cells[1] = sample_money(sales);
        return;
    }
    cells[3] = sample_money(expected);
    cells[4] = sample_money(expected * 0.9);
    cells[5] = sample_money(expected * 1.1);
}

/* What the block tells a screen reader. */
static const char *draw(struct easel *easel)
{
    struct str intervals[] = {STR("low"), STR("high")};
    struct block block = {
        .node = &easel_node,
        .kind = BLOCK_OUTLOOK,
        .selection = {.node = &easel_node, .table = STR("rows")},
        .label = STR("period"),
        .year = STR("period"),
        .value = STR("net_sales"),
        .base = STR("ly"),
        .expected = STR("expected"),
        .intervals = intervals,
        .interval_count = COUNT(intervals),
    };

    return easel_draw(easel, &block, box);
}

static size_t count_of(struct easel *easel, const char *text)
{
    const char *at = str_z(&easel->arena, text_str(&easel->drawing.operators));
    size_t count = 0;

    while ((at = strstr(at, text))) {
        at += strlen(text);
        count++;
    }
    return count;
}

static void it_says_what_is_expected(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));

    add(table, "FY24P05", 81000, 80000, 0);
    add(table, "FY24P06", 92000, 90000, 0);
    add(table, "FY24P07", 0, 70000, 75500);
    assert_string_equal(draw(easel),
                        "Column chart: . Expected in FY24P07: 75.5.");
}

static void without_a_forecast_it_shows_what_was(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));

    add(table, "FY24P05", 81000, 80000, 0);
    add(table, "FY24P06", 92000, 90000, 0);
    assert_string_equal(draw(easel), "Column chart: .");
}

/* Hatching clips to its column: nothing else on the page does. */
static void only_what_is_expected_is_hatched(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    size_t none;

    add(table, "FY24P06", 92000, 90000, 0);
    draw(easel);
    none = count_of(easel, "W n");
    add(table, "FY24P07", 0, 70000, 75500);
    add(table, "FY24P08", 0, 70000, 77500);
    draw(easel);
    assert_int_equal(count_of(easel, "W n"), none + 2);
}

#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, easel_open, easel_close)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        CASE(it_says_what_is_expected),
        CASE(without_a_forecast_it_shows_what_was),
        CASE(only_what_is_expected_is_hatched),
    };

    return cmocka_run_group_tests_name("render/outlook", tests, NULL, NULL);
}
