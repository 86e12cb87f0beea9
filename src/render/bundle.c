/* For RTLD_NEXT. */
#define _GNU_SOURCE /* NOLINT(bugprone-reserved-identifier) */

#include "render/bundle.h"

#include <dlfcn.h>
#include <errno.h>
#include <minizip/zip.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* No file can be there, should the library look for one. */
#define PATH_FORMAT "/dev/null/bundle:%p"

/*
 * From 1, fast, to 9, small.  The library asks for the middle, which takes more
 * time than all else that it does: what is long is packed fast, in half the
 * time and a third larger.
 */
enum { LEVEL_USUAL = 6, LEVEL_FAST = 1 };

/* Of the archive that this thread has open: entries do not say whose they are.
 */
static _Thread_local int level_in_use = LEVEL_USUAL;

struct bundle {
    struct arena *arena;
    struct diag *diag;
    enum status status;
    const char *path;
    const struct file_out *out; /* NULL: in memory */
    char *at;
    size_t capacity;
    size_t len;
    size_t position;
};

struct bundle *bundle_open(struct arena *arena, struct diag *diag,
                           const struct file_out *out)
{
    struct bundle *bundle = arena_new(arena, struct bundle);

    *bundle = (struct bundle){.arena = arena, .diag = diag, .out = out};
    bundle->path = str_format(arena, PATH_FORMAT, (void *)bundle).at;
    return bundle;
}

const char *bundle_path(const struct bundle *bundle)
{
    return bundle->path;
}

static void write_memory(struct bundle *bundle, struct str bytes)
{
    size_t end = bundle->position + bytes.len;

    if (end > bundle->capacity)
        bundle->at =
            arena_grow(bundle->arena, bundle->at, &bundle->capacity, end, 1);
    memcpy(bundle->at + bundle->position, bytes.at, bytes.len);
}

static void write_file(struct bundle *bundle, struct str bytes)
{
    size_t done = 0;

    while (bundle->status == OK && done < bytes.len) {
        ssize_t put =
            pwrite(bundle->out->handle, bytes.at + done, bytes.len - done,
                   (off_t)(bundle->position + done));

        if (put > 0)
            done += (size_t)put;
        else if (errno != EINTR)
            bundle->status = diag_error(
                bundle->diag, IO_FAILED, (struct place){0},
                "could not write '%s': %s", bundle->out->path, strerror(errno));
    }
}

static voidpf archive_open(voidpf opaque, const void *path, int mode)
{
    (void)path;
    (void)mode;
    return opaque;
}

/* The library need not know what was refused: it would say so itself. */
static uLong archive_write(voidpf opaque, voidpf stream, const void *bytes,
                           uLong len)
{
    struct bundle *bundle = stream;
    struct str piece = {bytes, len};

    (void)opaque;
    if (bundle->out)
        write_file(bundle, piece);
    else
        write_memory(bundle, piece);
    bundle->position += len;
    if (bundle->position > bundle->len)
        bundle->len = bundle->position;
    return len;
}

static uLong archive_read(voidpf opaque, voidpf stream, void *bytes, uLong len)
{
    (void)opaque;
    (void)stream;
    (void)bytes;
    (void)len;
    return 0;
}

static ZPOS64_T archive_tell(voidpf opaque, voidpf stream)
{
    const struct bundle *bundle = stream;

    (void)opaque;
    return bundle->position;
}

static long archive_seek(voidpf opaque, voidpf stream, ZPOS64_T offset,
                         int origin)
{
    struct bundle *bundle = stream;
    size_t from = 0;

    (void)opaque;
    if (origin == ZLIB_FILEFUNC_SEEK_CUR)
        from = bundle->position;
    else if (origin == ZLIB_FILEFUNC_SEEK_END)
        from = bundle->len;
    if (offset > bundle->len - from)
        return -1;
    bundle->position = from + (size_t)offset;
    return 0;
}

static int archive_close(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

/* What the library calls for its archive: ours is found first. */
zipFile zipOpen(const char *path, int append)
{
    void *pointer = NULL;
    const struct bundle *bundle;
    zlib_filefunc64_def functions = {
        .zopen64_file = archive_open,
        .zread_file = archive_read,
        .zwrite_file = archive_write,
        .ztell64_file = archive_tell,
        .zseek64_file = archive_seek,
        .zclose_file = archive_close,
        .zerror_file = archive_close,
    };

    if (sscanf(path, PATH_FORMAT, &pointer) != 1)
        return zipOpen2_64(path, append, NULL, NULL);
    bundle = pointer;
    functions.opaque = pointer;
    level_in_use = bundle->out ? LEVEL_FAST : LEVEL_USUAL;
    return zipOpen2_64(path, append, NULL, &functions);
}

/* And for an entry of it, to pack it at another level; parameters are called as
 * minizip calls them. */
/* NOLINTNEXTLINE(readability-function-size) */
int zipOpenNewFileInZip4_64(
    zipFile file, const char *filename, const zip_fileinfo *zipfi,
    const void *extrafield_local, uInt size_extrafield_local,
    const void *extrafield_global, uInt size_extrafield_global,
    const char *comment, int method, int level, int raw, int windowBits,
    int memLevel, int strategy, const char *password, uLong crcForCrypting,
    uLong versionMadeBy, uLong flagBase, int zip64)
{
    void *symbol = dlsym(RTLD_NEXT, "zipOpenNewFileInZip4_64");
    __typeof__(zipOpenNewFileInZip4_64) *begin;

    (void)level;
    memcpy(&begin, &symbol, sizeof begin);
    return begin(file, filename, zipfi, extrafield_local, size_extrafield_local,
                 extrafield_global, size_extrafield_global, comment, method,
                 level_in_use, raw, windowBits, memLevel, strategy, password,
                 crcForCrypting, versionMadeBy, flagBase, zip64);
}

enum status bundle_close(struct bundle *bundle, struct str *bytes)
{
    *bytes = (struct str){bundle->at, bundle->at ? bundle->len : 0};
    return bundle->status;
}
