#include "test.h"

#include "base/file.h"
#include "base/parallel.h"
#include "deliver/listing.h"
#include "render/csvfile.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ROWS = 40000 };

/* A folder of its own for each test, and what it told. */
struct desk {
    struct arena arena;
    struct diag diag;
    char *told;
    size_t told_len;
    char folder[32];
};

static int desk_open(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);

    strcat(desk->folder, "/tmp/report-XXXXXX");
    desk->diag.out = open_memstream(&desk->told, &desk->told_len);
    *state = desk;
    return mkdtemp(desk->folder) ? 0 : -1;
}

static int desk_close(void **state)
{
    struct desk *desk = *state;

    file_remove_tree(&desk->diag, desk->folder);
    fclose(desk->diag.out);
    free(desk->told);
    arena_free(&desk->arena);
    free(desk);
    return 0;
}

static struct table *make_table(struct arena *arena, int64_t rows)
{
    static const struct column columns[] = {
        {"number", "Number", CELL_COUNT, SUM_NONE, NULL},
        {"share", "Share", CELL_RATE, SUM_NONE, NULL},
    };
    struct table *table = table_new(arena, "t", "T", columns, COUNT(columns));

    for (int64_t i = 0; i < rows; i++) {
        struct cell *cells = table_add(table);

        cells[0] = cell_count(i);
        cells[1] = cell_real(CELL_RATE, (double)i / ROWS);
    }
    return table;
}

static void render(void *context, size_t thing, size_t thread)
{
    (void)thread;
    listing_render(context, thing);
}

/* Put a table by so many threads. */
static enum status put(struct desk *desk, const struct table *table,
                       size_t threads, struct parcel *parcel)
{
    struct listing *listing =
        listing_new(&desk->arena, &desk->diag, table, parcel);

    parallel_run(threads, listing->part_count, render, listing);
    return parcel_close(parcel, &desk->diag);
}

static void a_table_is_the_same_by_any_number_of_threads(void **state)
{
    struct desk *desk = *state;
    struct table *table = make_table(&desk->arena, ROWS);
    struct str want = csv_render(&desk->arena, table);
    char fingerprint[33] = "";

    for (size_t threads = 1; threads <= 5; threads++) {
        struct str name = str_format(&desk->arena, "%zu.csv", threads);
        struct parcel parcel = {
            .path = file_join(&desk->arena, desk->folder, name.at)};
        struct str got;

        assert_int_equal(put(desk, table, threads, &parcel), OK);
        assert_int_equal(
            file_read(&desk->arena, &desk->diag, parcel.path, &got), OK);
        assert_true(str_equal(got, want));
        assert_int_equal(parcel.file.bytes, want.len);
        if (threads > 1)
            assert_string_equal(parcel.file.fingerprint, fingerprint);
        memcpy(fingerprint, parcel.file.fingerprint, sizeof fingerprint);
    }
}

static void a_table_without_rows_is_a_file_too(void **state)
{
    struct desk *desk = *state;
    struct parcel parcel = {
        .path = file_join(&desk->arena, desk->folder, "none.csv")};
    struct str got;

    assert_int_equal(put(desk, make_table(&desk->arena, 0), 2, &parcel), OK);
    assert_int_equal(file_read(&desk->arena, &desk->diag, parcel.path, &got),
                     OK);
    assert_string_equal(got.at, "number,share\n");
}

static void make_number(const void *source, size_t row, struct cell *cells)
{
    const int64_t *first = source;

    cells[0] = cell_count(*first + (int64_t)row);
    if (row % 3 > 0)
        cells[1] = cell_real(CELL_RATE, 0.5);
}

/* The same bytes as of rows that are there, for the owner's eyes only. */
static void rows_of_a_list_are_made_when_they_are_written(void **state)
{
    struct desk *desk = *state;
    const struct table *like = make_table(&desk->arena, 0);
    struct table *whole =
        table_new(&desk->arena, "t", "T", like->columns, like->column_count);
    int64_t first = 7;
    struct table *list =
        table_new(&desk->arena, "t", "T", like->columns, like->column_count);
    struct str want;

    table_give(list, ROWS, make_number, &first);
    list->is_personal = true;
    for (size_t i = 0; i < ROWS; i++)
        make_number(&first, i, table_add(whole));
    want = csv_render(&desk->arena, whole);
    assert_int_equal(list->printed->row_count, 0);
    for (size_t threads = 1; threads <= 3; threads++) {
        struct str name = str_format(&desk->arena, "list%zu.csv", threads);
        struct parcel parcel = {
            .path = file_join(&desk->arena, desk->folder, name.at),
            .is_private = true};
        struct stat about;
        struct str got;

        assert_int_equal(put(desk, list, threads, &parcel), OK);
        assert_int_equal(
            file_read(&desk->arena, &desk->diag, parcel.path, &got), OK);
        assert_true(str_equal(got, want));
        assert_int_equal(stat(parcel.path, &about), 0);
        assert_int_equal(about.st_mode & 0777, 0600);
    }
}

static void what_cannot_be_written_is_told_when_it_is_closed(void **state)
{
    struct desk *desk = *state;
    struct parcel parcel = {.path = "/nowhere/t.csv"};

    assert_int_equal(put(desk, make_table(&desk->arena, 3), 2, &parcel),
                     NO_OUTPUT);
    fflush(desk->diag.out);
    assert_string_equal(desk->told,
                        "report: error: could not create '/nowhere/t.csv': "
                        "No such file or directory\n");
    assert_int_equal(desk->diag.errors, 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_table_is_the_same_by_any_number_of_threads, desk_open,
            desk_close),
        cmocka_unit_test_setup_teardown(a_table_without_rows_is_a_file_too,
                                        desk_open, desk_close),
        cmocka_unit_test_setup_teardown(
            rows_of_a_list_are_made_when_they_are_written, desk_open,
            desk_close),
        cmocka_unit_test_setup_teardown(
            what_cannot_be_written_is_told_when_it_is_closed, desk_open,
            desk_close),
    };

    return cmocka_run_group_tests_name("deliver/listing", tests, NULL, NULL);
}
