/*
 * mess.h - delimited files as they are drawn by lot, sound and damaged, and
 * what is read of them as a text.
 */
#ifndef REPORT_TESTS_READ_MESS_H
#define REPORT_TESTS_READ_MESS_H

#include "desk.h"
#include "draw.h"

#include "read/csv.h"

/* All that is to be known of a record, as a line. */
static inline void add_record(struct text *text, const struct csv *csv,
                              const struct csv_record *record)
{
    text_addf(text, "%zu %zu", record->line, record->bytes.len);
    if (record->damage)
        text_addf(text, " %s@%zu", record->damage,
                  csv_column(csv, record->damage_offset));
    for (size_t i = 0; !record->damage && i < record->count; i++) {
        text_addf(text, " %zu[", csv_column(csv, record->fields[i].offset));
        text_add(text, record->fields[i].text);
        text_add(text, STR("]"));
    }
    text_add(text, STR("\n"));
}

/* Each text may hold a delimiter, for which '@' stands. */
static const char *const fields[] = {
    "",
    "1",
    "abc",
    "3.19",
    "2024-01-31",
    "\"q\"",
    "\"\"",
    "\"x@y\"",
    "\"x\"\"y\"",
    "\"two\nlines\"",
    "\xC3\xA9t",
    " b ",
    "\"a\rb\"",
    "\"\r\n\"",
    "\xE2\x82\xAC",
    "'",
    "\"\xE9\"",
    "\"long long long long long text in quotes, too\"",
};

/* How often what is not ordinary occurs in a file. */
struct mood {
    char delimiter;
    unsigned columns;
    unsigned plain; /* of the fields above: only so many */
    const char *ends[2];
};

static inline void add_row(struct text *text, const struct mood *mood,
                           unsigned *seed)
{
    for (unsigned i = 0; i < mood->columns; i++) {
        const char *field = fields[draw(seed, mood->plain)];

        if (i > 0)
            text_add(text, (struct str){&mood->delimiter, 1});
        for (; *field; field++)
            text_add(text,
                     (struct str){*field == '@' ? &mood->delimiter : field, 1});
    }
    text_add(text, str_of(mood->ends[draw(seed, 2)]));
}

static inline struct str draw_file(struct arena *arena, const struct mood *mood,
                                   unsigned rows, unsigned *seed)
{
    struct text text = {.arena = arena};

    for (unsigned i = 0; i < mood->columns; i++)
        text_addf(&text, "%sh%u", i > 0 ? (char[]){mood->delimiter, 0} : "", i);
    text_add(&text, str_of(mood->ends[0]));
    while (rows-- > 0)
        add_row(&text, mood, seed);
    return text_str(&text);
}

/* Some bytes put in, taken out or changed. */
static inline struct str damage(struct arena *arena, struct str file,
                                unsigned times, unsigned *seed)
{
    static const char bytes[] = {'"',    '"',    ',',    ';',  '\0', '\xFF',
                                 '\r',   '\n',   '\n',   'x',  '"',  '\xC3',
                                 '\xA9', '\xED', '\xA0', '\t', '|'};

    while (times-- > 0) {
        struct text text = {.arena = arena};
        size_t at = draw(seed, (unsigned)file.len + 1);
        unsigned how = draw(seed, 3);
        size_t from = how > 0 && at < file.len ? at + 1 : at;

        text_add(&text, (struct str){file.at, at});
        if (how < 2)
            text_add(&text, (struct str){&bytes[draw(seed, COUNT(bytes))], 1});
        text_add(&text, (struct str){file.at + from, file.len - from});
        file = text_str(&text);
    }
    return file;
}

static inline struct mood draw_mood(unsigned *seed)
{
    static const char delimiters[] = {',', ';', '\t', '|'};
    static const char *const ends[] = {"\n", "\r\n"};
    static const unsigned plain[] = {5, 8, 13, COUNT(fields)};

    return (struct mood){
        .delimiter = delimiters[draw(seed, COUNT(delimiters))],
        .columns = 1 + draw(seed, 6),
        .plain = plain[draw(seed, COUNT(plain))],
        .ends = {ends[draw(seed, 2)], ends[draw(seed, 2)]},
    };
}

#endif
