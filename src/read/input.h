/*
 * input.h - the bytes of a file, as UTF-8, whatever it is packed in.
 *
 * A name that ends in .gz is expanded (all members of it); UTF-16 is decoded
 * where a byte order mark says so, else as the encoding does; a mark is
 * skipped; single-byte encodings are transcoded.  What comes out does not
 * depend on the block size.  Bytes that are not UTF-8 are handed on as they
 * are: whether a row is valid is not decided here.
 *
 * An input is sticky: read() is 0 at the end and after a failure, and close()
 * says which it was.  Failures are told once: NO_INPUT if the file cannot be
 * opened, IO_FAILED if it cannot be read, BAD_DATA if it is truncated or
 * corrupt gzip, expands beyond reason, ends within a character of UTF-16, or
 * changed while it was read.
 */
#ifndef REPORT_READ_INPUT_H
#define REPORT_READ_INPUT_H

#include "base/diag.h"
#include "base/fingerprint.h"
#include "read/config.h"

#include <stdint.h>

enum { INPUT_BLOCK = 256 * 1024 }; /* bytes read in one go, as a rule */

struct input;

/* What the file was, as it lies on the disk. */
struct input_total {
    uint64_t bytes;
    char fingerprint[FINGERPRINT_TEXT];
};

/*
 * Never NULL.  `path` must outlive the input; its memory is its own, but for
 * the handle, which lies in the arena.
 */
struct input *input_open(struct arena *arena, struct diag *diag,
                         const char *path, enum encoding encoding,
                         size_t block);

/* What the file is in: the encoding given, or what its mark says. */
enum encoding input_encoding(const struct input *input);

/* Up to `room` (at least 8) bytes into `to`; 0 at the end. */
size_t input_read(struct input *input, char *to, size_t room);

/* The same, but single-byte encodings are not transcoded. */
size_t input_read_bytes(struct input *input, char *to, size_t room);

/* OK, or the failure that was told. */
enum status input_status(const struct input *input);

/* `total` is meaningful if the file was read to its end. */
enum status input_close(struct input *input, struct input_total *total);

#endif
