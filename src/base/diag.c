#include "base/diag.h"

#include <stdarg.h>
#include <string.h>

enum { ESCAPE = 4 }; /* bytes of \x1b */

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

/* Controls, and marks that are not seen but change what is. */
static bool is_hidden(unsigned code_point)
{
    static const struct {
        unsigned first, last;
    } hidden[] = {
        {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x061C, 0x061C},
        {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xD800, 0xF8FF},
        {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFF}, {0xE0000, ~0U},
    };

    for (size_t i = 0; i < COUNT(hidden); i++)
        if (code_point >= hidden[i].first && code_point <= hidden[i].last)
            return true;
    return false;
}

static void escape(char *out, struct str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        snprintf(out + ESCAPE * i, ESCAPE + 1, "\\x%02x",
                 (unsigned char)bytes.at[i]);
}

const char *diag_quote(char out[static DIAG_QUOTE], struct str text)
{
    size_t used = 0;

    while (text.len > 0) {
        unsigned code_point;
        struct str bytes = {text.at, str_code_point(text, &code_point)};
        bool hidden = is_hidden(code_point);
        size_t len = hidden ? ESCAPE * bytes.len : bytes.len;

        if (used + len + sizeof "..." > DIAG_QUOTE) {
            memcpy(out + used, "...", sizeof "...");
            return out;
        }
        if (hidden)
            escape(out + used, bytes);
        else
            memcpy(out + used, bytes.at, bytes.len);
        used += len;
        text = (struct str){text.at + bytes.len, text.len - bytes.len};
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
