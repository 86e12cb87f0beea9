/*
 * utf16.h - UTF-16 to UTF-8, some bytes of a stream at a time.
 *
 * What comes out does not depend on where the stream is cut.  A surrogate
 * without its other half becomes 0xFF, which no UTF-8 holds, so that its row
 * is rejected.
 */
#ifndef REPORT_READ_UTF16_H
#define REPORT_READ_UTF16_H

#include "base/str.h"

#include <stdbool.h>

/* Where a stream stands; zero but for the order of bytes at its start. */
struct utf16 {
    bool is_big_endian;
    size_t lines;       /* ended so far */
    unsigned high;      /* a surrogate whose other half is to come; 0: none */
    unsigned char byte; /* the first of a unit, if it has one */
    bool has_byte;
};

/* The room for what `len` bytes become. */
static inline size_t utf16_room(size_t len)
{
    return 2 * len + 2;
}

/* Bytes as UTF-8 into `to`, which has room; returns how many were written. */
size_t utf16_decode(struct utf16 *utf16, struct str bytes, char *to);

/* What the end of the stream leaves: at most a byte. */
size_t utf16_end(struct utf16 *utf16, char *to);

#endif
