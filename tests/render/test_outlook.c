#include "test.h"

#include "render/block.h"
#include "render/drawing.h"
#include "render/sample_part.h"

#include <string.h>

static const struct column columns[] = {
    {.name = "period", .label = "Period", .kind = CELL_TEXT},
    {.name = "net_sales", .label = "Net sales", .kind = CELL_MONEY},
    {.name = "ly", .label = "Last year", .kind = CELL_MONEY},
    {.name = "expected", .label = "Expected", .kind = CELL_MONEY},
    {.name = "low", .label = "From", .kind = CELL_MONEY},
    {.name = "high", .label = "To", .kind = CELL_MONEY},
};

/* A page of a PDF with a block of one table on it. */
struct fixture {
    struct arena arena;
    struct diag diag;
    struct theme theme;
    struct tables tables;
    struct words words;
    struct ink ink;
    struct drawing drawing;
    struct block block;
};

static struct fixture fixture;

static int open_page(void **state)
{
    static struct str intervals[2];
    static const struct yaml_node node = {0};

    (void)state;
    intervals[0] = STR("low");
    intervals[1] = STR("high");
    fixture = (struct fixture){.diag.out = stderr};
    fixture.words = (struct words){
        .arena = &fixture.arena,
        .diag = &fixture.diag,
        .tables = &fixture.tables,
        .style = number_style(&fixture.arena, &number_house, STR("AUD")),
    };
    fixture.block = (struct block){
        .node = &node,
        .kind = BLOCK_OUTLOOK,
        .selection = {.node = &node, .table = STR("channels")},
        .label = STR("period"),
        .year = STR("period"),
        .value = STR("net_sales"),
        .base = STR("ly"),
        .expected = STR("expected"),
        .intervals = intervals,
        .interval_count = COUNT(intervals),
    };
    tables_add(&fixture.tables, table_new(&fixture.arena, "channels", "Outlook",
                                          columns, COUNT(columns)));
    return theme_load(&fixture.arena, &fixture.diag, "templates/brand.yaml",
                      "fonts", &fixture.theme) != OK;
}

static int close_page(void **state)
{
    (void)state;
    theme_close(&fixture.theme);
    arena_free(&fixture.arena);
    return 0;
}

static void add(const char *period, double sales, double ly, double expected)
{
    struct table *table = fixture.tables.items[0];
    struct cell *cells = table_add(table);

    cells[0] = cell_label(period);
    cells[2] = sample_money(ly);
    if (expected > 0) {
        cells[3] = sample_money(expected);
        cells[4] = sample_money(expected * 0.9);
        cells[5] = sample_money(expected * 1.1);
    } else {
        cells[1] = sample_money(sales);
    }
}

/* What the block tells a screen reader. */
static struct str draw(void)
{
    struct sheet sheet = {.arena = &fixture.arena,
                          .width = 400,
                          .height = 300,
                          .theme = &fixture.theme,
                          .words = &fixture.words};

    fixture.ink = (struct ink){.arena = &fixture.arena};
    fixture.drawing = (struct drawing){
        .width = 400, .height = 300, .operators.arena = &fixture.arena};
    structure_init(&fixture.ink.structure, &fixture.arena);
    sheet.canvas = canvas_open_page(&fixture.ink, &fixture.drawing);
    sheet_begin(&sheet, TAG_SECTION);
    block_draw(&sheet, &fixture.block, (struct box){20, 20, 360, 260});
    sheet_end(&sheet);
    canvas_close_page(sheet.canvas);
    assert_int_equal(fixture.words.status, OK);
    for (const struct element *element = fixture.ink.structure.first; element;
         element = element->next)
        if (element->alt.len)
            return element->alt;
    return (struct str){0};
}

static size_t count_of(const char *text)
{
    const char *at =
        str_z(&fixture.arena, text_str(&fixture.drawing.operators));
    size_t count = 0;

    while ((at = strstr(at, text))) {
        at += strlen(text);
        count++;
    }
    return count;
}

static void it_says_what_is_expected(void **state)
{
    (void)state;
    add("FY24P05", 81000, 80000, 0);
    add("FY24P06", 92000, 90000, 0);
    add("FY24P07", 0, 70000, 75500);
    assert_true(
        str_equal(draw(), STR("Column chart: . Expected in FY24P07: 75.5.")));
}

static void without_a_forecast_it_shows_what_was(void **state)
{
    (void)state;
    add("FY24P05", 81000, 80000, 0);
    add("FY24P06", 92000, 90000, 0);
    assert_true(str_equal(draw(), STR("Column chart: .")));
}

/* Hatching clips to its column: nothing else on the page does. */
static void only_what_is_expected_is_hatched(void **state)
{
    size_t none;

    (void)state;
    add("FY24P06", 92000, 90000, 0);
    draw();
    none = count_of("W n");
    add("FY24P07", 0, 70000, 75500);
    add("FY24P08", 0, 70000, 77500);
    draw();
    assert_int_equal(count_of("W n"), none + 2);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_says_what_is_expected, open_page,
                                        close_page),
        cmocka_unit_test_setup_teardown(without_a_forecast_it_shows_what_was,
                                        open_page, close_page),
        cmocka_unit_test_setup_teardown(only_what_is_expected_is_hatched,
                                        open_page, close_page),
    };

    return cmocka_run_group_tests_name("render/outlook", tests, NULL, NULL);
}
