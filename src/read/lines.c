#include "read/lines.h"

#include <string.h>

/* A record, its CR LF, and room to read a block behind them. */
enum { ROOM = RECORD_MOST + 2 + INPUT_BLOCK };

void lines_init(struct lines *lines, struct arena *arena, struct input *input)
{
    *lines = (struct lines){.input = input};
    lines->buffer = arena_array(arena, char, ROOM + 2 * (size_t)LINES_SLACK);
    lines->buffer += LINES_SLACK;
}

void lines_set(struct lines *lines, char *bytes, size_t len)
{
    *lines = (struct lines){.buffer = bytes, .end = len, .ended = true};
    bytes[len] = '\n'; /* as if the last line ended */
}

/* Read more behind what is there; the record moves to the front. */
static void refill(struct lines *lines)
{
    size_t got;

    if (lines->start > 0) {
        lines->passed += lines->start;
        lines->end -= lines->start;
        memmove(lines->buffer, lines_record(lines), lines->end);
        lines->start = 0;
    }
    got =
        input_read(lines->input, lines->buffer + lines->end, ROOM - lines->end);
    lines->end += got;
    lines->ended = got == 0;
    lines->buffer[lines->end] = '\n'; /* as if the last line ended */
}

/* A line whose line feed is at `feed`. */
static enum found end_line(const char *record, const char *feed,
                           struct line *line)
{
    line->end = (size_t)(feed - record);
    line->next = line->end + 1;
    if (line->end > line->from && record[line->end - 1] == '\r')
        line->end--;
    return line->end > RECORD_MOST ? FOUND_TOO_LONG : FOUND_LINE;
}

/* The rest of the input, which has no line feed. */
static enum found end_input(size_t have, struct line *line)
{
    line->end = line->next = have;
    if (have > RECORD_MOST)
        return FOUND_TOO_LONG;
    return have > line->from ? FOUND_LINE : FOUND_END;
}

enum found lines_find(struct lines *lines, size_t from, struct line *line)
{
    size_t searched = from;

    line->from = from;
    for (;;) {
        const char *record = lines_record(lines);
        size_t have = lines->end - lines->start;
        const char *feed = memchr(record + searched, '\n', have - searched);

        if (feed)
            return end_line(record, feed, line);
        if (have > RECORD_MOST + 1) /* whatever follows, a CR LF at best */
            return FOUND_TOO_LONG;
        if (lines->ended)
            return end_input(have, line);
        searched = have;
        refill(lines);
    }
}

size_t lines_find_quote(struct lines *lines, size_t from)
{
    for (;;) {
        const char *record = lines_record(lines);
        size_t have = lines->end - lines->start;
        const char *quote = memchr(record + from, '"', have - from);

        if (quote && (size_t)(quote - record) < RECORD_MOST)
            return (size_t)(quote - record);
        if (have >= RECORD_MOST || lines->ended)
            return SIZE_MAX;
        from = have;
        refill(lines);
    }
}

void lines_skip(struct lines *lines)
{
    const char *feed;

    for (;;) {
        feed = memchr(lines_record(lines), '\n', lines->end - lines->start);
        if (feed)
            break;
        lines->start = lines->end;
        if (lines->ended)
            return;
        refill(lines);
    }
    lines->start = (size_t)(feed + 1 - lines->buffer);
}
