#include "test.h"

#include "base/date.h"
#include "render/row_pen.h"

/* A cell of column AB in row 12, and the XML behind its style. */
static const struct want {
    const char *name;
    enum figure figure;
    struct cell cell;
    const char *xml;
    size_t values;
} wants[] = {
    {"nothing is a blank", FIGURE_COUNT, {CELL_UNDEFINED, {{0}}}, "/>", 0},
    {"an empty text is a blank",
     FIGURE_TEXT,
     {CELL_TEXT, {.text = {"", 0}}},
     "/>",
     0},
    {"a count is whole",
     FIGURE_COUNT,
     {CELL_COUNT, {.integer = -1200}},
     "><v>-1200</v></c>",
     1},
    {"money has no zeros behind it",
     FIGURE_MONEY,
     {CELL_MONEY, {.integer = 125000}},
     "><v>12.5</v></c>",
     1},
    {"whole money has no point",
     FIGURE_MONEY,
     {CELL_MONEY, {.integer = -1000000}},
     "><v>-100</v></c>",
     1},
    {"no money is 0",
     FIGURE_MONEY,
     {CELL_MONEY, {.integer = 0}},
     "><v>0</v></c>",
     1},
    {"a ten-thousandth is kept",
     FIGURE_MONEY,
     {CELL_MONEY, {.integer = 1}},
     "><v>0.0001</v></c>",
     1},
    {"a quantity is of thousandths",
     FIGURE_COUNT,
     {CELL_QUANTITY, {.integer = 1500}},
     "><v>1.5</v></c>",
     1},
    {"a rate has all its digits",
     FIGURE_RATE,
     {CELL_RATE, {.real = 1.0 / 3}},
     "><v>0.3333333333333333</v></c>",
     1},
    {"a small number has an exponent",
     FIGURE_RATE,
     {CELL_RATE, {.real = 2.5e-12}},
     "><v>2.5e-12</v></c>",
     1},
    {"points are a hundred times the difference",
     FIGURE_POINTS,
     {CELL_POINTS, {.real = 0.25}},
     "><v>25</v></c>",
     1},
    {"a day is counted as Excel does",
     FIGURE_DATE,
     {CELL_DATE, {.integer = 19300}},
     "><v>44869</v></c>",
     1},
    {"a day before Excel's is text",
     FIGURE_DATE,
     {CELL_DATE, {.integer = -30000}},
     " t=\"inlineStr\"><is><t>1887-11-12</t></is></c>",
     1},
    {"a flag is a word",
     FIGURE_YES_NO,
     {CELL_FLAG, {.integer = 1}},
     " t=\"inlineStr\"><is><t>Yes</t></is></c>",
     1},
    {"text is text",
     FIGURE_TEXT,
     {CELL_TEXT, {.text = {"=1+1", 4}}},
     " t=\"inlineStr\"><is><t>=1+1</t></is></c>",
     1},
    {"XML's own characters are written otherwise",
     FIGURE_TEXT,
     {CELL_TEXT, {.text = {"a<b>&\"c", 7}}},
     " t=\"inlineStr\"><is><t>a&lt;b&gt;&amp;\"c</t></is></c>",
     1},
    {"spaces around a text are kept",
     FIGURE_TEXT,
     {CELL_TEXT, {.text = {" a ", 3}}},
     " t=\"inlineStr\"><is><t xml:space=\"preserve\"> a </t></is></c>",
     1},
    {"control characters are written as Excel does",
     FIGURE_TEXT,
     {CELL_TEXT, {.text = {"a\rb\x01\n", 5}}},
     " t=\"inlineStr\"><is><t xml:space=\"preserve\">"
     "a_x000D_b_x0001_\n</t></is></c>",
     1},
    {"what looks like one is kept from it",
     FIGURE_TEXT,
     {CELL_TEXT, {.text = {"_x0041_", 7}}},
     " t=\"inlineStr\"><is><t>_x005F_x0041_</t></is></c>",
     1},
    {"bytes that are no text are replaced",
     FIGURE_TEXT,
     {CELL_TEXT, {.text = {"Caf\xE9", 4}}},
     " t=\"inlineStr\"><is><t>Caf\xEF\xBF\xBD</t></is></c>",
     1},
};

static void check(void **state)
{
    const struct want *want = *state;
    struct arena arena = {0}, scratch = {0};
    struct text out = {.arena = &arena};
    struct row_pen pen = {.out = &out, .scratch = &scratch};
    struct row_column column = row_column(&arena, 27, want->figure, 7);

    row_begin(&pen, 11);
    row_cell(&pen, &column, &want->cell);
    row_end(&pen);
    text_add(&out, (struct str){"", 1});
    assert_string_equal(
        out.at,
        str_format(&arena, "<row r=\"12\"><c r=\"AB12\" s=\"7\"%s</row>",
                   want->xml)
            .at);
    assert_int_equal(pen.values, want->values);
    arena_free(&arena);
    arena_free(&scratch);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants)];

    put_row_tests(tests, wants, check);
    return cmocka_run_group_tests_name("render/row_pen", tests, NULL, NULL);
}
