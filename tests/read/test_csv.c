#include "desk.h"
#include "draw.h"

#include "read/csv.h"

static const size_t blocks[] = {1, 7, 4096, 1024 * 1024};

/* A reader of a file that holds `content`. */
struct reading {
    struct arena arena;
    struct input *input;
    struct csv *csv;
};

static struct csv *reading_open(struct desk *desk, struct reading *reading,
                                struct str content, char delimiter,
                                size_t block)
{
    *reading = (struct reading){0};
    desk_write(desk, "x.csv", content);
    reading->input =
        input_open(&reading->arena, &desk->diag, desk_path(desk, "x.csv"),
                   ENCODING_UTF_8, block);
    reading->csv =
        csv_new(&reading->arena, reading->input, delimiter, ENCODING_UTF_8);
    return reading->csv;
}

static void reading_close(struct reading *reading)
{
    struct input_total total;

    csv_clear(reading->csv);
    assert_int_equal(input_close(reading->input, &total), OK);
    arena_free(&reading->arena);
}

/* Records as "line[field][field]" or "line!damage@column", in lines. */
static const char *read_all(struct desk *desk, struct str content,
                            char delimiter, size_t block)
{
    struct text text = {.arena = &desk->arena};
    struct reading reading;
    struct csv *csv = reading_open(desk, &reading, content, delimiter, block);
    struct csv_record record;

    while (csv_next(csv, &record)) {
        text_addf(&text, "%zu", record.line);
        if (record.damage)
            text_addf(&text, "!%s@%zu", record.damage,
                      csv_column(csv, record.damage_offset));
        for (size_t i = 0; !record.damage && i < record.count; i++)
            text_addf(&text, "[%.*s]", STR_ARGS(record.fields[i].text));
        text_add(&text, STR("\n"));
    }
    if (csv_blank_lines(csv) > 0)
        text_addf(&text, "%zu blank\n", csv_blank_lines(csv));
    reading_close(&reading);
    return text.at ? text.at : "";
}

static const struct want {
    const char *name;
    struct str content;
    const char *records;
} wants[] = {
#define T(literal)                                                             \
    {                                                                          \
        (literal), sizeof(literal) - 1                                         \
    }
    {"an empty file has no records", T(""), ""},
    {"records end with LF, CR LF or the file", T("a,b\r\n1,2\n3,4"),
     "1[a][b]\n2[1][2]\n3[3][4]\n"},
    {"empty fields count, at the end too", T("a,b,c\n,,\n1,,"),
     "1[a][b][c]\n2[][][]\n3[1][][]\n"},
    {"blanks around a field are kept", T("a , b\n  1\t,2 \n"),
     "1[a ][ b]\n2[  1\t][2 ]\n"},
    {"a quoted field holds delimiters, quotes and line ends",
     T("a,b\n\"x,\"\"y\"\"\",\"1\r\n2\n\"\n3,4\n"),
     "1[a][b]\n2[x,\"y\"][1\r\n2\n]\n5[3][4]\n"},
    {"an empty quoted field is empty", T("a,b\n\"\",\"\"\n"),
     "1[a][b]\n2[][]\n"},
    {"a quoted field may end a file", T("a,b\n1,\"2\""), "1[a][b]\n2[1][2]\n"},
    {"blank lines are counted, not records", T("\n\na,b\n\r\n1,2\n\n"),
     "3[a][b]\n5[1][2]\n4 blank\n"},
    {"a blank line in quotes is text", T("a,b\n1,\"\n\n\"\n"),
     "1[a][b]\n2[1][\n\n]\n"},
    {"a byte order mark is no part of the header",
     T("\xEF\xBB\xBF"
       "a,b\n1,2\n"),
     "1[a][b]\n2[1][2]\n"},
    {"a stray quote costs its line", T("a,b\n1,x\"y\n3,4\n"),
     "1[a][b]\n2!stray quote@3\n3[3][4]\n"},
    {"a quote at the end of a field is stray", T("a,b\n1\",2\n3,4\n"),
     "1[a][b]\n2!stray quote@1\n3[3][4]\n"},
    {"a blank before a quote makes it stray", T("a,b\n1, \"2\"\n3,4\n"),
     "1[a][b]\n2!stray quote@3\n3[3][4]\n"},
    {"text after a closing quote costs its line",
     T("a,b\n\"1\"x,2\n3,4\n\"5\" ,6\n"),
     "1[a][b]\n2!text after a closing quote@1\n3[3][4]\n"
     "4!text after a closing quote@1\n"},
    {"an open quote costs its line, not those it swallows",
     T("a,b\n1,\"x\n3,4\n5,\"6\"\n7,8\n"),
     "1[a][b]\n2!text after a closing quote@3\n3[3][4]\n4[5][6]\n5[7][8]\n"},
    {"an open quote that swallows the file costs its line",
     T("a,b\n1,\"x\n3,4\n5,6\n"),
     "1[a][b]\n2!unclosed quote@3\n3[3][4]\n4[5][6]\n"},
    {"an open quote in the last line", T("a,b\n1,2\n3,\"x"),
     "1[a][b]\n2[1][2]\n3!unclosed quote@3\n"},
    {"a quote alone in the last line", T("a,b\n1,2\n\"\n"),
     "1[a][b]\n2[1][2]\n3!unclosed quote@1\n"},
    {"a missing closing quote before empty quoted fields",
     T("\"a\",\"b\"\n\"1\",\"2\n\"\",\"\"\n\"\",\"\"\n"),
     "1[a][b]\n2!unclosed quote@5\n3[][]\n4[][]\n"},
    {"two open quotes cost their two lines", T("a,b\n1,\"x\n3,4\n5,\"y\n7,8\n"),
     "1[a][b]\n2!text after a closing quote@3\n3[3][4]\n"
     "4!unclosed quote@3\n5[7][8]\n"},
    {"swallowed lines are given back when the number of fields shows it",
     T("a,b\n1,2,\"x\n3,4\n\"\n5,6\n"),
     "1[a][b]\n2!wrong number of fields@5\n3[3][4]\n"
     "4!unclosed quote@1\n5[5][6]\n"},
    {"too few and too many fields", T("a,b\n1\n1,2,3\n3,4\n"),
     "1[a][b]\n2!wrong number of fields@1\n3!wrong number of fields@5\n"
     "4[3][4]\n"},
    {"a NUL byte costs its record", T("a,b\n1,x\0y\n\"3\n\",\"\0\n\"\n5,6\n"),
     "1[a][b]\n2!NUL byte@3\n3!NUL byte@1\n6[5][6]\n"},
    {"invalid UTF-8 costs its record", T("a,b\n1,x\xFFy\n3,\xC3\xA9\n"),
     "1[a][b]\n2!invalid UTF-8@3\n3[3][\xC3\xA9]\n"},
    {"a lone carriage return is stray outside quotes",
     T("a,b\n1\r,2\n\"x\ry\",4\n5,6\r\r\n7,8\n"),
     "1[a][b]\n2!stray carriage return@1\n3[x\ry][4]\n"
     "4!stray carriage return@3\n5[7][8]\n"},
    {"a carriage return alone does not end the last record", T("a,b\n1,2\r"),
     "1[a][b]\n2!stray carriage return@3\n"},
    {"a column counts bytes", T("a,b\n\xC3\xA9,x\"\n"),
     "1[a][b]\n2!stray quote@4\n"},
#undef T
};

static void records_are_what_rfc_4180_and_the_rules_say(void **state)
{
    struct desk *desk = *state;
    const struct want *want;

    for (want = wants; want < wants + COUNT(wants); want++)
        for (size_t i = 0; i < COUNT(blocks); i++) {
            const char *got = read_all(desk, want->content, ',', blocks[i]);

            if (strcmp(got, want->records) != 0)
                print_error("%s, in blocks of %zu\n", want->name, blocks[i]);
            assert_string_equal(got, want->records);
        }
}

static void every_delimiter_delimits(void **state)
{
    struct desk *desk = *state;
    static const char delimiters[] = {',', ';', '\t', '|'};
    const char *got;

    for (size_t i = 0; i < COUNT(delimiters); i++) {
        struct str content = str_format(&desk->arena, "a%cb\n.,;%c\n",
                                        delimiters[i], delimiters[i]);

        got = read_all(desk, content, delimiters[i], 4096);
        if (delimiters[i] == ',' || delimiters[i] == ';')
            assert_string_equal(got, "1[a][b]\n2!wrong number of fields@5\n");
        else
            assert_string_equal(got, "1[a][b]\n2[.,;][]\n");
    }
}

/* "a,b\n" + a line of `len` bytes + "\n3,4\n". */
static struct str long_line(struct desk *desk, size_t len, const char *start,
                            char fill, const char *end)
{
    struct text text = {.arena = &desk->arena};
    char *bytes = arena_array(&desk->arena, char, len + 1);

    memset(bytes, fill, len);
    memcpy(bytes, start, strlen(start));
    memcpy(bytes + len - strlen(end), end, strlen(end));
    text_addf(&text, "a,b\n%s\n3,4\n", bytes);
    return text_str(&text);
}

/* Whether the long line was read as a record of two fields. */
static bool reads(struct desk *desk, struct str content, size_t block,
                  const char *damage)
{
    struct reading reading;
    struct csv *csv = reading_open(desk, &reading, content, ',', block);
    struct csv_record record;
    bool sound;

    assert_true(csv_next(csv, &record));
    assert_true(csv_next(csv, &record));
    sound = !record.damage;
    assert_int_equal(record.line, 2);
    if (sound)
        assert_int_equal(record.count, 2);
    else
        assert_string_equal(record.damage, damage);
    assert_true(csv_next(csv, &record));
    assert_int_equal(record.line, 3);
    assert_null(record.damage);
    assert_true(str_equal(record.fields[1].text, STR("4")));
    assert_false(csv_next(csv, &record));
    reading_close(&reading);
    return sound;
}

static void a_record_may_have_a_mebibyte_and_no_more(void **state)
{
    struct desk *desk = *state;
    static const struct {
        size_t len;
        const char *end;
        bool sound;
    } lines[] = {
        {RECORD_MOST, "x", true},      {RECORD_MOST + 1, "x", false},
        {RECORD_MOST + 1, "\r", true}, {RECORD_MOST + 2, "\r", false},
        {3 * RECORD_MOST, "x", false},
    };

    /* Sanitizers pass by blocks of a byte, which take longest by far. */
    const size_t first = STRIDE > 1 ? 1 : 0;

    for (size_t i = 0; i < COUNT(lines); i++)
        for (size_t j = first; j < COUNT(blocks); j++)
            assert_int_equal(
                reads(desk,
                      long_line(desk, lines[i].len, "1,", 'x', lines[i].end),
                      blocks[j], "record too long"),
                lines[i].sound);
}

static void a_quote_open_for_a_mebibyte_costs_its_line(void **state)
{
    struct desk *desk = *state;
    struct text text = {.arena = &desk->arena};
    struct reading reading;
    struct csv_record record;
    size_t rows = 200000, sound = 0;

    text_addf(&text, "a,b\n1,\"x\n");
    for (size_t i = 0; i < rows; i++)
        text_addf(&text, "%zu,row\n", i);
    for (size_t i = 1; i < COUNT(blocks); i++) {
        struct csv *csv =
            reading_open(desk, &reading, text_str(&text), ',', blocks[i]);

        csv_next(csv, &record);
        csv_next(csv, &record);
        assert_string_equal(record.damage, "unclosed quote");
        for (sound = 0; csv_next(csv, &record) && !record.damage; sound++)
            assert_int_equal(record.line, sound + 3);
        assert_int_equal(sound, rows);
        reading_close(&reading);
    }
}

static void a_record_may_have_1024_fields_and_no_more(void **state)
{
    struct desk *desk = *state;
    struct text text = {.arena = &desk->arena};
    const char *got;

    for (size_t i = 1; i < FIELDS_MOST; i++)
        text_add(&text, STR(","));
    text_add(&text, STR("\n"));
    for (size_t i = 0; i < FIELDS_MOST; i++)
        text_add(&text, STR(","));
    text_add(&text, STR("\n"));
    got = read_all(desk, text_str(&text), ',', 4096);
    assert_non_null(strstr(got, "1[]"));
    assert_non_null(strstr(got, "\n2!too many fields@1\n"));
}

enum { ROWS = 12, FIELDS = 3 };

/* Three fields: plain, quoted, with delimiters, quotes and line ends. */
static void add_row(struct text *text, unsigned *seed)
{
    static const char *const fields[] = {
        "",        "abc",        "1.50",           "\"q\"",    "\"\"",
        "\"x,y\"", "\"x\"\"y\"", "\"two\nlines\"", "\xC3\xA9", " b ",
    };

    for (size_t i = 0; i < FIELDS; i++)
        text_addf(text, "%s%s", i > 0 ? "," : "",
                  i == 0 ? "id" : fields[draw(seed, COUNT(fields))]);
}

/* One byte of a row put in, taken out or changed. */
static void damage_row(struct text *text, struct str row, unsigned *seed)
{
    static const char bytes[] = {'"', '"', ',', '\0', '\xFF', '\r', '\n'};
    size_t at = draw(seed, (unsigned)row.len + 1);
    unsigned how = draw(seed, 3);
    size_t from = how > 0 && at < row.len ? at + 1 : at;

    text_add(text, (struct str){row.at, at});
    if (how < 2)
        text_add(text, (struct str){&bytes[draw(seed, COUNT(bytes))], 1});
    text_add(text, (struct str){row.at + from, row.len - from});
}

static size_t lines_of(struct str text)
{
    size_t lines = 1;

    for (size_t i = 0; i < text.len; i++)
        lines += text.at[i] == '\n';
    return lines;
}

/*
 * Whatever one byte does to one row, the other rows are all read as they
 * are, and what is read of the damaged one lies in its lines.
 */
static void one_damaged_row_costs_no_other(void **state)
{
    struct desk *desk = *state;
    unsigned seed = 1;

    for (size_t trial = 0; trial < 2000; trial += STRIDE) {
        struct text file = {.arena = &desk->arena};
        struct text before = {.arena = &desk->arena};
        struct text after = {.arena = &desk->arena};
        struct text row = {.arena = &desk->arena};
        struct text damaged = {.arena = &desk->arena};
        const char *got, *want_before, *want_after, *tail;

        text_add(&before, STR("h1,h2,h3\n"));
        for (unsigned i = draw(&seed, ROWS); i > 0; i--) {
            add_row(&before, &seed);
            text_add(&before, STR("\n"));
        }
        add_row(&row, &seed);
        damage_row(&damaged, text_str(&row), &seed);
        text_add(&damaged, STR("\n"));
        for (unsigned i = draw(&seed, ROWS); i > 0; i--) {
            add_row(&after, &seed);
            text_add(&after, STR("\n"));
        }
        text_add(&file, text_str(&before));
        text_add(&file, text_str(&damaged));
        text_add(&file, text_str(&after));
        got = read_all(desk, text_str(&file), ',', blocks[trial % 4]);
        want_before = read_all(desk, text_str(&before), ',', 4096);
        assert_memory_equal(got, want_before, strlen(want_before));

        /* The rest as it is read behind as many blank lines. */
        file.len = 0;
        text_add(&file, STR("h1,h2,h3\n"));
        for (size_t i = lines_of(text_str(&before)) - 1 +
                        lines_of(text_str(&damaged)) - 1;
             i > 1; i--)
            text_add(&file, STR("\n"));
        text_add(&file, text_str(&after));
        want_after = read_all(desk, text_str(&file), ',', 4096);
        want_after = strchr(want_after, '\n') + 1;
        tail = strstr(want_after, " blank\n");
        while (tail && tail > want_after && tail[-1] != '\n')
            tail--;
        if (tail)
            want_after =
                str_z(&desk->arena,
                      (struct str){want_after, (size_t)(tail - want_after)});
        if (!strstr(got, want_after))
            print_error("file:\n%.*s%.*sgot:\n%s", STR_ARGS(text_str(&damaged)),
                        STR_ARGS(text_str(&after)), got);
        assert_non_null(strstr(got, want_after));
        arena_clear(&desk->arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(records_are_what_rfc_4180_and_the_rules_say),
        DESK_TEST(every_delimiter_delimits),
        DESK_TEST(a_record_may_have_a_mebibyte_and_no_more),
        DESK_TEST(a_quote_open_for_a_mebibyte_costs_its_line),
        DESK_TEST(a_record_may_have_1024_fields_and_no_more),
        DESK_TEST(one_damaged_row_costs_no_other),
    };

    return cmocka_run_group_tests_name("read/csv", tests, NULL, NULL);
}
