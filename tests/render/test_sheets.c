#include "study.h"

#include "render/axis.h"

/* Templates of one sheet; a workbook is made by each. */
static void make_by(struct fixture *fixture, const char *template)
{
    char path[] = "/tmp/workbook-XXXXXX";
    int file = mkstemp(path);

    assert_true(write(file, template, strlen(template)) > 0);
    close(file);
    fixture->options.template = path;
    make(fixture);
    unlink(path);
}

static struct str part(struct fixture *fixture, const char *name)
{
    return book_part(&fixture->arena, fixture->bytes, name);
}

enum { ONE = 0, TWO, WAY, AMOUNT, PLACES };

/* Moves between three places; from B to A there is none. */
static void add_moves(struct fixture *fixture)
{
    static const struct column columns[] = {
        [ONE] = {"one", "One", CELL_TEXT, SUM_NONE, NULL},
        [TWO] = {"two", "Two", CELL_TEXT, SUM_NONE, NULL},
        [WAY] = {"way", "Way", CELL_COUNT, SUM_NONE, "How far"},
        [AMOUNT] = {"amount", "Amount", CELL_MONEY, SUM_NONE, NULL},
    };
    static const char *const names[][2] = {
        {"A", "B"}, {"A", "A"}, {"B", "B"}, {"C", "A"}, {"C", "C"}};
    struct table *table =
        table_new(&fixture->arena, "moves", "Moves", columns, COUNT(columns));

    tables_add(&fixture->study.tables, table);
    for (size_t i = 0; i < COUNT(names); i++) {
        struct cell *cells = table_add(table);

        cells[ONE] = cell_label(names[i][0]);
        cells[TWO] = cell_label(names[i][1]);
        cells[WAY] = cell_count(11 * ((int64_t)i + 1));
        cells[AMOUNT] = money(i == 1 ? -200000 : 500000);
    }
}

static void a_matrix_has_its_rows_down_and_across(void **state)
{
    struct fixture *fixture = *state;
    struct str xml;

    add_moves(fixture);
    make_by(fixture, "sheets:\n"
                     "  - sheet: Moves\n    kind: matrix\n    table: moves\n"
                     "    down: one\n    across: two\n"
                     "    matrices: [{column: way}]\n");
    xml = sheet(fixture, "Moves");
    /* A, B, C across in the order of those down: A to A is the second row. */
    assert_holds(xml, "<c r=\"C9\"");
    assert_holds(xml, "<v>22</v></c><c r=\"D9\"");
    assert_holds(xml, "<v>11</v></c></row>");
    assert_int_equal(book_count(xml, "r=\"C10\""), 0); /* none, not 0 */
    assert_holds(xml, "<conditionalFormatting sqref=\"C9:E11\">"
                      "<cfRule type=\"colorScale\"");
    assert_holds(part(fixture, "xl/comments1.xml"), "How far");
}

static void a_matrix_in_steps_has_fills_of_its_own(void **state)
{
    struct fixture *fixture = *state;

    add_moves(fixture);
    make_by(fixture, "sheets:\n"
                     "  - sheet: Moves\n    kind: matrix\n    table: moves\n"
                     "    down: one\n    across: two\n    reverse: true\n"
                     "    across_prefix: \"F \"\n"
                     "    matrices: [{column: way, steps: true}]\n");
    assert_int_equal(book_count(sheet(fixture, "Moves"), "colorScale"), 0);
    /* The largest is last of the first row, which was the last. */
    assert_holds(sheet(fixture, "Moves"), "<v>55</v></c></row><row r=\"10\"");
    assert_holds(part(fixture, "xl/styles.xml"), "FF0B4F6C");
    assert_holds(part(fixture, "xl/sharedStrings.xml"), "<t>F A</t>");
}

static void a_matrix_without_rows_says_so(void **state)
{
    struct fixture *fixture = *state;

    add_moves(fixture);
    make_by(fixture, "sheets:\n"
                     "  - sheet: Moves\n    kind: matrix\n    table: moves\n"
                     "    where: [one=Z]\n    down: one\n    across: two\n"
                     "    matrices: [{column: way}]\n");
    assert_holds(part(fixture, "xl/sharedStrings.xml"), "no rows");
}

static const char bars[] =
    "sheets:\n  - sheet: Moves\n    table: moves\n    charts:\n"
    "      - {chart: bars, label: two, values: [way], limit: 3}\n"
    "      - {chart: bars, label: two, values: [way], sort: -way}\n"
    "      - chart: bars\n        label: two\n"
    "        values: [{column: amount, tone: effect}]\n";

static void a_chart_shows_cells_of_its_list(void **state)
{
    struct fixture *fixture = *state;
    struct str chart;

    add_moves(fixture);
    make_by(fixture, bars);
    chart = part(fixture, "xl/charts/chart1.xml");
    assert_holds(chart, "<c:f>Moves!$C$8:$C$10</c:f>");
    assert_holds(chart, "<c:f>Moves!$D$8:$D$10</c:f>");
    assert_holds(chart, "<c:barDir val=\"bar\"/>");
    assert_holds(chart, "<c:v>33</c:v>");
    assert_int_equal(book_count(part(fixture, "xl/workbook.xml"), "<sheet "),
                     1);
    /* What is no cell of it has nowhere to be. */
    assert_int_equal(part(fixture, "xl/charts/chart2.xml").len, 0);
}

static void rows_without_names_are_called_otherwise(void **state)
{
    struct fixture *fixture = *state;
    const char *template = "sheets:\n  - sheet: Moves\n    table: moves\n"
                           "    charts:\n"
                           "      - {chart: bars, label: two, otherwise: one,"
                           " values: [way]}\n";
    struct table *moves;

    add_moves(fixture);
    make_by(fixture, template);
    assert_holds(part(fixture, "xl/charts/chart1.xml"),
                 "<c:f>Moves!$C$8:$C$12</c:f>");
    moves = fixture->study.tables.items[fixture->study.tables.count - 1];
    for (size_t i = 0; i < moves->row_count; i++)
        moves->cells[i * moves->column_count + TWO] = (struct cell){0};
    make_by(fixture, template);
    assert_holds(part(fixture, "xl/charts/chart1.xml"),
                 "<c:f>Moves!$B$8:$B$12</c:f>");
}

static void other_rows_are_written_as_chart_data(void **state)
{
    struct fixture *fixture = *state;
    struct str template = str_format(&fixture->arena, "%s%s", bars,
                                     "  - sheet: Data\n    kind: chart data\n");

    add_moves(fixture);
    make_by(fixture, template.at);
    assert_holds(part(fixture, "xl/charts/chart2.xml"),
                 "<c:f>Data!$C$8:$C$12</c:f>");
    assert_holds(part(fixture, "xl/charts/chart2.xml"),
                 "<c:pt idx=\"0\"><c:v>55</c:v>");
    /* A loss is red, a gain green. */
    assert_int_equal(
        book_count(part(fixture, "xl/charts/chart3.xml"), "2E7D4F"), 4);
    assert_int_equal(
        book_count(part(fixture, "xl/charts/chart3.xml"), "B23A32"), 1);
    assert_holds(sheet(fixture, "Data"), "<v>-20</v>");
}

static void a_waterfall_leads_from_one_amount_to_another(void **state)
{
    struct fixture *fixture = *state;
    struct str xml, chart;

    add_kpis(fixture);
    add_moves(fixture);
    make_by(
        fixture,
        "sheets:\n  - sheet: Moves\n    table: moves\n    charts:\n"
        "      - chart: waterfall\n        label: two\n"
        "        values: [amount]\n        limit: 2\n"
        "        from: kpis.net_sales.ly\n        to: kpis.net_sales.value\n"
        "        from_label: Then\n"
        "  - sheet: Data\n    kind: chart data\n");
    xml = sheet(fixture, "Data");
    chart = part(fixture, "xl/charts/chart1.xml");
    /* The second effect takes 20: it stands on the level after it. */
    assert_holds(xml, "<f>MIN(D9,D10)</f>");
    assert_holds(xml, "<f>MAX(-C10,0)</f><v>20</v>");
    assert_holds(xml, "<f>MAX(C9,0)</f><v>50</v>");
    assert_holds(xml, "<f>C11</f>");
    assert_holds(chart, "<c:grouping val=\"stacked\"/>");
    assert_holds(chart, "<a:t>+$50.00</a:t>");
    assert_holds(part(fixture, "xl/sharedStrings.xml"), "Then");
}

static void a_kpi_is_drawn_from_trends(void **state)
{
    struct fixture *fixture = *state;

    add_kpis(fixture);
    add_trends(fixture);
    add_moves(fixture);
    make_by(fixture, "sheets:\n  - {sheet: Past, kind: trends}\n"
                     "  - sheet: Moves\n    table: moves\n    charts:\n"
                     "      - {chart: columns, kpi: discount_rate}\n"
                     "      - {kpi: unheard_of}\n");
    assert_holds(part(fixture, "xl/charts/chart1.xml"),
                 "<c:f>Past!$C$7:$O$7</c:f>");
    assert_int_equal(part(fixture, "xl/charts/chart2.xml").len, 0);
}

static void a_wide_sheet_goes_on_beside(void **state)
{
    struct fixture *fixture = *state;
    struct text template = {.arena = &fixture->arena};
    struct str xml;

    add_moves(fixture);
    text_add(&template, STR("sheets:\n  - sheet: Moves\n    table: moves\n"
                            "    freeze: 1\n    columns:\n      - one\n"));
    for (int i = 0; i < 40; i++)
        text_addf(&template, "      - {column: way, label: Way %d}\n", i);
    make_by(fixture, text_str(&template).at);
    xml = sheet(fixture, "Moves");
    assert_holds(xml, "<colBreaks ");
    assert_int_equal(book_count(xml, "fitToPage"), 0);
    assert_holds(part(fixture, "xl/workbook.xml"), "Moves!$A:$B,Moves!$1:$7");
}

static void a_short_sheet_is_on_one_page(void **state)
{
    struct fixture *fixture = *state;

    add_moves(fixture);
    add_days(fixture, 400);
    make_by(fixture, "sheets:\n  - {sheet: Moves, table: moves}\n"
                     "  - {sheet: Days, table: daily_store_category}\n");
    assert_holds(sheet(fixture, "Moves"), "<pageSetup paperSize=\"9\" "
                                          "orientation=\"landscape\"/>");
    assert_holds(sheet(fixture, "Days"), "fitToHeight=\"0\"");
    /* The foot is not made smaller with the rest. */
    assert_holds(sheet(fixture, "Days"), "<headerFooter scaleWithDoc=\"0\">");
}

static void a_note_may_be_the_templates_own(void **state)
{
    struct fixture *fixture = *state;
    struct str notes;

    add_moves(fixture);
    make_by(fixture,
            "sheets:\n  - sheet: Moves\n    table: moves\n    columns:\n"
            "      - one\n      - way\n"
            "      - {column: way, label: Other, note: As the crow flies}\n");
    notes = part(fixture, "xl/comments1.xml");
    assert_holds(notes, "How far");
    assert_holds(notes, "As the crow flies");
    assert_int_equal(book_count(notes, "<comment "), 2);
}

static void axes_are_round(void **state)
{
    struct axis axis = axis_of(0, 94, false);

    (void)state;
    assert_close(axis.least, 0);
    assert_close(axis.most, 150);
    axis = axis_of(0.58, 0.66, true);
    assert_true(axis.cut);
    assert_close(axis.least, 0.56);
    assert_true(axis.most > 0.66);
    assert_close(axis_of(0.1, 0.99, true).most, 1);
    assert_close(axis_of(-30, 10, false).least, -40);
    axis = axis_of_bars(-10, 90);
    assert_close(axis.least, -28);
    assert_close(axis.most, 108);
}

#define WITH_STUDY(test)                                                       \
    cmocka_unit_test_setup_teardown(test, open_study, close_study)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STUDY(a_matrix_has_its_rows_down_and_across),
        WITH_STUDY(a_matrix_in_steps_has_fills_of_its_own),
        WITH_STUDY(a_matrix_without_rows_says_so),
        WITH_STUDY(a_chart_shows_cells_of_its_list),
        WITH_STUDY(rows_without_names_are_called_otherwise),
        WITH_STUDY(other_rows_are_written_as_chart_data),
        WITH_STUDY(a_waterfall_leads_from_one_amount_to_another),
        WITH_STUDY(a_kpi_is_drawn_from_trends),
        WITH_STUDY(a_wide_sheet_goes_on_beside),
        WITH_STUDY(a_short_sheet_is_on_one_page),
        WITH_STUDY(a_note_may_be_the_templates_own),
        cmocka_unit_test(axes_are_round),
    };

    return cmocka_run_group_tests_name("render/sheets", tests, NULL, NULL);
}
