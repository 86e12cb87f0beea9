#include "test.h"

#include "base/file.h"
#include "base/fingerprint.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of its own for each test, and a diag that is not looked at. */
struct desk {
    struct arena arena;
    struct diag diag;
    char folder[32];
};

static int desk_open(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);

    strcat(desk->folder, "/tmp/report-XXXXXX");
    desk->diag.out = fopen("/dev/null", "w");
    *state = desk;
    return mkdtemp(desk->folder) ? 0 : -1;
}

static int desk_close(void **state)
{
    struct desk *desk = *state;

    file_remove_tree(&desk->diag, desk->folder);
    fclose(desk->diag.out);
    arena_free(&desk->arena);
    free(desk);
    return 0;
}

static void what_is_written_reads_back(void **state)
{
    struct desk *desk = *state;
    const char *path = file_join(&desk->arena, desk->folder, "a/b/c.txt");
    struct stat about;
    struct str back;

    assert_int_equal(file_make_folders(&desk->arena, &desk->diag,
                                       file_folder(&desk->arena, path)),
                     OK);
    umask(077);
    assert_int_equal(file_write(&desk->diag, path, STR("text\n"), 0644), OK);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0644);
    assert_int_equal(file_read(&desk->arena, &desk->diag, path, &back), OK);
    assert_true(str_equal(back, STR("text\n")));
    assert_int_equal(file_write(&desk->diag, path, STR("other"), 0644),
                     NO_OUTPUT);
}

static void pieces_are_written_one_behind_the_other(void **state)
{
    static const struct str pieces[] = {
        {"one ", 4}, {NULL, 0}, {"two\n", 4}, {"three\n", 6}};
    struct desk *desk = *state;
    const char *path = file_join(&desk->arena, desk->folder, "pieces");
    struct file_out out;
    struct stat about;
    struct str back;

    assert_int_equal(file_begin(&desk->diag, path, &out), OK);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    for (size_t i = 0; i < COUNT(pieces); i++)
        assert_int_equal(file_append(&desk->diag, &out, pieces[i]), OK);
    assert_int_equal(file_end(&desk->diag, &out, 0644, OK), OK);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0644);
    assert_int_equal(file_read(&desk->arena, &desk->diag, path, &back), OK);
    assert_true(str_equal(back, STR("one two\nthree\n")));
    assert_int_equal(file_begin(&desk->diag, path, &out), NO_OUTPUT);
    assert_int_equal(file_end(&desk->diag, &out, 0644, NO_OUTPUT), NO_OUTPUT);
}

static void add_block(void *context, struct str block)
{
    fingerprint_add(context, block);
}

static void a_file_is_shown_whole(void **state)
{
    enum { BYTES = 200000 };
    struct desk *desk = *state;
    const char *path = file_join(&desk->arena, desk->folder, "print");
    struct fingerprint *want = fingerprint_new(&desk->arena);
    struct fingerprint *got = fingerprint_new(&desk->arena);
    struct str content = {arena_array(&desk->arena, char, BYTES), BYTES};
    char prints[2][FINGERPRINT_TEXT];

    assert_int_equal(file_write(&desk->diag, path, content, 0600), OK);
    fingerprint_add(want, content);
    assert_int_equal(file_scan(&desk->diag, path, add_block, got), OK);
    fingerprint_print(want, prints[0]);
    fingerprint_print(got, prints[1]);
    assert_string_equal(prints[0], prints[1]);
    assert_int_equal(file_scan(&desk->diag, "/nowhere/x", add_block, got),
                     NO_INPUT);
    assert_int_equal(file_scan(&desk->diag, desk->folder, add_block, got),
                     IO_FAILED);
    assert_int_equal(desk->diag.errors, 2);
}

static void a_missing_file_is_no_input(void **state)
{
    struct desk *desk = *state;
    struct str content;

    assert_int_equal(
        file_read(&desk->arena, &desk->diag, "/nowhere/x", &content), NO_INPUT);
    assert_int_equal(desk->diag.errors, 1);
}

static void a_full_disk_is_told(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(file_write(&desk->diag, "/dev/full", STR("x"), 0644),
                     NO_OUTPUT); /* exists: never written over */
}

static void a_tree_is_removed_whole_and_links_are_not_followed(void **state)
{
    struct desk *desk = *state;
    const char *kept = file_join(&desk->arena, desk->folder, "kept");
    const char *tree = file_join(&desk->arena, desk->folder, "tree/deep");
    const char *link = file_join(&desk->arena, desk->folder, "tree/link");

    file_make_folders(&desk->arena, &desk->diag, kept);
    file_make_folders(&desk->arena, &desk->diag, tree);
    assert_int_equal(symlink(kept, link), 0);
    assert_int_equal(
        file_remove_tree(&desk->diag, file_folder(&desk->arena, tree)), OK);
    assert_false(file_exists(tree));
    assert_true(file_exists(kept));
    assert_int_equal(file_remove_tree(&desk->diag, tree), OK);
}

static void paths_are_joined_and_parted(void **state)
{
    struct desk *desk = *state;

    assert_string_equal(file_join(&desk->arena, "a", "b"), "a/b");
    assert_string_equal(file_join(&desk->arena, "a/", "b"), "a/b");
    assert_string_equal(file_join(&desk->arena, "a", "/b"), "/b");
    assert_string_equal(file_join(&desk->arena, "", "b"), "b");
    assert_string_equal(file_folder(&desk->arena, "b"), ".");
    assert_string_equal(file_folder(&desk->arena, "/b"), "/");
    assert_string_equal(file_name("a/b.csv"), "b.csv");
}

static void what_is_written_over_looks_otherwise(void **state)
{
    struct desk *desk = *state;
    const char *path = file_join(&desk->arena, desk->folder, "a");
    const struct timespec times[2] = {{.tv_sec = 7}, {.tv_sec = 7}};
    struct file_mark mark, again;
    int file;

    assert_false(file_look(path, &mark));
    assert_int_equal(file_write(&desk->diag, path, STR("text\n"), 0600), OK);
    assert_true(file_look(path, &mark));
    assert_int_equal(mark.bytes, 5);
    assert_true(file_look(path, &again));
    assert_true(file_mark_equal(&mark, &again));
    file = open(path, O_WRONLY | O_APPEND);
    assert_int_equal(write(file, "more", 4), 4);
    assert_int_equal(futimens(file, times), 0);
    assert_int_equal(close(file), 0);
    assert_true(file_look(path, &again));
    assert_int_equal(again.modified, INT64_C(7000000000));
    assert_false(file_mark_equal(&mark, &again));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_reads_back, desk_open,
                                        desk_close),
        cmocka_unit_test_setup_teardown(pieces_are_written_one_behind_the_other,
                                        desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_file_is_shown_whole, desk_open,
                                        desk_close),
        cmocka_unit_test_setup_teardown(a_missing_file_is_no_input, desk_open,
                                        desk_close),
        cmocka_unit_test_setup_teardown(a_full_disk_is_told, desk_open,
                                        desk_close),
        cmocka_unit_test_setup_teardown(
            a_tree_is_removed_whole_and_links_are_not_followed, desk_open,
            desk_close),
        cmocka_unit_test_setup_teardown(what_is_written_over_looks_otherwise,
                                        desk_open, desk_close),
        cmocka_unit_test_setup_teardown(paths_are_joined_and_parted, desk_open,
                                        desk_close),
    };

    return cmocka_run_group_tests_name("base/file", tests, NULL, NULL);
}
