#include "deliver/zip.h"

#include <minizip/unzip.h>
#include <string.h>

enum { NAME_MOST = 512 };

/* The archive as minizip sees it: a file that is only read. */
struct memory {
    struct str bytes;
    size_t position;
};

struct zip {
    struct diag *diag;
    const char *name;
    enum status status;
    struct memory memory;
    unzFile handle;
    char entry[NAME_MOST];
    bool started; /* an entry was looked at */
    bool open;    /* it is being read */
};

static voidpf memory_open(voidpf opaque, const void *name, int mode)
{
    (void)name;
    (void)mode;
    return opaque;
}

static uLong memory_read(voidpf opaque, voidpf stream, void *buffer, uLong size)
{
    struct memory *memory = stream;
    size_t left = memory->bytes.len - memory->position;
    size_t len = size < left ? size : left;

    (void)opaque;
    memcpy(buffer, memory->bytes.at + memory->position, len);
    memory->position += len;
    return len;
}

static ZPOS64_T memory_tell(voidpf opaque, voidpf stream)
{
    const struct memory *memory = stream;

    (void)opaque;
    return memory->position;
}

static long memory_seek(voidpf opaque, voidpf stream, ZPOS64_T offset,
                        int origin)
{
    struct memory *memory = stream;
    size_t from = 0;

    (void)opaque;
    if (origin == ZLIB_FILEFUNC_SEEK_CUR)
        from = memory->position;
    else if (origin == ZLIB_FILEFUNC_SEEK_END)
        from = memory->bytes.len;
    if (offset > memory->bytes.len - from)
        return -1;
    memory->position = from + (size_t)offset;
    return 0;
}

static int memory_close(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

static int memory_error(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

static void fail(struct zip *zip, const char *what)
{
    if (zip->status == OK)
        zip->status =
            diag_error(zip->diag, IO_FAILED, (struct place){.file = zip->name},
                       "the archive reads back wrong: %s%s%s", what,
                       zip->open ? " in " : "", zip->open ? zip->entry : "");
}

struct zip *zip_open(struct arena *arena, struct diag *diag, const char *name,
                     struct str bytes)
{
    struct zip *zip = arena_new(arena, struct zip);
    zlib_filefunc64_def functions = {
        .zopen64_file = memory_open,
        .zread_file = memory_read,
        .ztell64_file = memory_tell,
        .zseek64_file = memory_seek,
        .zclose_file = memory_close,
        .zerror_file = memory_error,
        .opaque = &zip->memory,
    };

    *zip = (struct zip){.diag = diag, .name = name, .memory = {.bytes = bytes}};
    if (bytes.len)
        zip->handle = unzOpen2_64(name, &functions);
    if (!zip->handle)
        fail(zip, "no zip archive");
    return zip;
}

struct zip *zip_open_file(struct arena *arena, struct diag *diag,
                          const char *name, const char *path)
{
    struct zip *zip = arena_new(arena, struct zip);

    *zip = (struct zip){.diag = diag, .name = name, .handle = unzOpen64(path)};
    if (!zip->handle)
        fail(zip, "no zip archive");
    return zip;
}

/* Leave the entry; its checksum counts only where it was read to its end. */
static void leave(struct zip *zip)
{
    if (zip->open && unzCloseCurrentFile(zip->handle) == UNZ_CRCERROR)
        fail(zip, "a wrong checksum");
    zip->open = false;
}

bool zip_next(struct zip *zip, struct str *entry)
{
    int found;

    leave(zip);
    if (zip->status != OK)
        return false;
    found = zip->started ? unzGoToNextFile(zip->handle)
                         : unzGoToFirstFile(zip->handle);
    zip->started = true;
    if (found == UNZ_END_OF_LIST_OF_FILE)
        return false;
    if (found != UNZ_OK ||
        unzGetCurrentFileInfo64(zip->handle, NULL, zip->entry, NAME_MOST - 1,
                                NULL, 0, NULL, 0) != UNZ_OK ||
        unzOpenCurrentFile(zip->handle) != UNZ_OK) {
        fail(zip, "an entry cannot be opened");
        return false;
    }
    zip->open = true;
    *entry = str_of(zip->entry);
    return true;
}

size_t zip_read(struct zip *zip, char *buffer, size_t size)
{
    int len;

    if (zip->status != OK || !zip->open)
        return 0;
    len = unzReadCurrentFile(zip->handle, buffer, (unsigned)size);
    if (len < 0)
        fail(zip, "data that cannot be unpacked");
    if (len == 0)
        leave(zip);
    return len > 0 ? (size_t)len : 0;
}

bool zip_place(struct zip *zip, struct zip_place *place)
{
    enum { DEFLATED = 8 };
    unz_file_info64 info;

    if (zip->status != OK || !zip->open)
        return false;
    if (unzGetCurrentFileInfo64(zip->handle, &info, NULL, 0, NULL, 0, NULL,
                                0) != UNZ_OK ||
        info.compression_method != DEFLATED) {
        fail(zip, "data that is not packed as it was");
        return false;
    }
    *place = (struct zip_place){
        .offset = unzGetCurrentFileZStreamPos64(zip->handle),
        .packed = info.compressed_size,
        .plain = info.uncompressed_size,
        .crc = (uint32_t)info.crc,
    };
    return true;
}

bool zip_works(const struct zip *zip)
{
    return zip->status == OK;
}

enum status zip_close(struct zip *zip)
{
    leave(zip);
    if (zip->handle)
        unzClose(zip->handle);
    zip->handle = NULL;
    return zip->status;
}
