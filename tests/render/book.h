/*
 * book.h - what the tests of workbooks share: looking into a finished one.
 */
#ifndef REPORT_TESTS_RENDER_BOOK_H
#define REPORT_TESTS_RENDER_BOOK_H

#include "test.h"

#include "deliver/zip.h"

#include <string.h>

/* The text of a part of a workbook; empty where it has none. */
static inline struct str book_part(struct arena *arena, struct str bytes,
                                   const char *name)
{
    struct diag diag = {.out = stderr};
    struct zip *zip = zip_open(arena, &diag, "workbook", bytes);
    struct text text = {.arena = arena};
    struct str entry;
    char buffer[4096];
    size_t len;

    while (zip_next(zip, &entry)) {
        bool wanted = str_equal(entry, str_of(name));

        while ((len = zip_read(zip, buffer, sizeof buffer)) > 0)
            if (wanted)
                text_add(&text, (struct str){buffer, len});
    }
    assert_int_equal(zip_close(zip), OK);
    return text.at ? text_str(&text) : STR("");
}

static inline size_t book_count(struct str text, const char *what)
{
    size_t count = 0;

    for (const char *at = strstr(text.at, what); at; at = strstr(at + 1, what))
        count++;
    return count;
}

#define assert_holds(text, what)                                               \
    do {                                                                       \
        if (!strstr((text).at, (what))) {                                      \
            print_error("'%s' is not in:\n%.4000s\n", (what), (text).at);      \
            fail();                                                            \
        }                                                                      \
    } while (0)

#endif
