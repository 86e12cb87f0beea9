#include "test.h"

#include "read/yaml.h"
#include "read/yaml_fixture.h"

static void open_yaml(struct yaml *yaml, struct yaml_fixture *fixture)
{
    yaml_open(yaml, &fixture->arena, &fixture->diag, fixture->path);
}

static void expect_place(const struct yaml_node *node, size_t line,
                         size_t column)
{
    assert_non_null(node);
    assert_int_equal(node->place.line, line);
    assert_int_equal(node->place.column, column);
}

static void every_value_knows_its_place(void **state)
{
    struct yaml_fixture fixture;
    struct yaml yaml;
    const struct yaml_node *columns;

    (void)state;
    fixture_open(&fixture, "# a comment\n"
                           "extracts:\n"
                           "  transactions:\n"
                           "    columns: {basket_id: Invoice, store_id: \"é\","
                           " channel: Web}\n"
                           "  stores:\n"
                           "    files:\n"
                           "      - a.csv\n"
                           "      - b.csv\n");
    open_yaml(&yaml, &fixture);
    assert_int_equal(yaml.status, OK);
    columns = yaml_find(yaml.root, "extracts.transactions.columns");
    expect_place(columns, 4, 14);
    expect_place(yaml_get(columns, "basket_id"), 4, 26);
    assert_int_equal(yaml_get(columns, "basket_id")->key_place.column, 15);
    expect_place(yaml_get(columns, "channel"), 4, 60); /* é is two bytes */
    expect_place(&yaml_find(yaml.root, "extracts.stores.files")->items[1], 8,
                 9);
    assert_null(yaml_find(yaml.root, "extracts.stores.columns.basket_id"));
    assert_string_equal(fixture_said(&fixture), "");
    fixture_close(&fixture);
}

/* A file that is no YAML, and what is said of it. */
struct syntax_case {
    const char *test;
    const char *content;
    const char *said;
};

static const struct syntax_case syntax_cases[] = {
    {"a tab as indentation", "company:\n\tname: x\n",
     "report.yaml:2:1: error: a tab cannot indent; use spaces\n"},
    {"a tab after a value's line", "company: x\n\tname: x\n",
     "report.yaml:2:1: error: a tab cannot indent; use spaces\n"},
    {"a key twice", "company: 1\nrules: 2\ncompany: 3\n",
     "report.yaml:3:1: error: key 'company' is given twice, first in line 1\n"},
    {"a key twice in one line", "a: {b: 1, b: 2}\n",
     "report.yaml:1:11: error: key 'b' is given twice, first in line 1\n"},
    {"a bracket that is not closed", "a: [1, 2\nb: 3\n",
     "report.yaml:2:2: error: did not find expected ',' or ']' while parsing a "
     "flow sequence from line 1 on\n"},
    {"a quote that is not closed", "a: \"x\n",
     "report.yaml:2:1: error: found unexpected end of stream while scanning a "
     "quoted scalar from line 1 on\n"},
    {"a colon in a value", "name: Acme: retail\n",
     "report.yaml:1:11: error: a second ':' in a line; put a value that holds "
     "one in quotes, or check the indentation\n"},
    {"a value that begins with @", "name: @acme\n",
     "report.yaml:1:7: error: this character cannot begin a value; put the "
     "value in quotes\n"},
    {"an alias", "a: &x 1\nb: *x\n",
     "report.yaml:2:4: error: an alias cannot stand for a value\n"},
    {"a list as key", "{[a]: b}\n",
     "report.yaml:1:2: error: a key must be plain text\n"},
    {"a second document", "a: 1\n---\nb: 2\n",
     "report.yaml:2:1: error: a second document begins here\n"},
    {"a list as root", "- a\n- b\n",
     "report.yaml:1:1: error: expected keys with values (key: value)\n"},
    {"a text as root", "hello\n",
     "report.yaml:1:1: error: expected keys with values (key: value)\n"},
    {"bytes that are no UTF-8", "a: \xFF\n",
     "report.yaml:1:4: error: invalid leading UTF-8 octet\n"},
    {"a control byte", "a: 1\nb: \x01\n",
     "report.yaml:2:4: error: control characters are not allowed\n"},
    {"33 levels",
     "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
     "report.yaml:1:33: error: nested too deeply\n"},
};

static void what_is_no_yaml_is_told_with_its_place(void **state)
{
    const struct syntax_case *want = *state;
    struct yaml_fixture fixture;
    struct yaml yaml;

    fixture_open(&fixture, want->content);
    open_yaml(&yaml, &fixture);
    assert_int_equal(yaml.status, BAD_DATA);
    assert_int_equal(yaml.root->kind, YAML_MAPPING);
    assert_int_equal(yaml.root->count, 0);
    assert_string_equal(fixture_said(&fixture), want->said);
    fixture_close(&fixture);
}

static void an_empty_file_is_a_mapping_without_keys(void **state)
{
    static const char *const contents[] = {"", "\n\n", "# only a comment\n",
                                           "---\n", "\xEF\xBB\xBF"};
    struct yaml_fixture fixture;
    struct yaml yaml;

    (void)state;
    for (size_t i = 0; i < COUNT(contents); i++) {
        fixture_open(&fixture, contents[i]);
        open_yaml(&yaml, &fixture);
        assert_int_equal(yaml.status, OK);
        assert_int_equal(yaml.root->kind, YAML_MAPPING);
        assert_int_equal(yaml.root->count, 0);
        fixture_close(&fixture);
    }
}

static void a_byte_order_mark_is_no_part_of_the_first_key(void **state)
{
    struct yaml_fixture fixture;
    struct yaml yaml;

    (void)state;
    fixture_open(&fixture, "\xEF\xBB\xBFname: x\n");
    open_yaml(&yaml, &fixture);
    expect_place(yaml_get(yaml.root, "name"), 1, 7);
    fixture_close(&fixture);
}

static void what_cannot_be_read_is_no_input(void **state)
{
    struct yaml_fixture fixture;
    struct yaml yaml;

    (void)state;
    fixture_open(&fixture, NULL);
    open_yaml(&yaml, &fixture);
    assert_int_equal(yaml.status, NO_INPUT);
    yaml_open(&yaml, &fixture.arena, &fixture.diag, fixture.folder);
    assert_int_equal(yaml.status, NO_INPUT);
    assert_int_equal(yaml.root->kind, YAML_MAPPING);
    fixture_close(&fixture);
}

static const char *const keys[] = {"text", "texts", "number", "whole", "flag",
                                   "pick", "map",   "list",   "other", "must"};
static const char *const picks[] = {"utf-8", "latin-1"};

/* All that a reader of typed values fills. */
struct values {
    struct str text;
    struct str *texts;
    size_t text_count;
    double number;
    int whole;
    bool flag;
    int pick;
    const struct yaml_node *map;
    const struct yaml_node *list;
};

static void read_values(struct yaml *yaml, struct values *values)
{
    const struct yaml_node *root = yaml->root;
    const struct yaml_range range = {0, 10};

    yaml_keys(yaml, root, (struct yaml_names){keys, COUNT(keys)});
    yaml_text(yaml, root, "text", &values->text);
    yaml_texts(yaml, root, "texts", &values->texts, &values->text_count);
    yaml_number(yaml, root, "number", range, &values->number);
    yaml_integer(yaml, root, "whole", range, &values->whole);
    yaml_flag(yaml, root, "flag", &values->flag);
    yaml_choice(yaml, root, "pick", (struct yaml_names){picks, COUNT(picks)},
                &values->pick);
    values->map = yaml_mapping(yaml, root, "map");
    values->list = yaml_sequence(yaml, root, "list");
}

static void values_are_read_by_type(void **state)
{
    struct yaml_fixture fixture;
    struct yaml yaml;
    struct values values = {0};

    (void)state;
    fixture_open(&fixture, "text: a b\n"
                           "texts: [x, 12, \"\"]\n"
                           "number: 0.001\n"
                           "whole: 10\n"
                           "flag: yes\n"
                           "pick: latin-1\n"
                           "map: {a: 1}\n"
                           "list: []\n");
    open_yaml(&yaml, &fixture);
    read_values(&yaml, &values);
    assert_int_equal(yaml.status, OK);
    assert_string_equal(values.text.at, "a b");
    assert_int_equal(values.text_count, 3);
    assert_string_equal(values.texts[1].at, "12");
    assert_string_equal(values.texts[2].at, "");
    assert_close(values.number, 0.001);
    assert_int_equal(values.whole, 10);
    assert_true(values.flag);
    assert_int_equal(values.pick, 1);
    assert_int_equal(values.map->count, 1);
    assert_int_equal(values.list->count, 0);
    fixture_close(&fixture);
}

static void what_is_not_given_stays_as_it_was(void **state)
{
    static const char *const contents[] = {
        "", "text:\ntexts: ~\nnumber: null\nflag:\npick:\nmap:\nlist:\n"};
    struct yaml_fixture fixture;
    struct yaml yaml;

    (void)state;
    for (size_t i = 0; i < COUNT(contents); i++) {
        struct values values = {
            .text = STR("as it was"), .number = 5, .flag = true, .pick = 7};

        fixture_open(&fixture, contents[i]);
        open_yaml(&yaml, &fixture);
        read_values(&yaml, &values);
        assert_int_equal(yaml.status, OK);
        assert_string_equal(values.text.at, "as it was");
        assert_null(values.texts);
        assert_close(values.number, 5);
        assert_true(values.flag);
        assert_int_equal(values.pick, 7);
        assert_null(values.map);
        assert_null(values.list);
        fixture_close(&fixture);
    }
}

static void a_text_in_quotes_may_be_empty(void **state)
{
    struct yaml_fixture fixture;
    struct yaml yaml;
    struct values values = {.text = STR("as it was")};

    (void)state;
    fixture_open(&fixture, "text: \"\"\n");
    open_yaml(&yaml, &fixture);
    read_values(&yaml, &values);
    assert_int_equal(values.text.len, 0);
    fixture_close(&fixture);
}

/* A value of the wrong type, and what is said of it. */
static const struct syntax_case type_cases[] = {
    {"an unrecognized key like another", "txet: x\n",
     "report.yaml:1:1: error: unrecognized key 'txet'; did you mean 'text'?\n"},
    {"an unrecognized key like no other", "text: x\ncalendar: x\n",
     "report.yaml:2:1: error: unrecognized key 'calendar'; expected text, "
     "texts, number, whole, flag, pick, map, list, other or must\n"},
    {"a list for a text", "text: [a]\n",
     "report.yaml:1:7: error: 'text' is a list; expected one text\n"},
    {"keys for a text", "text: {a: 1}\n",
     "report.yaml:1:7: error: 'text' has keys of its own; expected one text\n"},
    {"keys for texts", "texts: {a: 1}\n",
     "report.yaml:1:8: error: 'texts' has keys of its own; expected one "
     "text\n"},
    {"nothing among texts", "texts: [a, ~]\n",
     "report.yaml:1:12: error: 'texts' has no value; expected one text (\"\" "
     "for an empty one)\n"},
    {"a text for a number", "number: abc\n",
     "report.yaml:1:9: error: invalid value 'abc' of 'number'; expected a "
     "number from 0 to 10\n"},
    {"a decimal comma", "number: 1,5\n",
     "report.yaml:1:9: error: invalid value '1,5' of 'number'; expected a "
     "number from 0 to 10\n"},
    {"a number in quotes", "number: \"1\"\n",
     "report.yaml:1:9: error: invalid value '1' of 'number'; expected a number "
     "from 0 to 10\n"},
    {"a number that is too large", "number: 10.1\n",
     "report.yaml:1:9: error: invalid value '10.1' of 'number'; expected a "
     "number from 0 to 10\n"},
    {"not a number", "number: nan\n",
     "report.yaml:1:9: error: invalid value 'nan' of 'number'; expected a "
     "number from 0 to 10\n"},
    {"a part for a whole number", "whole: 1.5\n",
     "report.yaml:1:8: error: invalid value '1.5' of 'whole'; expected a whole "
     "number from 0 to 10\n"},
    {"a number for a flag", "flag: 1\n",
     "report.yaml:1:7: error: invalid value '1' of 'flag'; expected true or "
     "false\n"},
    {"a choice like another", "pick: utf8\n",
     "report.yaml:1:7: error: invalid value 'utf8' of 'pick'; did you mean "
     "'utf-8'?\n"},
    {"a choice like no other", "pick: ascii\n",
     "report.yaml:1:7: error: invalid value 'ascii' of 'pick'; expected utf-8 "
     "or latin-1\n"},
    {"a text for a mapping", "map: x\n",
     "report.yaml:1:6: error: invalid value 'x' of 'map'; expected keys with "
     "values (key: value)\n"},
    {"a text for a list", "list: x\n",
     "report.yaml:1:7: error: invalid value 'x' of 'list'; expected a list "
     "([a, b], or lines that begin with '- ')\n"},
    {"two mistakes are told in one run", "number: x\nflag: y\n",
     "report.yaml:1:9: error: invalid value 'x' of 'number'; expected a number "
     "from 0 to 10\n"
     "report.yaml:2:7: error: invalid value 'y' of 'flag'; expected true or "
     "false\n"},
};

static void a_wrong_value_is_told_with_what_would_be_right(void **state)
{
    const struct syntax_case *want = *state;
    struct yaml_fixture fixture;
    struct yaml yaml;
    struct values values = {0};

    fixture_open(&fixture, want->content);
    open_yaml(&yaml, &fixture);
    read_values(&yaml, &values);
    assert_int_equal(yaml.status, BAD_DATA);
    assert_string_equal(fixture_said(&fixture), want->said);
    fixture_close(&fixture);
}

static void a_missing_key_is_told_where_it_should_be(void **state)
{
    struct yaml_fixture fixture;
    struct yaml yaml;

    (void)state;
    fixture_open(&fixture, "map:\n  a: 1\n");
    open_yaml(&yaml, &fixture);
    assert_true(yaml_require(&yaml, yaml_get(yaml.root, "map"), "a"));
    assert_false(yaml_require(&yaml, yaml_get(yaml.root, "map"), "b"));
    assert_int_equal(yaml.status, BAD_DATA);
    assert_string_equal(fixture_said(&fixture),
                        "report.yaml:2:3: error: key 'b' is missing\n");
    fixture_close(&fixture);
}

static const struct CMUnitTest plain_tests[] = {
    cmocka_unit_test(every_value_knows_its_place),
    cmocka_unit_test(an_empty_file_is_a_mapping_without_keys),
    cmocka_unit_test(a_byte_order_mark_is_no_part_of_the_first_key),
    cmocka_unit_test(what_cannot_be_read_is_no_input),
    cmocka_unit_test(values_are_read_by_type),
    cmocka_unit_test(what_is_not_given_stays_as_it_was),
    cmocka_unit_test(a_text_in_quotes_may_be_empty),
    cmocka_unit_test(a_missing_key_is_told_where_it_should_be),
};

static size_t add(struct CMUnitTest *tests, size_t count,
                  const struct syntax_case *cases, size_t case_count,
                  CMUnitTestFunction function)
{
    for (size_t i = 0; i < case_count; i++)
        tests[count++] = (struct CMUnitTest){
            .name = cases[i].test,
            .test_func = function,
            .initial_state = (void *)(uintptr_t)&cases[i],
        };
    return count;
}

int main(void)
{
    struct CMUnitTest
        tests[COUNT(plain_tests) + COUNT(syntax_cases) + COUNT(type_cases)];
    size_t count = COUNT(plain_tests);

    memcpy(tests, plain_tests, sizeof plain_tests);
    count = add(tests, count, syntax_cases, COUNT(syntax_cases),
                what_is_no_yaml_is_told_with_its_place);
    add(tests, count, type_cases, COUNT(type_cases),
        a_wrong_value_is_told_with_what_would_be_right);
    return cmocka_run_group_tests_name("read/yaml", tests, NULL, NULL);
}
