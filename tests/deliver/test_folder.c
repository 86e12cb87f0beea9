#include "test.h"

#include "base/file.h"
#include "deliver/folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A parent folder of its own for each test. */
struct desk {
    struct arena arena;
    struct diag diag;
    char parent[32];
};

static int desk_open(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);

    strcat(desk->parent, "/tmp/report-XXXXXX");
    desk->diag.out = fopen("/dev/null", "w");
    *state = desk;
    return mkdtemp(desk->parent) ? 0 : -1;
}

static int desk_close(void **state)
{
    struct desk *desk = *state;

    file_remove_tree(&desk->diag, desk->parent);
    fclose(desk->diag.out);
    arena_free(&desk->arena);
    free(desk);
    return 0;
}

static struct folder folder_of(struct desk *desk)
{
    return (struct folder){
        .arena = &desk->arena, .diag = &desk->diag, .parent = desk->parent};
}

static enum status put(struct folder *folder, const char *name,
                       const char *text)
{
    return file_write(folder->diag,
                      file_join(folder->arena, folder->build, name),
                      str_of(text), 0644);
}

static void expect(struct desk *desk, const char *name, const char *want)
{
    struct str text;

    assert_int_equal(file_read(&desk->arena, &desk->diag,
                               file_join(&desk->arena, desk->parent, name),
                               &text),
                     OK);
    assert_true(str_equal(text, str_of(want)));
}

static size_t entries(const struct desk *desk)
{
    DIR *parent = opendir(desk->parent);
    size_t count = 0;

    while (readdir(parent))
        count++;
    closedir(parent);
    return count - 2;
}

static void a_pack_appears_when_it_is_committed(void **state)
{
    struct desk *desk = *state;
    struct folder folder = folder_of(desk);

    assert_int_equal(folder_begin(&folder, "P1", "m", false), OK);
    assert_int_equal(put(&folder, "m", "1"), OK);
    assert_false(file_exists(folder.target));
    assert_int_equal(folder_commit(&folder), OK);
    folder_end(&folder);
    expect(desk, "P1/m", "1");
    assert_int_equal(entries(desk), 1);
}

static void an_older_pack_is_replaced_whole(void **state)
{
    struct desk *desk = *state;

    for (int i = 0; i < 2; i++) {
        struct folder folder = folder_of(desk);

        assert_int_equal(folder_begin(&folder, "P1", "m", false), OK);
        put(&folder, "m", i ? "new" : "old");
        put(&folder, i ? "b" : "a", "x");
        assert_int_equal(folder_commit(&folder), OK);
        folder_end(&folder);
    }
    expect(desk, "P1/m", "new");
    assert_false(file_exists(file_join(&desk->arena, desk->parent, "P1/a")));
    assert_int_equal(entries(desk), 1);
}

static void a_build_that_failed_leaves_the_older_pack(void **state)
{
    struct desk *desk = *state;
    struct folder first = folder_of(desk);
    struct folder second = folder_of(desk);

    assert_int_equal(folder_begin(&first, "P1", "m", false), OK);
    put(&first, "m", "old");
    assert_int_equal(folder_commit(&first), OK);
    folder_end(&first);
    assert_int_equal(folder_begin(&second, "P1", "m", false), OK);
    put(&second, "m", "half");
    folder_end(&second);
    expect(desk, "P1/m", "old");
    assert_int_equal(entries(desk), 1);
}

static void a_folder_that_is_no_pack_is_kept_unless_forced(void **state)
{
    struct desk *desk = *state;
    struct folder folder = folder_of(desk);
    const char *theirs = file_join(&desk->arena, desk->parent, "P1");

    file_make_folders(&desk->arena, &desk->diag, theirs);
    assert_int_equal(folder_begin(&folder, "P1", "m", false), NO_OUTPUT);
    folder_end(&folder);
    folder = folder_of(desk);
    assert_int_equal(folder_begin(&folder, "P1", "m", true), OK);
    put(&folder, "m", "1");
    assert_int_equal(folder_commit(&folder), OK);
    folder_end(&folder);
    expect(desk, "P1/m", "1");
}

static void a_file_in_the_packs_place_is_no_output(void **state)
{
    struct desk *desk = *state;
    struct folder folder = folder_of(desk);

    file_write(&desk->diag, file_join(&desk->arena, desk->parent, "P1"),
               STR("x"), 0644);
    assert_int_equal(folder_begin(&folder, "P1", "m", true), NO_OUTPUT);
    folder_end(&folder);
    expect(desk, "P1", "x");
}

/* Process 1 lives; no process has the largest number. */
static void what_dead_builds_left_is_swept(void **state)
{
    struct desk *desk = *state;
    struct folder folder = folder_of(desk);
    static const char *const left[] = {".P1.1", ".P1.999999999", ".P1.x",
                                       ".P10.999999999"};

    for (size_t i = 0; i < COUNT(left); i++)
        file_make_folders(&desk->arena, &desk->diag,
                          file_join(&desk->arena, desk->parent, left[i]));
    assert_int_equal(folder_begin(&folder, "P1", "m", false), OK);
    folder_end(&folder);
    for (size_t i = 0; i < COUNT(left); i++)
        assert_int_equal(
            file_exists(file_join(&desk->arena, desk->parent, left[i])),
            i != 1);
}

#define WITH_DESK(test)                                                        \
    cmocka_unit_test_setup_teardown(test, desk_open, desk_close)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        WITH_DESK(a_pack_appears_when_it_is_committed),
        WITH_DESK(an_older_pack_is_replaced_whole),
        WITH_DESK(a_build_that_failed_leaves_the_older_pack),
        WITH_DESK(a_folder_that_is_no_pack_is_kept_unless_forced),
        WITH_DESK(a_file_in_the_packs_place_is_no_output),
        WITH_DESK(what_dead_builds_left_is_swept),
    };

    return cmocka_run_group_tests_name("deliver/folder", tests, NULL, NULL);
}
