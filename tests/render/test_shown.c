#include "render/easel.h"

#include "render/shown.h"

static const struct column kpi_columns[] = {
    {.name = "kpi", .kind = CELL_TEXT},
    {.name = "label", .kind = CELL_TEXT},
    {.name = "unit", .kind = CELL_TEXT},
    {.name = "value", .kind = CELL_COUNT},
    {.name = "ly", .kind = CELL_COUNT},
    {.name = "ly_pct", .kind = CELL_CHANGE},
};

static const struct column trend_columns[] = {
    {.name = "kpi", .kind = CELL_TEXT},
    {.name = "label", .kind = CELL_TEXT},
    {.name = "period", .kind = CELL_TEXT},
    {.name = "value", .kind = CELL_COUNT},
    {.name = "per_day", .kind = CELL_RATIO},
};

/* Last year all were 100, but one that had too few for a claim. */
static const struct {
    const char *kpi, *label, *unit;
    int64_t now, ly;
} kpis[] = {
    {"a", "Alpha", "baskets", 110, 100}, {"b", "Beta", "baskets", 70, 100},
    {"c", "Gamma", "baskets", 105, 100}, {"d", "Delta", "baskets", 104, 100},
    {"e", "Few", "customers", 90, 3},    {"f", "Last", "baskets", 100, 100},
};

static struct str first[] = {{"a", 1}, {"b", 1}, {"c", 1}};
static struct str second[] = {{"d", 1}, {"e", 1}, {"f", 1}};
static struct theme_of_kpis themes[] = {{{"One", 3}, first, COUNT(first)},
                                        {{"Two", 3}, second, COUNT(second)}};

static struct block open_block(struct easel *easel)
{
    struct table *kpi = table_new(&easel->arena, "kpis", "KPIs", kpi_columns,
                                  COUNT(kpi_columns));
    struct table *trend = table_new(&easel->arena, "trends", "Trends",
                                    trend_columns, COUNT(trend_columns));

    easel->tables = (struct tables){0};
    tables_add(&easel->tables, kpi);
    tables_add(&easel->tables, trend);
    for (size_t i = 0; i < COUNT(kpis); i++) {
        struct cell *cells = table_add(kpi);

        cells[0] = cell_label(kpis[i].kpi);
        cells[1] = cell_label(kpis[i].label);
        cells[2] = cell_label(kpis[i].unit);
        cells[3] = cell_count(kpis[i].now);
        cells[4] = cell_count(kpis[i].ly);
        cells[5] = cell_real(CELL_CHANGE,
                             (double)kpis[i].now / (double)kpis[i].ly - 1);
        cells = table_add(trend);
        cells[0] = cell_label(kpis[i].kpi);
        cells[1] = cell_label(kpis[i].label);
        cells[2] = cell_label("P06");
        cells[3] = cell_count(kpis[i].now);
    }
    easel->words.facts = (struct tables){0};
    shown_begin(&easel->words);
    return (struct block){
        .node = &easel_node,
        .kind = BLOCK_TRENDS,
        .breaks = true,
        .selection = {.node = &easel_node, .table = STR("trends")},
        .themes = themes,
        .theme_count = COUNT(themes),
    };
}

/* What is said of the KPIs on a page. */
static void assert_said(struct easel *easel, const char *pattern,
                        const char *want)
{
    const struct yaml_node node = {.kind = YAML_SCALAR,
                                   .text = str_of(pattern)};
    struct str said;

    if (!words_say(&easel->words, &node, &said))
        said = STR("not said");
    assert_string_equal(str_z(&easel->arena, said), want);
}

static void a_page_is_about_its_own_rows(void **state)
{
    struct easel *easel = *state;
    struct block block = open_block(easel);

    shown_set(&easel->sheet, &block, (struct slice){0, 3});
    assert_said(easel, "{shown#count}, {shown.themes}", "3, One");
    assert_said(easel,
                "{shown#max(size,rise).label} {shown#max(size,rise).change}",
                "Alpha +10.0%");
    assert_said(easel,
                "{shown#max(size,fall).label} {shown#max(size,fall).change}",
                "Beta \xE2\x88\x92"
                "30.0%");
    shown_set(&easel->sheet, &block, (struct slice){2, 2});
    assert_said(easel, "{shown#count}, {shown.themes}", "2, One and Two");
    assert_said(easel, "{shown#max(size,rise).label}", "Gamma");
    assert_said(easel, "{shown#max(size,fall).label}", "not said");
}

static void too_few_make_no_headline(void **state)
{
    struct easel *easel = *state;
    struct block block = open_block(easel);

    shown_set(&easel->sheet, &block, (struct slice){3, 3});
    assert_said(easel, "{shown#count}", "3");
    assert_said(easel, "{shown#max(size).label}", "Delta");
}

/* A shorter headline than the one planned with leaves room for more. */
static void a_page_shows_no_row_of_the_next(void **state)
{
    struct easel *easel = *state;
    struct block block = open_block(easel);
    size_t rows = 0;

    easel->sheet.slice = (struct slice){0, 2};
    easel_draw(easel, &block, (struct box){20, 20, 360, 260});
    easel->sheet.slice = (struct slice){0};
    for (const struct element *i = easel->ink.structure.first; i; i = i->next)
        rows += strcmp(i->name, "TR") == 0;
    assert_int_equal(rows, 4); /* a head, a theme and two KPIs */
}

#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, easel_open, easel_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_page_is_about_its_own_rows),
        CASE(too_few_make_no_headline),
        CASE(a_page_shows_no_row_of_the_next),
    };

    return cmocka_run_group_tests_name("render/shown", tests, NULL, NULL);
}
