#include "shelf.h"

static void a_row_is_written_for_each_of_the_table(void **state)
{
    struct shelf *shelf = *state;
    struct str customers;

    add_customers(shelf, 40);
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    assert_int_equal(shelf->fixture->tally.count, 2);
    /* Band to head, then a row each. */
    assert_int_equal(book_count(customers, "<row "), 7 + 40);
    assert_int_equal(shelf->fixture->tally.sheets[CUSTOMERS].rows, 47);
    assert_holds(customers, "<dimension ref=\"A1:H47\"/>");
    assert_holds(customers, "<t>0000001</t>");
    assert_holds(customers, "<t>0000040</t>");
    /* Link, kicker, title, subtitle, 2 groups, 7 heads; 5 cells a row, a date
     * in each second, a share in all but the first. */
    assert_int_equal(shelf->fixture->tally.sheets[CUSTOMERS].cells,
                     13 + 40 * 5 + 20 + 39);
}

static void cells_are_typed(void **state)
{
    struct shelf *shelf = *state;
    struct str customers;

    add_customers(shelf, 4);
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    /* Row 9 is the second customer: the day, 1.0001 and 1 / 1. */
    assert_holds(customers, "<c r=\"D9\" s=\"");
    assert_holds(customers, "\"><v>44869</v></c>");
    assert_holds(customers, "\"><v>1.0001</v></c>");
    assert_holds(customers, "\"><v>0.3333333333333333</v></c>");
    assert_int_equal(book_count(customers, "<t>Yes</t>"), 1);
    assert_int_equal(book_count(customers, "<t>No</t>"), 3 + 4);
    assert_int_equal(shelf->fixture->tally.sheets[CUSTOMERS].sum_count, 1);
    assert_int_equal(shelf->fixture->tally.sheets[CUSTOMERS].sums[0].money,
                     10001 * (1 + 2 + 3));
}

static void an_unknown_value_is_a_blank_and_an_unknown_column_none(void **state)
{
    struct shelf *shelf = *state;
    struct str customers, strings;

    add_customers(shelf, 1);
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    strings = part(shelf, "xl/sharedStrings.xml");
    assert_holds(strings, "<t>Name</t>");
    assert_holds(strings, "<t>Net sales</t>");
    assert_int_equal(book_count(strings, "<t>Postcode</t>"), 0);
    assert_int_equal(book_count(strings, "<t>Since</t>"), 0);
    assert_int_equal(book_count(strings, "<t>Share</t>"), 0);
    assert_int_equal(book_count(customers, "nan"), 0);
}

static void hostile_names_stay_text(void **state)
{
    struct shelf *shelf = *state;
    struct str customers;

    add_customers(shelf, COUNT(hostile));
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    assert_int_equal(book_count(customers, "<f>"), 0);
    /* The one back to the contents. */
    assert_int_equal(book_count(customers, "<hyperlink "), 1);
    assert_holds(customers, "<t>=cmd|'/c calc'!A1</t>");
    assert_holds(customers, "<t>_x005F_x0041_</t>");
    assert_holds(customers, "<t>Caf\xEF\xBF\xBD</t>");
    assert_holds(customers, "<t>&lt;b&gt; &amp; \"q\"</t>");
}

static void heads_are_frozen_filtered_grouped_and_explained(void **state)
{
    struct shelf *shelf = *state;
    struct str customers, strings;

    add_customers(shelf, 40);
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    strings = part(shelf, "xl/sharedStrings.xml");
    assert_holds(customers, "<pane xSplit=\"2\" ySplit=\"7\"");
    assert_holds(customers, "<autoFilter ref=\"B7:H47\"/>");
    assert_int_equal(book_count(strings, "<t>Customer</t>"), 1);
    assert_int_equal(book_count(strings, "<t>Spend</t>"), 1);
    assert_holds(part(shelf, "xl/comments1.xml"), "as it was given");
    assert_holds(part(shelf, "xl/comments1.xml"), "ref=\"C7\"");
    assert_holds(customers, "<ignoredError sqref=\"B8:B47 C8:C47\"");
    assert_holds(part(shelf, "xl/workbook.xml"),
                 "localSheetId=\"1\">Customers!$1:$7<");
}

static void flags_and_amounts_stand_out(void **state)
{
    struct shelf *shelf = *state;
    struct str customers;

    add_customers(shelf, 40);
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    assert_holds(customers, "<conditionalFormatting sqref=\"G8:G47\">");
    assert_holds(customers, "<formula>$G8=\"Yes\"</formula>");
    assert_holds(customers, "<formula>$H8=\"Yes\"</formula>");
    assert_holds(customers, "<conditionalFormatting sqref=\"E8:E47\"><cfRule "
                            "type=\"dataBar\"");
    assert_holds(customers, "<cfvo type=\"percentile\" val=\"99\"/>");
}

static void contents_tell_of_the_lists(void **state)
{
    struct shelf *shelf = *state;
    struct str contents, strings;

    add_customers(shelf, 40);
    shelf->fixture->options.rows_most = 25;
    write_right(shelf);
    contents = sheet(shelf->fixture, "Contents");
    strings = part(shelf, "xl/sharedStrings.xml");
    assert_holds(contents, "<v>25</v>");
    assert_holds(contents, "<v>15</v>");
    assert_holds(contents, "location=\"'Customers'!$A$1\"");
    assert_holds(contents, "location=\"'Customers (2)'!$A$1\"");
    assert_holds(strings, "<t>Who are they?</t>");
    assert_holds(strings, "Tide Rewards · lists</t>");
    assert_holds(strings, "<t>As of</t>");
    assert_int_equal(book_count(strings, "<t>Previous</t>"), 0);
}

static void a_list_goes_on_in_the_next_sheet(void **state)
{
    struct shelf *shelf = *state;

    add_customers(shelf, 40);
    shelf->fixture->options.rows_most = 15;
    write_right(shelf);
    assert_int_equal(shelf->fixture->tally.count, 4);
    assert_holds(sheet(shelf->fixture, "Customers"), "<t>0000015</t>");
    assert_holds(sheet(shelf->fixture, "Customers (2)"), "<t>0000016</t>");
    assert_holds(part(shelf, "xl/sharedStrings.xml"), "(continued)");
    assert_holds(sheet(shelf->fixture, "Customers (3)"), "<t>0000040</t>");
    assert_int_equal(
        book_count(sheet(shelf->fixture, "Customers (3)"), "<row "), 7 + 10);
}

static void no_rows_at_all_are_told(void **state)
{
    assert_int_equal(write_book(*state), BAD_DATA);
    assert_holds(str_of(((struct shelf *)*state)->fixture->said),
                 "customers.yaml: error: no sheet has rows");
}

static void a_sheet_of_another_kind_is_told(void **state)
{
    struct shelf *shelf = *state;

    shelf->fixture->options.template = "templates/workbook.yaml";
    assert_int_equal(write_book(shelf), BAD_DATA);
    assert_holds(str_of(shelf->fixture->said),
                 "a sheet of kind 'summary' where all are of 'rows' or "
                 "'contents'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_SHELF(a_row_is_written_for_each_of_the_table),
        ON_A_SHELF(cells_are_typed),
        ON_A_SHELF(an_unknown_value_is_a_blank_and_an_unknown_column_none),
        ON_A_SHELF(hostile_names_stay_text),
        ON_A_SHELF(heads_are_frozen_filtered_grouped_and_explained),
        ON_A_SHELF(flags_and_amounts_stand_out),
        ON_A_SHELF(contents_tell_of_the_lists),
        ON_A_SHELF(a_list_goes_on_in_the_next_sheet),
        ON_A_SHELF(no_rows_at_all_are_told),
        ON_A_SHELF(a_sheet_of_another_kind_is_told),
    };

    return cmocka_run_group_tests_name("render/customers", tests, NULL, NULL);
}
