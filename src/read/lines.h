/*
 * lines.h - the physical lines of an input, kept from where a record begins.
 *
 * Offsets count from the start of the current record, whose bytes stay
 * together and readable, and may be read again, until it is stepped over.
 * Finding a line may move them: a pointer is good until the next find.
 */
#ifndef REPORT_READ_LINES_H
#define REPORT_READ_LINES_H

#include "read/input.h"

enum {
    RECORD_MOST = 1024 * 1024, /* bytes of a record, without line end */
    LINES_SLACK = 64,          /* more bytes that can be looked at, both ways */
};

struct line {
    size_t from;
    size_t end;  /* of its bytes, without LF or CR LF */
    size_t next; /* where the line after it begins */
};

enum found {
    FOUND_LINE,
    FOUND_END,      /* there is no such line */
    FOUND_TOO_LONG, /* it ends more than RECORD_MOST bytes into the record */
};

struct lines {
    struct input *input; /* NULL: there are only the bytes in the buffer */
    char *buffer;
    uint64_t passed; /* bytes of the input that have left the buffer */
    size_t start;    /* of the record */
    size_t end;      /* of what has been read */
    bool ended;      /* the input has no more */
};

void lines_init(struct lines *lines, struct arena *arena, struct input *input);

/*
 * Lines of bytes that are there, with no input behind them: the end of the
 * bytes is that of the lines.  LINES_SLACK bytes on both sides are the lines'.
 */
void lines_set(struct lines *lines, char *bytes, size_t len);

/* The record's bytes read so far. */
static inline const char *lines_record(const struct lines *lines)
{
    return lines->buffer + lines->start;
}

/* Where the record begins in the input. */
static inline uint64_t lines_offset(const struct lines *lines)
{
    return lines->passed + lines->start;
}

/* The line that begins at `from`, which is 0 or another line's `next`. */
enum found lines_find(struct lines *lines, size_t from, struct line *line);

/*
 * The first quote of the record at or behind `from`; SIZE_MAX if there is none
 * before the end of the input, or RECORD_MOST bytes of the record.
 */
size_t lines_find_quote(struct lines *lines, size_t from);

/* The record has `len` bytes; the next one begins behind them. */
static inline void lines_step(struct lines *lines, size_t len)
{
    lines->start += len;
}

/* The next record begins behind the next line feed, however far off. */
void lines_skip(struct lines *lines);

#endif
