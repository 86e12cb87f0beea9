/*
 * desk.h - what the reader's tests work on: a folder of their own with files
 * and a report.yaml, and what was told about them.
 */
#ifndef REPORT_TESTS_READ_DESK_H
#define REPORT_TESTS_READ_DESK_H

#include "test.h"

#include "base/file.h"
#include "read/extract.h"

#include <string.h>
#include <zlib.h>

struct desk {
    struct arena arena;
    struct diag diag;
    char *told; /* what diag.out got; desk_told() brings it up to date */
    size_t told_len;
    char folder[32];
    struct config config;
    struct ledger ledger;
    struct extract_run run;
};

static inline int desk_open(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);

    snprintf(desk->folder, sizeof desk->folder, "/tmp/report-XXXXXX");
    desk->diag.out = open_memstream(&desk->told, &desk->told_len);
    *state = desk;
    return mkdtemp(desk->folder) ? 0 : -1;
}

static inline int desk_close(void **state)
{
    struct desk *desk = *state;

    file_remove_tree(&desk->diag, desk->folder);
    fclose(desk->diag.out);
    free(desk->told);
    arena_free(&desk->arena);
    free(desk);
    return 0;
}

/* All that was told, with "D/" for the desk's folder. */
static inline const char *desk_told(struct desk *desk)
{
    size_t len = strlen(desk->folder);
    struct text told = {.arena = &desk->arena};
    const char *at, *next;

    fflush(desk->diag.out);
    for (at = desk->told; (next = strstr(at, desk->folder)); at = next + len) {
        text_add(&told, (struct str){at, (size_t)(next - at)});
        text_add(&told, STR("D"));
    }
    text_add(&told, str_of(at));
    return told.at ? told.at : "";
}

static inline const char *desk_path(struct desk *desk, const char *name)
{
    return file_join(&desk->arena, desk->folder, name);
}

/* A file of the folder, in place of one that may be there. */
static inline void desk_write(struct desk *desk, const char *name,
                              struct str content)
{
    FILE *file = fopen(desk_path(desk, name), "wb");

    assert_non_null(file);
    if (content.len > 0)
        assert_int_equal(fwrite(content.at, 1, content.len, file), content.len);
    assert_int_equal(fclose(file), 0);
}

/* `content` packed as one member of a gzip file. */
static inline struct str desk_pack(struct desk *desk, struct str content)
{
    z_stream stream = {0};
    size_t room = content.len + content.len / 100 + 100;
    char *packed = arena_array(&desk->arena, char, room);
    char *copy = arena_array(&desk->arena, char, content.len + 1);

    memcpy(copy, content.at, content.len);
    assert_int_equal(
        deflateInit2(&stream, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (unsigned char *)copy;
    stream.avail_in = (uInt)content.len;
    stream.next_out = (unsigned char *)packed;
    stream.avail_out = (uInt)room;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    deflateEnd(&stream);
    return (struct str){packed, stream.total_out};
}

/* A text as UTF-16; bytes that are no text become half a surrogate pair. */
static inline struct str desk_utf16(struct desk *desk, struct str text,
                                    bool is_big_endian)
{
    char *bytes = arena_array(&desk->arena, char, 2 * text.len + 1);
    size_t len = 0;

    while (text.len > 0) {
        unsigned units[2];
        size_t used = str_code_point(text, units);
        bool is_pair = units[0] >= 0x10000;

        if (used == 1 && units[0] == 0xFFFD)
            units[0] = 0xDCFF;
        if (is_pair) {
            units[1] = 0xDC00 | (units[0] & 0x3FF);
            units[0] = 0xD800 | (units[0] - 0x10000) >> 10;
        }
        for (size_t i = 0; i <= is_pair; i++, len += 2) {
            bytes[len + is_big_endian] = (char)(units[i] & 0xFF);
            bytes[len + !is_big_endian] = (char)(units[i] >> 8);
        }
        text.at += used;
        text.len -= used;
    }
    return (struct str){bytes, len};
}

/* Load the folder's report.yaml, which is `yaml`, and begin an account. */
static inline void desk_configure(struct desk *desk, const char *yaml)
{
    desk_write(desk, "report.yaml", str_of(yaml));
    assert_int_equal(
        config_load(&desk->arena, &desk->diag, desk->folder, &desk->config),
        OK);
    ledger_init(&desk->ledger, &desk->arena);
    desk->run = (struct extract_run){.arena = &desk->arena,
                                     .diag = &desk->diag,
                                     .config = &desk->config,
                                     .ledger = &desk->ledger};
}

/* The rejects as "line:column reason" in lines, rules' with a * in front. */
static inline const char *desk_rejects(struct desk *desk)
{
    struct text text = {.arena = &desk->arena};

    ledger_seal(&desk->ledger);
    for (size_t i = 0; i < desk->ledger.reject_count; i++) {
        const struct reject *reject = &desk->ledger.rejects[i];

        text_addf(&text, "%s%zu:%zu %.*s\n", reject->by_rule ? "*" : "",
                  reject->line, reject->column, STR_ARGS(reject->reason));
    }
    return text.at ? text.at : "";
}

#define DESK_TEST(name)                                                        \
    cmocka_unit_test_setup_teardown(name, desk_open, desk_close)

/* Every row of an extract's account has become something. */
static inline void assert_adds_up(const struct control *control)
{
    assert_int_equal(control->rows, control->accepted + control->rejected +
                                        control->set_aside + control->ignored);
}

#endif
