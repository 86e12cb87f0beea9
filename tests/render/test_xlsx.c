#include "book.h"

#include "deliver/verify_xlsx.h"
#include "render/xlsx.h"

#include <stdio.h>

/* A workbook of one sheet being written, and what is said about it. */
struct fixture {
    struct arena arena;
    char *said;
    size_t said_len;
    struct diag diag;
    struct xlsx *xlsx;
    struct grid *grid;
    struct str bytes;
    struct workbook_tally tally;
};

static int open_book(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct xlsx_options options = {.created = 1704067200};

    fixture->diag.out = open_memstream(&fixture->said, &fixture->said_len);
    fixture->xlsx = xlsx_open(&fixture->arena, &fixture->diag, &options);
    fixture->grid =
        xlsx_sheet(fixture->xlsx, &(struct grid_setup){.name = STR("Sales")});
    *state = fixture;
    return 0;
}

static int close_book(void **state)
{
    struct fixture *fixture = *state;

    fclose(fixture->diag.out);
    free(fixture->said);
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static void finish(struct fixture *fixture)
{
    assert_int_equal(
        xlsx_close(fixture->xlsx, &fixture->bytes, &fixture->tally), OK);
    assert_int_equal(verify_xlsx(&fixture->arena, &fixture->diag, "t.xlsx",
                                 fixture->bytes, &fixture->tally),
                     OK);
}

static struct str part(struct fixture *fixture, const char *name)
{
    return book_part(&fixture->arena, fixture->bytes, name);
}

#define SHEET "xl/worksheets/sheet1.xml"

static const struct text_row {
    const char *name;
    const char *text;
    const char *want; /* as stored */
} texts[] = {
    {"a formula stays a text", "=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"},
    {"a sum stays a text", "@SUM(1)", "@SUM(1)"},
    {"what reads as an escape is escaped", "_x0041_", "_x005F_x0041_"},
    {"an underscore alone is not", "net_x00_sales", "net_x00_sales"},
    {"an invalid byte is replaced", "Caf\xE9!", "Caf\xEF\xBF\xBD!"},
    {"a lone surrogate is replaced, byte by byte", "\xED\xA0\x80",
     "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"a noncharacter is replaced", "\xEF\xBF\xBE", "\xEF\xBF\xBD"},
    {"a valid text stays", "Caf\xC3\xA9 \xF0\x9F\x98\x80",
     "Caf\xC3\xA9 \xF0\x9F\x98\x80"},
};

static void a_text(void **state)
{
    const struct text_row *row = *state;
    struct arena arena = {0};
    struct str got = excel_text(&arena, str_of(row->text), EXCEL_TEXT_MOST);

    assert_string_equal(str_z(&arena, got), row->want);
    arena_free(&arena);
}

static const struct name_row {
    const char *name;
    const char *wanted;
    const char *want;
} names[] = {
    {"a name stays", "Data quality", "Data quality"},
    {"what Excel forbids is replaced", "[a]:b*c?d/e\\", "-a--b-c-d-e-"},
    {"quotes at the ends are dropped", "'Best'", "Best"},
    {"a long name is cut", "1234567890123456789012345678901234567890",
     "1234567890123456789012345678901"},
    {"a name that is taken is numbered", "sales", "sales (2)"},
    {"an empty name gets one", "", "Sheet"},
    {"Excel's own name is not used", "history", "History -"},
    {"an invalid byte is replaced", "a\xE9", "a\xEF\xBF\xBD"},
};

static void a_name(void **state)
{
    const struct name_row *row = *state;
    const struct str taken[] = {STR("Sales"), STR("Daily")};
    struct arena arena = {0};
    struct str got =
        excel_sheet_name(&arena, str_of(row->wanted), taken, COUNT(taken));

    assert_string_equal(str_z(&arena, got), row->want);
    arena_free(&arena);
}

static const struct address_row {
    const char *name;
    uint32_t row, column;
    const char *want;
} addresses[] = {
    {"the first cell is A1", 0, 0, "A1"},
    {"the last letter is Z", 8, 25, "Z9"},
    {"two letters follow", 8, 26, "AA9"},
    {"the last column is XFD", 1048575, 16383, "XFD1048576"},
};

static void an_address(void **state)
{
    const struct address_row *row = *state;
    struct arena arena = {0};

    assert_string_equal(
        str_z(&arena, excel_address(&arena, row->row, row->column)), row->want);
    arena_free(&arena);
}

static void a_text_is_cut_at_the_longest_a_cell_takes(void **state)
{
    struct fixture *fixture = *state;
    char *text = malloc(40000);
    struct str fit;

    memset(text, 'x', 40000);
    fit =
        excel_text(&fixture->arena, (struct str){text, 40000}, EXCEL_TEXT_MOST);
    assert_int_equal(fit.len, 32766 + strlen("…"));
    assert_true(str_ends(fit, STR("x…")));
    grid_text(fixture->grid, 0, 0, (struct str){text, 40000}, NULL);
    free(text);
    finish(fixture);
}

static void control_characters_count_as_they_are_written(void **state)
{
    struct fixture *fixture = *state;
    char text[10000];

    memset(text, '\x1B', sizeof text);
    grid_text(fixture->grid, 0, 0, (struct str){text, sizeof text}, NULL);
    finish(fixture);
    assert_holds(part(fixture, "xl/sharedStrings.xml"), "_x001B_");
}

static void hostile_texts_make_no_formula_and_no_link(void **state)
{
    struct fixture *fixture = *state;
    struct str sheet;

    for (uint32_t i = 0; i < COUNT(texts); i++)
        grid_text(fixture->grid, i, 0, str_of(texts[i].text), NULL);
    grid_text(fixture->grid, 99, 0, STR("file:///etc/passwd"), NULL);
    grid_note(fixture->grid, 0, 0, STR("=1+1 <b> & \xFF"));
    finish(fixture);
    sheet = part(fixture, SHEET);
    assert_int_equal(book_count(sheet, "<f>"), 0);
    assert_int_equal(book_count(sheet, "<hyperlink"), 0);
}

static void a_number_that_is_none_leaves_a_blank(void **state)
{
    struct fixture *fixture = *state;

    grid_number(fixture->grid, 0, 0, (double)NAN, NULL);
    grid_number(fixture->grid, 1, 0, (double)INFINITY, NULL);
    grid_number(fixture->grid, 2, 0, -(double)INFINITY, NULL);
    grid_number(fixture->grid, 3, 0, 0.1, NULL);
    finish(fixture);
    assert_int_equal(book_count(part(fixture, SHEET), "<v>"), 1);
    assert_holds(part(fixture, SHEET), "<v>0.1</v>");
}

static void a_date_is_a_number_of_days(void **state)
{
    struct fixture *fixture = *state;

    grid_date(fixture->grid, 0, 0, 19722, NULL);  /* 2023-12-31 */
    grid_date(fixture->grid, 1, 0, -25508, NULL); /* 1900-03-01 */
    grid_date(fixture->grid, 2, 0, -25509, NULL); /* before: as text */
    grid_date(fixture->grid, 3, 0, INT32_MIN, NULL);
    finish(fixture);
    assert_holds(part(fixture, SHEET), "<v>45291</v>");
    assert_holds(part(fixture, SHEET), "<v>61</v>");
    assert_holds(part(fixture, "xl/sharedStrings.xml"), "1900-02-28");
}

static void a_failure_is_told_once(void **state)
{
    struct fixture *fixture = *state;
    struct str bytes;

    grid_number(fixture->grid, EXCEL_ROWS_MOST, 0, 1, NULL);
    grid_number(fixture->grid, EXCEL_ROWS_MOST, 0, 2, NULL);
    grid_text(fixture->grid, 0, 0, STR("x"), NULL);
    assert_int_equal(xlsx_close(fixture->xlsx, &bytes, &fixture->tally),
                     INTERNAL);
    fflush(fixture->diag.out);
    assert_non_null(strstr(fixture->said, "sheet Sales"));
    assert_int_equal(book_count(str_of(fixture->said), "\n"), 1);
}

static void equal_looks_are_one_style(void **state)
{
    struct fixture *fixture = *state;
    struct look look = {.number = "0.0%", .bold = true};
    char copy[] = "0.0%";
    const struct style *first = xlsx_style(fixture->xlsx, &look);

    look.number = copy;
    assert_ptr_equal(xlsx_style(fixture->xlsx, &look), first);
    look.indent = 1;
    assert_ptr_not_equal(xlsx_style(fixture->xlsx, &look), first);
    finish(fixture);
}

static void sparklines_and_the_theme_are_written(void **state)
{
    static const unsigned accents[] = {0x010203, 2, 3, 4, 5, 6};
    struct fixture *fixture = *state;
    struct xlsx_options options = {.created = 1, .accents = accents};
    struct grid *grid;

    finish(fixture);
    fixture->xlsx = xlsx_open(&fixture->arena, &fixture->diag, &options);
    assert_true(xlsx_has_sparklines(fixture->xlsx));
    grid =
        xlsx_sheet(fixture->xlsx, &(struct grid_setup){.name = STR("A & B")});
    grid_sparkline(grid, 3, 2, STR("'A & B'!$C$4:$O$4"));
    finish(fixture);
    assert_holds(part(fixture, SHEET),
                 "<xm:f>'A &amp; B'!$C$4:$O$4</xm:f><xm:sqref>C4</xm:sqref>");
    assert_holds(part(fixture, "xl/theme/theme1.xml"), "val=\"010203\"");
}

static void sparklines_stand_beside_data_bars(void **state)
{
    struct fixture *fixture = *state;
    struct cells cells = {0, 0, 3, 0};

    grid_number(fixture->grid, 0, 0, 1, NULL);
    grid_rule(fixture->grid, &cells,
              &(struct grid_rule){.kind = RULE_BAR, .high = 1, .colour = 1});
    grid_sparkline(fixture->grid, 0, 1, STR("Sales!$A$1:$A$3"));
    finish(fixture);
    assert_int_equal(book_count(part(fixture, SHEET), "<extLst><ext "), 2);
    assert_holds(part(fixture, SHEET), "x14:dataBar");
    assert_holds(part(fixture, SHEET), "x14:sparkline>");
}

static void the_clock_is_not_asked(void **state)
{
    struct fixture *fixture = *state;
    struct xlsx_options options = {.created = 0};

    finish(fixture);
    fixture->xlsx = xlsx_open(&fixture->arena, &fixture->diag, &options);
    xlsx_sheet(fixture->xlsx, &(struct grid_setup){.name = STR("A")});
    finish(fixture);
    assert_holds(part(fixture, "docProps/core.xml"), "1970-01-01T00:00:01Z");
}

static void the_heads_of_a_table_are_unique_and_plain(void **state)
{
    struct fixture *fixture = *state;
    const struct style *style = xlsx_style(fixture->xlsx, &(struct look){0});
    struct grid_head heads[] = {
        {STR("Share, [%] #"), style, style, false, 0, style},
        {STR("share"), style, style, true, 3, style},
        {STR("2023-12"), style, style, false, 0, style},
    };
    struct cells cells = {0, 0, 2, 2};

    grid_number(fixture->grid, 1, 1, 3, NULL);
    grid_table(fixture->grid, "tbl_x", &cells, heads, STR("Sum"));
    finish(fixture);
    assert_string_equal(str_z(&fixture->arena, heads[1].head), "share");
    assert_holds(part(fixture, "xl/tables/table1.xml"), "name=\"Share %\"");
    assert_holds(part(fixture, "xl/tables/table1.xml"), "name=\"2023-12\"");
    assert_holds(part(fixture, SHEET), "SUBTOTAL(109,tbl_x[share])");
}

#define IN_A_BOOK(test)                                                        \
    cmocka_unit_test_setup_teardown(test, open_book, close_book)

int main(void)
{
    enum { A = COUNT(texts), B = A + COUNT(names), C = B + COUNT(addresses) };
    struct CMUnitTest tests[C + 11] = {
        [C] = IN_A_BOOK(a_text_is_cut_at_the_longest_a_cell_takes),
        IN_A_BOOK(control_characters_count_as_they_are_written),
        IN_A_BOOK(hostile_texts_make_no_formula_and_no_link),
        IN_A_BOOK(a_number_that_is_none_leaves_a_blank),
        IN_A_BOOK(a_date_is_a_number_of_days),
        IN_A_BOOK(a_failure_is_told_once),
        IN_A_BOOK(equal_looks_are_one_style),
        IN_A_BOOK(sparklines_and_the_theme_are_written),
        IN_A_BOOK(sparklines_stand_beside_data_bars),
        IN_A_BOOK(the_clock_is_not_asked),
        IN_A_BOOK(the_heads_of_a_table_are_unique_and_plain),
    };

    for (size_t i = 0; i < C; i++) {
        const void *row = i < A   ? (const void *)&texts[i]
                          : i < B ? (const void *)&names[i - A]
                                  : (const void *)&addresses[i - B];

        tests[i] = (struct CMUnitTest){
            .name = i < A   ? texts[i].name
                    : i < B ? names[i - A].name
                            : addresses[i - B].name,
            .test_func = i < A   ? a_text
                         : i < B ? a_name
                                 : an_address,
            .initial_state = (void *)(uintptr_t)row,
        };
    }
    return cmocka_run_group_tests_name("render/xlsx", tests, NULL, NULL);
}
