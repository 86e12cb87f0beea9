/*
 * str.h - text as a pointer and a length.
 *
 * A str is a view into memory that someone else owns (an arena, a buffer, a
 * literal); it is not NUL-terminated unless str_z() made it so.  The empty str
 * {NULL, 0} is a valid value and stands for "unknown" where data is concerned.
 */
#ifndef REPORT_BASE_STR_H
#define REPORT_BASE_STR_H

#include "base/arena.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

struct str {
    const char *at;
    size_t len;
};

/* A str of a string literal, usable in static tables as well. */
#define STR(literal) ((struct str){.at = (literal), .len = sizeof(literal) - 1})

/* The two arguments that "%.*s" takes. */
#define STR_ARGS(text) (int)(text).len, ((text).at ? (text).at : "")

struct str str_of(const char *z);
bool str_equal(struct str a, struct str b);

/* By bytes, as strcmp() orders: negative, 0 or positive. */
int str_compare(struct str a, struct str b);

bool str_starts(struct str text, struct str prefix);
bool str_ends(struct str text, struct str suffix);

/* Without the white space (space, tab, CR, LF) at both ends. */
struct str str_trim(struct str text);

/* Where `byte` first stands in the text, or its length. */
size_t str_find(struct str text, char byte);

struct str str_copy(struct arena *arena, struct str text);

/* A NUL-terminated copy, for the edge of a library. */
const char *str_z(struct arena *arena, struct str text);

/* printf() into an arena; the result is NUL-terminated too. */
struct str str_format(struct arena *arena, const char *format, ...)
    PRINTF_LIKE(2, 3);

/* Whether no byte is beyond ASCII. */
bool str_is_ascii(struct str text);

/* Whether the bytes are valid UTF-8 (no surrogates, nothing over U+10FFFF). */
bool str_is_utf8(struct str text);

/*
 * The code point at the start of the text and its length in bytes; U+FFFD and
 * 1 for an invalid byte.  The text must not be empty.
 */
size_t str_code_point(struct str text, unsigned *code_point);

/* A code point as UTF-8 into `to`, which has room for 4 bytes; its length. */
size_t str_put_code_point(char *to, unsigned code_point);

/* A text that grows in an arena. */
struct text {
    struct arena *arena;
    char *at; /* NUL-terminated once something was added */
    size_t len;
    size_t capacity;
};

void text_add(struct text *text, struct str more);
void text_addf(struct text *text, const char *format, ...) PRINTF_LIKE(2, 3);
struct str text_str(const struct text *text);

#endif
