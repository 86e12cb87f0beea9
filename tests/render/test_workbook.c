#include "study.h"

#include "measure/band.h"

static void a_sheet_is_made_for_each_table_with_rows(void **state)
{
    static const char *const names[] = {"Contents",  "Summary", "Trends",
                                        "Stores",    "Daily",   "Data quality",
                                        "Chart data"};
    struct fixture *fixture = *state;

    make(fixture);
    assert_int_equal(fixture->tally.count, COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++)
        assert_string_equal(
            str_z(&fixture->arena, fixture->tally.sheets[i].name), names[i]);
}

static void values_keep_their_full_precision(void **state)
{
    struct fixture *fixture = *state;

    make(fixture);
    assert_holds(sheet(fixture, "Summary"), "<v>182146052.1234</v>");
    assert_holds(sheet(fixture, "Summary"), "<v>0.141</v>");
    assert_holds(sheet(fixture, "Summary"), "<v>1.3</v>"); /* points x 100 */
    assert_holds(sheet(fixture, "Stores"), "<v>1234.5678</v>");
    assert_holds(sheet(fixture, "Daily"), "<v>1.5</v>");
}

static void amounts_are_expected_to_add_up(void **state)
{
    struct fixture *fixture = *state;
    const struct sheet_tally *stores = NULL;

    make(fixture);
    stores = &fixture->tally.sheets[3];
    assert_int_equal(stores->sum_count, 1);
    assert_int_equal(stores->sums[0].money, 59074053);
    assert_holds(sheet(fixture, "Stores"),
                 "<f>SUBTOTAL(109,tbl_stores[Net sales])</f><v>5907.4053</v>");
}

static void only_totals_are_formulas(void **state)
{
    struct fixture *fixture = *state;

    make(fixture);
    for (size_t i = 0; i < fixture->tally.count; i++) {
        struct str xml = sheet(
            fixture, str_z(&fixture->arena, fixture->tally.sheets[i].name));

        assert_int_equal(book_count(xml, "<f>"),
                         book_count(xml, "<f>SUBTOTAL(109,tbl_"));
    }
}

static void a_list_goes_on_in_the_next_sheet(void **state)
{
    struct fixture *fixture = *state;

    fixture->options.rows_most = 15;
    make(fixture);
    assert_int_equal(fixture->tally.count, 9);
    assert_string_equal(str_z(&fixture->arena, fixture->tally.sheets[6].name),
                        "Daily (3)");
    assert_int_equal(fixture->tally.sheets[6].sums[0].money,
                     10001 * (30 + 31 + 32 + 33 + 34 + 35 + 36 + 37 + 38 + 39));
    assert_holds(sheet(fixture, "Daily (2)"), "tbl_daily_store_category_2[");
    assert_holds(sheet(fixture, "Contents"), "Daily (2)");
}

static void summary_shows_status_and_sparklines(void **state)
{
    struct fixture *fixture = *state;
    struct str summary;

    make(fixture);
    summary = sheet(fixture, "Summary");
    assert_int_equal(book_count(summary, "<x14:sparkline>"), 2);
    assert_holds(summary, "<xm:f>'Trends'!$C$10:$O$10</xm:f>"); /* per day */
    assert_holds(book_part(&fixture->arena, fixture->bytes, "xl/workbook.xml"),
                 "<definedName name=\"kpi_net_sales\">'Summary'!$C$9");
}

static void thirteen_periods_have_a_column_each(void **state)
{
    struct fixture *fixture = *state;

    make(fixture);
    assert_holds(book_part(&fixture->arena, fixture->bytes, "xl/workbook.xml"),
                 "<definedName name=\"trend_periods\">'Trends'!$C$7:$O$7");
    assert_holds(
        book_part(&fixture->arena, fixture->bytes, "xl/charts/chart1.xml"),
        "Trends");
}

static void an_undefined_cell_is_blank(void **state)
{
    struct fixture *fixture = *state;
    struct table *table = tables_find(&fixture->study.tables, "stores");

    for (size_t i = 0; i < table->row_count * table->column_count; i++)
        if (table->cells[i].kind != CELL_TEXT)
            table->cells[i].kind = CELL_UNDEFINED;
    make(fixture);
    assert_int_equal(book_count(sheet(fixture, "Stores"), "<f>"), 0);
}

static void everything_may_be_undefined(void **state)
{
    struct fixture *fixture = *state;

    for (size_t t = 0; t + 1 < fixture->study.tables.count; t++) {
        struct table *table = fixture->study.tables.items[t];

        for (size_t i = 0; i < table->row_count * table->column_count; i++)
            if (table->cells[i].kind != CELL_TEXT)
                table->cells[i].kind = CELL_UNDEFINED;
    }
    make(fixture);
    assert_int_equal(book_count(sheet(fixture, "Trends"), "<v>0</v>"), 0);
}

static void a_study_without_tables_has_contents_alone(void **state)
{
    struct fixture *fixture = *state;

    make(fixture);
    assert_int_equal(fixture->tally.count, 1);
}

static void an_empty_table_has_no_sheet(void **state)
{
    struct fixture *fixture = *state;

    add_days(fixture, 0);
    make(fixture);
    assert_int_equal(fixture->tally.count, 1);
}

static void an_incomplete_period_is_marked(void **state)
{
    struct fixture *fixture = *state;

    fixture->study.comparison.incomplete = true;
    fixture->study.comparison.now.end -= 7;
    make(fixture);
    assert_holds(
        book_part(&fixture->arena, fixture->bytes, "xl/sharedStrings.xml"),
        "Day 21 of 28");
}

/* Who prints "1000 to 2000" sets the marks of the style. */
static void bands_have_marks_of_thousands(void **state)
{
    static const struct column columns[] = {
        {"band", "Basket value", CELL_TEXT, SUM_NONE, NULL},
        {"low", "From", CELL_MONEY, SUM_NONE, NULL},
        {"high", "Below", CELL_MONEY, SUM_NONE, NULL},
        {"baskets", "Baskets", CELL_COUNT, SUM_TOTAL, NULL},
        {"share", "Share", CELL_RATE, SUM_NONE, NULL},
        {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL, NULL},
        {"share_sales", "Share of sales", CELL_RATE, SUM_NONE, NULL},
        {"share_above", "Share from here up", CELL_RATE, SUM_NONE, NULL},
        {"sales_above", "Sales from here up", CELL_RATE, SUM_NONE, NULL},
        {"ly_baskets", "Last year", CELL_COUNT, SUM_TOTAL, NULL},
        {"ly_share", "Share last year", CELL_RATE, SUM_NONE, NULL},
        {"is_top", "Top tenth", CELL_FLAG, SUM_NONE, NULL},
    };
    struct fixture *fixture = *state;
    struct table *table = table_new(&fixture->arena, "basket_values", "Values",
                                    columns, COUNT(columns));
    struct cell *cells = table_add(table);

    cells[1] = money(10000000);
    cells[2] = money(20000000);
    cells[3] = cell_count(7);
    band_name(table);
    tables_add(&fixture->study.tables, table);
    make(fixture);
    assert_holds(
        book_part(&fixture->arena, fixture->bytes, "xl/sharedStrings.xml"),
        "<t>1,000 to 2,000</t>");
}

static void the_same_study_gives_the_same_bytes(void **state)
{
    struct fixture *fixture = *state;
    struct str first;

    make(fixture);
    first = fixture->bytes;
    setenv("TZ", "Pacific/Auckland", 1);
    make(fixture);
    setenv("TZ", "UTC", 1);
    assert_true(str_equal(first, fixture->bytes));
}

#define FULL(test)                                                             \
    cmocka_unit_test_setup_teardown(test, open_full_study, close_study)
#define EMPTY(test)                                                            \
    cmocka_unit_test_setup_teardown(test, open_study, close_study)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FULL(a_sheet_is_made_for_each_table_with_rows),
        FULL(values_keep_their_full_precision),
        FULL(amounts_are_expected_to_add_up),
        FULL(only_totals_are_formulas),
        FULL(a_list_goes_on_in_the_next_sheet),
        FULL(summary_shows_status_and_sparklines),
        FULL(thirteen_periods_have_a_column_each),
        FULL(an_undefined_cell_is_blank),
        FULL(everything_may_be_undefined),
        EMPTY(a_study_without_tables_has_contents_alone),
        EMPTY(an_empty_table_has_no_sheet),
        FULL(an_incomplete_period_is_marked),
        FULL(bands_have_marks_of_thousands),
        FULL(the_same_study_gives_the_same_bytes),
    };

    return cmocka_run_group_tests_name("render/workbook", tests, NULL, NULL);
}
