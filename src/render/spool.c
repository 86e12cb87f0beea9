/* For fopencookie(), O_TMPFILE and fallocate(). */
#define _GNU_SOURCE /* NOLINT(bugprone-reserved-identifier) */

#include "render/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER = 65536, GIVEN_BACK = 64 * 1024 * 1024 };

struct spooled {
    struct spool *spool;
    int handle;
    off_t position; /* of what is read */
    off_t given;    /* bytes whose room was given back */
};

static void lose(struct spool *spool, const char *what)
{
    if (spool->status == OK)
        spool->status = diag_error(spool->diag, IO_FAILED, (struct place){0},
                                   "could not %s a temporary file in '%s': %s",
                                   what, spool->folder, strerror(errno));
}

static ssize_t spooled_write(void *cookie, const char *bytes, size_t len)
{
    struct spooled *file = cookie;
    size_t done = 0;

    while (file->spool->status == OK && done < len) {
        ssize_t put = write(file->handle, bytes + done, len - done);

        if (put > 0)
            done += (size_t)put;
        else if (errno != EINTR)
            lose(file->spool, "write");
    }
    return (ssize_t)len;
}

/* Where a system gives no room back, it comes back with the file. */
static void give_back(struct spooled *file)
{
    if (file->position - file->given < GIVEN_BACK)
        return;
    (void)fallocate(file->handle, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                    file->given, file->position - file->given);
    file->given = file->position;
}

static ssize_t spooled_read(void *cookie, char *bytes, size_t len)
{
    struct spooled *file = cookie;
    ssize_t got;

    if (file->spool->status != OK)
        return 0;
    do
        got = read(file->handle, bytes, len);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        lose(file->spool, "read");
        return 0;
    }
    file->position += got;
    give_back(file);
    return got;
}

static int spooled_seek(void *cookie, off64_t *offset, int whence)
{
    struct spooled *file = cookie;

    if (file->handle < 0)
        return 0;
    *offset = lseek(file->handle, *offset, whence);
    file->position = *offset;
    return *offset < 0 ? -1 : 0;
}

static int spooled_close(void *cookie)
{
    struct spooled *file = cookie;

    if (file->handle >= 0)
        close(file->handle);
    return 0;
}

/* Not every file system has files without a name. */
static int open_nameless(struct arena *arena, const char *folder)
{
    int handle = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    struct str name = str_format(arena, "%s/spool-XXXXXX", folder);
    char *path = arena_array(arena, char, name.len + 1);

    if (handle >= 0)
        return handle;
    memcpy(path, name.at, name.len);
    handle = mkostemp(path, O_CLOEXEC);
    if (handle >= 0)
        unlink(path);
    return handle;
}

FILE *spool_file(struct spool *spool)
{
    struct spooled *spooled = arena_new(spool->arena, struct spooled);
    FILE *file;

    spooled->spool = spool;
    spooled->handle = open_nameless(spool->arena, spool->folder);
    if (spooled->handle < 0)
        lose(spool, "make");
    file = fopencookie(spooled, "w+",
                       (cookie_io_functions_t){.read = spooled_read,
                                               .write = spooled_write,
                                               .seek = spooled_seek,
                                               .close = spooled_close});
    if (!file) {
        spooled_close(spooled);
        return NULL;
    }
    /* One thread writes it, in very small bits. */
    __fsetlocking(file, FSETLOCKING_BYCALLER);
    setvbuf(file, arena_array(spool->arena, char, BUFFER), _IOFBF, BUFFER);
    return file;
}
