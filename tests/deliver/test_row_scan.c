#include "test.h"

#include "deliver/row_scan.h"

#include <string.h>

#define ROW(cells) "<row r=\"8\">" cells "</row>"
#define TEXT(text)                                                             \
    "<c r=\"B8\" s=\"1\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NUMBER(number) "<c r=\"C8\" s=\"12\"><v>" number "</v></c>"

/* What stands for row 8, and how many values it has; -1: it is wrong. */
static const struct want {
    const char *name;
    const char *xml;
    int cells;
    int64_t sum; /* of column C */
} wants[] = {
    {"a row without cells", ROW(""), 0, 0},
    {"a blank", ROW("<c r=\"B8\" s=\"1\"/>"), 0, 0},
    {"a text and an amount", ROW(TEXT("a") NUMBER("-12.5")), 2, -125000},
    {"a text of other characters", ROW(TEXT("\xC3\xA9 &amp; \n&lt;&gt;")), 1,
     0},
    {"a text with its spaces",
     ROW("<c r=\"B8\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> a"
         "</t></is></c>"),
     1, 0},
    {"a number with an exponent", ROW("<c r=\"D8\" s=\"1\"><v>1e-7</v></c>"), 1,
     0},
    {"nothing", "", -1, 0},
    {"another row", "<row r=\"9\"></row>", -1, 0},
    {"one row more", ROW("") "<row r=\"9\"></row>", -1, 0},
    {"a row that does not end", "<row r=\"8\">", -1, 0},
    {"a cell of another row", ROW("<c r=\"B9\" s=\"1\"/>"), -1, 0},
    {"a cell without a column", ROW("<c r=\"8\" s=\"1\"/>"), -1, 0},
    {"a cell beyond the last column", ROW("<c r=\"XFE8\" s=\"1\"/>"), -1, 0},
    {"cells in another order", ROW(NUMBER("1") TEXT("a")), -1, 0},
    {"a column twice", ROW(NUMBER("1") NUMBER("1")), -1, 0},
    {"a cell without a style", ROW("<c r=\"B8\"/>"), -1, 0},
    {"no digits", ROW(NUMBER("")), -1, 0},
    {"digits and more", ROW(NUMBER("1x")), -1, 0},
    {"a point without digits", ROW(NUMBER("1.")), -1, 0},
    {"no number", ROW(NUMBER("nan")), -1, 0},
    {"an amount that is too fine", ROW(NUMBER("1.00005")), -1, 0},
    {"an empty text", ROW(TEXT("")), -1, 0},
    {"an unknown entity", ROW(TEXT("&nbsp;")), -1, 0},
    {"an ampersand alone", ROW(TEXT("a & b")), -1, 0},
    {"a control character", ROW(TEXT("a\x01")), -1, 0},
    {"bytes that are no text", ROW(TEXT("Caf\xE9")), -1, 0},
    {"an element in a text", ROW(TEXT("<b>a</b>")), -1, 0},
    {"a formula", ROW("<c r=\"B8\" s=\"1\"><f>1</f><v>1</v></c>"), -1, 0},
};

static void check(void **state)
{
    const struct want *want = *state;
    static const uint8_t amount[ROW_SCAN_COLUMNS] = {[2] = 1};
    int64_t sums[2] = {0};
    struct row_scan scan = {
        .first_row = 8, .rows = 1, .amount = amount, .sums = sums};
    bool right = row_scan(&scan, str_of(want->xml));

    assert_int_equal(right, want->cells >= 0);
    if (!right) {
        assert_int_equal(scan.row, 8);
        return;
    }
    assert_int_equal(scan.cells, want->cells);
    assert_int_equal(sums[1], want->sum);
}

/* Where a right row is cut, it is wrong. */
static void a_cut_row_is_wrong(void **state)
{
    static const char xml[] = ROW(TEXT("a &amp; b") NUMBER("-12.5"));
    static const uint8_t amount[ROW_SCAN_COLUMNS];

    (void)state;
    for (size_t len = 0; len <= strlen(xml); len++) {
        struct row_scan scan = {.first_row = 8, .rows = 1, .amount = amount};
        char *copy = malloc(len + 1);

        memcpy(copy, xml, len);
        assert_int_equal(row_scan(&scan, (struct str){copy, len}),
                         len == strlen(xml));
        free(copy);
    }
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 1] = {
        [COUNT(wants)] = cmocka_unit_test(a_cut_row_is_wrong),
    };

    put_row_tests(tests, wants, check);
    return cmocka_run_group_tests_name("deliver/row_scan", tests, NULL, NULL);
}
