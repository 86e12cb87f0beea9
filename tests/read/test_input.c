#include "desk.h"

#include "read/input.h"

#include <fcntl.h>
#include <sys/stat.h>

static const size_t blocks[] = {1, 7, 4096, 1024 * 1024};

/* All bytes of a file, its totals and what became of it. */
struct reading {
    struct str bytes;
    struct input_total total;
    enum status status;
};

static struct reading read_file(struct desk *desk, const char *name,
                                enum encoding encoding, size_t block)
{
    struct text text = {.arena = &desk->arena};
    struct reading reading;
    struct input *input = input_open(&desk->arena, &desk->diag,
                                     desk_path(desk, name), encoding, block);
    char room[5000];
    size_t got;

    while ((got = input_read(input, room, sizeof room)) > 0)
        text_add(&text, (struct str){room, got});
    assert_int_equal(input_read(input, room, sizeof room), 0);
    reading.status = input_close(input, &reading.total);
    reading.bytes = text_str(&text);
    return reading;
}

static void assert_reads(struct desk *desk, const char *name,
                         enum encoding encoding, struct str want)
{
    for (size_t i = 0; i < COUNT(blocks); i++) {
        struct reading reading = read_file(desk, name, encoding, blocks[i]);

        assert_int_equal(reading.status, OK);
        assert_int_equal(reading.bytes.len, want.len);
        assert_memory_equal(reading.bytes.at, want.at, want.len);
    }
    assert_string_equal(desk_told(desk), "");
}

/* Some text that does not fit a block, nor packs into one. */
static struct str long_text(struct desk *desk)
{
    struct text text = {.arena = &desk->arena};

    for (unsigned i = 0; i < 5000; i++)
        text_addf(&text, "%u,row %u\n", i * 2654435761u, i);
    return text_str(&text);
}

static void a_file_is_read_as_it_is(void **state)
{
    struct desk *desk = *state;

    desk_write(desk, "x.csv", STR("a,b\n\xFF\n"));
    assert_reads(desk, "x.csv", ENCODING_UTF_8, STR("a,b\n\xFF\n"));
    desk_write(desk, "x.csv", long_text(desk));
    assert_reads(desk, "x.csv", ENCODING_UTF_8, long_text(desk));
}

static void a_byte_order_mark_is_skipped_once(void **state)
{
    struct desk *desk = *state;

    desk_write(desk, "x.csv",
               STR("\xEF\xBB\xBF\xEF\xBB\xBF"
                   "a"));
    assert_reads(desk, "x.csv", ENCODING_UTF_8,
                 STR("\xEF\xBB\xBF"
                     "a"));
    desk_write(desk, "x.csv", STR("\xEF\xBB\xBF"));
    assert_reads(desk, "x.csv", ENCODING_UTF_8, STR(""));
    desk_write(desk, "x.csv", STR("\xEF\xBB"));
    assert_reads(desk, "x.csv", ENCODING_UTF_8, STR("\xEF\xBB"));
}

static void single_byte_encodings_become_utf_8(void **state)
{
    struct desk *desk = *state;

    desk_write(desk, "x.csv", STR("caf\xE9 \x80\x81\n"));
    assert_reads(desk, "x.csv", ENCODING_LATIN_1,
                 STR("caf\xC3\xA9 \xC2\x80\xC2\x81\n"));
    assert_reads(desk, "x.csv", ENCODING_WINDOWS_1252,
                 STR("caf\xC3\xA9 \xE2\x82\xAC\xFF\n"));
}

#define UTF_8_MARK "\xEF\xBB\xBF"

static void a_mark_of_utf_16_says_what_a_file_is_in(void **state)
{
    static const enum encoding given[] = {ENCODING_UTF_8, ENCODING_LATIN_1,
                                          ENCODING_WINDOWS_1252,
                                          ENCODING_UTF_16, ENCODING_UTF_16_BIG};
    struct desk *desk = *state;
    struct text want = {.arena = &desk->arena};
    struct text text = {.arena = &desk->arena};

    text_add(&want,
             STR("caf\xC3\xA9 \xE2\x82\xAC\xF0\x9D\x94\xB8 " UTF_8_MARK));
    text_add(&want, long_text(desk));
    text_add(&text, STR(UTF_8_MARK));
    text_add(&text, text_str(&want));
    for (size_t order = 0; order < 2; order++) {
        struct str file = desk_utf16(desk, text_str(&text), order);

        desk_write(desk, "x.csv", file);
        desk_write(desk, "x.csv.gz", desk_pack(desk, file));
        for (size_t i = 0; i < COUNT(given); i++) {
            assert_reads(desk, "x.csv", given[i], text_str(&want));
            assert_reads(desk, "x.csv.gz", given[i], text_str(&want));
        }
        desk_write(desk, "x.csv", (struct str){file.at, 2});
        assert_reads(desk, "x.csv", ENCODING_UTF_8, STR(""));
    }
}

static void
utf_16_without_a_mark_is_little_endian_unless_it_is_said(void **state)
{
    struct desk *desk = *state;

    desk_write(desk, "x.csv", desk_utf16(desk, STR("a\xC3\xA9\n"), false));
    assert_reads(desk, "x.csv", ENCODING_UTF_16, STR("a\xC3\xA9\n"));
    desk_write(desk, "x.csv", STR("a\0"));
    assert_reads(desk, "x.csv", ENCODING_UTF_16, STR("a"));
    assert_reads(desk, "x.csv", ENCODING_UTF_16_BIG, STR("\xE6\x84\x80"));
    desk_write(desk, "x.csv", STR(""));
    assert_reads(desk, "x.csv", ENCODING_UTF_16, STR(""));
}

static void half_a_pair_is_no_utf_8_at_the_end_either(void **state)
{
    struct desk *desk = *state;

    desk_write(desk, "x.csv", STR("\xFF\xFE\x3D\xD8\n\0\x3D\xD8"));
    assert_reads(desk, "x.csv", ENCODING_UTF_8, STR("\xFF\n\xFF"));
}

static void an_odd_byte_of_utf_16_is_told_with_its_line(void **state)
{
    struct desk *desk = *state;

    desk_write(desk, "x.csv", STR("\xFF\xFE\x61\0\n\0\x62\0\n\0\0"));
    for (size_t i = 0; i < COUNT(blocks); i++)
        assert_int_equal(
            read_file(desk, "x.csv", ENCODING_UTF_8, blocks[i]).status,
            BAD_DATA);
    desk_write(desk, "x.csv", STR("\xFE\xFF\0"));
    assert_int_equal(read_file(desk, "x.csv", ENCODING_UTF_8, 4096).status,
                     BAD_DATA);
#define ODD " error: the file is cut off: its UTF-16 ends with an odd byte\n"
    assert_string_equal(desk_told(desk),
                        "D/x.csv:3:" ODD "D/x.csv:3:" ODD "D/x.csv:3:" ODD
                        "D/x.csv:3:" ODD "D/x.csv:1:" ODD);
}

/* A thread that reads ahead may have got there. */
static void what_nobody_has_read_is_not_told(void **state)
{
    struct desk *desk = *state;
    struct text file = {.arena = &desk->arena};
    struct str packed = desk_pack(desk, long_text(desk));
    static const char *const names[] = {"x.csv", "x.csv.gz"};

    text_add(&file, STR("\xFF\xFE\x61\0\n"));
    desk_write(desk, "x.csv", text_str(&file));
    desk_write(desk, "x.csv.gz", (struct str){packed.at, packed.len - 1});
    for (size_t i = 0; i < 40; i++) {
        struct input_total total;
        struct input *input =
            input_open(&desk->arena, &desk->diag, desk_path(desk, names[i % 2]),
                       ENCODING_UTF_8, 4096);
        char room[8];

        assert_int_not_equal(input_read(input, room, sizeof room), 0);
        assert_int_equal(input_status(input), OK);
        assert_int_equal(input_close(input, &total), OK);
    }
    assert_string_equal(desk_told(desk), "");
}

static void all_members_of_a_gzip_file_are_read(void **state)
{
    struct desk *desk = *state;
    struct text file = {.arena = &desk->arena};
    struct text want = {.arena = &desk->arena};

    text_add(&file, desk_pack(desk, STR("\xEF\xBB\xBF"
                                        "a,b\n")));
    text_add(&file, desk_pack(desk, STR("")));
    text_add(&file, desk_pack(desk, long_text(desk)));
    desk_write(desk, "x.csv.gz", text_str(&file));
    text_add(&want, STR("a,b\n"));
    text_add(&want, long_text(desk));
    assert_reads(desk, "x.csv.gz", ENCODING_UTF_8, text_str(&want));
}

/* More than is read ahead of who gives up. */
static void a_gzip_file_may_be_left_half_read(void **state)
{
    struct desk *desk = *state;
    size_t len = (size_t)8 * 1024 * 1024;
    char *bytes = arena_array(&desk->arena, char, len);
    char room[8];

    desk_write(desk, "x.csv.gz", desk_pack(desk, (struct str){bytes, len}));
    for (size_t reads = 0; reads < 3; reads++) {
        struct input_total total;
        struct input *input =
            input_open(&desk->arena, &desk->diag, desk_path(desk, "x.csv.gz"),
                       ENCODING_UTF_8, 4096);

        for (size_t i = 0; i < reads; i++)
            assert_int_not_equal(input_read(input, room, sizeof room), 0);
        assert_int_equal(input_close(input, &total), OK);
    }
    assert_string_equal(desk_told(desk), "");
}

static void a_cut_gzip_file_is_refused_wherever_it_is_cut(void **state)
{
    struct desk *desk = *state;
    struct str packed = desk_pack(desk, long_text(desk));

    for (size_t len = 0; len < packed.len; len += len < 40 ? 1 : 997) {
        desk_write(desk, "x.csv.gz", (struct str){packed.at, len});
        for (size_t i = 1; i < COUNT(blocks); i++)
            assert_int_equal(
                read_file(desk, "x.csv.gz", ENCODING_UTF_8, blocks[i]).status,
                BAD_DATA);
    }
    assert_non_null(
        strstr(desk_told(desk),
               "D/x.csv.gz: error: the gzip file is cut off before its end\n"));
}

static void a_corrupt_gzip_file_is_refused(void **state)
{
    struct desk *desk = *state;
    struct str packed = desk_pack(desk, long_text(desk));
    struct text file = {.arena = &desk->arena};

    text_add(&file, packed);
    file.at[packed.len / 2] ^= 1;
    desk_write(desk, "x.csv.gz", text_str(&file));
    assert_int_equal(read_file(desk, "x.csv.gz", ENCODING_UTF_8, 4096).status,
                     BAD_DATA);
    file.at[packed.len / 2] ^= 1;
    text_add(&file, STR("and more"));
    desk_write(desk, "x.csv.gz", text_str(&file));
    assert_int_equal(read_file(desk, "x.csv.gz", ENCODING_UTF_8, 4096).status,
                     BAD_DATA);
    desk_write(desk, "x.csv.gz", STR("no gzip\n"));
    assert_int_equal(read_file(desk, "x.csv.gz", ENCODING_UTF_8, 4096).status,
                     BAD_DATA);
    assert_string_equal(desk_told(desk),
                        "D/x.csv.gz: error: the gzip file is corrupt\n"
                        "D/x.csv.gz: error: the gzip file is corrupt\n"
                        "D/x.csv.gz: error: the gzip file is corrupt\n");
}

static void a_gzip_bomb_is_refused(void **state)
{
    struct desk *desk = *state;
    size_t len = (size_t)80 * 1024 * 1024;
    char *zeros = arena_array(&desk->arena, char, len);

    desk_write(desk, "x.csv.gz", desk_pack(desk, (struct str){zeros, len}));
    assert_int_equal(read_file(desk, "x.csv.gz", ENCODING_UTF_8, 65536).status,
                     BAD_DATA);
    assert_non_null(strstr(desk_told(desk), "D/x.csv.gz: error: the gzip file "
                                            "expands more than 1000-fold"));
}

static void bytes_and_fingerprint_are_those_of_the_file(void **state)
{
    struct desk *desk = *state;

    /* As xxhsum -H2 has them. */
    static const struct {
        struct str content;
        const char *fingerprint;
    } files[] = {
        {{"", 0}, "99aa06d3014798d86001c324468d497f"},
        {{"\xEF\xBB\xBF"
          "a,b\n1,2\n",
          11},
         "52e4f6973cef845fac0413018719309f"},
    };

    for (size_t i = 0; i < COUNT(files); i++) {
        desk_write(desk, "x.csv", files[i].content);
        for (size_t j = 0; j < COUNT(blocks); j++) {
            struct reading reading =
                read_file(desk, "x.csv", ENCODING_LATIN_1, blocks[j]);

            assert_int_equal(reading.total.bytes, files[i].content.len);
            assert_string_equal(reading.total.fingerprint,
                                files[i].fingerprint);
        }
    }
}

static void the_bytes_of_a_gzip_file_are_the_packed_ones(void **state)
{
    struct desk *desk = *state;
    struct str packed = desk_pack(desk, long_text(desk));
    struct reading as_gzip, as_file;

    desk_write(desk, "x.csv.gz", packed);
    desk_write(desk, "x.csv", packed);
    as_gzip = read_file(desk, "x.csv.gz", ENCODING_UTF_8, 4096);
    as_file = read_file(desk, "x.csv", ENCODING_UTF_8, 4096);
    assert_int_equal(as_gzip.total.bytes, packed.len);
    assert_string_equal(as_gzip.total.fingerprint, as_file.total.fingerprint);
}

static void what_cannot_be_opened_is_no_input(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(read_file(desk, "none.csv", ENCODING_UTF_8, 4096).status,
                     NO_INPUT);
    mkdir(desk_path(desk, "x.csv"), 0700);
    assert_int_equal(read_file(desk, "x.csv", ENCODING_UTF_8, 4096).status,
                     NO_INPUT);
    assert_string_equal(desk_told(desk),
                        "D/none.csv: error: could not open the file: No such "
                        "file or directory\n"
                        "D/x.csv: error: could not read the file: it is a "
                        "folder\n");
}

static void append(struct desk *desk, const char *path)
{
    FILE *file = fopen(path, "ab");

    (void)desk;
    fputs("more\n", file);
    fclose(file);
}

static void touch(struct desk *desk, const char *path)
{
    static const struct timespec times[2] = {{.tv_sec = 1}, {.tv_sec = 1}};

    (void)desk;
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void replace(struct desk *desk, const char *path)
{
    desk_write(desk, "y.csv", STR("a,b\n1,2\n"));
    assert_int_equal(rename(desk_path(desk, "y.csv"), path), 0);
}

static void take_away(struct desk *desk, const char *path)
{
    (void)desk;
    assert_int_equal(unlink(path), 0);
}

static void a_file_that_changes_while_it_is_read_is_refused(void **state)
{
    struct desk *desk = *state;
    const char *path = desk_path(desk, "x.csv");
    static void (*const changes[])(struct desk * desk, const char *path) = {
        append, touch, replace, take_away};

    for (size_t i = 0; i < COUNT(changes); i++) {
        struct input_total total;
        struct input *input;
        char room[8];

        desk_write(desk, "x.csv", STR("a,b\n1,2\n"));
        input = input_open(&desk->arena, &desk->diag, path, ENCODING_UTF_8, 4);
        assert_in_range(input_read(input, room, sizeof room), 1, 4);
        changes[i](desk, path);
        while (input_read(input, room, sizeof room) > 0)
            continue;
        assert_int_equal(input_close(input, &total), BAD_DATA);
    }
    assert_int_equal(desk->diag.errors, COUNT(changes));
    assert_non_null(
        strstr(desk_told(desk),
               "D/x.csv: error: the file changed while it was read\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_file_is_read_as_it_is),
        DESK_TEST(a_byte_order_mark_is_skipped_once),
        DESK_TEST(single_byte_encodings_become_utf_8),
        DESK_TEST(a_mark_of_utf_16_says_what_a_file_is_in),
        DESK_TEST(utf_16_without_a_mark_is_little_endian_unless_it_is_said),
        DESK_TEST(half_a_pair_is_no_utf_8_at_the_end_either),
        DESK_TEST(an_odd_byte_of_utf_16_is_told_with_its_line),
        DESK_TEST(what_nobody_has_read_is_not_told),
        DESK_TEST(all_members_of_a_gzip_file_are_read),
        DESK_TEST(a_gzip_file_may_be_left_half_read),
        DESK_TEST(a_cut_gzip_file_is_refused_wherever_it_is_cut),
        DESK_TEST(a_corrupt_gzip_file_is_refused),
        DESK_TEST(a_gzip_bomb_is_refused),
        DESK_TEST(bytes_and_fingerprint_are_those_of_the_file),
        DESK_TEST(the_bytes_of_a_gzip_file_are_the_packed_ones),
        DESK_TEST(what_cannot_be_opened_is_no_input),
        DESK_TEST(a_file_that_changes_while_it_is_read_is_refused),
    };

    return cmocka_run_group_tests_name("read/input", tests, NULL, NULL);
}
