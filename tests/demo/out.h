/*
 * out.h - writing large delimited files fast.
 *
 * An out is sticky: after a failure, told once, nothing more is written, and
 * out_close() returns the status.  Rows are put through a cursor:
 *
 *     char *at = out_begin(out);
 *
 *     at = put_text(at, store->id);
 *     at = put_cents(at, net);
 *     out_end(out, at);
 */
#ifndef DEMO_OUT_H
#define DEMO_OUT_H

#include "base/date.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { OUT_BUFFER = 256 * 1024, OUT_ROW = 4096 };

struct out {
    struct diag *diag;
    const char *path;
    int file;
    char *buffer; /* OUT_BUFFER + OUT_ROW bytes */
    size_t used;
    uint64_t bytes; /* written before what is in the buffer */
    uint64_t lines; /* ended by out_end() */
    enum status status;
};

/* Create or empty a file; its memory lives in the arena. */
void out_open(struct out *out, struct arena *arena, struct diag *diag,
              const char *path);
enum status out_close(struct out *out);

/* Write the buffer out. */
void out_flush(struct out *out);

/* printf() of up to OUT_ROW bytes; ends no line by itself. */
void out_printf(struct out *out, const char *format, ...) PRINTF_LIKE(2, 3);

/* Room for a row of OUT_ROW bytes. */
static inline char *out_begin(struct out *out)
{
    if (out->used >= OUT_BUFFER)
        out_flush(out);
    return out->buffer + out->used;
}

static inline void out_end(struct out *out, const char *at)
{
    out->used = (size_t)(at - out->buffer);
    out->lines++;
}

/* Where the next byte goes, from the start of the file. */
static inline uint64_t out_offset(const struct out *out)
{
    return out->bytes + out->used;
}

static inline char *put_bytes(char *at, const char *bytes, size_t len)
{
    memcpy(at, bytes, len);
    return at + len;
}

static inline char *put_text(char *at, const char *text)
{
    return put_bytes(at, text, strlen(text));
}

static inline char *put_byte(char *at, char byte)
{
    *at = byte;
    return at + 1;
}

/* The same for a few bytes that the compiler does not know. */
static inline char *put_word(char *at, const char *word)
{
    while (*word)
        *at++ = *word++;
    return at;
}

static inline char *put_two(char *at, uint32_t number)
{
    at[0] = (char)('0' + number / 10);
    at[1] = (char)('0' + number % 10);
    return at + 2;
}

/* A number with as many digits as it takes; no branch on one or two. */
static inline char *put_number(char *at, uint64_t number)
{
    char rest[20];
    size_t from = sizeof rest;
    bool two;

    while (number >= 100) {
        from -= 2;
        put_two(rest + from, (uint32_t)(number % 100));
        number /= 100;
    }
    two = number >= 10;
    at[0] = (char)('0' + number / 10);
    at[two] = (char)('0' + number % 10);
    at += 1 + two;
    while (from < sizeof rest)
        *at++ = rest[from++];
    return at;
}

/* A number with exactly `count` digits, an even count. */
static inline char *put_digits(char *at, uint64_t number, size_t count)
{
    for (size_t i = count; i > 0; i -= 2) {
        put_two(at + i - 2, (uint32_t)(number % 100));
        number /= 100;
    }
    return at + count;
}

/* Cents as 12.34, with this decimal mark. */
static inline char *put_cents(char *at, int32_t cents, char mark)
{
    uint32_t size = cents < 0 ? (uint32_t)-cents : (uint32_t)cents;

    if (cents < 0)
        *at++ = '-';
    at = put_number(at, size / 100);
    *at++ = mark;
    return put_two(at, size % 100);
}

/* 2023-12-31 */
char *put_date(char *at, int32_t date);

/* " 17:05:09" of a second of the day. */
static inline char *put_clock(char *at, uint32_t second)
{
    at = put_byte(at, ' ');
    at = put_two(at, second / 3600);
    at = put_byte(at, ':');
    at = put_two(at, second / 60 % 60);
    at = put_byte(at, ':');
    return put_two(at, second % 60);
}

#endif
