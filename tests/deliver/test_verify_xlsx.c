#include "../render/book.h"

#include "deliver/verify_xlsx.h"
#include "render/xlsx.h"

#include <stdio.h>

/* A workbook of two sheets with a sum, and what must be in it. */
struct fixture {
    struct arena arena;
    char *said;
    size_t said_len;
    struct diag diag;
    struct str bytes;
    struct workbook_tally tally;
};

static int make_book(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct xlsx_options options = {.created = 1};
    struct xlsx *xlsx;
    struct grid *grid;

    fixture->diag.out = open_memstream(&fixture->said, &fixture->said_len);
    xlsx = xlsx_open(&fixture->arena, &fixture->diag, &options);
    xlsx_sheet(xlsx, &(struct grid_setup){.name = STR("First")});
    grid = xlsx_sheet(xlsx, &(struct grid_setup){.name = STR("Second")});
    for (uint32_t row = 0; row < 1000; row++) {
        grid_number(grid, row, 2, 0.1 * row, NULL);
        grid_text(grid, row, 3, STR("text"), NULL);
    }
    grid_expect(grid, &(struct sum_tally){2, 0, 999, 499500000});
    assert_int_equal(xlsx_close(xlsx, &fixture->bytes, &fixture->tally), OK);
    *state = fixture;
    return 0;
}

static int free_book(void **state)
{
    struct fixture *fixture = *state;

    fclose(fixture->diag.out);
    free(fixture->said);
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static enum status verify(struct fixture *fixture)
{
    enum status status = verify_xlsx(&fixture->arena, &fixture->diag, "t.xlsx",
                                     fixture->bytes, &fixture->tally);

    fflush(fixture->diag.out);
    return status;
}

static void assert_told(struct fixture *fixture, const char *what)
{
    assert_int_equal(verify(fixture), IO_FAILED);
    assert_holds(str_of(fixture->said), what);
    assert_int_equal(book_count(str_of(fixture->said), "\n"), 1);
}

static void a_whole_workbook_is_right(void **state)
{
    struct fixture *fixture = *state;

    assert_int_equal(verify(fixture), OK);
    assert_string_equal(fixture->said ? fixture->said : "", "");
}

static void a_lost_value_is_told(void **state)
{
    struct fixture *fixture = *state;

    fixture->tally.sheets[1].cells++;
    assert_told(fixture,
                "t.xlsx: error: the workbook reads back wrong: sheet 'Second' "
                "holds 2000 values, not 2001");
}

static void a_lost_row_is_told(void **state)
{
    struct fixture *fixture = *state;

    fixture->tally.sheets[1].rows = 3000;
    assert_told(fixture, "sheet 'Second' ends in row 1000, not 3000");
}

static void another_sum_is_told_with_its_cells(void **state)
{
    struct fixture *fixture = *state;

    fixture->tally.sheets[1].sums[0].money = 499500001;
    assert_told(fixture, "sheet 'Second', rows 1 to 1000 of column 3 add up to "
                         "49950.00, not 49950.0001");
}

static void a_text_in_the_place_of_an_amount_is_told(void **state)
{
    struct fixture *fixture = *state;

    fixture->tally.sheets[1].sums[0].column = 3;
    assert_told(fixture, "add up to 0.00");
}

/* Amounts of 15 digits are what they are; of one of 19 the last are lost. */
static void what_digits_lose_is_no_other_sum(void **state)
{
    struct fixture fixture = {.arena = {0}};
    struct xlsx_options options = {.created = 1};
    struct xlsx *xlsx;
    struct grid *grid;
    struct sum_tally *sums;

    (void)state;
    fixture.diag.out = open_memstream(&fixture.said, &fixture.said_len);
    xlsx = xlsx_open(&fixture.arena, &fixture.diag, &options);
    grid = xlsx_sheet(xlsx, &(struct grid_setup){.name = STR("Large")});
    grid_number(grid, 0, 0, -100000000196883.1039, NULL);
    grid_number(grid, 0, 1, 99999999999.9999, NULL);
    grid_expect(grid, &(struct sum_tally){0, 0, 0, -1000000001968831039});
    grid_expect(grid, &(struct sum_tally){1, 0, 0, 999999999999999});
    assert_int_equal(xlsx_close(xlsx, &fixture.bytes, &fixture.tally), OK);
    assert_int_equal(verify(&fixture), OK);
    sums = fixture.tally.sheets[0].sums;
    sums[0].money += 2000;
    assert_told(&fixture, "add up to -100000000196883.1");
    sums[0].money -= 2000;
    sums[1].money++;
    assert_int_equal(verify(&fixture), IO_FAILED);
    fclose(fixture.diag.out);
    free(fixture.said);
    arena_free(&fixture.arena);
}

static void a_missing_sheet_is_told(void **state)
{
    struct fixture *fixture = *state;
    struct sheet_tally sheets[3] = {fixture->tally.sheets[0],
                                    fixture->tally.sheets[1]};

    fixture->tally = (struct workbook_tally){sheets, 3};
    assert_told(fixture, "it holds 2 sheets and lists 2, not 3");
}

static void another_name_is_told(void **state)
{
    struct fixture *fixture = *state;

    fixture->tally.sheets[0].name = STR("Third");
    assert_told(fixture, "under other names");
}

static void a_cut_file_is_told(void **state)
{
    struct fixture *fixture = *state;

    fixture->bytes.len /= 2;
    assert_told(fixture, "no zip archive");
}

static void an_empty_file_is_told(void **state)
{
    struct fixture *fixture = *state;

    fixture->bytes.len = 0;
    assert_told(fixture, "no zip archive");
}

/* Any one byte that is other than it was is either harmless or told: what a
 * reader gets is never another workbook. */
static void a_flipped_byte_is_told_or_harmless(void **state)
{
    struct fixture *fixture = *state;
    char *bytes = malloc(fixture->bytes.len);
    struct str whole = fixture->bytes;
    size_t told = 0, tries = 0;

    for (size_t at = 0; at < whole.len; at += 97) {
        memcpy(bytes, whole.at, whole.len);
        bytes[at] = (char)(bytes[at] ^ 0x10);
        fixture->bytes = (struct str){bytes, whole.len};
        told += verify(fixture) != OK;
        tries++;
    }
    /* Times and attributes of entries are not looked at. */
    assert_true(told * 10 > tries * 7);
    free(bytes);
}

#define BOOK(test) cmocka_unit_test_setup_teardown(test, make_book, free_book)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK(a_whole_workbook_is_right),
        BOOK(a_lost_value_is_told),
        BOOK(a_lost_row_is_told),
        BOOK(another_sum_is_told_with_its_cells),
        BOOK(a_text_in_the_place_of_an_amount_is_told),
        cmocka_unit_test(what_digits_lose_is_no_other_sum),
        BOOK(a_missing_sheet_is_told),
        BOOK(another_name_is_told),
        BOOK(a_cut_file_is_told),
        BOOK(an_empty_file_is_told),
        BOOK(a_flipped_byte_is_told_or_harmless),
    };

    return cmocka_run_group_tests_name("deliver/verify_xlsx", tests, NULL,
                                       NULL);
}
