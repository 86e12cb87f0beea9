#include "read/split.h"

#include "read/csv.h"
#include "read/scan.h"
#include "read/transcode.h"

#include <string.h>

/* A record, its CR LF, and one byte to tell that it is longer. */
enum { REACH = RECORD_MOST + 3 };

struct split {
    struct arena own;
    struct input *input;
    enum encoding encoding;
    struct csv *csv; /* tells how far a record goes */
    void (*pair)(struct scan_lines *lines, const char *bytes, size_t len);
    size_t size;
    size_t room;
    bool ended;  /* the input has no more */
    size_t line; /* of the next part */
    char *rest;  /* bytes read that are in no part yet */
    size_t rest_at;
    size_t rest_len;
    size_t rest_room;
    struct part head;
};

static char *with_slack(struct arena *arena, size_t len)
{
    return arena_array(arena, char, len + 2 * (size_t)LINES_SLACK) +
           LINES_SLACK;
}

struct part split_room(const struct split *split, struct arena *arena)
{
    return (struct part){.bytes = with_slack(arena, split->room)};
}

/* Take bytes that were read before. */
static void take_rest(struct split *split, struct part *part, size_t most)
{
    size_t len = split->rest_len - split->rest_at;

    if (len > most)
        len = most;
    if (len == 0)
        return;
    memcpy(part->bytes + part->len, split->rest + split->rest_at, len);
    split->rest_at += len;
    part->len += len;
}

/* Read until the part has `len` bytes, or the input no more. */
static void fill(struct split *split, struct part *part, size_t len)
{
    if (part->len < len)
        take_rest(split, part, len - part->len);
    while (part->len < len && !split->ended) {
        size_t got = input_read_bytes(split->input, part->bytes + part->len,
                                      len - part->len);

        part->len += got;
        split->ended = got == 0;
    }
}

/* Cut the part at `at`, and keep what is behind it for the next. */
static void cut(struct split *split, struct part *part, size_t at)
{
    size_t len = part->len - at;

    part->len = at;
    if (part->reach < at)
        part->reach = at;
    if (split->rest_at < split->rest_len) { /* it is all from there */
        split->rest_at -= len;
        return;
    }
    split->rest = arena_grow(&split->own, split->rest, &split->rest_room, len,
                             sizeof *split->rest);
    if (len > 0)
        memcpy(split->rest, part->bytes + at, len);
    split->rest_at = 0;
    split->rest_len = len;
}

/* Whether all bytes are in some part. */
static bool is_out(const struct split *split)
{
    return split->ended && split->rest_at == split->rest_len;
}

/*
 * Whether a record of several lines, which is whole as it lies in the file, is
 * too long for one when it is transcoded.
 */
static bool outgrows(const struct split *split, struct str record)
{
    char out[256 * TRANSCODE_MOST];
    size_t len = 0;

    if (!encoding_is_single_byte(split->encoding) ||
        record.len <= RECORD_MOST / TRANSCODE_MOST)
        return false;
    while (record.len > 0) {
        size_t some = record.len < 256 ? record.len : 256;

        len += transcode(split->encoding, (struct str){record.at, some}, out);
        record.at += some;
        record.len -= some;
    }
    return len > RECORD_MOST;
}

/*
 * How far the record at `at` goes, whose line has an odd quote.  What damages
 * it may lie far behind its line, which is all that is given up.
 */
static size_t record_end(struct split *split, struct part *part, size_t at,
                         size_t *lines)
{
    struct csv_record record;
    const char *bytes = part->bytes + at;
    size_t reach = part->len < at + REACH ? part->len : at + REACH;
    struct str whole;
    size_t end;

    csv_set(split->csv, part->bytes + at, part->len - at, part->len - at, 0);
    csv_next(split->csv, &record);
    whole = record.bytes;
    end = csv_offset(split->csv);
    *lines = csv_line(split->csv);
    if (record.damage && *lines == 1)
        part->reach = reach;
    if (*lines > 1 && outgrows(split, whole)) {
        const char *feed = memchr(bytes, '\n', end);

        part->reach = reach;
        *lines = 1;
        end = (size_t)(feed + 1 - bytes);
    }
    return at + end;
}

/*
 * Where the part is to be cut: behind the last record that lies in it as a
 * whole; 0 if none does.
 */
static size_t find_cut(struct split *split, struct part *part)
{
    size_t at = 0;

    while (at < part->len) {
        struct scan_lines paired;
        size_t lines;

        split->pair(&paired, part->bytes + at, part->len - at);
        split->line += paired.count;
        at += paired.end;
        if (!paired.is_odd || at >= split->size)
            break;
        fill(split, part, at + REACH);
        at = record_end(split, part, at, &lines);
        split->line += lines;
    }
    return at;
}

/* A line that no record can hold: the rest of it is read and dropped. */
static void drop_line(struct split *split, struct part *part)
{
    struct part more = {.bytes = part->bytes + REACH};
    const char *feed = NULL;

    part->len = part->reach = REACH;
    while (!feed && !is_out(split)) {
        more.len = 0;
        fill(split, &more, split->size);
        feed = memchr(more.bytes, '\n', more.len);
    }
    if (feed)
        cut(split, &more, (size_t)(feed + 1 - more.bytes));
    split->line++;
}

/* The bytes of a line that holds none but its end; 0 if there is no such. */
static size_t blank_line(const struct part *part, size_t at)
{
    size_t end = at;

    if (end < part->len && part->bytes[end] == '\r')
        end++;
    return end < part->len && part->bytes[end] == '\n' ? end + 1 - at : 0;
}

/* Lines in front of the header, however long, are dropped. */
static void skip_lines(struct split *split, struct part *part, size_t count)
{
    while (count > 0 && !is_out(split)) {
        const char *feed;
        size_t at = 0;

        *part = (struct part){.bytes = part->bytes};
        fill(split, part, REACH);
        while (count > 0 && (feed = memchr(part->bytes + at, '\n',
                                           part->len - at)) != NULL) {
            at = (size_t)(feed + 1 - part->bytes);
            split->line++;
            count--;
        }
        cut(split, part, count > 0 ? part->len : at);
        *part = (struct part){.bytes = part->bytes};
    }
}

/* The header is the first record; blank lines before it are dropped. */
static void read_head(struct split *split, size_t skipped)
{
    struct part part = split_room(split, &split->own);
    struct part *head = &split->head;
    size_t at = 0, end = 0, lines, blank;

    skip_lines(split, &part, skipped);
    do {
        cut(split, &part, at);
        part = (struct part){.bytes = part.bytes};
        at = 0;
        fill(split, &part, REACH);
        while ((blank = blank_line(&part, at)) > 0) {
            at += blank;
            split->line++;
        }
    } while (at > 0 && !is_out(split));
    end = at;
    head->line = split->line;
    if (at < part.len) {
        end = record_end(split, &part, at, &lines);
        split->line += lines;
    }
    cut(split, &part, end);
    head->len = end - at;
    head->reach = part.reach - at;
    head->bytes = with_slack(&split->own, head->reach);
    memcpy(head->bytes, part.bytes + at, head->reach);
}

struct split *split_open(struct arena *arena, struct diag *diag,
                         const char *path, const struct extract_config *form,
                         size_t size)
{
    struct split *split = arena_new(arena, struct split);
    struct arena *own = &split->own;
    size_t kernels;

    *split = (struct split){.size = size ? size : SPLIT_PART, .line = 1};
    split->room = split->size + REACH;
    split->pair = scan_kernels(&kernels)->pair;
    split->input = input_open(own, diag, path, form->encoding, INPUT_BLOCK);
    split->encoding = input_encoding(split->input);
    split->csv = csv_new(own, NULL, form->delimiter, ENCODING_UTF_8);
    csv_use(split->csv, NULL);
    read_head(split, form->skip_lines);
    return split;
}

enum encoding split_encoding(const struct split *split)
{
    return split->encoding;
}

struct part split_head(const struct split *split)
{
    return split->head;
}

/*
 * Read more until a record ends in the part: a line may be longer than parts
 * are as a rule.
 */
bool split_next(struct split *split, struct part *part)
{
    size_t want = split->size;
    size_t at;

    *part = (struct part){.bytes = part->bytes, .line = split->line};
    do {
        fill(split, part, want);
        at = find_cut(split, part);
        want = want < REACH / 2 ? 2 * want : REACH;
    } while (at == 0 && !is_out(split) && part->len < REACH);
    if (at == 0 && part->len >= REACH)
        drop_line(split, part);
    else
        cut(split, part, is_out(split) && at < split->size ? part->len : at);
    return part->len > 0 && split_status(split) == OK;
}

bool split_is_over(const struct split *split)
{
    return is_out(split) || split_status(split) != OK;
}

enum status split_status(const struct split *split)
{
    return input_status(split->input);
}

enum status split_close(struct split *split, struct input_total *total)
{
    enum status status = input_close(split->input, total);

    csv_clear(split->csv);
    arena_free(&split->own);
    return status;
}
