#include "render/easel.h"

static const struct column columns[] = {
    TEXT_COLUMN(kpi, "Id"),
    TEXT_COLUMN(period, "Period"),
    VALUE_COLUMN(value, "Value", RATIO),
    VALUE_COLUMN(per_day, "Per day", RATIO),
    TEXT_COLUMN(label, "KPI"),
};

enum { THEMES = 2 };

static struct block block_of(size_t theme_count)
{
    static struct str baskets[2];
    static struct theme_of_kpis themes[THEMES];

    baskets[0] = STR("upt");
    baskets[1] = STR("never measured");
    themes[0] = (struct theme_of_kpis){STR("Baskets"), baskets, 2};
    themes[1] = (struct theme_of_kpis){STR("Again"), baskets, 1};
    return (struct block){
        .node = &easel_node,
        .kind = BLOCK_TRENDS,
        .breaks = true,
        .selection = {.node = &easel_node, .table = STR("rows")},
        .themes = themes,
        .theme_count = theme_count};
}

static void add(struct table *table, const char *kpi, const char *period,
                double value)
{
    struct cell *cells = table_add(table);

    cells[0] = cell_label(kpi);
    cells[1] = cell_label(period);
    cells[2] = cell_real(CELL_RATIO, value);
    cells[4] = cell_label(kpi);
}

/* Four KPIs over two periods, of which one has no value; two have a theme. */
static void add_kpis(struct easel *easel)
{
    static const char *const kpis[] = {"aov", "upt", "roas", "frequency"};
    struct table *table = easel_table(easel, columns, COUNT(columns));

    for (size_t i = 0; i < COUNT(kpis); i++) {
        add(table, kpis[i], "FY24P05", i == 2 ? (double)NAN : 1 + (double)i);
        add(table, kpis[i], "FY24P06", i == 2 ? (double)NAN : 2 + (double)i);
    }
}

static size_t fit(struct easel *easel, double height, size_t first)
{
    struct block block = block_of(THEMES);

    return block_fit(&easel->sheet, &block, (struct box){20, 20, 360, height},
                     first);
}

static void a_kpi_is_shown_once_and_not_without_a_value(void **state)
{
    struct easel *easel = *state;
    struct block grouped = block_of(THEMES);
    struct block plain = block_of(0);

    add_kpis(easel);
    assert_int_equal(block_rows(&easel->sheet, &grouped), 3);
    assert_int_equal(block_rows(&easel->sheet, &plain), 3);
}

/* A head of 15, a theme's of 19 above each of the two, lines of 16. */
static void themes_take_room_on_each_page(void **state)
{
    struct easel *easel = *state;

    add_kpis(easel);
    assert_int_equal(fit(easel, 15 + 2 * 19 + 3 * 16, 0), 3);
    assert_int_equal(fit(easel, 15 + 2 * 19 + 3 * 16 - 1, 0), 2);
    assert_int_equal(fit(easel, 15 + 19 + 16, 0), 1);
    assert_int_equal(fit(easel, 15 + 19 + 16 - 1, 0), 0);
    assert_int_equal(fit(easel, 15 + 19 + 16, 2), 1);
    assert_int_equal(fit(easel, 500, 3), 0);
}

/* A head and a theme on each page; the second one has room for two KPIs. */
static void every_page_can_be_drawn(void **state)
{
    static const size_t lines[] = {1 + 1 + 1, 1 + 1 + 2, 1 + 1 + 1, 0};
    struct easel *easel = *state;
    struct block block = block_of(THEMES);

    add_kpis(easel);
    for (size_t first = 0; first < COUNT(lines); first++) {
        easel->sheet.slice.first = first;
        easel_draw(easel, &block, (struct box){20, 20, 360, 80});
        assert_int_equal(easel_count(easel, "TR"), lines[first]);
    }
}

#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, easel_open, easel_close)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        CASE(a_kpi_is_shown_once_and_not_without_a_value),
        CASE(themes_take_room_on_each_page),
        CASE(every_page_can_be_drawn),
    };

    return cmocka_run_group_tests_name("render/trends", tests, NULL, NULL);
}
