#include "deliver/verify_body.h"

#include "base/decimal.h"
#include "base/flate.h"
#include "base/parallel.h"
#include "deliver/row_scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

enum {
    PLAIN_MOST = 1 << 30, /* bytes of a piece */
    SUMS_MOST = 255,
};

/* What a thread reads with, and what it has found. */
struct reader {
    struct arena arena;
    struct inflater *inflater;
    struct text packed;
    struct text plain;
    int64_t *sums; /* from 1 */
    size_t cells;
};

/* A block: what it comes to, and its first wrong row; 0: none. */
struct block {
    uint64_t offset;
    struct flate_sum sum;
    uint32_t wrong;
};

struct job {
    const struct body_reading *reading;
    int handle;
    struct reader *readers;
    struct block *blocks;
    uint8_t amount[ROW_SCAN_COLUMNS];
};

PRINTF_LIKE(2, 3)
static enum status fail(const struct body_reading *reading, const char *format,
                        ...)
{
    char text[256];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return diag_error(reading->diag, IO_FAILED,
                      (struct place){.file = reading->name},
                      "the workbook reads back wrong: sheet '%.*s' %s",
                      STR_ARGS(reading->sheet->name), text);
}

/* Bytes of the file; false where there are not so many. */
static bool read_bytes(int handle, uint64_t offset, uint64_t len,
                       struct text *bytes)
{
    bytes->at =
        arena_grow(bytes->arena, bytes->at, &bytes->capacity, len + 1, 1);
    bytes->len = 0;
    while (bytes->len < len) {
        ssize_t got = pread(handle, bytes->at + bytes->len, len - bytes->len,
                            (off_t)(offset + bytes->len));

        if (got > 0)
            bytes->len += (size_t)got;
        else if (got == 0 || errno != EINTR)
            return false;
    }
    return true;
}

/* A piece of the part, unpacked; false where it is none. */
static bool read_piece(const struct job *job, struct reader *reader,
                       const struct block *piece, bool is_last)
{
    return piece->sum.packed < PLAIN_MOST &&
           read_bytes(job->handle, piece->offset, piece->sum.packed,
                      &reader->packed) &&
           inflater_unpack(reader->inflater, text_str(&reader->packed), is_last,
                           PLAIN_MOST, &reader->plain);
}

/* One thread's work: a block of rows. */
static void read_block(void *context, size_t number, size_t thread)
{
    const struct job *job = context;
    const struct body_tally *body = job->reading->sheet->body;
    struct reader *reader = &job->readers[thread];
    struct block *block = &job->blocks[number];
    size_t first = number * body->block_rows;
    struct row_scan scan = {
        .first_row = body->first_row + (uint32_t)first + 1,
        .rows = body->rows - first < body->block_rows ? body->rows - first
                                                      : body->block_rows,
        .amount = job->amount,
        .sums = reader->sums,
    };

    scan.row = scan.first_row;
    if (read_piece(job, reader, block, false) &&
        row_scan(&scan, text_str(&reader->plain)))
        block->sum =
            flate_sum(text_str(&reader->plain), (size_t)block->sum.packed);
    else
        block->wrong = scan.row;
    reader->cells += scan.cells;
}

static void open_readers(struct arena *arena, struct job *job, size_t threads)
{
    size_t sums = job->reading->sheet->sum_count + 1;

    job->readers = arena_array(arena, struct reader, threads);
    for (size_t i = 0; i < threads; i++) {
        struct reader *reader = &job->readers[i];

        reader->packed.arena = reader->plain.arena = &reader->arena;
        reader->inflater = inflater_open(&reader->arena, FLATE_BARE);
        reader->sums = arena_array(&reader->arena, int64_t, sums);
    }
}

/* Where the blocks are, one behind the other, and behind them the rest. */
static uint64_t place_blocks(struct job *job)
{
    const struct body_tally *body = job->reading->sheet->body;
    uint64_t offset = job->reading->place.offset + body->head;

    for (size_t i = 0; i < body->block_count; i++) {
        job->blocks[i].offset = offset;
        job->blocks[i].sum.packed = body->blocks[i];
        offset += body->blocks[i];
    }
    return offset;
}

/* Which columns have amounts that must add up. */
static bool note_amounts(struct job *job)
{
    const struct sheet_tally *sheet = job->reading->sheet;

    if (sheet->sum_count > SUMS_MOST)
        return false;
    for (size_t i = 0; i < sheet->sum_count; i++)
        job->amount[sheet->sums[i].column] = (uint8_t)(i + 1);
    return true;
}

/* The text before or behind the rows; it is kept. */
static bool read_end(const struct job *job, struct block *piece, bool is_last,
                     struct str *text)
{
    struct reader *reader = &job->readers[0];

    if (!read_piece(job, reader, piece, is_last))
        return false;
    *text = str_copy(job->reading->arena, text_str(&reader->plain));
    piece->sum = flate_sum(*text, (size_t)piece->sum.packed);
    return true;
}

static enum status add_readers(struct body_reading *reading,
                               const struct reader *readers, size_t threads)
{
    size_t cells = 0;

    for (size_t i = 0; i < threads; i++) {
        cells += readers[i].cells;
        for (size_t sum = 0; sum < reading->sheet->sum_count; sum++)
            if (!decimal_add(&reading->sums[sum], readers[i].sums[sum + 1]))
                return fail(reading, "holds amounts that do not add up");
    }
    if (cells != reading->sheet->body->cells)
        return fail(reading, "holds %zu values in its rows, not %zu", cells,
                    reading->sheet->body->cells);
    return OK;
}

/* Every piece by itself, and all of them against the whole part. */
static enum status read_pieces(struct job *job, struct body_reading *reading,
                               size_t threads)
{
    const struct body_tally *body = reading->sheet->body;
    const struct zip_place *place = &reading->place;
    struct block head = {.offset = place->offset, .sum.packed = body->head};
    struct block tail = {.offset = place_blocks(job)};
    struct flate_sum sum;

    tail.sum.packed = place->offset + place->packed - tail.offset;
    if (tail.offset > place->offset + place->packed ||
        !read_end(job, &head, false, &reading->head) ||
        !read_end(job, &tail, true, &reading->tail))
        return fail(reading, "cannot be unpacked around its rows");
    parallel_run(threads, body->block_count, read_block, job);
    sum = head.sum;
    for (size_t i = 0; i < body->block_count; i++) {
        if (job->blocks[i].wrong)
            return fail(reading, "has a wrong row %u", job->blocks[i].wrong);
        sum = flate_join(&sum, &job->blocks[i].sum);
    }
    sum = flate_join(&sum, &tail.sum);
    if (sum.crc != place->crc || sum.plain != place->plain)
        return fail(reading, "has a wrong checksum");
    return add_readers(reading, job->readers, threads);
}

enum status verify_body(struct body_reading *reading)
{
    const struct body_tally *body = reading->sheet->body;
    struct arena arena = {0};
    struct job *job = arena_new(&arena, struct job);
    size_t threads = reading->threads ? reading->threads : 1;
    enum status status;

    if (threads > body->block_count)
        threads = body->block_count;
    job->reading = reading;
    job->blocks = arena_array(&arena, struct block, body->block_count + 1);
    job->handle = open(reading->path, O_RDONLY | O_CLOEXEC);
    open_readers(&arena, job, threads);
    if (job->handle < 0)
        status = fail(reading, "cannot be opened: %s", strerror(errno));
    else if (!note_amounts(job))
        status = fail(reading, "has too many amounts to add up");
    else
        status = read_pieces(job, reading, threads);
    if (job->handle >= 0)
        close(job->handle);
    for (size_t i = 0; i < threads; i++)
        arena_free(&job->readers[i].arena);
    arena_free(&arena);
    return status;
}
