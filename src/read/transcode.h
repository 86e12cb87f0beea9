/*
 * transcode.h - single-byte encodings to UTF-8.
 */
#ifndef REPORT_READ_TRANSCODE_H
#define REPORT_READ_TRANSCODE_H

#include "base/str.h"
#include "read/config.h"

static inline bool encoding_is_single_byte(enum encoding encoding)
{
    return encoding == ENCODING_LATIN_1 || encoding == ENCODING_WINDOWS_1252;
}

/* The most bytes of UTF-8 that one byte becomes. */
enum { TRANSCODE_MOST = 3 };

/*
 * Bytes of `encoding` as UTF-8 into `to`, which has room for TRANSCODE_MOST
 * bytes each; returns how many were written.  A byte that the encoding does
 * not define becomes 0xFF, which no UTF-8 holds, so that its row is rejected;
 * what is in no single-byte encoding stays as it is.
 */
size_t transcode(enum encoding encoding, struct str bytes, char *to);

#endif
