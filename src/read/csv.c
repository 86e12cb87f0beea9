#include "read/csv.h"

#include <csv.h>
#include <string.h>

enum {
    LINE_END = 2, /* CR LF, beyond RECORD_MOST */
    ROOM = RECORD_MOST + LINE_END + INPUT_BLOCK,
    ENTRY_STEP = 16 * 1024, /* by which libcsv's buffer grows */
};

/* A line of the buffer, as offsets from the start of the record. */
struct line {
    size_t from;
    size_t end;  /* of its bytes, without the line end */
    size_t next; /* where the line after it begins */
};

enum found { FOUND_LINE, FOUND_END, FOUND_TOO_LONG };

struct csv {
    struct csv_parser parser;
    struct input *input;
    struct arena *arena;
    bool is_single_byte; /* one byte of the file is one character */
    char *buffer;  /* ROOM bytes, and a line feed behind the last ones read */
    size_t start;  /* of the current record */
    size_t end;    /* of what has been read */
    bool ended;    /* the input has no more */
    bool skipping; /* the rest of a line that is too long */
    size_t line;   /* the number of the line at `start` */
    size_t blank_lines;
    size_t used_bytes; /* of the record handed out, to step over next time */
    size_t used_lines;
    size_t expected; /* fields of the header; 0 before it */
    size_t at;       /* where the next field begins, from `start` */
    bool complete;   /* libcsv has seen the end of the record */
    struct csv_field *fields;
    size_t count;
    char *decoded; /* fields with doubled quotes, made single */
    size_t decoded_len;
};

static int never_blank(unsigned char byte)
{
    (void)byte;
    return 0;
}

/* Move a view into the buffer along with its bytes. */
static void move_fields(struct csv *csv, size_t by)
{
    const char *last = csv->buffer + csv->end;

    for (size_t i = 0; i < csv->count && i < FIELDS_MOST; i++)
        if (csv->fields[i].text.at >= csv->buffer &&
            csv->fields[i].text.at <= last)
            csv->fields[i].text.at -= by;
}

/* Read more behind what is there; the current record moves to the front. */
static void refill(struct csv *csv)
{
    size_t got;

    if (csv->start > 0) {
        move_fields(csv, csv->start);
        memmove(csv->buffer, csv->buffer + csv->start, csv->end - csv->start);
        csv->end -= csv->start;
        csv->start = 0;
    }
    got = input_read(csv->input, csv->buffer + csv->end, ROOM - csv->end);
    csv->end += got;
    csv->ended = got == 0;
    csv->buffer[csv->end] = '\n';
}

/* The line that begins at `from`, read to its end if need be. */
static enum found find_line(struct csv *csv, size_t from, struct line *line)
{
    size_t searched = from;

    line->from = from;
    for (;;) {
        size_t have = csv->end - csv->start;
        const char *record = csv->buffer + csv->start;
        const char *feed = memchr(record + searched, '\n', have - searched);

        if (feed) {
            line->end = (size_t)(feed - record);
            line->next = line->end + 1;
            if (line->end > from && record[line->end - 1] == '\r')
                line->end--;
            return line->end > RECORD_MOST ? FOUND_TOO_LONG : FOUND_LINE;
        }
        if (have > RECORD_MOST + 1)
            return FOUND_TOO_LONG;
        if (csv->ended) {
            line->end = line->next = have;
            if (have > RECORD_MOST)
                return FOUND_TOO_LONG;
            return have > from ? FOUND_LINE : FOUND_END;
        }
        searched = have;
        refill(csv);
    }
}

/* libcsv's field, doubled quotes made single, is the next of the record. */
static void on_field(void *data, size_t len, void *context)
{
    struct csv *csv = context;
    const char *raw = csv->buffer + csv->start + csv->at;
    struct csv_field field = {.text = {raw, len}, .offset = csv->at};
    size_t quotes = 0;

    csv->at += len + 1;
    if (*raw == '"') {
        const char *bytes = data;

        for (const char *quote = bytes;
             (quote = memchr(quote, '"', len - (size_t)(quote - bytes))) !=
             NULL;
             quote++)
            quotes++;
        csv->at += quotes + 2;
        field.text.at = raw + 1;
    }
    if (quotes > 0) {
        if (!csv->decoded)
            csv->decoded = arena_array(csv->arena, char, RECORD_MOST);
        field.text.at = csv->decoded + csv->decoded_len;
        memcpy(csv->decoded + csv->decoded_len, data, len);
        csv->decoded_len += len;
    }
    if (csv->count < FIELDS_MOST)
        csv->fields[csv->count] = field;
    csv->count++;
}

static void on_record(int end, void *context)
{
    struct csv *csv = context;

    (void)end;
    csv->complete = true;
}

struct csv *csv_new(struct arena *arena, struct input *input, char delimiter,
                    enum encoding encoding)
{
    struct csv *csv = arena_new(arena, struct csv);

    *csv = (struct csv){.input = input,
                        .arena = arena,
                        .is_single_byte = encoding != ENCODING_UTF_8,
                        .line = 1};
    csv->buffer = arena_array(arena, char, ROOM + 1);
    csv->fields = arena_array(arena, struct csv_field, FIELDS_MOST);
    if (csv_init(&csv->parser, CSV_STRICT) != 0)
        arena_exhausted();
    csv_set_delim(&csv->parser, (unsigned char)delimiter);
    csv_set_space_func(&csv->parser, never_blank);
    csv_set_blk_size(&csv->parser, ENTRY_STEP);
    return csv;
}

/*
 * Hand bytes of the record to libcsv; true if it took them all, else the
 * offset it stopped at is in `stopped`.
 */
static bool feed(struct csv *csv, size_t from, size_t to, size_t *stopped)
{
    size_t took = csv_parse(&csv->parser, csv->buffer + csv->start + from,
                            to - from, on_field, on_record, csv);

    if (took == to - from)
        return true;
    if (csv_error(&csv->parser) != CSV_EPARSE)
        arena_exhausted();
    *stopped = from + took;
    return false;
}

/* Whether a quote is open after these bytes, of which none is damaged. */
static bool is_open_after(struct str bytes, bool open)
{
    const char *end = bytes.at + bytes.len;
    const char *at = bytes.at;

    while (at < end && (at = memchr(at, '"', (size_t)(end - at))) != NULL) {
        open = !open;
        at++;
    }
    return open;
}

/* The first carriage return outside quotes, or the length. */
static size_t stray_return(struct str bytes, bool open)
{
    if (str_find(bytes, '\r') == bytes.len)
        return bytes.len;
    for (size_t i = 0; i < bytes.len; i++) {
        if (bytes.at[i] == '"')
            open = !open;
        else if (bytes.at[i] == '\r' && !open)
            return i;
    }
    return bytes.len;
}

/* One line of a record to libcsv; what damages it, or NULL. */
static const char *feed_line(struct csv *csv, const struct line *line,
                             bool *open)
{
    struct str bytes = {csv->buffer + csv->start + line->from,
                        line->end - line->from};
    size_t stray = stray_return(bytes, *open);
    size_t stopped = 0;

    if (!feed(csv, line->from, line->from + stray, &stopped))
        return csv->buffer[csv->start + stopped] == '"'
                   ? "stray quote"
                   : "text after a closing quote";
    if (stray < bytes.len)
        return "stray carriage return";
    *open = is_open_after(bytes, *open);
    if (*open)
        feed(csv, line->end, line->next, &stopped);
    else
        csv_parse(&csv->parser, "\n", 1, on_field, on_record, csv);
    return NULL;
}

/* Forget what libcsv has seen of a damaged record. */
static void forget(struct csv *csv)
{
    csv_fini(&csv->parser, NULL, NULL, NULL);
}

/*
 * Feed lines until the record is complete; `first` and `last` are its lines.
 * Returns what damages it, or NULL.
 */
static const char *read_lines(struct csv *csv, const struct line *first,
                              struct line *last)
{
    bool open = false;

    csv->count = csv->at = csv->decoded_len = 0;
    csv->complete = false;
    *last = *first;
    for (;;) {
        const char *damage = feed_line(csv, last, &open);

        if (damage || csv->complete)
            return damage;
        if (find_line(csv, last->next, last) != FOUND_LINE)
            return "unclosed quote";
    }
}

static const char *check_count(struct csv *csv)
{
    if (csv->expected == 0 && csv->count <= FIELDS_MOST)
        csv->expected = csv->count;
    if (csv->count == csv->expected)
        return NULL;
    csv->at = 0;
    if (csv->count > FIELDS_MOST)
        return "too many fields";
    if (csv->count > csv->expected)
        csv->at = csv->fields[csv->expected].offset;
    return "wrong number of fields";
}

static bool is_ascii(struct str bytes)
{
    unsigned char bits = 0;

    for (size_t i = 0; i < bytes.len; i++)
        bits |= (unsigned char)bytes.at[i];
    return bits < 0x80;
}

/* The offset of the first field that holds what `is_bad` finds. */
static size_t first_field(const struct csv *csv, bool (*is_bad)(struct str))
{
    for (size_t i = 0; i < csv->count; i++)
        if (is_bad(csv->fields[i].text))
            return csv->fields[i].offset;
    return 0;
}

static bool has_nul(struct str text)
{
    return text.len > 0 && memchr(text.at, '\0', text.len);
}

static bool is_no_utf8(struct str text)
{
    return !str_is_utf8(text);
}

static const char *check_bytes(struct csv *csv, struct str bytes)
{
    if (has_nul(bytes)) {
        csv->at = first_field(csv, has_nul);
        return "NUL byte";
    }
    if (is_ascii(bytes) || str_is_utf8(bytes))
        return NULL;
    csv->at = first_field(csv, is_no_utf8);
    return "invalid UTF-8";
}

static struct str record_bytes(const struct csv *csv, size_t end)
{
    return (struct str){csv->buffer + csv->start, end};
}

static size_t count_lines(struct str bytes)
{
    size_t lines = 1;
    const char *end = bytes.at + bytes.len;
    const char *at = bytes.at;

    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        lines++;
        at++;
    }
    return lines;
}

/* The record whose first line was found. */
static void read_record(struct csv *csv, const struct line *first,
                        struct csv_record *record)
{
    struct line last;

    record->damage = read_lines(csv, first, &last);
    if (record->damage)
        forget(csv);
    else
        record->damage = check_count(csv);
    if (record->damage)
        last = *first;
    else
        record->damage = check_bytes(csv, record_bytes(csv, last.end));
    record->bytes = record_bytes(csv, last.end);
    csv->used_bytes = last.next;
    csv->used_lines = last.next == first->next ? 1 : count_lines(record->bytes);
}

/* A line that no record can hold: told now, stepped over next time. */
static void give_up_line(struct csv *csv, struct csv_record *record)
{
    csv->at = csv->count = 0;
    csv->skipping = true;
    csv->used_bytes = 0;
    csv->used_lines = 1;
    record->damage = "record too long";
    record->bytes = record_bytes(csv, RECORD_MOST);
}

/* Step over the rest of a line that is too long. */
static void skip_line(struct csv *csv)
{
    const char *feed = NULL;

    csv->skipping = false;
    while (!feed) {
        feed = memchr(csv->buffer + csv->start, '\n', csv->end - csv->start);
        csv->start = feed ? (size_t)(feed + 1 - csv->buffer) : csv->end;
        if (!feed && csv->ended)
            return;
        if (!feed)
            refill(csv);
    }
}

bool csv_next(struct csv *csv, struct csv_record *record)
{
    struct line line;
    enum found found;

    csv->start += csv->used_bytes;
    csv->line += csv->used_lines;
    csv->used_bytes = csv->used_lines = csv->count = 0;
    if (csv->skipping)
        skip_line(csv);
    while ((found = find_line(csv, 0, &line)) == FOUND_LINE && line.end == 0) {
        csv->start += line.next;
        csv->line++;
        csv->blank_lines++;
    }
    if (found == FOUND_END)
        return false;
    if (found == FOUND_TOO_LONG)
        give_up_line(csv, record);
    else
        read_record(csv, &line, record);
    record->line = csv->line;
    record->fields = csv->fields;
    record->count = csv->count;
    record->damage_offset = csv->at;
    return true;
}

size_t csv_column(const struct csv *csv, size_t offset)
{
    struct str before = record_bytes(csv, offset);
    size_t column = 1;

    if (str_find(before, '\n') < before.len)
        return 1;
    if (!csv->is_single_byte)
        return offset + 1;
    for (size_t i = 0; i < before.len; i++)
        column += ((unsigned char)before.at[i] & 0xC0) != 0x80;
    return column;
}

size_t csv_blank_lines(const struct csv *csv)
{
    return csv->blank_lines;
}

void csv_clear(struct csv *csv)
{
    csv_free(&csv->parser);
}
