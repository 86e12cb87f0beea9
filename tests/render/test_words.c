#include "test.h"

#include "measure/band.h"
#include "render/facts.h"
#include "render/sample.h"
#include "render/scrap.h"

#include <stdlib.h>
#include <string.h>

#define MINUS "\xE2\x88\x92"

/* What a template's key `say` becomes: NULL is not said, "!…" is told. */
static const struct want {
    const char *name;
    const char *yaml;
    const char *want;
} wants[] = {
    {"a key names a row and a column", "say: \"{kpis.net_sales.value}\"",
     "$214.8m"},
    {"a change without its sign",
     "say: \"grew {kpis.net_sales.ly_pct_per_day|size}\"", "grew 5.0%"},
    {"a rank names a row", "say: \"{stores#2.name}\"", "Eastgate"},
    {"the total is a row", "say: \"{categories#total.net_sales}\"", "$214.8m"},
    {"the largest of a column",
     "say: \"{categories#max(contribution).category}\"", "Home & Living"},
    {"the smallest of a column, among flagged rows",
     "say: \"{stores#min(ly_pct_per_day,comparable).name}\"", "Marlow Bay II"},
    {"the largest among rows with a text",
     "say: \"{stores#max(net_sales,market=Metro).name}\"", "Eastgate"},
    {"rows with a count are counted",
     "say: \"{trends#count(days=35)} of 35, {trends#count(days=3)} of 3\"",
     "55 of 35, 0 of 3"},
    {"rows are counted", "say: \"{stores#count|plural store stores}\"",
     "84 stores"},
    {"rows with a flag and a text are counted",
     "say: \"{stores#count(comparable,market=Metro)} of "
     "{stores#count(market=Metro)}\"",
     "49 of 63"},
    {"no row is counted where there is no table",
     "say: [{when: drivers#count(leaf) > 0, say: 'yes'}, 'no']", "no"},
    {"an unknown column of rows to be counted is told",
     "say: \"{stores#count(comparably)}\"",
     "!unrecognized column 'comparably'; did you mean 'comparable'?"},
    {"one is not many", "say: \"{period#count|plural window windows}\"",
     "One window"},
    {"up to ten are in words, more in figures",
     "say: \"in {stores#count(market=Metro)|plural store stores}, "
     "{stores#count(market=Nowhere)|spelled} and "
     "{stores#count(market=Nowhere)|plural store stores}\"",
     "in 63 stores, none and no stores"},
    {"small numbers can be spelled",
     "say: \"{prev#count|spelled} of {prev#count|spelled}\"", "One of one"},
    {"capitals stay", "say: \"{amounts|lower}\"", "AUD ex GST"},
    {"lower case", "say: \"{kpis.customers.label|lower}\"", "customers"},
    {"a name alone is about the pack", "say: \"{amounts} as of {asof}\"",
     "AUD ex GST as of 31 Dec 2023"},
    {"rules are said in days or weeks",
     "say: \"{rules.at_risk}, {rules.active}, {rules.engaged}, {rules.rfm}\"",
     "40 days, 13 weeks, 1 week, the whole history"},
    {"period words",
     "say: \"{period.dates} ({period.length}), vs {prev.label}\"",
     "27 Nov \xE2\x80\x93 31 Dec 2023 (5 weeks), vs P05"},
    {"what is undefined is not said", "say: \"{prev.reason}\"", NULL},
    {"a table that is not there is undefined", "say: \"{drivers.x.effect}\"",
     NULL},
    {"the next alternative is said",
     "say: [\"{prev.reason}\", \"in {period.name}\"]", "in FY24P06"},
    {"a condition that holds",
     "say: [{when: kpis.net_sales.ly_pct > 0.0005, say: grew}, fell]", "grew"},
    {"a condition that does not hold",
     "say: [{when: kpis.margin_rate.ly_change > 0, say: rose}, fell]", "fell"},
    {"and binds tighter than or",
     "say: [{when: 1 = 1 or 1 = 1 and 1 = 2, say: 'yes'}, 'no']", "yes"},
    {"not turns a comparison round",
     "say: [{when: not 2 < 1, say: 'yes'}, 'no']", "yes"},
    {"a comparison with something undefined does not hold",
     "say: [{when: prev.reason = 'x', say: 'yes'}, 'no']", "no"},
    {"nor does its opposite",
     "say: [{when: drivers.x.effect <= 0, say: 'yes'}, 'no']", "no"},
    {"a reference alone asks whether it is there",
     "say: [{when: ly.days, say: 'yes'}, 'no']", "yes"},
    {"texts compare", "say: [{when: period.label = 'P06', say: 'yes'}, 'no']",
     "yes"},
    {"an unknown table is told with its place",
     "say: \"Sales {kpi.net_sales.value}\"",
     "!:1:14: error: unrecognized table 'kpi'; did you mean 'kpis'?"},
    {"an unknown column is told with the one meant",
     "say: \"{kpis.net_sales.valeu}\"",
     "!:1:8: error: unrecognized column 'valeu'; did you mean 'value'?"},
    {"an unknown KPI is told", "say: \"{kpis.net_slaes.value}\"",
     "!:1:8: error: unrecognized KPI 'net_slaes'"},
    {"an unknown way to print is told", "say: \"{asof|loud}\"",
     "!:1:13: error: unrecognized way to print 'loud'; use short, size, full, "
     "lower, spelled, plural or of"},
    {"of some extracts those that were delivered are said",
     "say: \"Source: {extracts|of products transactions offer_events}.\"",
     "Source: products, transactions."},
    {"an unknown extract is told", "say: \"{extracts|of stores shops}\"",
     "!:1:17: error: unrecognized way to print 'of stores shops'"},
    {"headers are no rows", "say: \"{pack.rows|full} rows\"",
     "24,215,015 rows"},
    {"an open brace is told", "say: \"{asof\"",
     "!:1:7: error: a reference begins with '{' and ends with '}'"},
    {"a condition that stops short is told", "say: [{when: 1 <, say: x}]",
     "!error: invalid condition"},
    {"two conditions without a joint are told",
     "say: [{when: 1 = 1 2 = 2, say: x}]", "!'and', 'or' or the end goes here"},
    {"a row that is none is told", "say: \"{stores#first.name}\"",
     "!unrecognized row 'first'"},
};

static void check(void **state)
{
    const struct want *want = *state;
    struct arena arena = {0};
    char *told = NULL;
    size_t told_len = 0;
    struct diag diag = {.out = open_memstream(&told, &told_len)};
    struct sample *sample = sample_make(&arena, true);
    struct words words = {.arena = &arena,
                          .diag = &diag,
                          .tables = &sample->study.tables,
                          .style =
                              number_style(&arena, &number_house, STR("AUD")),
                          .small_cell = 10};
    char path[SCRAP_PATH];
    struct yaml yaml;
    struct phrases phrases;
    struct str said;

    scrap_write(path, want->yaml);
    facts_make(&words, &sample->study);
    yaml_open(&yaml, &arena, &diag, path);
    phrases = phrases_read(&yaml, yaml.root, "say");
    assert_int_equal(yaml.status, OK);
    said = words_choose(&words, &phrases);
    fflush(diag.out);
    if (want->want && want->want[0] == '!') {
        assert_int_equal(words.status, BAD_DATA);
        if (!strstr(told, want->want + 1))
            fail_msg("told '%s', want '%s'", told, want->want + 1);
    } else {
        assert_string_equal(told, "");
        assert_string_equal(str_z(&arena, said), want->want ? want->want : "");
    }
    fclose(diag.out);
    free(told);
    unlink(path);
    arena_free(&arena);
}

static void few_customers_are_not_printed(void **state)
{
    static const struct column columns[] = {
        {.name = "market", .kind = CELL_TEXT},
        {.name = "customers", .kind = CELL_COUNT},
        {.name = "baskets", .kind = CELL_COUNT},
        {.name = "others", .kind = CELL_COUNT},
    };
    struct arena arena = {0};
    struct table *table =
        table_new(&arena, "geography", "Places", columns, COUNT(columns));
    struct words words = {.arena = &arena, .small_cell = 10};

    (void)state;
    table_add(table);
    table->cells[1] = cell_count(9);
    table->cells[2] = cell_count(9);
    assert_true(words_is_small(&words, table, table->cells, 1));
    assert_false(words_is_small(&words, table, table->cells, 2));
    table->cells[1] = cell_count(10);
    assert_false(words_is_small(&words, table, table->cells, 1));
    table->cells[3] = cell_count(9);
    assert_true(words_is_small(&words, table, table->cells, 3));
    arena_free(&arena);
}

/* 10 customers fewer than last year are not few. */
static void a_fall_of_customers_is_printed(void **state)
{
    static const struct column columns[] = {
        {.name = "kpi", .kind = CELL_TEXT},
        {.name = "unit", .kind = CELL_TEXT},
        {.name = "ly_change", .kind = CELL_RATIO},
    };
    struct arena arena = {0};
    struct table *table =
        table_new(&arena, "kpis", "KPIs", columns, COUNT(columns));
    struct words words = {.arena = &arena, .small_cell = 10};

    (void)state;
    table_add(table);
    table->cells[0] = table->cells[1] = cell_label("customers");
    table->cells[2] = cell_count(-10);
    assert_false(words_is_small(&words, table, table->cells, 2));
    table->cells[2] = cell_count(-9);
    assert_true(words_is_small(&words, table, table->cells, 2));
    arena_free(&arena);
}

/* What a sentence becomes of a store's name. */
static const char *say_name(struct arena *arena, const char *name,
                            const char *sentence, size_t longest)
{
    static const struct column columns[] = {{.name = "name"}};
    struct table *table =
        table_new(arena, "stores", "Stores", columns, COUNT(columns));
    struct tables tables = {0};
    struct words words = {
        .arena = arena, .tables = &tables, .longest = longest};
    const struct yaml_node node = {.kind = YAML_SCALAR,
                                   .text = str_of(sentence)};
    struct str said;

    table_add(table)[0] = cell_label(name);
    tables_add(&tables, table);
    assert_true(words_say(&words, &node, &said));
    return str_z(arena, said);
}

static void a_long_name_leaves_room_for_its_sentence(void **state)
{
    struct arena arena = {0};

    (void)state;
    assert_string_equal(
        say_name(&arena, "Harbour Quay", "{stores#1.name} leads", 12),
        "Harbour Quay leads");
    assert_string_equal(
        say_name(&arena, "Harbour Quay", "{stores#1.name} leads", 11),
        "Harbour Qu… leads");
    assert_string_equal(
        say_name(&arena, "Überseequartier", "{stores#1.name} leads", 9),
        "Überseeq… leads");
    arena_free(&arena);
}

/* In the measured table it is "1000.50 to 1500.00". */
static void bands_are_printed_in_the_style_of_numbers(void **state)
{
    static const struct column columns[] = {
        {.name = "band", .kind = CELL_TEXT},
        {.name = "low", .kind = CELL_MONEY},
        {.name = "high", .kind = CELL_MONEY},
    };
    static const struct number_style style = {.decimal = ",", .group = "."};
    const struct yaml_node node = {.kind = YAML_SCALAR,
                                   .text = STR("{basket_values#1.band}")};
    struct arena arena = {0};
    struct sample *sample = sample_make(&arena, true);
    struct words words = {
        .arena = &arena, .tables = &sample->study.tables, .style = style};
    struct table *table =
        table_new(&arena, "basket_values", "Values", columns, COUNT(columns));
    struct str said;

    (void)state;
    table_add(table)[1] = sample_money(1000.5);
    table->cells[2] = sample_money(1500);
    band_name(table);
    tables_add(&sample->study.tables, table);
    facts_make(&words, &sample->study);
    assert_true(words_say(&words, &node, &said));
    assert_string_equal(str_z(&arena, said), "1.000,50 to 1.500,00");
    arena_free(&arena);
}

#define TO_THE_RIGHT "\xE2\x80\x8E"

static void a_sentence_runs_to_the_right_after_an_arabic_name(void **state)
{
    struct arena arena = {0};

    (void)state;
    assert_string_equal(say_name(&arena, "جدة", "{stores#1.name} leads", 0),
                        TO_THE_RIGHT "جدة leads");
    assert_string_equal(say_name(&arena, "جدة", "{stores#1.name}", 0), "جدة");
    assert_string_equal(say_name(&arena, "جدة", "Best: {stores#1.name}", 0),
                        "Best: جدة");
    arena_free(&arena);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 5] = {
        [COUNT(wants)] = cmocka_unit_test(few_customers_are_not_printed),
        cmocka_unit_test(a_fall_of_customers_is_printed),
        cmocka_unit_test(a_long_name_leaves_room_for_its_sentence),
        cmocka_unit_test(bands_are_printed_in_the_style_of_numbers),
        cmocka_unit_test(a_sentence_runs_to_the_right_after_an_arabic_name),
    };
    put_row_tests(tests, wants, check);
    return cmocka_run_group_tests_name("render/words", tests, NULL, NULL);
}
