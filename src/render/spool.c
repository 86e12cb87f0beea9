/* For O_TMPFILE and fallocate(). */
#define _GNU_SOURCE /* NOLINT(bugprone-reserved-identifier) */

#include "render/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER = 262144, GIVEN_BACK = 16 * 1024 * 1024 };

struct spool {
    struct arena *arena;
    struct diag *diag;
    const char *folder;
    enum status status;
    int handle;
    char *buffer;
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

struct spool *spool_open(struct arena *arena, struct diag *diag,
                         const char *folder)
{
    struct spool *spool = arena_new(arena, struct spool);

    *spool = (struct spool){.arena = arena, .diag = diag, .folder = folder};
    spool->buffer = arena_array(arena, char, BUFFER);
    spool->handle = open_nameless(arena, folder);
    if (spool->handle < 0)
        lose(spool, "make");
    return spool;
}

void spool_add(struct spool *spool, struct str bytes)
{
    size_t done = 0;

    while (spool->status == OK && done < bytes.len) {
        ssize_t put = write(spool->handle, bytes.at + done, bytes.len - done);

        if (put > 0)
            done += (size_t)put;
        else if (errno != EINTR)
            lose(spool, "write");
    }
}

/* Where a system gives no room back, it comes back with the file. */
static void give_back(struct spool *spool)
{
    if (spool->position - spool->given < GIVEN_BACK)
        return;
    (void)fallocate(spool->handle, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                    spool->given, spool->position - spool->given);
    spool->given = spool->position;
}

struct str spool_take(struct spool *spool, size_t most)
{
    ssize_t got;

    if (spool->status != OK)
        return (struct str){0};
    do
        got = pread(spool->handle, spool->buffer, most < BUFFER ? most : BUFFER,
                    spool->position);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        lose(spool, "read");
        return (struct str){0};
    }
    spool->position += got;
    give_back(spool);
    return (struct str){spool->buffer, (size_t)got};
}

enum status spool_close(struct spool *spool)
{
    if (spool->handle >= 0)
        close(spool->handle);
    spool->handle = -1;
    return spool->status;
}
