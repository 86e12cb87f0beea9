#include "test.h"

#include "base/date.h"
#include "render/csvfile.h"

#include <math.h>
#include <string.h>

static struct str render_cell(struct arena *arena, struct cell cell)
{
    static const struct column columns[] = {
        {"a", "A", CELL_TEXT, SUM_NONE, NULL},
        {"b", "B", CELL_TEXT, SUM_NONE, NULL},
    };
    struct table *table = table_new(arena, "t", "T", columns, COUNT(columns));
    struct cell *cells = table_add(table);

    cells[0] = cell_label("x");
    cells[1] = cell;
    return csv_render(arena, table);
}

static const struct want {
    const char *name;
    struct cell cell;
    const char *want; /* after "a,b\nx," */
} wants[] = {
    {"an undefined cell is empty", {.kind = CELL_UNDEFINED}, ""},
    {"a date is ISO", {.kind = CELL_DATE, .integer = 19722}, "2023-12-31"},
    {"money has four places",
     {.kind = CELL_MONEY, .integer = -12345},
     "-1.2345"},
    {"whole money has four places too",
     {.kind = CELL_MONEY, .integer = 50000},
     "5.0000"},
    {"a quantity has three places",
     {.kind = CELL_QUANTITY, .integer = 1500},
     "1.500"},
    {"a count is plain", {.kind = CELL_COUNT, .integer = 41872306}, "41872306"},
    {"a flag is 0 or 1", {.kind = CELL_FLAG, .integer = 1}, "1"},
    {"a rank is plain", {.kind = CELL_RANK, .integer = 12}, "12"},
    {"a rate has the fewest digits that give it back",
     {.kind = CELL_RATE, .real = 0.1},
     "0.1"},
    {"a third has all its digits",
     {.kind = CELL_RATE, .real = 1.0 / 3},
     "0.3333333333333333"},
    {"a sum of tenths keeps its last digit",
     {.kind = CELL_RATIO, .real = 0.1 + 0.2},
     "0.30000000000000004"},
    {"a large number has no exponent",
     {.kind = CELL_PRICE, .real = 123456789012.5},
     "123456789012.5"},
    {"a round number has no exponent",
     {.kind = CELL_PRICE, .real = 1e15},
     "1000000000000000"},
    {"a small number has no exponent",
     {.kind = CELL_RATE, .real = 0.000012},
     "0.000012"},
    {"a tiny number has one", {.kind = CELL_RATE, .real = 1.5e-12}, "1.5e-12"},
    {"a negative change keeps its sign",
     {.kind = CELL_CHANGE, .real = -0.25},
     "-0.25"},
    {"nothing is 0", {.kind = CELL_RATE, .real = -0.0}, "0"},
    {"NaN is empty", {.kind = CELL_RATE, .real = (double)NAN}, ""},
    {"infinity is empty", {.kind = CELL_RATE, .real = (double)INFINITY}, ""},
};

static void a_cell(void **state)
{
    const struct want *want = *state;
    struct arena arena = {0};
    struct str got = render_cell(&arena, want->cell);

    assert_string_equal(got.at,
                        str_format(&arena, "a,b\nx,%s\n", want->want).at);
    arena_free(&arena);
}

static const struct text_want {
    const char *name;
    const char *text;
    const char *want;
} text_wants[] = {
    {"a plain text is as it is", "Toys & Games", "Toys & Games"},
    {"a comma is quoted", "a,b", "\"a,b\""},
    {"a quote is doubled", "6\" pan", "\"6\"\" pan\""},
    {"a line end is quoted", "a\nb", "\"a\nb\""},
    {"a formula gets an apostrophe", "=1+1", "'=1+1"},
    {"a quoted formula gets one inside", "=cmd|'/c calc'!A1,x",
     "\"'=cmd|'/c calc'!A1,x\""},
    {"a plus gets an apostrophe", "+1", "'+1"},
    {"a minus gets an apostrophe", "-1", "'-1"},
    {"an at sign gets an apostrophe", "@SUM(1)", "'@SUM(1)"},
    {"a tab gets an apostrophe", "\tx", "'\tx"},
    {"a CR gets an apostrophe and quotes", "\rx", "\"'\rx\""},
    {"a sign inside is harmless", "a=b", "a=b"},
    {"UTF-8 stays", "Caf\xC3\xA9", "Caf\xC3\xA9"},
};

static void a_text(void **state)
{
    const struct text_want *want = *state;
    struct arena arena = {0};
    struct str got = render_cell(&arena, cell_label(want->text));

    assert_string_equal(got.at,
                        str_format(&arena, "a,b\nx,%s\n", want->want).at);
    arena_free(&arena);
}

static void a_table_without_rows_is_its_header(void **state)
{
    static const struct column columns[] = {
        {"kpi", "KPI", CELL_TEXT, SUM_NONE, NULL},
        {"value", "Value", CELL_RATIO, SUM_NONE, NULL},
    };
    struct arena arena = {0};
    struct table *table =
        table_new(&arena, "kpis", "KPIs", columns, COUNT(columns));

    (void)state;
    assert_string_equal(csv_render(&arena, table).at, "kpi,value\n");
    arena_free(&arena);
}

static void an_empty_row_of_one_column_is_no_empty_line(void **state)
{
    static const struct column columns[] = {
        {"a", "A", CELL_TEXT, SUM_NONE, NULL}};
    struct arena arena = {0};
    struct table *table = table_new(&arena, "t", "T", columns, 1);

    (void)state;
    table_add(table);
    assert_string_equal(csv_render(&arena, table).at, "a\n\"\"\n");
    arena_free(&arena);
}

static void the_row_for_the_whole_is_not_written(void **state)
{
    static const struct column columns[] = {
        {"a", "A", CELL_COUNT, SUM_TOTAL, NULL}};
    struct arena arena = {0};
    struct table *table = table_new(&arena, "t", "T", columns, 1);

    (void)state;
    table_add(table)[0] = cell_count(7);
    table_total(table)[0] = cell_count(7);
    assert_string_equal(csv_render(&arena, table).at, "a\n7\n");
    arena_free(&arena);
}

static void parts_joined_are_the_file(void **state)
{
    static const struct column columns[] = {
        {"day", "Day", CELL_DATE, SUM_NONE, NULL},
        {"name", "Name", CELL_TEXT, SUM_NONE, NULL},
    };
    struct arena arena = {0};
    struct table *table = table_new(&arena, "t", "T", columns, COUNT(columns));
    struct text joined = {.arena = &arena};

    (void)state;
    for (int32_t day = 0; day < 7; day++) {
        struct cell *cells = table_add(table);

        cells[0] = cell_date(19722 + day / 2);
        cells[1] = cell_label(day % 3 ? "a" : "\"b\",");
    }
    text_add(&joined, csv_rows(&arena, table, 0, 3));
    text_add(&joined, csv_rows(&arena, table, 3, 1));
    text_add(&joined, csv_rows(&arena, table, 4, 3));
    assert_string_equal(joined.at, csv_render(&arena, table).at);
    arena_free(&arena);
}

static void every_number_is_read_back_the_same(void **state)
{
    char text[CSV_NUMBER];
    unsigned long seed = 1;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        double value;

        seed = seed * 6364136223846793005UL + 1442695040888963407UL;
        value = ((double)(seed >> 11) - 4503599627370496.0) *
                pow(10, (int)(seed % 25) - 22);
        assert_true(strtod(csv_number(text, value), NULL) == value);
    }
}

int main(void)
{
    enum { CELLS = COUNT(wants), TEXTS = COUNT(text_wants) };
    struct CMUnitTest tests[CELLS + TEXTS + 5] = {
        [CELLS + TEXTS] = cmocka_unit_test(a_table_without_rows_is_its_header),
        cmocka_unit_test(an_empty_row_of_one_column_is_no_empty_line),
        cmocka_unit_test(the_row_for_the_whole_is_not_written),
        cmocka_unit_test(parts_joined_are_the_file),
        cmocka_unit_test(every_number_is_read_back_the_same),
    };

    put_row_tests(tests, wants, a_cell);
    put_row_tests(tests + CELLS, text_wants, a_text);
    return cmocka_run_group_tests_name("render/csvfile", tests, NULL, NULL);
}
