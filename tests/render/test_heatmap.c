#include "test.h"

#include "render/block.h"
#include "render/drawing.h"
#include "render/sample_part.h"

static const struct column columns[] = {
    {.name = "cohort", .label = "Cohort", .kind = CELL_TEXT},
    {.name = "k", .label = "Periods after", .kind = CELL_COUNT},
    {.name = "share", .label = "Share", .kind = CELL_RATE},
};

/* A page of a PDF with a heatmap of 60 cohorts over 12 periods, of which the
 * oldest ones have the largest shares. */
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

enum { COHORTS = 60, PERIODS = 12 };

static struct fixture fixture;

static int open_page(void **state)
{
    static const struct yaml_node node = {0};
    struct table *table;

    (void)state;
    fixture = (struct fixture){.diag.out = stderr};
    fixture.words = (struct words){.arena = &fixture.arena,
                                   .diag = &fixture.diag,
                                   .tables = &fixture.tables};
    fixture.block = (struct block){
        .node = &node,
        .kind = BLOCK_HEATMAP,
        .selection = {.node = &node, .table = STR("cohorts")},
        .down = STR("cohort"),
        .across = STR("k"),
        .value = STR("share"),
    };
    table = table_new(&fixture.arena, "cohorts", "Cohorts", columns,
                      COUNT(columns));
    tables_add(&fixture.tables, table);
    for (int i = 0; i < COHORTS; i++)
        for (int k = 1; k <= PERIODS; k++) {
            struct cell *cells = table_add(table);

            cells[0] = cell_text(str_format(&fixture.arena, "C%d", i));
            cells[1] = cell_count(k);
            cells[2] = cell_real(CELL_RATE, (100 - i + k) / 200.0);
        }
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

/* What the block tells a screen reader. */
static void assert_tells(const char *want)
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
    for (const struct element *element = fixture.ink.structure.first; element;
         element = element->next)
        if (element->alt.len) {
            assert_string_equal(str_z(&fixture.arena, element->alt), want);
            return;
        }
    fail_msg("nothing is told");
}

static void the_latest_lines_are_kept(void **state)
{
    (void)state;
    fixture.block.down_last = 13;
    assert_tells("Heatmap: . The largest is C47, 12 with 32.5%.");
}

static void the_nearest_columns_are_kept(void **state)
{
    (void)state;
    fixture.block.down_last = 13;
    fixture.block.across_first = 4;
    assert_tells("Heatmap: . The largest is C47, 4 with 28.5%.");
}

static void of_too_many_lines_the_latest_are_drawn(void **state)
{
    (void)state;
    assert_tells("Heatmap: . The largest is C12, 12 with 50%.");
}

/* Who stays is not among those who move. */
static void the_largest_is_of_those_who_move(void **state)
{
    static const struct column moves[] = {
        {.name = "from", .label = "Was", .kind = CELL_TEXT},
        {.name = "to", .label = "Is", .kind = CELL_TEXT},
        {.name = "share", .label = "Share", .kind = CELL_RATE},
    };
    static const char *const from[] = {"New", "New", "Loyal", "Loyal"};
    static const char *const to[] = {"Loyal", "New", "Loyal", "New"};
    struct table *table =
        table_new(&fixture.arena, "migration", "Moves", moves, COUNT(moves));

    (void)state;
    tables_add(&fixture.tables, table);
    for (size_t i = 0; i < COUNT(from); i++) {
        struct cell *cells = table_add(table);

        cells[0] = cell_label(from[i]);
        cells[1] = cell_label(to[i]);
        cells[2] = cell_real(CELL_RATE, i == 0 ? 0.2 : i == 3 ? 0.1 : 0.8);
    }
    fixture.block.selection.table = STR("migration");
    fixture.block.down = STR("from");
    fixture.block.across = STR("to");
    assert_tells("Heatmap: . The largest is New, Loyal with 20.0%.");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_page, close_page)

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
