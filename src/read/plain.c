#include "read/plain.h"

#include "read/csv.h"

void plain_init(struct plain *plain, char delimiter)
{
    size_t count;

    plain->kernel = scan_kernels(&count);
    plain->delimiter = delimiter;
    plain_restart(plain);
}

void plain_restart(struct plain *plain)
{
    plain->scan.len = plain->scan.end_count = plain->end = 0;
}

/* Begin a scan where the record begins. */
static void rescan(struct plain *plain, const struct lines *lines)
{
    plain->origin = lines_offset(lines);
    plain->at = plain->end = plain->odd = plain->wide = 0;
    plain->kernel->run(&plain->scan, lines_record(lines),
                       lines->end - lines->start, plain->delimiter);
}

/*
 * Go on at `at`, where a record that was not plain has ended.  The scan holds
 * for what follows if it saw the line feed before as an end: then it was
 * outside quotes there, as it would be had it begun there.
 */
static bool resume(struct plain *plain, uint64_t at)
{
    const struct scan *scan = &plain->scan;

    if (at <= plain->at || at > scan->len)
        return false;
    while (plain->end < scan->end_count && scan->ends[plain->end] < at)
        plain->end++;
    plain->at = (size_t)at;
    return plain->end > 0 && scan->ends[plain->end - 1] == at - 1;
}

/* Whether the record up to `end` holds an odd byte. */
static bool is_odd(struct plain *plain, size_t end)
{
    const struct scan *scan = &plain->scan;

    while (plain->odd < scan->odd_count && scan->odds[plain->odd] < plain->at)
        plain->odd++;
    return plain->odd < scan->odd_count && scan->odds[plain->odd] <= end;
}

/* Whether there may be a byte beyond ASCII in the record. */
static bool is_wide(struct plain *plain, size_t end)
{
    const struct scan *scan = &plain->scan;

    while (plain->wide < scan->wide_count &&
           scan->wides[plain->wide] < plain->at / SCAN_LANE)
        plain->wide++;
    return plain->wide < scan->wide_count &&
           scan->wides[plain->wide] <= end / SCAN_LANE;
}

/*
 * Cut at the ends: false if those before the last are not all delimiters.
 * Quotes around a field are taken off, if there can be any.
 */
static inline bool cut(const struct plain *plain, const char *record,
                       struct csv_field *fields, size_t count, bool quotes)
{
    const uint32_t *ends = plain->scan.ends + plain->end;
    const char *bytes = record - plain->at;
    const char *from = record;
    int other = 0;

    for (size_t i = 0; i < count; i++) {
        const char *end = bytes + ends[i];
        size_t quote = quotes && *from == '"';

        if (i + 1 < count)
            other |= *end ^ plain->delimiter;
        fields[i] = (struct csv_field){
            .text = {from + quote, (size_t)(end - from) - 2 * quote},
            .offset = (uint32_t)(from - record)};
        from = end + 1;
    }
    return other == 0;
}

/* A CR LF ends the last field one byte before its line feed. */
static void cut_return(struct csv_field *last, const char *record,
                       struct line *line)
{
    const char *from = record + last->offset;
    const char *end = record + line->end;

    if (end == from || end[-1] != '\r')
        return;
    line->end--;
    last->text.len--;
}

bool plain_cut(struct plain *plain, const struct lines *lines,
               struct csv_field *fields, size_t count, struct line *line)
{
    const char *record = lines_record(lines);
    uint64_t at = lines_offset(lines) - plain->origin;
    const struct scan *scan = &plain->scan;
    size_t end;

    if ((at != plain->at && !resume(plain, at)) ||
        plain->end + count > scan->end_count)
        rescan(plain, lines);
    if (plain->end + count > scan->end_count)
        return false;
    end = scan->ends[plain->end + count - 1];
    if (record[end - plain->at] != '\n' || is_odd(plain, end) ||
        !(scan->has_quotes ? cut(plain, record, fields, count, true)
                           : cut(plain, record, fields, count, false)))
        return false;
    *line = (struct line){.end = end - plain->at, .next = end - plain->at + 1};
    cut_return(&fields[count - 1], record, line);
    if (line->end == 0 ||
        (is_wide(plain, end) && !str_is_utf8((struct str){record, line->end})))
        return false;
    plain->at = end + 1;
    plain->end += count;
    return true;
}
