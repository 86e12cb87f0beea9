#include "out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

void out_open(struct out *out, struct arena *arena, struct diag *diag,
              const char *path)
{
    *out = (struct out){.diag = diag, .path = path};
    out->buffer = arena_array(arena, char, OUT_BUFFER + OUT_ROW);
    out->file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (out->file < 0)
        out->status = diag_error(diag, NO_OUTPUT, (struct place){.file = path},
                                 "cannot create the file: %s", strerror(errno));
}

void out_flush(struct out *out)
{
    size_t done = 0;

    while (out->status == OK && done < out->used) {
        ssize_t wrote = write(out->file, out->buffer + done, out->used - done);

        if (wrote >= 0)
            done += (size_t)wrote;
        else if (errno != EINTR)
            out->status = diag_error(out->diag, IO_FAILED,
                                     (struct place){.file = out->path},
                                     "could not write: %s", strerror(errno));
    }
    out->bytes += out->used;
    out->used = 0;
}

enum status out_close(struct out *out)
{
    out_flush(out);
    if (out->file >= 0 && close(out->file) != 0 && out->status == OK)
        out->status =
            diag_error(out->diag, IO_FAILED, (struct place){.file = out->path},
                       "could not write: %s", strerror(errno));
    out->file = -1;
    return out->status;
}

void out_printf(struct out *out, const char *format, ...)
{
    char *at = out_begin(out);
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(at, OUT_ROW, format, arguments);
    va_end(arguments);
    if (length > 0)
        out->used += (size_t)length < OUT_ROW ? (size_t)length : OUT_ROW - 1;
}

char *put_date(char *at, int32_t date)
{
    struct civil civil;

    if (date == DATE_NONE)
        return at;
    civil = date_civil(date);
    at = put_digits(at, (uint64_t)civil.year, 4);
    at = put_byte(at, '-');
    at = put_two(at, (unsigned)civil.month);
    at = put_byte(at, '-');
    return put_two(at, (unsigned)civil.day);
}
