#include "mess.h"

#include "read/split.h"
#include "read/transcode.h"

static const size_t sizes[] = {1, 7, 64, 300, 4096, SPLIT_PART};

/* What a file is read as, and its account. */
struct reading {
    struct text records;
    size_t blank;
    struct input_total total;
    enum status status;
};

/* D/x.csv from its start to its end. */
static struct reading read_whole(struct desk *desk,
                                 const struct extract_config *form)
{
    struct arena own = {0};
    struct reading reading = {.records = {.arena = &desk->arena}};
    struct input *input = input_open(
        &own, &desk->diag, desk_path(desk, "x.csv"), form->encoding, 4096);
    struct csv *csv =
        csv_new(&own, input, form->delimiter, input_encoding(input));
    struct csv_record record;

    csv_skip(csv, form->skip_lines);
    while (csv_next(csv, &record))
        add_record(&reading.records, csv, &record);
    reading.blank = csv_blank_lines(csv) + form->skip_lines;
    csv_clear(csv);
    reading.status = input_close(input, &reading.total);
    arena_free(&own);
    return reading;
}

/* Read what lies in a part, transcoded. */
static void read_part(struct reading *reading, struct csv *csv,
                      enum encoding encoding, const struct part *part)
{
    struct arena own = {0};
    size_t room = TRANSCODE_MOST * part->reach + 2 * (size_t)LINES_SLACK;
    char *text = arena_array(&own, char, room) + LINES_SLACK;
    size_t len =
        transcode(encoding, (struct str){part->bytes, part->len}, text);
    size_t more = transcode(
        encoding,
        (struct str){part->bytes + part->len, part->reach - part->len},
        text + len);
    struct csv_record record;

    csv_set(csv, text, len, len + more, part->line);
    while (csv_next(csv, &record))
        add_record(&reading->records, csv, &record);
    arena_free(&own);
}

/* D/x.csv by parts; `pieces` gets the bytes of head and parts. */
static struct reading read_split(struct desk *desk,
                                 const struct extract_config *form, size_t size,
                                 struct text *pieces)
{
    struct arena own = {0};
    struct reading reading = {.records = {.arena = &desk->arena}};
    struct split *split =
        split_open(&own, &desk->diag, desk_path(desk, "x.csv"), form, size);
    enum encoding encoding = split_encoding(split);
    struct csv *csv = csv_new(&own, NULL, form->delimiter, encoding);
    struct part head = split_head(split);
    struct part part = split_room(split, &own);

    read_part(&reading, csv, encoding, &head);
    text_add(pieces, (struct str){head.bytes, head.len});
    while (split_next(split, &part)) {
        text_add(pieces, (struct str){part.bytes, part.len});
        read_part(&reading, csv, encoding, &part);
    }
    assert_true(split_is_over(split));
    assert_false(split_next(split, &part));
    reading.blank = csv_blank_lines(csv) + head.line - 1;
    csv_clear(csv);
    reading.status = split_close(split, &reading.total);
    arena_free(&own);
    return reading;
}

static void assert_splits(struct desk *desk, struct str file,
                          const struct extract_config *form, size_t size)
{
    struct text pieces = {.arena = &desk->arena};
    struct reading want = read_whole(desk, form);
    struct reading got = read_split(desk, form, size, &pieces);

    if (!str_equal(text_str(&got.records), text_str(&want.records)))
        print_error("parts of %zu, file:\n%.*s\ngot:\n%.*s\nwant:\n%.*s\n",
                    size, STR_ARGS(file), STR_ARGS(text_str(&got.records)),
                    STR_ARGS(text_str(&want.records)));
    assert_true(str_equal(text_str(&got.records), text_str(&want.records)));
    assert_int_equal(got.status, OK);
    assert_int_equal(got.blank, want.blank);
    assert_int_equal(got.total.bytes, want.total.bytes);
    assert_string_equal(got.total.fingerprint, want.total.fingerprint);
    assert_true(str_ends(file, text_str(&pieces)));
}

static void parts_hold_the_records_of_the_file(void **state)
{
    struct desk *desk = *state;
    unsigned seed = 41;

    for (size_t trial = 0; trial < 500; trial += STRIDE) {
        struct mood mood = draw_mood(&seed);
        struct str file =
            draw_file(&desk->arena, &mood, draw(&seed, 60), &seed);
        struct extract_config form = {.delimiter = mood.delimiter,
                                      .encoding =
                                          (enum encoding)draw(&seed, 3)};

        file =
            damage(&desk->arena, file, draw(&seed, 2) * draw(&seed, 8), &seed);
        desk_write(desk, "x.csv", file);
        for (size_t i = 0; i < COUNT(sizes); i++)
            assert_splits(desk, file, &form, sizes[i]);
        arena_clear(&desk->arena);
    }
}

/* Whatever is said of the encoding of a file that has a mark. */
static void parts_of_utf_16_are_utf_8(void **state)
{
    struct desk *desk = *state;
    unsigned seed = 71;

    for (size_t trial = 0; trial < 100; trial += STRIDE) {
        struct mood mood = draw_mood(&seed);
        struct extract_config form = {.delimiter = mood.delimiter,
                                      .encoding =
                                          (enum encoding)draw(&seed, 4)};
        struct text text = {.arena = &desk->arena};
        struct str file;

        mood.plain = mood.plain < 16 ? mood.plain : 16; /* all are UTF-8 */
        text_add(&text, STR("\xEF\xBB\xBF"));
        text_add(&text, draw_file(&desk->arena, &mood, draw(&seed, 60), &seed));
        file = desk_utf16(desk, text_str(&text), draw_bool(&seed));
        desk_write(desk, "x.csv", file);
        for (size_t i = 0; i < COUNT(sizes); i++)
            assert_splits(desk, text_str(&text), &form, sizes[i]);
        arena_clear(&desk->arena);
    }
}

/* Quotes in such lines mean nothing, and lines may be longer than records. */
static void lines_in_front_of_the_header_are_in_no_part(void **state)
{
    struct desk *desk = *state;
    unsigned seed = 61;

    for (size_t trial = 0; trial < 60; trial++) {
        struct mood mood = draw_mood(&seed);
        struct extract_config form = {.delimiter = mood.delimiter,
                                      .encoding = (enum encoding)draw(&seed, 3),
                                      .skip_lines = draw(&seed, 4)};
        struct text file = {.arena = &desk->arena};
        static const char *const titles[] = {"\n", "a \"title\n", "\r\n",
                                             "\"x\",\"\r\n"};

        for (size_t i = 0; i < form.skip_lines; i++) {
            for (size_t j = draw(&seed, 20) == 0 ? RECORD_MOST + 9 : 0; j; j--)
                text_add(&file, STR("\""));
            text_add(&file, str_of(titles[draw(&seed, COUNT(titles))]));
        }
        text_add(&file, draw_file(&desk->arena, &mood, draw(&seed, 20), &seed));
        desk_write(desk, "x.csv", text_str(&file));
        for (size_t i = 0; i < COUNT(sizes); i++)
            assert_splits(desk, text_str(&file), &form, sizes[i]);
        arena_clear(&desk->arena);
    }
}

/* A file that has no more than the lines that are left out. */
static void lines_in_front_may_be_all_there_is(void **state)
{
    struct desk *desk = *state;
    static const char *const files[] = {"", "a", "a\n", "a\nb", "\na\n"};
    const struct extract_config form = {.delimiter = ',', .skip_lines = 2};

    for (size_t i = 0; i < COUNT(files); i++) {
        struct text pieces = {.arena = &desk->arena};
        struct reading got;

        desk_write(desk, "x.csv", str_of(files[i]));
        got = read_split(desk, &form, 7, &pieces);
        assert_int_equal(got.records.len, 0);
        assert_int_equal(pieces.len, 0);
    }
}

static void parts_of_any_size_hold_the_records(void **state)
{
    struct desk *desk = *state;
    unsigned seed = 51;

    for (size_t trial = 0; trial < 8; trial++) {
        struct mood mood = draw_mood(&seed);
        struct extract_config form = {.delimiter = mood.delimiter};
        struct str file =
            draw_file(&desk->arena, &mood, 6 + draw(&seed, 10), &seed);

        file = damage(&desk->arena, file, draw(&seed, 4), &seed);
        desk_write(desk, "x.csv", file);
        for (size_t size = 1; size <= file.len + 1; size += STRIDE)
            assert_splits(desk, file, &form, size);
        arena_clear(&desk->arena);
    }
}

static void a_file_without_records_has_no_parts(void **state)
{
    struct desk *desk = *state;
    static const char *const files[] = {"",          "\n\r\n\n",  "a,b",
                                        "\n\na,b\n", "\r",        "\n\r",
                                        "a,b\n\n\n", "\"a\nb\",c"};
    struct extract_config form = {.delimiter = ','};

    for (size_t i = 0; i < COUNT(files); i++)
        for (size_t j = 0; j < COUNT(sizes); j++) {
            desk_write(desk, "x.csv", str_of(files[i]));
            assert_splits(desk, str_of(files[i]), &form, sizes[j]);
        }
}

/* `lead`, then `count` times `bytes`, then `tail`. */
static void add_many(struct text *text, const char *lead, const char *bytes,
                     size_t count, const char *tail)
{
    text_add(text, str_of(lead));
    for (; count > 0; count--)
        text_add(text, str_of(bytes));
    text_add(text, str_of(tail));
}

/*
 * Lines and quotes that are as long as a record may be, or a byte longer, as
 * they lie in the file or as they are transcoded.
 */
static void long_records_end_where_they_end_in_the_file(void **state)
{
    struct desk *desk = *state;
    static const struct {
        const char *lead, *bytes;
        size_t count;
        const char *tail;
    } longs[] = {
        {"1,", "x", RECORD_MOST - 2, "\n"},
        {"1,", "x", RECORD_MOST - 1, "\n"},
        {"1,", "x", RECORD_MOST - 2, "\r\n"},
        {"1,", "x", 3 * RECORD_MOST, "\n"},
        {"1,", "x", 3 * RECORD_MOST, ""},
        {"1,\"\n", "x\n", RECORD_MOST / 2 - 3, "\"\n"},
        {"1,\"\n", "x\n", RECORD_MOST / 2 - 2, "\"\n"},
        {"1,\"\n", "x\n", RECORD_MOST / 2 + 9, "\"\n"},
        {"1,\"\n", "\xE9\n", RECORD_MOST / 3 - 2, "\"\n"},
        {"1,\"\n", "\xE9\n", RECORD_MOST / 3 - 1, "\"\n"},
        {"1,\"\n", "\xE9\n", RECORD_MOST / 3, "\"\n"},
        {"1,\"\n", "\xE9\n", RECORD_MOST / 3 + 1, "\"\n"},
    };

    for (size_t i = 0; i < COUNT(longs); i++) {
        struct extract_config form = {.delimiter = ',',
                                      .encoding = ENCODING_LATIN_1};
        struct text file = {.arena = &desk->arena};
        struct reading want;

        add_many(&file, "a,b\n1,2\n", "3,4\n", i * 7, "");
        add_many(&file, longs[i].lead, longs[i].bytes, longs[i].count,
                 longs[i].tail);
        add_many(&file, "", "5,\"6\n7\"\n", 3, "8,9\n");
        desk_write(desk, "x.csv", text_str(&file));
        want = read_whole(desk, &form);
        for (size_t size = 512; size <= SPLIT_PART; size *= 2048) {
            struct text pieces = {.arena = &desk->arena};
            struct reading got = read_split(desk, &form, size, &pieces);

            assert_true(
                str_equal(text_str(&got.records), text_str(&want.records)));
            assert_string_equal(got.total.fingerprint, want.total.fingerprint);
        }
        arena_clear(&desk->arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(parts_hold_the_records_of_the_file),
        DESK_TEST(parts_of_utf_16_are_utf_8),
        DESK_TEST(lines_in_front_of_the_header_are_in_no_part),
        DESK_TEST(lines_in_front_may_be_all_there_is),
        DESK_TEST(parts_of_any_size_hold_the_records),
        DESK_TEST(a_file_without_records_has_no_parts),
        DESK_TEST(long_records_end_where_they_end_in_the_file),
    };

    return cmocka_run_group_tests_name("read/split", tests, NULL, NULL);
}
