#include "read/csv.h"

#include "base/memory.h"
#include "read/plain.h"

#include <csv.h>
#include <string.h>

enum { ENTRY_STEP = 16 * 1024 }; /* by which libcsv's buffer grows */

struct csv {
    struct csv_parser parser;
    struct lines lines;
    struct arena *arena;
    enum encoding encoding; /* of the file */
    bool skipping;          /* the rest of a line that is too long */
    uint64_t limit;         /* where no record begins any more */
    size_t line;            /* the number of the line at the record's start */
    size_t blank_lines;
    size_t used_bytes; /* of the record handed out, to step over next time */
    size_t used_lines;
    size_t expected; /* fields of the header; 0 before it */
    size_t at;       /* where the next field begins, from `start` */
    size_t closing;  /* the first quote behind the lines looked at */
    bool complete;   /* libcsv has seen the end of the record */
    struct csv_field *fields;
    size_t count;
    char *decoded; /* fields with doubled quotes, made single */
    size_t decoded_len;
    struct plain plain;
};

static int never_blank(unsigned char byte)
{
    (void)byte;
    return 0;
}

/* Room for the fields of a record, which can be looked at beyond its ends. */
static char *decoded_new(struct arena *arena)
{
    return arena_array(arena, char, RECORD_MOST + 2 * (size_t)LINES_SLACK) +
           LINES_SLACK;
}

/* libcsv's field, doubled quotes made single, is the next of the record. */
static void on_field(void *data, size_t len, void *context)
{
    struct csv *csv = context;
    const char *raw = lines_record(&csv->lines) + csv->at;
    struct csv_field field = {.text = {raw, len}, .offset = (uint32_t)csv->at};
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
            csv->decoded = decoded_new(csv->arena);
        field.text.at = csv->decoded + csv->decoded_len;
        memcpy(csv->decoded + csv->decoded_len, data, len);
        csv->decoded_len += len;
        field.is_decoded = true;
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

    *csv = (struct csv){
        .arena = arena, .encoding = encoding, .limit = UINT64_MAX, .line = 1};
    if (input)
        lines_init(&csv->lines, arena, input);
    plain_init(&csv->plain, delimiter);
    csv->fields = arena_array(arena, struct csv_field, FIELDS_MOST);
    if (csv_init(&csv->parser, CSV_STRICT) != 0)
        memory_exhausted();
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
    size_t took = csv_parse(&csv->parser, lines_record(&csv->lines) + from,
                            to - from, on_field, on_record, csv);

    if (took == to - from)
        return true;
    if (csv_error(&csv->parser) != CSV_EPARSE)
        memory_exhausted();
    *stopped = from + took;
    return false;
}

/* Whether a quote is open after these bytes, of which none is damaged. */
static bool is_open_after(struct str bytes, bool open)
{
    const char *end = bytes.at + bytes.len;

    for (const char *at = bytes.at;
         at < end && (at = memchr(at, '"', (size_t)(end - at))) != NULL; at++)
        open = !open;
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
    struct str bytes = {lines_record(&csv->lines) + line->from,
                        line->end - line->from};
    size_t stray = stray_return(bytes, *open);
    size_t stopped = 0;

    if (!feed(csv, line->from, line->from + stray, &stopped))
        return lines_record(&csv->lines)[stopped] == '"'
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

/* The fields so far, as views, move along with the record. */
static void move_fields(struct csv *csv, const char *before)
{
    const char *now = lines_record(&csv->lines);

    for (size_t i = 0; now != before && i < csv->count && i < FIELDS_MOST; i++)
        if (!csv->fields[i].is_decoded)
            csv->fields[i].text.at = now + (csv->fields[i].text.at - before);
}

/*
 * Whether the quote that is open behind `line` is never closed, or closed
 * where it cannot be: what damages the record then, or NULL.  This is found
 * without libcsv, which would look at up to RECORD_MOST bytes one by one.
 */
static const char *look_ahead(struct csv *csv, const struct line *line)
{
    size_t quote = lines_find_quote(&csv->lines, line->next);
    const char *record = lines_record(&csv->lines);
    struct line last;
    char next;

    if (quote == SIZE_MAX)
        return "unclosed quote";
    csv->closing = quote;
    last.next = quote;
    while (last.next > line->next && record[last.next - 1] != '\n')
        last.next--;
    if (lines_find(&csv->lines, last.next, &last) != FOUND_LINE)
        return "unclosed quote";
    next = lines_record(&csv->lines)[quote + 1];
    if (quote + 1 >= last.end || next == '"' || next == '\r' ||
        next == csv->plain.delimiter)
        return NULL;
    return "text after a closing quote";
}

/* Find the next line of the record; views into it move along with it. */
static const char *find_next(struct csv *csv, struct line *line)
{
    const char *before = lines_record(&csv->lines);
    const char *damage = NULL;

    if (line->next > csv->closing)
        damage = look_ahead(csv, line);
    if (!damage && lines_find(&csv->lines, line->next, line) != FOUND_LINE)
        damage = "unclosed quote";
    move_fields(csv, before);
    return damage;
}

/*
 * Feed lines until the record is complete; `first` and `last` are its lines.
 * Returns what damages it, or NULL.
 */
static const char *read_lines(struct csv *csv, const struct line *first,
                              struct line *last)
{
    bool open = false;

    csv->count = csv->at = csv->decoded_len = csv->closing = 0;
    csv->complete = false;
    *last = *first;
    for (;;) {
        const char *damage = feed_line(csv, last, &open);

        if (damage || csv->complete)
            return damage;
        damage = find_next(csv, last);
        if (damage)
            return damage;
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
    if (str_is_ascii(bytes) || str_is_utf8(bytes))
        return NULL;
    csv->at = first_field(csv, is_no_utf8);
    return csv->encoding == ENCODING_UTF_16 ? "invalid UTF-16"
                                            : "invalid UTF-8";
}

static struct str record_bytes(const struct csv *csv, size_t end)
{
    return (struct str){lines_record(&csv->lines), end};
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

/* Whether what begins now is not to be read. */
static bool is_over(const struct csv *csv)
{
    return lines_offset(&csv->lines) >= csv->limit;
}

/* Go on behind the record that was handed out. */
static void step(struct csv *csv)
{
    lines_step(&csv->lines, csv->used_bytes);
    csv->line += csv->used_lines;
    csv->used_bytes = csv->used_lines = csv->count = 0;
    if (csv->skipping)
        lines_skip(&csv->lines);
    csv->skipping = false;
}

bool csv_peek(struct csv *csv, struct plain_record *plain)
{
    if (csv->used_lines > 0)
        step(csv);
    return !is_over(csv) && csv->expected > 0 && csv->plain.kernel &&
           plain_find(&csv->plain, &csv->lines, csv->expected, plain);
}

void csv_take(struct csv *csv, const struct plain_record *plain)
{
    lines_step(&csv->lines, plain_take(&csv->plain, plain));
    csv->line++;
}

/* The record that was found to be a plain one, with all its fields. */
static void read_plain(struct csv *csv, const struct plain_record *plain,
                       struct csv_record *record)
{
    const char *begin = lines_record(&csv->lines);

    plain_cut(plain, csv->fields);
    csv->count = csv->expected;
    *record = (struct csv_record){
        .line = csv->line,
        .bytes = record_bytes(csv, (size_t)(plain->bytes + plain->end - begin)),
        .fields = csv->fields,
        .count = csv->count};
    csv->used_bytes = plain_take(&csv->plain, plain);
    csv->used_lines = 1;
}

/* The record that begins now, behind lines without a byte, by libcsv. */
static bool next_other(struct csv *csv, struct csv_record *record)
{
    struct line line;
    enum found found;

    while ((found = lines_find(&csv->lines, 0, &line)) == FOUND_LINE &&
           line.end == 0) {
        lines_step(&csv->lines, line.next);
        csv->line++;
        csv->blank_lines++;
        if (is_over(csv))
            return false;
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

bool csv_next(struct csv *csv, struct csv_record *record)
{
    struct plain_record plain;

    if (csv_peek(csv, &plain)) {
        read_plain(csv, &plain, record);
        return true;
    }
    return !is_over(csv) && next_other(csv, record);
}

void csv_set(struct csv *csv, char *bytes, size_t len, size_t reach,
             size_t line)
{
    lines_set(&csv->lines, bytes, reach);
    csv->limit = len;
    plain_restart(&csv->plain);
    csv->used_bytes = csv->used_lines = 0;
    csv->skipping = false;
    csv->line = line;
}

void csv_skip(struct csv *csv, size_t count)
{
    for (; count > 0; count--) {
        lines_skip(&csv->lines);
        csv->line++;
    }
}

size_t csv_offset(struct csv *csv)
{
    step(csv);
    return (size_t)lines_offset(&csv->lines);
}

size_t csv_line(const struct csv *csv)
{
    return csv->line;
}

size_t csv_column(const struct csv *csv, size_t offset)
{
    struct str before = record_bytes(csv, offset);
    size_t column = 1;

    if (str_find(before, '\n') < before.len)
        return 1;
    if (csv->encoding == ENCODING_UTF_8)
        return offset + 1;
    for (size_t i = 0; i < before.len; i++)
        column += ((unsigned char)before.at[i] & 0xC0) != 0x80;
    return column;
}

size_t csv_blank_lines(const struct csv *csv)
{
    return csv->blank_lines;
}

void csv_use(struct csv *csv, const struct scan_kernel *kernel)
{
    csv->plain.kernel = kernel;
}

void csv_clear(struct csv *csv)
{
    csv_free(&csv->parser);
}
