#include "desk.h"

#include "read/source.h"

#include <sys/stat.h>

static const char *find(struct desk *desk, enum extract_id extract,
                        enum status want)
{
    struct text text = {.arena = &desk->arena};
    const char **files;
    size_t count = 0;

    assert_int_equal(source_files(&desk->arena, &desk->diag, &desk->config,
                                  extract, &files, &count),
                     want);
    for (size_t i = 0; want == OK && i < count; i++)
        text_addf(&text, "%s ", files[i]);
    return text.at ? text.at : "";
}

static void touch(struct desk *desk, const char *name)
{
    desk_write(desk, name, STR(""));
}

static void files_are_found_by_the_name_of_the_extract(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "");
    touch(desk, "stores.csv");
    touch(desk, "stores_2.csv.gz");
    touch(desk, "stores_10.csv");
    touch(desk, "stores.txt");
    touch(desk, "old_stores.csv");
    assert_int_equal(mkdir(desk_path(desk, "stores_folder.csv"), 0700), 0);
    assert_string_equal(find(desk, EXTRACT_stores, OK),
                        "stores.csv stores_10.csv stores_2.csv.gz ");
    assert_string_equal(find(desk, EXTRACT_products, OK), "");
    assert_string_equal(desk_told(desk), "");
}

static void globs_start_from_the_folder_and_find_each_file_once(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "extracts: {stores: {files: "
                         "['z.csv', '2024/*.csv', '*/b.csv']}}");
    assert_int_equal(mkdir(desk_path(desk, "2024"), 0700), 0);
    touch(desk, "z.csv");
    touch(desk, "2024/b.csv");
    touch(desk, "2024/a.csv");
    assert_string_equal(find(desk, EXTRACT_stores, OK),
                        "2024/a.csv 2024/b.csv z.csv ");
}

static void an_empty_list_of_files_is_no_extract(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "extracts: {stores: {files: []}}");
    touch(desk, "stores.csv");
    assert_string_equal(find(desk, EXTRACT_stores, OK), "");
    assert_string_equal(desk_told(desk), "");
}

static void a_folder_may_have_the_bytes_of_a_glob_in_its_name(void **state)
{
    struct desk *desk = *state;
    const char *folder = desk_path(desk, "[in]*\\");

    desk_configure(desk, "");
    assert_int_equal(mkdir(folder, 0700), 0);
    desk->config.folder = folder;
    touch(desk, "[in]*\\/stores.csv");
    assert_string_equal(find(desk, EXTRACT_stores, OK), "stores.csv ");
}

static void a_glob_that_finds_nothing_is_no_input(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "extracts:\n  stores: {files: ['shops*.csv']}\n");
    find(desk, EXTRACT_stores, NO_INPUT);
    assert_string_equal(desk_told(desk),
                        "D/report.yaml:2:19: error: no file matches "
                        "'shops*.csv'; globs start from the folder of the "
                        "input\n");
}

static void transactions_must_be_there(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "");
    find(desk, EXTRACT_transactions, NO_INPUT);
    desk->config.folder = desk_path(desk, "none");
    find(desk, EXTRACT_transactions, NO_INPUT);
    assert_string_equal(
        desk_told(desk),
        "D: error: no transactions extract; put transactions.csv into the "
        "folder, or name its files in report.yaml under "
        "extracts.transactions.files\n"
        "D/none: error: could not open the input folder: No such file or "
        "directory\n");
}

static void a_file_and_the_same_packed_are_refused(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "");
    touch(desk, "stores.csv");
    touch(desk, "stores.csv.gz");
    find(desk, EXTRACT_stores, BAD_DATA);
    assert_string_equal(desk_told(desk),
                        "D: error: both 'stores.csv' and 'stores.csv.gz' are "
                        "there; remove one of them\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(files_are_found_by_the_name_of_the_extract),
        DESK_TEST(globs_start_from_the_folder_and_find_each_file_once),
        DESK_TEST(an_empty_list_of_files_is_no_extract),
        DESK_TEST(a_folder_may_have_the_bytes_of_a_glob_in_its_name),
        DESK_TEST(a_glob_that_finds_nothing_is_no_input),
        DESK_TEST(transactions_must_be_there),
        DESK_TEST(a_file_and_the_same_packed_are_refused),
    };

    return cmocka_run_group_tests_name("read/source", tests, NULL, NULL);
}
