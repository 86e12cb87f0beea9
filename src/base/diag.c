#include "base/diag.h"

#include <stdarg.h>
#include <string.h>

/* "file:line:column: severity: " or "report: severity: ". */
static void put_place(FILE *out, struct place place, const char *severity)
{
    fputs(place.file ? place.file : "report", out);
    if (place.file && place.line > 0) {
        fprintf(out, ":%zu", place.line);
        if (place.column > 0)
            fprintf(out, ":%zu", place.column);
    }
    fprintf(out, ": %s: ", severity);
}

/* One line in one go, so that lines of several threads never mix. */
static void put_line(const struct diag *diag, struct place place,
                     const char *severity, const char *format, va_list args)
    PRINTF_LIKE(4, 0);

static void put_line(const struct diag *diag, struct place place,
                     const char *severity, const char *format, va_list args)
{
    flockfile(diag->out);
    put_place(diag->out, place, severity);
    vfprintf(diag->out, format, args);
    fputc('\n', diag->out);
    funlockfile(diag->out);
}

enum status diag_error(struct diag *diag, enum status status,
                       struct place place, const char *format, ...)
{
    va_list args;

    __atomic_add_fetch(&diag->errors, 1, __ATOMIC_RELAXED);
    va_start(args, format);
    put_line(diag, place, "error", format, args);
    va_end(args);
    return status;
}

void diag_warning(struct diag *diag, struct place place, const char *format,
                  ...)
{
    va_list args;

    __atomic_add_fetch(&diag->warnings, 1, __ATOMIC_RELAXED);
    if (diag->quiet)
        return;
    va_start(args, format);
    put_line(diag, place, "warning", format, args);
    va_end(args);
}

void diag_note(struct diag *diag, const char *format, ...)
{
    va_list args;

    if (diag->quiet)
        return;
    va_start(args, format);
    put_line(diag, (struct place){0}, "note", format, args);
    va_end(args);
}

const char *diag_quote(char out[static DIAG_QUOTE], struct str text)
{
    size_t used = 0;

    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        bool plain = byte >= 0x20 && byte < 0x7F;

        if (used + 4 + sizeof "..." > DIAG_QUOTE) {
            memcpy(out + used, "...", sizeof "...");
            return out;
        }
        if (plain)
            out[used++] = (char)byte;
        else
            used += (size_t)snprintf(out + used, 5, "\\x%02x", byte);
    }
    out[used] = '\0';
    return out;
}

enum { NEAREST_MAX = 40 };

/* Optimal string alignment distance; both at most NEAREST_MAX bytes. */
static size_t distance(struct str a, struct str b)
{
    size_t rows[3][NEAREST_MAX + 1];
    size_t *before = rows[0];
    size_t *above = rows[1];
    size_t *row = rows[2];

    for (size_t j = 0; j <= b.len; j++)
        above[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *spare = before;

        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t best = above[j - 1] + (a.at[i - 1] != b.at[j - 1]);

            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] &&
                a.at[i - 2] == b.at[j - 1] && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
        before = above;
        above = row;
        row = spare;
    }
    return above[b.len];
}

const char *diag_nearest(struct str name, const char *const *candidates,
                         size_t count)
{
    const char *nearest = NULL;
    size_t least = name.len < 4 ? 2 : 3; /* at most this, less one */

    if (name.len > NEAREST_MAX)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        struct str candidate = str_of(candidates[i]);
        size_t far;

        if (candidate.len > NEAREST_MAX)
            continue;
        far = distance(name, candidate);
        if (far < least) {
            least = far;
            nearest = candidates[i];
        }
    }
    return nearest;
}
