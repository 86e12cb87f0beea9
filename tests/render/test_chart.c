#include "test.h"

#include "render/block.h"
#include "render/facts.h"
#include "render/sample.h"

#include <stdlib.h>
#include <string.h>

/* A page on an image, with a table of its own to draw blocks from. */
struct fixture {
    struct arena arena;
    struct diag diag;
    struct theme theme;
    struct words words;
    struct tables tables;
    struct sheet sheet;
    struct findings findings;
    char path[40];
};

static int open_sheet(void **state)
{
    static struct fixture fixture;

    fixture = (struct fixture){.diag.out = stderr,
                               .path = "/tmp/report-chart-XXXXXX"};
    *state = &fixture;
    int file = mkstemp(fixture.path);
    if (file < 0 || close(file) ||
        theme_load(&fixture.arena, &fixture.diag, "templates/brand.yaml",
                   "fonts", &fixture.theme) != OK)
        return 1;
    fixture.words = (struct words){
        .arena = &fixture.arena,
        .diag = &fixture.diag,
        .tables = &fixture.tables,
        .style = number_style(&fixture.arena, &number_house, STR("AUD")),
    };
    fixture.sheet = (struct sheet){
        .arena = &fixture.arena,
        .width = 400,
        .height = 300,
        .theme = &fixture.theme,
        .words = &fixture.words,
        .findings = &fixture.findings,
    };
    return 0;
}

static int close_sheet(void **state)
{
    struct fixture *fixture = *state;

    theme_close(&fixture->theme);
    unlink(fixture->path);
    arena_free(&fixture->arena);
    return 0;
}

static void ticks_are_round(void **state)
{
    static const struct {
        double least, most, step;
        bool cut;
    } rows[] = {
        {0, 6.14, 2, false},     {0, 48.7, 10, false},
        {4.13, 6.14, 0.5, true}, {-2.2, 6.1, 5, false},
        {0, 0.093, 0.02, false}, {590, 680, 50, true},
        {0, 0, 0.5, false},      {5, 5, 2, true},
        {-3, -3, 1, false},      {0, 1e12, 5e11, false},
        {0, 96, 20, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct scale scale =
            scale_make(rows[i].least, rows[i].most, rows[i].cut);
        double last = scale_tick(&scale, scale.ticks - 1);
        assert_close(scale.step, rows[i].step);
        assert_true(scale.ticks >= 3 && scale.ticks <= 5);
        assert_true(scale.low <= rows[i].least && scale.high >= rows[i].most);
        assert_true(last <= scale.high + 1e-9);
        assert_true(scale.high > scale.low);
    }
}

static void a_cut_axis_begins_at_a_tick_and_an_uncut_one_at_zero(void **state)
{
    (void)state;
    assert_close(scale_make(4.13, 6.14, true).low, 4);
    assert_close(scale_make(4.13, 6.14, false).low, 0);
    /* A cut that would show little is not made. */
    assert_close(scale_make(1, 6, true).low, 0);
}

static void nothing_to_show_has_a_scale_all_the_same(void **state)
{
    struct scale scale = scale_make((double)INFINITY, -(double)INFINITY, true);

    (void)state;
    scale.from = 100;
    scale.to = 0;
    assert_close(scale_at(&scale, 0), 100);
}

static void heat_reaches_its_last_colour_at_the_peak(void **state)
{
    static const double peaks[] = {0.4, 1, 19, 22445, 3.1e6};

    (void)state;
    for (size_t i = 0; i < COUNT(peaks); i++) {
        double step = chart_heat_step(peaks[i]);
        assert_int_equal(chart_heat(peaks[i], step), COLOUR_HEAT_7);
        assert_int_equal(chart_heat(0, step), COLOUR_HEAT_1);
    }
    assert_int_equal(chart_heat(0, chart_heat_step(0)), COLOUR_HEAT_1);
}

static void labels_keep_clear_of_each_other(void **state)
{
    struct fixture *fixture = *state;
    struct labels labels = {.bounds = {0, 0, 400, 300}};
    struct mark mark = {.x = 200,
                        .y = 150,
                        .text = STR("53.9"),
                        .type = TYPE_POINT,
                        .colour = COLOUR_BRAND};
    size_t placed = 0;

    fixture->sheet.canvas = canvas_open_image(&fixture->arena, 400, 300, 1);
    sheet_begin(&fixture->sheet, TAG_ARTIFACT);
    for (int i = 0; i < 40; i++)
        placed += labels_place(&fixture->sheet, &labels, &mark);
    sheet_end(&fixture->sheet);
    assert_true(placed > 1 && placed < 40);
    for (size_t a = 0; a < labels.count; a++)
        for (size_t b = 0; b < a; b++) {
            const struct box *one = &labels.taken[a], *two = &labels.taken[b];
            assert_true(one->x >= two->x + two->w ||
                        two->x >= one->x + one->w ||
                        one->y >= two->y + two->h || two->y >= one->y + one->h);
        }
    canvas_close_image(fixture->sheet.canvas, &fixture->diag, fixture->path);
}

static void a_label_does_not_cross_the_line(void **state)
{
    struct fixture *fixture = *state;
    const struct point line[] = {{0, 140}, {400, 140}};
    struct labels labels = {
        .bounds = {0, 0, 400, 300}, .line = line, .points = COUNT(line)};
    struct mark mark = {.x = 200,
                        .y = 150,
                        .text = STR("53.9"),
                        .type = TYPE_POINT,
                        .colour = COLOUR_BRAND};

    fixture->sheet.canvas = canvas_open_image(&fixture->arena, 400, 300, 1);
    sheet_begin(&fixture->sheet, TAG_ARTIFACT);
    assert_true(labels_place(&fixture->sheet, &labels, &mark));
    sheet_end(&fixture->sheet);
    assert_true(labels.taken[0].y >= 140 ||
                labels.taken[0].y + labels.taken[0].h <= 140);
    canvas_close_image(fixture->sheet.canvas, &fixture->diag, fixture->path);
}

/* A table of `count` rows whose values are made by a rule. */
static const struct column columns[] = {
    {.name = "name", .label = "Name", .kind = CELL_TEXT},
    {.name = "across", .label = "Across", .kind = CELL_COUNT},
    {.name = "value", .label = "Value", .kind = CELL_MONEY},
    {.name = "base", .label = "Base", .kind = CELL_MONEY},
    {.name = "change", .label = "Change", .kind = CELL_CHANGE},
};

static const struct shape {
    const char *name;
    size_t count;
    double first, step; /* value = first + step x row */
    bool undefined;
    const char *names; /* NULL: "Row" */
} shapes[] = {
    {"nothing", 0, 0, 0, false, NULL},
    {"one point", 1, 5e6, 0, false, NULL},
    {"all equal", 13, 5e6, 0, false, NULL},
    {"all zero", 13, 0, 0, false, NULL},
    {"all undefined", 13, 0, 0, true, NULL},
    {"negative", 13, -9e6, 0.5e6, false, NULL},
    {"both signs", 12, -3e6, 0.7e6, false, NULL},
    {"huge", 8, 4e14, 6e13, false, NULL},
    {"tiny", 8, 0.001, 0.002, false, NULL},
    {"forty rows", 40, 9e6, -0.2e6, false, NULL},
    {"names of sixty letters", 9, 9e6, -0.2e6, false,
     "Stationery, party supplies and greeting cards for every season"},
    {"Arabic names", 9, 9e6, -0.2e6, false,
     "\u0645\u062a\u062c\u0631 \u0627\u0644\u0645\u064a\u0646\u0627\u0621"},
    {"a thousand rows", 1000, 9e6, -0.02e6, false, NULL},
};

static void fill(struct fixture *fixture, const struct shape *shape)
{
    struct table *table = table_new(&fixture->arena, "channels", "Channels",
                                    columns, COUNT(columns));

    for (size_t i = 0; i < shape->count; i++) {
        struct cell *row = table_add(table);
        double value = shape->first + shape->step * (double)i;
        row[0] = cell_text(str_format(&fixture->arena, "%s %zu",
                                      shape->names ? shape->names : "Row", i));
        row[1] = cell_count((int64_t)(i % 7));
        if (shape->undefined)
            continue;
        row[2] = sample_money(value);
        row[3] = sample_money(value * 0.9);
        row[4] = cell_real(CELL_CHANGE, 0.1);
    }
    fixture->tables = (struct tables){0};
    tables_add(&fixture->tables, table);
}

static struct shown_column shown(const char *name, enum show show,
                                 const char *base)
{
    static const struct yaml_node node = {0};

    return (struct shown_column){.node = &node,
                                 .column = str_of(name),
                                 .base = str_of(base),
                                 .show = show};
}

static struct block block_of(struct shown_column *shown_columns, size_t count)
{
    static const struct yaml_node node = {0};
    static const struct yaml_node from = {.kind = YAML_SCALAR,
                                          .text = {"channels#1.base", 15}};
    static const struct yaml_node to = {
        .kind = YAML_SCALAR, .text = {"channels#max(value).value", 25}};
    static const struct yaml_node slope = {.kind = YAML_SCALAR,
                                           .text = {"channels#1.change", 17}};

    return (struct block){
        .node = &node,
        .selection = {.node = &node, .table = STR("channels")},
        .label = STR("name"),
        .value = STR("value"),
        .base = STR("base"),
        .across = STR("across"),
        .down = STR("name"),
        .from = &from,
        .to = &to,
        .slope = &slope,
        .intercept = &slope,
        .columns = shown_columns,
        .column_count = count,
        .others = true,
        .cut = true,
    };
}

/* Every kind of block draws every shape of data, in room and in little. */
static void draw_shape(void **state, const struct shape *shape)
{
    static const enum block_kind kinds[] = {
        BLOCK_LINE,   BLOCK_COLUMNS, BLOCK_WATERFALL, BLOCK_SCATTER,
        BLOCK_TABLE,  BLOCK_HEATMAP, BLOCK_TEXT,      BLOCK_FINDINGS,
        BLOCK_CARDS,  BLOCK_SLOPE,   BLOCK_STACKED,   BLOCK_GROUPED,
        BLOCK_FUNNEL, BLOCK_OUTLOOK, BLOCK_CURVE};
    struct fixture *fixture = *state;
    struct shown_column list[] = {
        shown("name", SHOW_VALUE, ""),    shown("value", SHOW_BAR, "base"),
        shown("value", SHOW_VALUE, ""),   shown("change", SHOW_CHANGE, ""),
        shown("across", SHOW_NUMBER, ""), shown("value", SHOW_PAIR, "base"),
        shown("value", SHOW_INTERVAL, "")};
    struct block block = block_of(list, COUNT(list));

    list[COUNT(list) - 1].low = STR("base");
    list[COUNT(list) - 1].high = STR("value");
    fill(fixture, shape);
    for (size_t i = 0; i < 2 * COUNT(kinds); i++) {
        block.kind = kinds[i / 2];
        block.log = i % 2;
        block.at = 1;
        block.expected = i % 2 ? STR("value") : (struct str){0};
        block.size = block.expected;
        block.means = i % 2 ? STR("channels") : (struct str){0};
        block.column_count =
            kinds[i / 2] == BLOCK_STACKED || kinds[i / 2] == BLOCK_GROUPED
                ? MOST_PARTS
                : COUNT(list);
        block.log = block.lying = block.shares = i % 2;
        fixture->sheet.canvas = canvas_open_image(&fixture->arena, 400, 300, 1);
        sheet_begin(&fixture->sheet, TAG_SECTION);
        block_draw(&fixture->sheet, &block, (struct box){20, 20, 360, 260});
        block_draw(&fixture->sheet, &block, (struct box){20, 20, 90, 60});
        sheet_end(&fixture->sheet);
        assert_int_equal(canvas_close_image(fixture->sheet.canvas,
                                            &fixture->diag, fixture->path),
                         OK);
        assert_int_equal(fixture->words.status, OK);
    }
}

static void every_block_draws_every_shape(void **state)
{
    for (size_t i = 0; i < COUNT(shapes); i++)
        draw_shape(state, &shapes[i]);
}

static void a_table_goes_on_where_it_stopped(void **state)
{
    struct fixture *fixture = *state;
    struct shown_column list[] = {shown("name", SHOW_VALUE, "")};
    struct block block = block_of(list, COUNT(list));
    struct box box = {0, 0, 300, 200};
    size_t first = 0, pages = 0;

    fill(fixture, &shapes[9]);
    while (first < 40) {
        size_t count = block_table_fit(&fixture->sheet, &block, box, first);
        assert_true(count > 0);
        first += count;
        pages++;
    }
    assert_int_equal(first, 40);
    assert_true(pages > 2 && pages < 6);
}

static void amounts_are_scaled_so_that_half_of_them_show(void **state)
{
    struct fixture *fixture = *state;
    struct shown_column list[] = {shown("value", SHOW_VALUE, "")};
    struct block block = block_of(list, 1);
    struct table *table;
    struct rows rows;

    block.value = (struct str){0};
    fill(fixture, &shapes[9]);
    rows = selection_rows(&block.selection, &fixture->words);
    assert_int_equal(block_scale(&rows, &block, &fixture->words).power, 6);
    /* One large amount among many of thousands. */
    table = fixture->tables.items[0];
    for (size_t i = 1; i < table->row_count; i++)
        table->cells[i * COUNT(columns) + 2] = sample_money(3000);
    assert_int_equal(block_scale(&rows, &block, &fixture->words).power, 3);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_round),
        cmocka_unit_test(a_cut_axis_begins_at_a_tick_and_an_uncut_one_at_zero),
        cmocka_unit_test(nothing_to_show_has_a_scale_all_the_same),
        cmocka_unit_test(heat_reaches_its_last_colour_at_the_peak),
        cmocka_unit_test(labels_keep_clear_of_each_other),
        cmocka_unit_test(a_label_does_not_cross_the_line),
        cmocka_unit_test(every_block_draws_every_shape),
        cmocka_unit_test(a_table_goes_on_where_it_stopped),
        cmocka_unit_test(amounts_are_scaled_so_that_half_of_them_show),
    };

    return cmocka_run_group_tests_name("render/chart", tests, open_sheet,
                                       close_sheet);
}
