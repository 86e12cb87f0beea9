#include "read/input.h"

#include "base/flate.h"
#include "read/ahead.h"
#include "read/transcode.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A gzip file may expand GZIP_RATIO-fold once it is larger than GZIP_FREE. */
#define GZIP_FREE  ((uint64_t)64 * 1024 * 1024)
#define GZIP_RATIO 1000

static const char byte_order_mark[] = "\xEF\xBB\xBF";
enum { MARK = sizeof byte_order_mark - 1 };

struct input {
    struct arena own;
    struct diag *diag;
    const char *path;
    enum status status;
    enum encoding encoding;
    size_t block;
    int fd;
    struct stat opened; /* what the file was when it was opened */
    uint64_t bytes;     /* read so far */
    struct fingerprint *fingerprint;
    bool read_out; /* the file has no more bytes */
    bool started;  /* the byte order mark is behind us */
    char *source;  /* a block of bytes to transcode */
    bool is_gzip;
    bool in_member; /* between a gzip member's head and its end */
    char *packed;   /* a block of bytes to expand */
    uint64_t expanded;
    struct inflater *gzip;
    struct flate_step step;
    struct ahead *ahead; /* expands, once something is read */
};

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Tell the first failure; everything after it reads nothing. */
static void fail(struct input *input, enum status status, const char *what)
{
    if (input->status == OK)
        input->status =
            diag_error(input->diag, status, (struct place){.file = input->path},
                       "%s", what);
}

static void fail_system(struct input *input, enum status status,
                        const char *what)
{
    if (input->status == OK)
        input->status =
            diag_error(input->diag, status, (struct place){.file = input->path},
                       "%s: %s", what, strerror(errno));
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

struct input *input_open(struct arena *arena, struct diag *diag,
                         const char *path, enum encoding encoding, size_t block)
{
    struct input *input = arena_new(arena, struct input);

    *input = (struct input){.diag = diag,
                            .path = path,
                            .encoding = encoding,
                            .block = block,
                            .started = encoding != ENCODING_UTF_8};
    input->fingerprint = fingerprint_new(&input->own);
    open_file(input);
    if (encoding != ENCODING_UTF_8)
        input->source = arena_array(&input->own, char, block);
    if (str_ends(str_of(path), STR(".gz")))
        open_gzip(input);
    return input;
}

/* Bytes as they lie in the file. */
static size_t read_raw(struct input *input, char *to, size_t room)
{
    ssize_t got;

    if (input->status != OK || input->read_out)
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
    return input->status == OK;
}

static size_t expand(void *context, char *to, size_t room)
{
    struct input *input = context;
    size_t got = 0;

    input->step.plain = to;
    input->step.room = least(room, input->block);
    while (input->status == OK && got == 0 && expand_some(input))
        got = input->step.len;
    check_ratio(input, got);
    return input->status == OK ? got : 0;
}

/* Expanding takes longer than all else, and so has a thread of its own. */
static size_t read_gzip(struct input *input, char *to, size_t room)
{
    const struct ahead_reader reader = {.read = expand, .context = input};

    if (!input->ahead)
        input->ahead = ahead_start(&input->own, &reader);
    return ahead_read(input->ahead, to, room);
}

static size_t read_plain(struct input *input, char *to, size_t room)
{
    return input->is_gzip ? read_gzip(input, to, room)
                          : read_raw(input, to, room);
}

/* The first bytes, without the byte order mark. */
static size_t read_start(struct input *input, char *to, size_t room)
{
    size_t got = 0;
    size_t more;

    input->started = true;
    while (got < MARK && (more = read_plain(input, to + got, room - got)) > 0)
        got += more;
    if (got < MARK || memcmp(to, byte_order_mark, MARK) != 0)
        return got;
    memmove(to, to + MARK, got - MARK);
    return got > MARK ? got - MARK : read_plain(input, to, room);
}

size_t input_read_bytes(struct input *input, char *to, size_t room)
{
    return input->started ? read_plain(input, to, room)
                          : read_start(input, to, room);
}

size_t input_read(struct input *input, char *to, size_t room)
{
    struct str bytes = {.at = input->source};

    if (input->encoding == ENCODING_UTF_8)
        return input_read_bytes(input, to, room);
    bytes.len = read_plain(input, input->source,
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
    if (fstat(input->fd, &file) != 0 || stat(input->path, &path) != 0 ||
        !is_same(&file, &input->opened) || !is_same(&path, &input->opened) ||
        (input->read_out && input->bytes != (uint64_t)file.st_size))
        fail(input, BAD_DATA, "the file changed while it was read");
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
