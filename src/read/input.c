#include "read/input.h"

#include "base/flate.h"
#include "read/ahead.h"
#include "read/transcode.h"
#include "read/utf16.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A gzip file may expand GZIP_RATIO-fold once it is larger than GZIP_FREE. */
#define GZIP_FREE  ((uint64_t)64 * 1024 * 1024)
#define GZIP_RATIO 1000

enum { MARK_MOST = 3 }; /* bytes of a byte order mark */

/* Why there are no more bytes. */
struct failure {
    enum status status; /* OK: it has not failed */
    const char *what;
    int error;   /* of the system; 0: none */
    size_t line; /* 0: it is not known */
};

struct input {
    struct arena own;
    struct diag *diag;
    const char *path;
    enum status status;     /* once it is told */
    struct failure failure; /* of whoever reads the file */
    enum encoding encoding;
    size_t block;
    int fd;
    struct stat opened; /* what the file was when it was opened */
    uint64_t bytes;     /* read so far */
    struct fingerprint *fingerprint;
    bool read_out; /* the file has no more bytes */
    char start[MARK_MOST];
    struct str first; /* what was read of the file to look for a mark */
    char *source;     /* a block of bytes to transcode */
    struct utf16 utf16;
    char *decoded;
    struct str text; /* what is decoded and not yet taken */
    bool is_gzip;
    bool in_member; /* between a gzip member's head and its end */
    char *packed;   /* a block of bytes to expand */
    uint64_t expanded;
    struct inflater *gzip;
    struct flate_step step;
    struct ahead *ahead; /* expands or decodes, once something is read */
};

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The first failure counts; after it nothing is read. */
static void fail(struct input *input, enum status status, const char *what)
{
    if (input->failure.status == OK)
        input->failure = (struct failure){.status = status, .what = what};
}

static void fail_system(struct input *input, enum status status,
                        const char *what)
{
    int error = errno;

    if (input->failure.status == OK)
        input->failure =
            (struct failure){.status = status, .what = what, .error = error};
}

/* Failures are told once who reads has got there, and by it alone: a thread
 * that reads ahead may be anywhere. */
static void tell(struct input *input)
{
    const struct failure *failure = &input->failure;
    struct place place = {.file = input->path, .line = failure->line};

    if (failure->status == OK || input->status != OK)
        return;
    input->status = diag_error(input->diag, failure->status, place, "%s%s%s",
                               failure->what, failure->error ? ": " : "",
                               failure->error ? strerror(failure->error) : "");
}

static void open_gzip(struct input *input)
{
    input->is_gzip = true;
    input->packed = arena_array(&input->own, char, input->block);
    input->gzip = inflater_open(&input->own, FLATE_GZIP);
}

static void open_file(struct input *input)
{
    input->fd = open(input->path, O_RDONLY | O_CLOEXEC);
    if (input->fd < 0 || fstat(input->fd, &input->opened) != 0) {
        fail_system(input, NO_INPUT, "could not open the file");
        return;
    }
    if (S_ISDIR(input->opened.st_mode))
        fail(input, NO_INPUT, "could not read the file: it is a folder");
}

/* Bytes as they lie in the file. */
static size_t read_raw(struct input *input, char *to, size_t room)
{
    ssize_t got;

    if (input->failure.status != OK || input->read_out)
        return 0;
    room = least(room, input->block);
    do /* a pipe has no places */
        got = S_ISREG(input->opened.st_mode)
                  ? pread(input->fd, to, room, (off_t)input->bytes)
                  : read(input->fd, to, room);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        fail_system(input, IO_FAILED, "could not read the file");
        return 0;
    }
    input->read_out = got == 0;
    input->bytes += (uint64_t)got;
    fingerprint_add(input->fingerprint, (struct str){to, (size_t)got});
    return (size_t)got;
}

/* More packed bytes if there are none; false at the end of the file. */
static bool fill_packed(struct input *input)
{
    if (input->step.packed.len == 0)
        input->step.packed = (struct str){
            input->packed, read_raw(input, input->packed, input->block)};
    return input->step.packed.len > 0;
}

static void end_of_packed(struct input *input)
{
    if (input->in_member || input->bytes == 0)
        fail(input, BAD_DATA, "the gzip file is cut off before its end");
}

static void check_ratio(struct input *input, size_t got)
{
    input->expanded += got;
    if (input->expanded > GZIP_FREE &&
        input->expanded / GZIP_RATIO > input->bytes)
        fail(input, BAD_DATA,
             "the gzip file expands more than 1000-fold; unpack it and look");
}

/* Expand some of what is packed; false when that is over. */
static bool expand_some(struct input *input)
{
    if (!fill_packed(input)) {
        end_of_packed(input);
        return false;
    }
    input->in_member = true;
    if (!inflater_step(input->gzip, &input->step))
        fail(input, BAD_DATA, "the gzip file is corrupt");
    if (input->step.ended) {
        input->in_member = false;
        inflater_begin(input->gzip);
    }
    return input->failure.status == OK;
}

static size_t expand(struct input *input, char *to, size_t room)
{
    size_t got = 0;

    input->step.plain = to;
    input->step.room = least(room, input->block);
    while (input->failure.status == OK && got == 0 && expand_some(input))
        got = input->step.len;
    check_ratio(input, got);
    return input->failure.status == OK ? got : 0;
}

/* Bytes as they were before they were packed. */
static size_t read_file(struct input *input, char *to, size_t room)
{
    size_t len = least(room, input->first.len);

    if (len == 0)
        return input->is_gzip ? expand(input, to, room)
                              : read_raw(input, to, room);
    memcpy(to, input->first.at, len);
    input->first.at += len;
    input->first.len -= len;
    return len;
}

/* More decoded text, if there is any. */
static void decode_some(struct input *input)
{
    struct str bytes = {.at = input->source};

    input->text = (struct str){.at = input->decoded};
    do {
        bytes.len = read_file(input, input->source, input->block);
        input->text.len = utf16_decode(&input->utf16, bytes, input->decoded);
    } while (bytes.len > 0 && input->text.len == 0);
    if (bytes.len > 0)
        return;
    input->text.len = utf16_end(&input->utf16, input->decoded);
    if (input->utf16.has_byte && input->failure.status == OK)
        input->failure = (struct failure){
            .status = BAD_DATA,
            .what = "the file is cut off: its UTF-16 ends with an odd byte",
            .line = input->utf16.lines + 1};
}

static size_t decode(struct input *input, char *to, size_t room)
{
    size_t len;

    if (input->text.len == 0)
        decode_some(input);
    len = least(room, input->text.len);
    memcpy(to, input->text.at, len);
    input->text.at += len;
    input->text.len -= len;
    return len;
}

static size_t unpack(void *context, char *to, size_t room)
{
    struct input *input = context;

    return input->encoding == ENCODING_UTF_16 ? decode(input, to, room)
                                              : read_file(input, to, room);
}

/* Expanding takes longer than all else, and decoding need not be waited for
 * either: a thread of its own does both. */
static size_t read_ahead(struct input *input, char *to, size_t room)
{
    const struct ahead_reader reader = {.read = unpack, .context = input};

    if (!input->ahead)
        input->ahead = ahead_start(&input->own, &reader);
    return ahead_read(input->ahead, to, room);
}

/* A mark of UTF-16 says more than the encoding that is expected. */
static size_t take_mark(struct input *input, struct str bytes)
{
    bool is_big_endian = str_starts(bytes, STR("\xFE\xFF"));

    if (is_big_endian || str_starts(bytes, STR("\xFF\xFE"))) {
        input->encoding = ENCODING_UTF_16;
        input->utf16.is_big_endian = is_big_endian;
        return 2;
    }
    if (input->encoding == ENCODING_UTF_16_BIG) {
        input->encoding = ENCODING_UTF_16;
        input->utf16.is_big_endian = true;
    }
    return input->encoding == ENCODING_UTF_8 &&
                   str_starts(bytes, STR("\xEF\xBB\xBF"))
               ? 3
               : 0;
}

/* See what the file is in; what is read for that is not lost. */
static void read_mark(struct input *input)
{
    size_t len = 0, mark, got;

    while (len < MARK_MOST &&
           (got = read_file(input, input->start + len, MARK_MOST - len)) > 0)
        len += got;
    mark = take_mark(input, (struct str){input->start, len});
    input->first = (struct str){input->start + mark, len - mark};
}

struct input *input_open(struct arena *arena, struct diag *diag,
                         const char *path, enum encoding encoding, size_t block)
{
    struct input *input = arena_new(arena, struct input);
    struct arena *own = &input->own;

    *input = (struct input){
        .diag = diag, .path = path, .encoding = encoding, .block = block};
    input->fingerprint = fingerprint_new(own);
    open_file(input);
    tell(input);
    if (str_ends(str_of(path), STR(".gz")))
        open_gzip(input);
    read_mark(input);
    if (input->encoding != ENCODING_UTF_8)
        input->source = arena_array(own, char, block);
    if (input->encoding == ENCODING_UTF_16)
        input->decoded = arena_array(own, char, utf16_room(block));
    return input;
}

enum encoding input_encoding(const struct input *input)
{
    return input->encoding;
}

size_t input_read_bytes(struct input *input, char *to, size_t room)
{
    size_t got = input->is_gzip || input->encoding == ENCODING_UTF_16
                     ? read_ahead(input, to, room)
                     : read_file(input, to, room);

    if (got == 0)
        tell(input);
    return got;
}

size_t input_read(struct input *input, char *to, size_t room)
{
    struct str bytes = {.at = input->source};

    if (!encoding_is_single_byte(input->encoding))
        return input_read_bytes(input, to, room);
    bytes.len = input_read_bytes(input, input->source,
                                 least(room / TRANSCODE_MOST, input->block));
    return transcode(input->encoding, bytes, to);
}

enum status input_status(const struct input *input)
{
    return input->status;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_size == b->st_size && a->st_dev == b->st_dev &&
           a->st_ino == b->st_ino && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* The open file and what its path names now must both be as they were. */
static void check_unchanged(struct input *input)
{
    struct stat file, path;

    if (input->status != OK || !S_ISREG(input->opened.st_mode))
        return;
    if (fstat(input->fd, &file) == 0 && stat(input->path, &path) == 0 &&
        is_same(&file, &input->opened) && is_same(&path, &input->opened) &&
        (!input->read_out || input->bytes == (uint64_t)file.st_size))
        return;
    input->failure = (struct failure){
        .status = BAD_DATA, .what = "the file changed while it was read"};
    tell(input);
}

enum status input_close(struct input *input, struct input_total *total)
{
    if (input->ahead)
        ahead_stop(input->ahead);
    check_unchanged(input);
    total->bytes = input->bytes;
    fingerprint_print(input->fingerprint, total->fingerprint);
    if (input->fd >= 0)
        close(input->fd);
    arena_free(&input->own);
    return input->status;
}
