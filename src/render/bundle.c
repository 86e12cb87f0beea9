/* For memmem(). */
#define _GNU_SOURCE /* NOLINT(bugprone-reserved-identifier) */

#include "render/bundle.h"

#include "render/packer.h"
#include "render/spool.h"

#include <errno.h>
#include <minizip/zip.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* No file can be there, should the library look for one. */
#define PATH_FORMAT "/dev/null/bundle:%p"
#define ROWS_END    "</sheetData>"

enum { LEVEL = 6 }; /* that the library asks for */

struct bundle {
    struct arena *arena;
    struct diag *diag;
    enum status status;
    const char *path;
    const struct file_out *out; /* NULL: in memory */
    struct text bytes;
    struct packer *packer;
    struct bundle_rows *rows;
    size_t rows_count;
    size_t rows_capacity;
    /* Of the member in hand. */
    struct arena scratch;
    struct packer_member member;
    struct text plain;
};

struct bundle *bundle_open(struct arena *arena, struct diag *diag,
                           const struct file_out *out)
{
    struct bundle *bundle = arena_new(arena, struct bundle);

    *bundle = (struct bundle){
        .arena = arena, .diag = diag, .out = out, .bytes.arena = arena};
    bundle->path = str_format(arena, PATH_FORMAT, (void *)bundle).at;
    return bundle;
}

const char *bundle_path(const struct bundle *bundle)
{
    return bundle->path;
}

void bundle_add_rows(struct bundle *bundle, const struct bundle_rows *rows)
{
    bundle->rows =
        arena_grow(bundle->arena, bundle->rows, &bundle->rows_capacity,
                   bundle->rows_count + 1, sizeof *bundle->rows);
    bundle->rows[bundle->rows_count++] = *rows;
}

static void write_file(struct bundle *bundle, struct str bytes)
{
    size_t done = 0;

    while (bundle->status == OK && done < bytes.len) {
        ssize_t put =
            write(bundle->out->handle, bytes.at + done, bytes.len - done);

        if (put > 0)
            done += (size_t)put;
        else if (errno != EINTR)
            bundle->status = diag_error(
                bundle->diag, IO_FAILED, (struct place){0},
                "could not write '%s': %s", bundle->out->path, strerror(errno));
    }
}

static void put_bytes(void *context, struct str bytes)
{
    struct bundle *bundle = context;

    if (bundle->out)
        write_file(bundle, bytes);
    else
        text_add(&bundle->bytes, bytes);
}

static const struct bundle_rows *find_rows(struct bundle *bundle)
{
    for (size_t i = 0; i < bundle->rows_count; i++) {
        struct str name =
            str_format(&bundle->scratch, "xl/worksheets/sheet%zu.xml",
                       bundle->rows[i].sheet + 1);

        if (str_equal(name, bundle->member.name))
            return &bundle->rows[i];
    }
    return NULL;
}

static void add_spooled(struct bundle *bundle, const struct bundle_rows *rows)
{
    uint64_t left = rows->sum.packed;
    struct str piece = {"", 1};

    while (left > 0 && piece.len > 0) {
        piece = spool_take(rows->spool, left);
        packer_add(bundle->packer, piece);
        left -= piece.len;
    }
}

/* The member's bytes before the end of its rows, the rows, and the rest. */
static void pack_around(struct bundle *bundle, const struct bundle_rows *rows)
{
    struct deflater *deflater = deflater_open(&bundle->scratch, LEVEL);
    struct text before = {.arena = &bundle->scratch};
    struct text behind = before;
    struct str head = text_str(&bundle->plain);
    const char *split =
        memmem(head.at, head.len, ROWS_END, sizeof ROWS_END - 1);
    struct str tail = {split, 0};
    struct flate_sum sum, last;

    if (!split) {
        if (bundle->status == OK)
            bundle->status =
                diag_error(bundle->diag, INTERNAL, (struct place){0},
                           "cannot write the workbook: no place for its rows");
        return;
    }
    tail.len = head.len - (size_t)(split - head.at);
    head.len -= tail.len;
    sum = deflater_pack(deflater, head, false, &before);
    *rows->head = sum.packed;
    last = deflater_pack(deflater, tail, true, &behind);
    sum = flate_join(&sum, &rows->sum);
    bundle->member.sum = flate_join(&sum, &last);
    packer_begin(bundle->packer, &bundle->member);
    packer_add(bundle->packer, text_str(&before));
    add_spooled(bundle, rows);
    packer_add(bundle->packer, text_str(&behind));
}

static void pack_whole(struct bundle *bundle)
{
    struct deflater *deflater = deflater_open(&bundle->scratch, LEVEL);
    struct text packed = {.arena = &bundle->scratch};

    bundle->member.sum =
        deflater_pack(deflater, text_str(&bundle->plain), true, &packed);
    packer_begin(bundle->packer, &bundle->member);
    packer_add(bundle->packer, text_str(&packed));
}

/*
 * What the library calls for its archive, and cannot be told to do without:
 * ours are found first, with minizip's names and parameters, so that none of
 * minizip's code runs, nor is it linked here.  The library need not know what
 * was refused: it would say so itself.
 */
zipFile zipOpen(const char *path, int append)
{
    void *pointer = NULL;
    struct bundle *bundle;

    (void)append;
    if (sscanf(path, PATH_FORMAT, &pointer) != 1)
        return NULL;
    bundle = pointer;
    bundle->packer = packer_open(bundle->arena, put_bytes, bundle, 0);
    return bundle;
}

static uint32_t dos_time(const tm_zip *time)
{
    unsigned year = time->tm_year >= 1980 ? time->tm_year - 1980 : 0;
    unsigned day = time->tm_mday + 32 * (time->tm_mon + 1) + 512 * year;

    return day << 16 |
           (time->tm_sec / 2 + 32 * time->tm_min + 2048 * time->tm_hour);
}

/* NOLINTNEXTLINE(readability-function-size) */
int zipOpenNewFileInZip4_64(
    zipFile file, const char *filename, const zip_fileinfo *zipfi,
    const void *extrafield_local, uInt size_extrafield_local,
    const void *extrafield_global, uInt size_extrafield_global,
    const char *comment, int method, int level, int raw, int windowBits,
    int memLevel, int strategy, const char *password, uLong crcForCrypting,
    uLong versionMadeBy, uLong flagBase, int zip64)
{
    struct bundle *bundle = file;

    (void)extrafield_local, (void)size_extrafield_local;
    (void)extrafield_global, (void)size_extrafield_global;
    (void)comment, (void)method, (void)level, (void)raw, (void)windowBits;
    (void)memLevel, (void)strategy, (void)password, (void)crcForCrypting;
    (void)versionMadeBy, (void)flagBase, (void)zip64;
    bundle->member = (struct packer_member){
        .name = str_copy(&bundle->scratch, str_of(filename)),
        .time = dos_time(&zipfi->tmz_date),
        .is_text = true,
    };
    bundle->plain = (struct text){.arena = &bundle->scratch};
    return ZIP_OK;
}

int zipWriteInFileInZip(zipFile file, const void *buf, unsigned len)
{
    struct bundle *bundle = file;

    text_add(&bundle->plain, (struct str){buf, len});
    return ZIP_OK;
}

int zipCloseFileInZip(zipFile file)
{
    struct bundle *bundle = file;
    const struct bundle_rows *rows = find_rows(bundle);

    if (rows)
        pack_around(bundle, rows);
    else
        pack_whole(bundle);
    arena_clear(&bundle->scratch);
    return ZIP_OK;
}

int zipClose(zipFile file, const char *global_comment)
{
    struct bundle *bundle = file;

    (void)global_comment;
    packer_close(bundle->packer);
    return ZIP_OK;
}

enum status bundle_close(struct bundle *bundle, struct str *bytes)
{
    arena_free(&bundle->scratch);
    *bytes = bundle->bytes.at ? text_str(&bundle->bytes) : (struct str){0};
    return bundle->status;
}
