#include "test.h"

#include "render/block.h"
#include "render/sample_part.h"

#include <stdlib.h>

static const struct column columns[] = {
    {.name = "kpi", .label = "Id", .kind = CELL_TEXT},
    {.name = "period", .label = "Period", .kind = CELL_TEXT},
    {.name = "value", .label = "Value", .kind = CELL_RATIO},
    {.name = "per_day", .label = "Per day", .kind = CELL_RATIO},
    {.name = "label", .label = "KPI", .kind = CELL_TEXT},
};

struct fixture {
    struct arena arena;
    struct diag diag;
    struct theme theme;
    struct tables tables;
    struct words words;
    struct sheet sheet;
    struct block block;
    char path[40];
};

static struct fixture fixture;

static void add(const char *kpi, const char *period, double value)
{
    struct cell *cells = table_add(fixture.tables.items[0]);

    cells[0] = cell_label(kpi);
    cells[1] = cell_label(period);
    cells[2] = cell_real(CELL_RATIO, value);
    cells[4] = cell_label(kpi);
}

/* Four KPIs over two periods, of which one has no value; two have a theme. */
static int open_sheet(void **state)
{
    static const struct yaml_node node = {0};
    static const char *const kpis[] = {"aov", "upt", "roas", "frequency"};
    static struct str baskets[2];
    static struct theme_of_kpis themes[2];
    int file;

    (void)state;
    baskets[0] = STR("upt");
    baskets[1] = STR("never measured");
    themes[0] = (struct theme_of_kpis){STR("Baskets"), baskets, 2};
    themes[1] = (struct theme_of_kpis){STR("Again"), baskets, 1};
    fixture = (struct fixture){.diag.out = stderr,
                               .path = "/tmp/report-trends-XXXXXX"};
    file = mkstemp(fixture.path);
    if (file < 0 || close(file))
        return 1;
    fixture.words = (struct words){
        .arena = &fixture.arena,
        .diag = &fixture.diag,
        .tables = &fixture.tables,
        .style = number_style(&fixture.arena, &number_house, STR("AUD")),
    };
    fixture.sheet = (struct sheet){.arena = &fixture.arena,
                                   .width = 800,
                                   .height = 300,
                                   .theme = &fixture.theme,
                                   .words = &fixture.words};
    fixture.block =
        (struct block){.node = &node,
                       .kind = BLOCK_TRENDS,
                       .breaks = true,
                       .selection = {.node = &node, .table = STR("trends")},
                       .themes = themes,
                       .theme_count = COUNT(themes)};
    tables_add(&fixture.tables, table_new(&fixture.arena, "trends", "Trends",
                                          columns, COUNT(columns)));
    for (size_t i = 0; i < COUNT(kpis); i++) {
        add(kpis[i], "FY24P05", i == 2 ? (double)NAN : 1 + (double)i);
        add(kpis[i], "FY24P06", i == 2 ? (double)NAN : 2 + (double)i);
    }
    return theme_load(&fixture.arena, &fixture.diag, "templates/brand.yaml",
                      "fonts", &fixture.theme) != OK;
}

static int close_sheet(void **state)
{
    (void)state;
    theme_close(&fixture.theme);
    unlink(fixture.path);
    arena_free(&fixture.arena);
    return 0;
}

static size_t fit(double height, size_t first)
{
    return block_fit(&fixture.sheet, &fixture.block,
                     (struct box){20, 20, 760, height}, first);
}

static void a_kpi_is_shown_once_and_not_without_a_value(void **state)
{
    (void)state;
    assert_int_equal(block_rows(&fixture.sheet, &fixture.block), 3);
    fixture.block.theme_count = 0;
    assert_int_equal(block_rows(&fixture.sheet, &fixture.block), 3);
}

/* A head of 15, a theme's of 19 above each of the two, lines of 16. */
static void themes_take_room_on_each_page(void **state)
{
    (void)state;
    assert_int_equal(fit(15 + 2 * 19 + 3 * 16, 0), 3);
    assert_int_equal(fit(15 + 2 * 19 + 3 * 16 - 1, 0), 2);
    assert_int_equal(fit(15 + 19 + 16, 0), 1);
    assert_int_equal(fit(15 + 19 + 16 - 1, 0), 0);
    assert_int_equal(fit(15 + 19 + 16, 2), 1);
    assert_int_equal(fit(500, 3), 0);
}

static void every_page_can_be_drawn(void **state)
{
    (void)state;
    for (size_t first = 0; first <= 3; first++) {
        fixture.sheet.canvas = canvas_open_image(&fixture.arena, 800, 300, 1);
        fixture.sheet.slice.first = first;
        sheet_begin(&fixture.sheet, TAG_SECTION);
        block_draw(&fixture.sheet, &fixture.block,
                   (struct box){20, 20, 760, 80});
        sheet_end(&fixture.sheet);
        assert_int_equal(canvas_close_image(fixture.sheet.canvas, &fixture.diag,
                                            fixture.path),
                         OK);
        assert_int_equal(fixture.words.status, OK);
    }
}

#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_sheet, close_sheet)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        CASE(a_kpi_is_shown_once_and_not_without_a_value),
        CASE(themes_take_room_on_each_page),
        CASE(every_page_can_be_drawn),
    };

    return cmocka_run_group_tests_name("render/trends", tests, NULL, NULL);
}
