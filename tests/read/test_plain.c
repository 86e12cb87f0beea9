#include "mess.h"

#include "read/plain.h"

static const size_t blocks[] = {1, 7, 4096, 1024 * 1024};

/* How a file is read. */
struct way {
    const struct scan_kernel *kernel; /* NULL: by libcsv alone */
    size_t block;
    char delimiter;
    enum encoding encoding;
};

/* All that is to be known of the records of D/x.csv, as one text. */
static struct str read_all(struct desk *desk, const struct way *way)
{
    struct arena own = {0};
    struct text text = {.arena = &desk->arena};
    struct input *input = input_open(
        &own, &desk->diag, desk_path(desk, "x.csv"), way->encoding, way->block);
    struct csv *csv = csv_new(&own, input, way->delimiter, way->encoding);
    struct csv_record record;
    struct input_total total;

    csv_use(csv, way->kernel);
    while (csv_next(csv, &record))
        add_record(&text, csv, &record);
    text_addf(&text, "%zu blank\n", csv_blank_lines(csv));
    csv_clear(csv);
    assert_int_equal(input_close(input, &total), OK);
    arena_free(&own);
    return text_str(&text);
}

static void assert_reads_alike(struct desk *desk, struct str file,
                               struct way way)
{
    size_t count;
    const struct scan_kernel *kernels = scan_kernels(&count);
    size_t block = way.block;
    struct str want;

    way.kernel = NULL;
    way.block = 4096;
    want = read_all(desk, &way);
    way.block = block;
    for (size_t i = 0; i < count; i++) {
        struct str got;

        way.kernel = &kernels[i];
        got = read_all(desk, &way);
        if (str_equal(got, want))
            continue;
        print_error("%s, blocks of %zu, file:\n%.*s\ngot:\n%.*s\nwant:\n%.*s\n",
                    way.kernel->name, way.block, STR_ARGS(file), STR_ARGS(got),
                    STR_ARGS(want));
        fail();
    }
}

/* Kernels x delimiters x encodings x damage, at every size of block. */
static void records_are_what_libcsv_finds(void **state)
{
    struct desk *desk = *state;
    unsigned seed = 11;

    for (size_t trial = 0; trial < 500; trial += STRIDE) {
        struct mood mood = draw_mood(&seed);
        struct str file =
            draw_file(&desk->arena, &mood, draw(&seed, 60), &seed);
        enum encoding encoding = (enum encoding)draw(&seed, 3);

        file =
            damage(&desk->arena, file, draw(&seed, 2) * draw(&seed, 8), &seed);
        desk_write(desk, "x.csv", file);
        for (size_t i = 0; i < COUNT(blocks); i++)
            assert_reads_alike(desk, file,
                               (struct way){.block = blocks[i],
                                            .delimiter = mood.delimiter,
                                            .encoding = encoding});
        arena_clear(&desk->arena);
    }
}

static void a_cut_at_any_byte_changes_nothing(void **state)
{
    struct desk *desk = *state;
    unsigned seed = 21;

    for (size_t trial = 0; trial < 8; trial++) {
        struct mood mood = draw_mood(&seed);
        struct str file =
            draw_file(&desk->arena, &mood, 6 + draw(&seed, 10), &seed);

        file = damage(&desk->arena, file, draw(&seed, 4), &seed);
        desk_write(desk, "x.csv", file);
        for (size_t block = 1; block <= file.len + 1; block += STRIDE)
            assert_reads_alike(
                desk, file,
                (struct way){.block = block, .delimiter = mood.delimiter});
        arena_clear(&desk->arena);
    }
}

/* What spans the lanes of a scan must be seen as well as what does not. */
static void odd_bytes_are_seen_at_any_place_of_a_lane(void **state)
{
    struct desk *desk = *state;
    static const char *const fields_of[] = {
        "\"a\"b",  "x\"y\"",     "\"a\"\r",  "\"a\"\rx",  "a\rx",
        "\"a\"\"", "\"a\"\"b\"", "\"a\nb\"", "\"a,b\"\"", "\"a\",\"b",
    };

    for (size_t i = 0; i < COUNT(fields_of); i++)
        for (size_t pad = 0; pad < 2 * SCAN_LANE; pad += STRIDE) {
            struct text file = {.arena = &desk->arena};

            text_add(&file, STR("a,b\n"));
            for (size_t n = pad; n > 0; n--)
                text_add(&file, STR("x"));
            text_addf(&file, ",%s\n1,2\n\"3\",\"4\"\n", fields_of[i]);
            desk_write(desk, "x.csv", text_str(&file));
            assert_reads_alike(desk, text_str(&file),
                               (struct way){.block = 4096, .delimiter = ','});
            arena_clear(&desk->arena);
        }
}

/* Rows that fill a scan: with bytes, with ends, with odd bytes. */
static void what_fills_a_scan_is_read_on(void **state)
{
    struct desk *desk = *state;
    static const struct {
        const char *bytes;
        size_t most; /* of them in a row */
    } fillings[] = {
        {"x", 20000},    {",", 3000},        {",x", 9000},
        {"\"\",", 4000}, {"\n", 9000},       {"\r", 9000},
        {"\"\"", 9000},  {"\"a\n\",", 2000}, {"\xC3\xA9", 9000},
    };
    unsigned seed = 31;

    for (size_t trial = 0; trial < 60; trial++) {
        struct text file = {.arena = &desk->arena};

        text_add(&file, STR("a,b\n"));
        for (unsigned rows = draw(&seed, 300); rows > 0; rows--)
            text_addf(&file, "%u,\"%u\"\n", draw(&seed, 1000), rows);
        for (size_t i = 0; i < 4; i++) {
            size_t which = draw(&seed, COUNT(fillings));

            text_addf(&file, "1,2\n%u,", draw(&seed, 1000));
            for (size_t n = draw(&seed, (unsigned)fillings[which].most); n > 0;
                 n--)
                text_add(&file, str_of(fillings[which].bytes));
            text_add(&file, STR("\n5,6\n"));
        }
        desk_write(desk, "x.csv", text_str(&file));
        for (size_t i = 1; i < COUNT(blocks); i++)
            assert_reads_alike(
                desk, STR("(long)"),
                (struct way){.block = blocks[i], .delimiter = ','});
        arena_clear(&desk->arena);
    }
}

/* NUL bytes by the thousand. */
static void a_file_of_odd_bytes_alone_is_read(void **state)
{
    struct desk *desk = *state;
    struct text file = {.arena = &desk->arena};

    text_add(&file, STR("a,b\n"));
    for (size_t i = 0; i < 5000; i++)
        text_add(&file, STR("\0,\0\n1,2\n"));
    desk_write(desk, "x.csv", text_str(&file));
    for (size_t i = 1; i < COUNT(blocks); i++)
        assert_reads_alike(desk, STR("(NUL)"),
                           (struct way){.block = blocks[i], .delimiter = ','});
}

/* Lines up to the first that holds an odd number of quotes, one by one. */
static struct scan_lines pair_lines(const char *bytes, size_t len)
{
    struct scan_lines lines = {0};
    size_t quotes = 0;

    for (size_t i = 0; i < len; i++) {
        quotes += bytes[i] == '"';
        if (bytes[i] != '\n')
            continue;
        if (quotes % 2 > 0) {
            lines.is_odd = true;
            return lines;
        }
        lines.count++;
        lines.end = i + 1;
        quotes = 0;
    }
    return lines;
}

static void lines_of_paired_quotes_are_found(void **state)
{
    static const char drawn[] = "\"\n\nxxxxxxxxxxxxxxxxxxxxx";
    char bytes[5 * SCAN_LANE + SCAN_LANE];
    size_t count;
    const struct scan_kernel *kernels = scan_kernels(&count);
    unsigned seed = 61;

    (void)state;
    for (size_t trial = 0; trial < 200000; trial++) {
        size_t len = draw(&seed, 5 * SCAN_LANE);
        unsigned kinds = 2 + draw(&seed, sizeof drawn - 3);
        struct scan_lines want;

        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = drawn[draw(&seed, 3) > 0 ? kinds : draw(&seed, kinds)];
        if (trial % 2 > 0) /* in pairs, for the most part */
            for (size_t i = 1; i < sizeof bytes; i++)
                if (bytes[i - 1] == '"' && draw(&seed, 99) > 0)
                    bytes[i++] = '"';
        want = pair_lines(bytes, len);
        for (size_t i = 0; i < count; i++) {
            struct scan_lines got;

            kernels[i].pair(&got, bytes, len);
            assert_int_equal(got.count, want.count);
            assert_int_equal(got.end, want.end);
            assert_int_equal(got.is_odd, want.is_odd);
        }
    }
}

/* What the portable kernel finds, and another one, in the same bytes. */
static void assert_same_scan(const struct scan *got, const struct scan *want)
{
    assert_int_equal(got->len, want->len);
    assert_int_equal(got->end_count, want->end_count);
    assert_int_equal(got->edges[0], UINT32_MAX);
    assert_memory_equal(got->edges, want->edges,
                        (1 + want->end_count) * sizeof *want->edges);
    assert_int_equal(got->feed_count, want->feed_count);
    assert_memory_equal(got->feeds, want->feeds,
                        want->feed_count * sizeof *want->feeds);
    assert_int_equal(got->odd_count, want->odd_count);
    assert_memory_equal(got->odds, want->odds,
                        want->odd_count * sizeof *want->odds);
    assert_int_equal(got->wide_count, want->wide_count);
    assert_memory_equal(got->wides, want->wides,
                        want->wide_count * sizeof *want->wides);
    assert_int_equal(got->has_quotes, want->has_quotes);
    for (size_t i = 0; i < want->end_count; i++)
        assert_int_equal(got->empties[i / 64] >> i % 64 & 1,
                         want->empties[i / 64] >> i % 64 & 1);
}

/* Each end by the definition: what is empty, and which are line feeds. */
static void check_ends(const struct scan *scan, const char *bytes)
{
    size_t feed = 0;

    for (size_t i = 0; i < scan->end_count; i++) {
        uint32_t end = scan->edges[1 + i];
        bool is_empty = scan->edges[i] + 1 == end;

        assert_true(i == 0 || end > scan->edges[i]);
        assert_true(end < scan->len);
        assert_int_equal(scan->empties[i / 64] >> i % 64 & 1, is_empty);
        assert_true(bytes[end] == ',' || bytes[end] == '\n');
        if (bytes[end] == '\n')
            assert_int_equal(scan->feeds[feed++], i);
    }
    assert_int_equal(feed, scan->feed_count);
}

/* Bytes of few kinds, so that there are quotes, ends and empty fields. */
static void all_kernels_find_the_same(void **state)
{
    static const char *const kinds[] = {
        ",\n",
        ",x\n",
        "\",x\n",
        "\"\",,\n\r",
        "\r\n,x",
        "xxxxxxxxxxx,\n",
        ",\"\r\n\xC3\xA9x",
        "xxxxxxxxxxxxxxxxxxxxxxxx\"",
    };
    static char bytes[SCAN_MOST + 1000 + SCAN_LANE];
    static struct scan got, want;
    size_t count;
    const struct scan_kernel *kernels = scan_kernels(&count);
    unsigned seed = 71;

    (void)state;
    for (size_t trial = 0; trial < 6000; trial++) {
        const char *kind = kinds[draw(&seed, COUNT(kinds))];
        size_t most = draw(&seed, 9) ? 300 : SCAN_MOST + 1000;
        size_t len = draw(&seed, (unsigned)most + 1);
        bool has_nul = draw(&seed, 9) == 0;

        for (size_t i = 0; i < len + SCAN_LANE; i++)
            bytes[i] = kind[draw(&seed, (unsigned)strlen(kind))];
        if (has_nul)
            bytes[draw(&seed, (unsigned)len + 1)] = '\0';
        memset(&want, 0xA5, sizeof want);
        kernels[count - 1].run(&want, bytes, len, ',');
        check_ends(&want, bytes);
        for (size_t i = 0; i + 1 < count; i++) {
            memset(&got, 0x5A, sizeof got); /* scans are used again */
            kernels[i].run(&got, bytes, len, ',');
            assert_same_scan(&got, &want);
        }
    }
}

/* A file of ordinary records must not depend on libcsv at all. */
static void ordinary_records_are_plain(void **state)
{
    struct desk *desk = *state;
    struct str file = STR("a,b,c\r\n1,\"x, y\",\r\n\"\",\xC3\xA9,\"3\"\r\n");
    struct arena own = {0};
    struct lines lines;
    struct plain plain;
    struct plain_record record;
    struct csv_field cut[3];
    struct line line;
    struct input_total total;
    struct input *input;

    desk_write(desk, "x.csv", file);
    input = input_open(&own, &desk->diag, desk_path(desk, "x.csv"),
                       ENCODING_UTF_8, 4096);
    lines_init(&lines, &own, input);
    plain_init(&plain, ',');
    assert_int_equal(lines_find(&lines, 0, &line), FOUND_LINE);
    for (size_t rows = 0; rows < 3; rows++) {
        assert_true(plain_find(&plain, &lines, 3, &record));
        plain_cut(&record, cut);
        lines_step(&lines, plain_take(&plain, &record));
    }
    assert_true(str_equal(cut[0].text, STR("")));
    assert_true(str_equal(cut[1].text, STR("\xC3\xA9")));
    assert_true(str_equal(cut[2].text, STR("3")));
    assert_int_equal(cut[2].offset, 6);
    assert_false(plain_find(&plain, &lines, 3, &record));
    input_close(input, &total);
    arena_free(&own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(records_are_what_libcsv_finds),
        DESK_TEST(a_cut_at_any_byte_changes_nothing),
        DESK_TEST(odd_bytes_are_seen_at_any_place_of_a_lane),
        DESK_TEST(what_fills_a_scan_is_read_on),
        DESK_TEST(a_file_of_odd_bytes_alone_is_read),
        cmocka_unit_test(lines_of_paired_quotes_are_found),
        cmocka_unit_test(all_kernels_find_the_same),
        DESK_TEST(ordinary_records_are_plain),
    };

    return cmocka_run_group_tests_name("read/plain", tests, NULL, NULL);
}
