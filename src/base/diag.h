/*
 * diag.h - what the program says on stderr, through one writer.
 *
 *   input/sales.csv:17:24: error: invalid date '2024-13-01' in column 'date'
 *   report: error: no extract given; try 'report --help'
 *
 * Lines and columns count from 1; the column is the byte where the field
 * begins.  0 leaves a part out.  Wording: lower case, no full stop; what is
 * wrong first, then the value in single quotes, then what would be right.
 * A diag may be used from several threads.
 */
#ifndef REPORT_BASE_DIAG_H
#define REPORT_BASE_DIAG_H

#include "base/status.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Where in the input a problem lies; `file` NULL stands for the program. */
struct place {
    const char *file;
    size_t line;
    size_t column;
};

struct diag {
    FILE *out;    /* stderr; a memory stream in tests */
    bool quiet;   /* no warnings and notes */
    bool verbose; /* progress notes */
    size_t errors;
    size_t warnings;
};

/* Tell an error and return `status`, so that a caller can `return` it. */
enum status diag_error(struct diag *diag, enum status status,
                       struct place place, const char *format, ...)
    PRINTF_LIKE(4, 5);
void diag_warning(struct diag *diag, struct place place, const char *format,
                  ...) PRINTF_LIKE(3, 4);
void diag_note(struct diag *diag, const char *format, ...) PRINTF_LIKE(2, 3);

/*
 * Text from the input, safe to print: bytes that are no UTF-8, controls and
 * what turns the direction of writing as \xNN; cut with "..." so that the
 * result, NUL included, fits DIAG_QUOTE bytes.
 */
enum { DIAG_QUOTE = 96 };
const char *diag_quote(char out[static DIAG_QUOTE], struct str text);

/* The candidate most like `name` (edit distance <= 2), or NULL. */
const char *diag_nearest(struct str name, const char *const *candidates,
                         size_t count);

#endif
