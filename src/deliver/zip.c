#include "deliver/zip.h"

#include "base/flate.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* What marks a number as being in a Zip64 record. */
#define MARK_32 0xFFFFFFFFU

enum { NAME_MOST = 512, CHUNK = 65536, DEFLATED = 8 };
/* Bytes of what is of one length. */
enum { END = 22, LOCATOR = 20, END_64 = 56, ENTRY = 46, HEAD = 30 };

/* An entry as the directory has it. */
struct entry {
    struct str name;
    struct zip_place place;
    uint64_t start; /* of its head */
};

struct zip {
    struct arena *arena;
    struct diag *diag;
    const char *name;
    enum status status;
    int handle; /* of a file; else all is in memory */
    struct str bytes;
    uint64_t size;
    /* What is left of the directory, where it starts, and what comes before. */
    struct str directory;
    uint64_t directory_start;
    uint64_t next_start; /* of the next entry */
    /* The entry that is read. */
    char entry[NAME_MOST];
    bool open;
    bool ended; /* its packed bytes are */
    struct zip_place place;
    struct inflater *inflater;
    char *buffer;
    struct str packed; /* of it, in the buffer */
    uint64_t taken;    /* bytes of the entry that were in the buffer */
    struct flate_sum sum;
};

static void fail(struct zip *zip, const char *what)
{
    if (zip->status == OK)
        zip->status =
            diag_error(zip->diag, IO_FAILED, (struct place){.file = zip->name},
                       "the archive reads back wrong: %s%s%s", what,
                       zip->open ? " in " : "", zip->open ? zip->entry : "");
}

/* Bytes of the archive; false where it has not so many. */
static bool copy(const struct zip *zip, uint64_t offset, char *to, size_t len)
{
    size_t done = 0;

    if (offset > zip->size || len > zip->size - offset)
        return false;
    if (zip->handle < 0) {
        memcpy(to, zip->bytes.at + offset, len);
        return true;
    }
    while (done < len) {
        ssize_t got =
            pread(zip->handle, to + done, len - done, (off_t)(offset + done));

        if (got > 0)
            done += (size_t)got;
        else if (got == 0 || errno != EINTR)
            return false;
    }
    return true;
}

/* A number, its low bytes first. */
static uint64_t number(const char *at, size_t len)
{
    uint64_t value = 0;

    while (len--)
        value = value << 8 | (unsigned char)at[len];
    return value;
}

static bool begins(const char *at, const char *mark)
{
    return memcmp(at, mark, 4) == 0;
}

/* Where the directory is and how long; and where its end is told of. */
struct extent {
    uint64_t start;
    uint64_t len;
    uint64_t end;
};

static bool find_large(const struct zip *zip, struct extent *extent)
{
    char locator[LOCATOR];
    char end[END_64];

    if (extent->end < LOCATOR ||
        !copy(zip, extent->end - LOCATOR, locator, LOCATOR) ||
        !begins(locator, "PK\6\7"))
        return false;
    extent->end = number(locator + 8, 8);
    if (!copy(zip, extent->end, end, END_64) || !begins(end, "PK\6\6"))
        return false;
    extent->len = number(end + 40, 8);
    extent->start = number(end + 48, 8);
    return true;
}

/* The directory ends where its end is told of: nothing is in between. */
static bool find_directory(const struct zip *zip, struct extent *extent)
{
    char end[END];

    if (zip->size < END || !copy(zip, zip->size - END, end, END) ||
        !begins(end, "PK\5\6") || number(end + 20, 2) != 0)
        return false;
    *extent = (struct extent){.start = number(end + 16, 4),
                              .len = number(end + 12, 4),
                              .end = zip->size - END};
    if ((extent->start == MARK_32 || extent->len == MARK_32 ||
         number(end + 10, 2) == 0xFFFF) &&
        !find_large(zip, extent))
        return false;
    return extent->start <= extent->end &&
           extent->end - extent->start == extent->len;
}

static void open_archive(struct zip *zip)
{
    struct extent extent;
    char *directory;

    if (!find_directory(zip, &extent)) {
        fail(zip, "no zip archive");
        return;
    }
    directory = arena_array(zip->arena, char, extent.len + 1);
    if (!copy(zip, extent.start, directory, extent.len))
        fail(zip, "no zip archive");
    zip->directory = (struct str){directory, extent.len};
    zip->directory_start = extent.start;
    zip->buffer = arena_array(zip->arena, char, CHUNK);
    zip->inflater = inflater_open(zip->arena, FLATE_BARE);
}

static struct zip *new_zip(struct arena *arena, struct diag *diag,
                           const char *name)
{
    struct zip *zip = arena_new(arena, struct zip);

    *zip =
        (struct zip){.arena = arena, .diag = diag, .name = name, .handle = -1};
    return zip;
}

struct zip *zip_open(struct arena *arena, struct diag *diag, const char *name,
                     struct str bytes)
{
    struct zip *zip = new_zip(arena, diag, name);

    zip->bytes = bytes;
    zip->size = bytes.len;
    open_archive(zip);
    return zip;
}

struct zip *zip_open_file(struct arena *arena, struct diag *diag,
                          const char *name, const char *path)
{
    struct zip *zip = new_zip(arena, diag, name);
    off_t size;

    zip->handle = open(path, O_RDONLY | O_CLOEXEC);
    size = zip->handle < 0 ? -1 : lseek(zip->handle, 0, SEEK_END);
    zip->size = size > 0 ? (uint64_t)size : 0;
    open_archive(zip);
    return zip;
}

/* Numbers that are in a Zip64 record, in this order, where they are marked. */
static bool read_large(struct str extra, uint64_t *const numbers[],
                       size_t count)
{
    size_t at = 4;

    if (extra.len < at || number(extra.at, 2) != 1 ||
        number(extra.at + 2, 2) != extra.len - at)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (*numbers[i] != MARK_32)
            continue;
        if (extra.len < at + 8)
            return false;
        *numbers[i] = number(extra.at + at, 8);
        at += 8;
    }
    return at == extra.len;
}

/* The next entry of the directory; false where it is none. */
static bool read_entry(struct zip *zip, struct entry *entry)
{
    const char *at = zip->directory.at;
    struct zip_place *place = &entry->place;
    uint64_t *const numbers[] = {&place->plain, &place->packed, &entry->start};
    struct str extra;
    size_t len;

    if (zip->directory.len < ENTRY || !begins(at, "PK\1\2") ||
        number(at + 8, 2) != 0 || number(at + 10, 2) != DEFLATED)
        return false;
    place->crc = (uint32_t)number(at + 16, 4);
    place->packed = number(at + 20, 4);
    place->plain = number(at + 24, 4);
    entry->name = (struct str){at + ENTRY, number(at + 28, 2)};
    extra = (struct str){at + ENTRY + entry->name.len, number(at + 30, 2)};
    entry->start = number(at + 42, 4);
    len = ENTRY + entry->name.len + extra.len + number(at + 32, 2);
    if (entry->name.len >= NAME_MOST || len > zip->directory.len ||
        (extra.len && !read_large(extra, numbers, 3)))
        return false;
    zip->directory = (struct str){at + len, zip->directory.len - len};
    return true;
}

/* The head before an entry's bytes must say what the directory does. */
static bool read_head(const struct zip *zip, struct entry *entry)
{
    char head[HEAD + NAME_MOST + 64];
    struct zip_place *place = &entry->place;
    uint64_t packed, plain;
    uint64_t *const numbers[] = {&plain, &packed};
    struct str name, extra;

    if (!copy(zip, entry->start, head, HEAD) || !begins(head, "PK\3\4") ||
        number(head + 6, 2) != 0 || number(head + 8, 2) != DEFLATED)
        return false;
    packed = number(head + 18, 4);
    plain = number(head + 22, 4);
    name = (struct str){head + HEAD, number(head + 26, 2)};
    extra = (struct str){head + HEAD + name.len, number(head + 28, 2)};
    if (name.len != entry->name.len || extra.len > 64 ||
        !copy(zip, entry->start + HEAD, head + HEAD, name.len + extra.len) ||
        (extra.len && !read_large(extra, numbers, 2)))
        return false;
    place->offset = entry->start + HEAD + name.len + extra.len;
    return str_equal(name, entry->name) && packed == place->packed &&
           plain == place->plain && number(head + 14, 4) == place->crc;
}

/* Leave the entry; its checksum counts only where it was read to its end. */
static void leave(struct zip *zip)
{
    if (zip->open && zip->sum.plain == zip->place.plain &&
        zip->sum.crc != zip->place.crc)
        fail(zip, "a wrong checksum");
    zip->open = false;
}

bool zip_next(struct zip *zip, struct str *name)
{
    struct entry entry = {0};

    leave(zip);
    if (zip->status != OK || !zip->directory.len)
        return false;
    /* One behind the other, up to the directory. */
    if (!read_entry(zip, &entry) || entry.start != zip->next_start ||
        !read_head(zip, &entry) || entry.place.offset > zip->directory_start ||
        entry.place.packed > zip->directory_start - entry.place.offset) {
        fail(zip, "an entry cannot be opened");
        return false;
    }
    memcpy(zip->entry, entry.name.at, entry.name.len);
    zip->entry[entry.name.len] = '\0';
    zip->place = entry.place;
    zip->next_start = entry.place.offset + entry.place.packed;
    zip->open = true;
    zip->ended = false;
    zip->packed = (struct str){0};
    zip->taken = 0;
    zip->sum = (struct flate_sum){0};
    inflater_begin(zip->inflater);
    *name = str_of(zip->entry);
    return true;
}

/* More packed bytes where the buffer has none. */
static bool fill(struct zip *zip)
{
    uint64_t left = zip->place.packed - zip->taken;
    size_t len = left < CHUNK ? (size_t)left : CHUNK;

    if (zip->packed.len)
        return true;
    if (!copy(zip, zip->place.offset + zip->taken, zip->buffer, len))
        return false;
    zip->packed = (struct str){zip->buffer, len};
    zip->taken += len;
    return true;
}

/* Unpack some; false where that does not go on, or ends elsewhere than the
 * directory says. */
static bool unpack(struct zip *zip, struct flate_step *step)
{
    size_t had;
    struct flate_sum piece;

    if (!fill(zip))
        return false;
    had = zip->packed.len;
    step->packed = zip->packed;
    if (!inflater_step(zip->inflater, step))
        return false;
    zip->packed = step->packed;
    zip->ended = step->ended;
    piece = flate_sum((struct str){step->plain, step->len}, 0);
    zip->sum = flate_join(&zip->sum, &piece);
    if (zip->ended)
        return !zip->packed.len && zip->taken == zip->place.packed &&
               zip->sum.plain == zip->place.plain;
    return step->len || zip->packed.len < had;
}

size_t zip_read(struct zip *zip, char *buffer, size_t size)
{
    struct flate_step step = {.room = size};

    step.plain = buffer;
    while (zip->status == OK && zip->open && !zip->ended && !step.len)
        if (!unpack(zip, &step))
            fail(zip, "data that cannot be unpacked");
    if (zip->status != OK)
        return 0;
    if (!step.len)
        leave(zip);
    return step.len;
}

bool zip_place(struct zip *zip, struct zip_place *place)
{
    if (zip->status != OK || !zip->open)
        return false;
    *place = zip->place;
    return true;
}

bool zip_works(const struct zip *zip)
{
    return zip->status == OK;
}

enum status zip_close(struct zip *zip)
{
    leave(zip);
    if (zip->handle >= 0)
        close(zip->handle);
    zip->handle = -1;
    return zip->status;
}
