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
    plain->scan.feed_count = plain->feed = 0;
}

/* Begin a scan where the record begins. */
static void rescan(struct plain *plain, const struct lines *lines)
{
    plain->origin = lines_offset(lines);
    plain->at = plain->end = plain->feed = plain->odd = plain->wide = 0;
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
    while (plain->end < scan->end_count && scan->edges[plain->end + 1] < at)
        plain->end++;
    while (plain->feed < scan->feed_count &&
           scan->feeds[plain->feed] < plain->end)
        plain->feed++;
    plain->at = (size_t)at;
    return plain->end > 0 && scan->edges[plain->end] == at - 1;
}

/* Whether the record up to `end` holds an odd byte. */
static bool is_odd(struct plain *plain, size_t end)
{
    const struct scan *scan = &plain->scan;

    if (scan->odd_count == 0)
        return false;
    while (plain->odd < scan->odd_count && scan->odds[plain->odd] < plain->at)
        plain->odd++;
    return plain->odd < scan->odd_count && scan->odds[plain->odd] <= end;
}

/* Whether there may be a byte beyond ASCII in the record. */
static bool is_wide(struct plain *plain, size_t end)
{
    const struct scan *scan = &plain->scan;

    if (scan->wide_count == 0)
        return false;
    while (plain->wide < scan->wide_count &&
           scan->wides[plain->wide] < plain->at / SCAN_LANE)
        plain->wide++;
    return plain->wide < scan->wide_count &&
           scan->wides[plain->wide] <= end / SCAN_LANE;
}

/* The 64 bits from a number on. */
static uint64_t bits_at(const uint64_t *bits, size_t number)
{
    size_t shift = number % 64;

    bits += number / 64;
    return shift ? bits[0] >> shift | bits[1] << (64 - shift) : bits[0];
}

bool plain_find(struct plain *plain, const struct lines *lines, size_t count,
                struct plain_record *record)
{
    uint64_t at = lines_offset(lines) - plain->origin;
    const struct scan *scan = &plain->scan;
    const char *bytes;
    size_t end;

    if ((at != plain->at && !resume(plain, at)) ||
        plain->end + count > scan->end_count)
        rescan(plain, lines);
    /* The first line feed must be the last of the ends. */
    if (plain->feed == scan->feed_count ||
        scan->feeds[plain->feed] != plain->end + count - 1)
        return false;
    end = scan->edges[plain->end + count];
    if (is_odd(plain, end))
        return false;
    bytes = lines_record(lines) - plain->at;
    *record =
        (struct plain_record){.bytes = bytes,
                              .edges = scan->edges + plain->end,
                              .count = count,
                              .empties = bits_at(scan->empties, plain->end),
                              .end = end,
                              .has_quotes = scan->has_quotes};
    record->has_return = end > plain->at && bytes[end - 1] == '\r';
    record->is_bare = !scan->has_quotes && !record->has_return;
    record->end -= record->has_return;
    return record->end > plain->at &&
           (!is_wide(plain, end) ||
            str_is_utf8(
                (struct str){bytes + plain->at, record->end - plain->at}));
}

size_t plain_take(struct plain *plain, const struct plain_record *record)
{
    size_t before = plain->at;

    plain->at = (size_t)record->edges[record->count] + 1;
    plain->end += record->count;
    plain->feed++;
    return plain->at - before;
}

void plain_cut(const struct plain_record *record, struct csv_field *fields)
{
    const char *begin = plain_from(record, 0);

    for (size_t i = 0; i < record->count; i++)
        fields[i] = (struct csv_field){
            .text = plain_text(record, i),
            .offset = (uint32_t)(plain_from(record, i) - begin)};
}
