#include "render/easel.h"
#include "render/facts.h"
#include "render/ruling.h"

static const struct column columns[] = {
    {.name = "measure", .label = "Measure", .kind = CELL_TEXT},
    {.name = "level", .label = "Level", .kind = CELL_TEXT},
    {.name = "pct", .label = "Difference", .kind = CELL_CHANGE},
    {.name = "low", .label = "Low", .kind = CELL_CHANGE},
    {.name = "high", .label = "High", .kind = CELL_CHANGE},
    {.name = "verdict", .label = "Verdict", .kind = CELL_TEXT},
};

enum { PCT = 2, LOW, HIGH, VERDICT };

static struct easel *easel;

static const struct yaml_node nowhere = {0};

static void add(const char *measure, const char *level, double pct,
                const char *verdict)
{
    struct cell *cells = table_add(easel->tables.items[0]);

    cells[0] = cell_label(measure);
    cells[1] = cell_label(level);
    cells[PCT] = cell_real(CELL_CHANGE, pct);
    cells[LOW] = cell_real(CELL_CHANGE, pct - 0.1);
    cells[HIGH] = cell_real(CELL_CHANGE, pct + 0.1);
    cells[VERDICT] = cell_label(verdict);
}

static int open_sheet(void **state)
{
    void *opened = NULL;

    (void)state;
    if (easel_open(&opened))
        return 1;
    easel = opened;
    easel->sheet.width = 600;
    easel->sheet.height = 400;
    tables_add(&easel->tables, table_new(&easel->arena, "loyalty", "Loyalty",
                                         columns, COUNT(columns)));
    add("aov", "baskets", 0.2, "higher");
    add("spend", "customers", 0.3, "higher");
    add("frequency", "customers", 0.05, "not proven");
    add("spend", "weighted", -0.25, "lower");
    return 0;
}

static int close_sheet(void **state)
{
    void *opened = easel;

    (void)state;
    return easel_close(&opened);
}

/* The rows that are not weighted, in some columns. */
static struct ruling rule(struct block *block, struct shown_column *list,
                          size_t count)
{
    static struct str where[1];

    where[0] = STR("not level=weighted");
    block->node = &nowhere;
    block->kind = BLOCK_TABLE;
    block->selection = (struct selection){.node = &nowhere,
                                          .table = STR("loyalty"),
                                          .where = where,
                                          .where_count = 1};
    block->columns = list;
    block->column_count = count;
    return ruling_make(&easel->sheet, block, (struct box){0, 0, 400, 200});
}

static void assert_text(const struct ruling *ruling, size_t column, size_t row,
                        const char *want)
{
    const struct track *track = &ruling->tracks[column];
    const struct cell *cells =
        track_row(ruling, track, ruling->rows.items[row]);
    struct str text = track_text(ruling, track, cells, row);

    assert_string_equal(str_z(&easel->arena, text), want);
}

static void a_twin_is_looked_up_in_another_row(void **state)
{
    struct shown_column list[] = {
        {.node = &nowhere, .column = STR("pct")},
        {.node = &nowhere, .column = STR("pct"), .twin = STR("level=weighted")},
    };
    struct block block = {0};
    struct ruling ruling = rule(&block, list, COUNT(list));

    (void)state;
    assert_int_equal(ruling.rows.count, 3);
    assert_text(&ruling, 0, 1, "+30.0%");
    assert_text(&ruling, 1, 1,
                "\xE2\x88\x92"
                "25.0%");
    assert_text(&ruling, 1, 0, "\xE2\x80\x93");
    assert_text(&ruling, 1, 2, "\xE2\x80\x93");
}

static void a_scale_holds_the_twins_too(void **state)
{
    struct shown_column list[] = {{.node = &nowhere,
                                   .column = STR("pct"),
                                   .show = SHOW_INTERVAL,
                                   .low = STR("low"),
                                   .high = STR("high")}};
    struct block block = {0};
    struct ruling ruling = rule(&block, list, COUNT(list));

    (void)state;
    assert_true(ruling.tracks[0].marks.low > -30);
    list[0].twin = STR("level=weighted");
    ruling = rule(&block, list, COUNT(list));
    assert_true(ruling.tracks[0].marks.low <= -35);
    assert_true(ruling_height(&ruling, 0) >= 24);
}

static void a_range_says_both_ends(void **state)
{
    struct shown_column list[] = {{.node = &nowhere,
                                   .column = STR("pct"),
                                   .show = SHOW_RANGE,
                                   .low = STR("low"),
                                   .high = STR("high")}};
    struct block block = {0};
    struct ruling ruling;

    (void)state;
    easel->tables.items[0]->cells[HIGH] = (struct cell){0};
    ruling = rule(&block, list, COUNT(list));
    assert_text(&ruling, 0, 0, "\xE2\x80\x93");
    assert_text(&ruling, 0, 1, "+20.0% to +40.0%");
    assert_text(&ruling, 0, 2,
                "\xE2\x88\x92"
                "5.0% to +15.0%");
    assert_int_equal(ruling.tracks[0].align, ALIGN_RIGHT);
}

static void only_what_is_proven_is_bold(void **state)
{
    struct shown_column list[] = {
        {.node = &nowhere, .column = STR("verdict"), .show = SHOW_VERDICT}};
    struct block block = {0};
    struct ruling ruling = rule(&block, list, COUNT(list));

    (void)state;
    assert_int_equal(
        track_type(&ruling, &ruling.tracks[0], ruling.rows.items[0]),
        TYPE_CELL_BOLD);
    assert_int_equal(
        track_type(&ruling, &ruling.tracks[0], ruling.rows.items[2]),
        TYPE_CELL);
}

static void texts_are_named_by_the_template(void **state)
{
    static const struct yaml_node name = {.kind = YAML_SCALAR,
                                          .key = {"baskets", 7},
                                          .text = {"All baskets", 11}};
    static const struct yaml_node names = {
        .kind = YAML_MAPPING, .items = &name, .count = 1};
    struct shown_column list[] = {
        {.node = &nowhere, .column = STR("level"), .names = &names}};
    struct block block = {.groups = {STR("level"), &names}};
    struct ruling ruling = rule(&block, list, COUNT(list));

    (void)state;
    assert_text(&ruling, 0, 0, "All baskets");
    assert_text(&ruling, 0, 1, "customers");
    list[0].sentence = true;
    assert_text(&ruling, 0, 0, "All baskets");
    assert_text(&ruling, 0, 1, "Customers");
    assert_true(str_equal(ruling_group(&ruling, 0), STR("All baskets")));
    assert_true(str_equal(ruling_group(&ruling, 2), STR("customers")));
}

/* Two groups of one and two rows, and a page that begins with the last. */
static void groups_have_heads_that_pages_repeat(void **state)
{
    struct shown_column list[] = {{.node = &nowhere, .column = STR("measure")}};
    struct block block = {0};
    struct ruling plain = rule(&block, list, COUNT(list));
    struct ruling ruling;
    double row = ruling_height(&plain, 0), lead, least;

    (void)state;
    assert_close(ruling_lead(&plain, 0, true), 0);
    block.groups.column = STR("level");
    ruling = rule(&block, list, COUNT(list));
    lead = ruling_lead(&ruling, 0, true);
    assert_true(lead > 0);
    assert_close(ruling_lead(&ruling, 1, false), lead);
    assert_close(ruling_lead(&ruling, 2, false), 0);
    assert_close(ruling_lead(&ruling, 2, true), lead);
    assert_int_equal(ruling_fit(&ruling, 0, 3 * row + 2 * lead + 0.01, &least),
                     3);
    assert_close(least, 3 * row + 2 * lead);
    assert_int_equal(ruling_fit(&ruling, 0, 3 * row + lead, &least), 1);
}

/* Amounts up to a size, in a scaled column and in one in full. */
static void assert_amounts(double most, const char *scaled, const char *full)
{
    static const struct column kinds[] = {
        {.name = "ours", .label = "Ours", .kind = CELL_MONEY},
    };
    struct shown_column list[] = {
        {.node = &nowhere, .column = STR("ours")},
        {.node = &nowhere, .column = STR("ours"), .full = true}};
    struct block block = {.node = &nowhere,
                          .kind = BLOCK_TABLE,
                          .selection = {.node = &nowhere},
                          .columns = list,
                          .column_count = COUNT(list)};
    struct table *table =
        table_new(&easel->arena,
                  str_format(&easel->arena, "of %zu", easel->tables.count).at,
                  "Amounts", kinds, COUNT(kinds));
    struct ruling ruling;

    tables_add(&easel->tables, table);
    table_add(table)[0] = sample_money(most);
    table_add(table)[0] = sample_money(most / 8);
    block.selection.table = str_of(table->name);
    ruling = ruling_make(&easel->sheet, &block, (struct box){0, 0, 400, 200});
    assert_text(&ruling, 0, 1, scaled);
    assert_text(&ruling, 1, 1, full);
}

static void small_amounts_have_decimals(void **state)
{
    (void)state;
    assert_amounts(100, "13", "13");
    assert_amounts(-99.9,
                   "\xE2\x88\x92"
                   "12.49",
                   "\xE2\x88\x92"
                   "12.49");
    assert_amounts(0.4, "0.05", "0.05");
    assert_amounts(0.08, "0.0100", "0.0100");
    assert_amounts(0, "0", "0");
    assert_amounts(80000, "10.0", "10,000");
}

static void few_customers_are_not_printed_among_other_measures(void **state)
{
    static const struct column kinds[] = {
        {.name = "driver", .label = "Driver", .kind = CELL_TEXT},
        {.name = "value", .label = "Value", .kind = CELL_RATIO},
    };
    struct shown_column list[] = {{.node = &nowhere, .column = STR("value")}};
    struct block block = {
        .node = &nowhere,
        .kind = BLOCK_TABLE,
        .selection = {.node = &nowhere, .table = STR("drivers")},
        .columns = list,
        .column_count = 1};
    struct table *table =
        table_new(&easel->arena, "drivers", "Drivers", kinds, COUNT(kinds));
    struct ruling ruling;

    (void)state;
    tables_add(&easel->tables, table);
    for (int64_t i = 0; i < 2; i++) {
        struct cell *cells = table_add(table);

        cells[0] = cell_label("customers");
        cells[1] = cell_count(9 + i);
    }
    table_add(table)[1] = cell_real(CELL_RATIO, 1.5);
    ruling = ruling_make(&easel->sheet, &block, (struct box){0, 0, 400, 200});
    assert_true(ruling.tracks[0].is_mixed);
    assert_text(&ruling, 0, 0, "<10");
    assert_text(&ruling, 0, 1, "10");
    assert_text(&ruling, 0, 2, "1.50");
}

#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_sheet, close_sheet)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        CASE(a_twin_is_looked_up_in_another_row),
        CASE(a_scale_holds_the_twins_too),
        CASE(a_range_says_both_ends),
        CASE(only_what_is_proven_is_bold),
        CASE(texts_are_named_by_the_template),
        CASE(small_amounts_have_decimals),
        CASE(few_customers_are_not_printed_among_other_measures),
        CASE(groups_have_heads_that_pages_repeat),
    };

    return cmocka_run_group_tests_name("render/ruling", tests, NULL, NULL);
}
