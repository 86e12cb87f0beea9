#include "study.h"

/* Templates that are wrong, and what is said. */
static const struct template_row {
    const char *name;
    const char *text;
    const char *want;
} templates[] = {
    {"an unknown key is told",
     "sheets:\n  - sheet: A\n    kind: list\n    table: stores\n    colour: "
     "1\n",
     ":5:5: error: unrecognized key 'colour'"},
    {"an unknown kind is told", "sheets:\n  - {sheet: A, kind: pie}\n",
     ":2:22: error:"},
    {"rows have a workbook of their own",
     "sheets:\n  - {sheet: A, kind: rows, table: stores}\n",
     ":2:5: error: a sheet of kind 'rows', which are for the workbook of "
     "customers"},
    {"a list needs a table", "sheets:\n  - sheet: A\n", "table"},
    {"an unknown tab is told",
     "sheets:\n  - {sheet: A, kind: contents, tab: red}\n",
     "unrecognized tab 'red'"},
    {"a wrong colour is told",
     "tabs: {red: crimson}\nsheets:\n"
     "  - {sheet: A, kind: contents, tab: red}\n",
     "invalid colour 'crimson'"},
    {"an unknown format is told",
     "sheets:\n  - sheet: A\n    table: stores\n    columns:\n"
     "      - {column: name, format: euros}\n",
     "euros"},
    {"an unknown column is told",
     "sheets:\n  - sheet: A\n    table: stores\n    columns: [names]\n",
     ":4:15: error: unrecognized column 'names'"},
    {"a wrong reference is told",
     "sheets:\n  - sheet: A\n    table: stores\n"
     "    title: \"{stores.nonsense}\"\n",
     "nonsense"},
    {"a chart of another kind is told",
     "sheets:\n  - sheet: A\n    table: stores\n    charts:\n"
     "      - {chart: pie, label: name, values: [net_sales]}\n",
     ":5:17: error: invalid value 'pie' of 'chart'"},
    {"a chart of rows needs values",
     "sheets:\n  - sheet: A\n    table: stores\n    charts:\n"
     "      - {chart: bars, label: name}\n",
     "values"},
    {"an unknown column of a chart is told",
     "sheets:\n  - sheet: A\n    table: stores\n    charts:\n"
     "      - {chart: bars, label: name, values: [net]}\n",
     ":5:45: error: unrecognized column 'net'"},
    {"a waterfall needs its end",
     "sheets:\n  - sheet: A\n    table: stores\n    charts:\n"
     "      - {chart: waterfall, label: name, values: [net_sales], from: a}\n",
     "'to'"},
    {"a matrix needs two dimensions",
     "sheets:\n  - sheet: A\n    kind: matrix\n    table: stores\n"
     "    down: name\n    matrices: [{column: net_sales}]\n",
     "across"},
    {"no sheets is told", "tabs: {}\n", "sheets"},
};

static void a_template(void **state)
{
    const struct template_row *row = *state;
    char path[] = "/tmp/workbook-XXXXXX";
    int file = mkstemp(path);
    struct fixture *fixture;
    void *study;

    assert_true(write(file, row->text, strlen(row->text)) > 0);
    close(file);
    open_full_study(&study);
    fixture = study;
    fixture->options.template = path;
    assert_int_equal(render(fixture), BAD_DATA);
    fflush(fixture->diag.out);
    assert_holds(str_of(fixture->said), row->want);
    close_study(&study);
    unlink(path);
}

static void a_missing_template_is_told(void **state)
{
    struct fixture *fixture = *state;

    fixture->options.template = "/nonexistent/workbook.yaml";
    assert_int_equal(render(fixture), NO_INPUT);
}

static void missing_findings_are_told(void **state)
{
    struct fixture *fixture = *state;

    fixture->options.findings = "/nonexistent/findings.yaml";
    assert_int_equal(render(fixture), NO_INPUT);
}

int main(void)
{
    enum { ROWS = COUNT(templates) };
    struct CMUnitTest tests[ROWS + 2] = {
        [ROWS] = cmocka_unit_test_setup_teardown(a_missing_template_is_told,
                                                 open_study, close_study),
        cmocka_unit_test_setup_teardown(missing_findings_are_told, open_study,
                                        close_study),
    };

    put_row_tests(tests, templates, a_template);
    return cmocka_run_group_tests_name("render/plan", tests, NULL, NULL);
}
