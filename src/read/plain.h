/*
 * plain.h - records that are cut where a scan found their fields to end.
 *
 * A record is plain if its fields are as many as expected, in one line, with no
 * quotes but those around a field, and in valid UTF-8.  What such a record
 * holds is what libcsv would find; all others are left to it.
 */
#ifndef REPORT_READ_PLAIN_H
#define REPORT_READ_PLAIN_H

#include "read/lines.h"
#include "read/scan.h"

struct csv_field;

struct plain {
    const struct scan_kernel *kernel;
    char delimiter;
    uint64_t origin; /* where the scan begins, in the input */
    size_t at;       /* where the next record begins, if it is plain */
    size_t end;      /* the first of the scan's ends behind that */
    size_t feed;     /* of its line feeds */
    size_t odd;      /* of its odd bytes */
    size_t wide;     /* and of its wide lanes */
    struct scan scan;
};

/* A plain record; good until lines are read or the next one is found. */
struct plain_record {
    const char *bytes;     /* of the scan */
    const uint32_t *edges; /* around the fields, from the scan's start */
    size_t count;          /* of fields: there is one edge more */
    uint64_t empties;      /* a bit for each of the first 64 without bytes */
    size_t end;            /* of the line, without LF or CR LF */
    bool has_quotes;       /* there may be quotes around fields */
    bool has_return;       /* the line ends in CR LF */
    bool is_bare;          /* neither of the two */
};

void plain_init(struct plain *plain, char delimiter);

/* Forget what was scanned: the lines are others now. */
void plain_restart(struct plain *plain);

/*
 * Find the record that begins now, of `count` fields; false if it is not plain,
 * or not read as a whole.
 */
bool plain_find(struct plain *plain, const struct lines *lines, size_t count,
                struct plain_record *record);

/* Go on behind the record found last; gives the bytes of its line. */
size_t plain_take(struct plain *plain, const struct plain_record *record);

/* Where the field begins that has a number. */
static inline const char *plain_from(const struct plain_record *record,
                                     size_t field)
{
    return record->bytes + (uint32_t)(record->edges[field] + 1);
}

/* The text of a field where there are neither quotes nor a CR LF. */
static inline struct str plain_bare(const struct plain_record *record,
                                    size_t field)
{
    uint32_t from = record->edges[field] + 1;

    return (struct str){record->bytes + from,
                        (uint32_t)(record->edges[field + 1] - from)};
}

/* The text of a field, without the quotes around it. */
static inline struct str plain_text(const struct plain_record *record,
                                    size_t field)
{
    struct str text = plain_bare(record, field);

    if (record->has_return && field + 1 == record->count)
        text.len--;
    if (record->has_quotes && text.len > 0 && *text.at == '"') {
        text.at++;
        text.len -= 2;
    }
    return text;
}

/* All fields as libcsv would give them. */
void plain_cut(const struct plain_record *record, struct csv_field *fields);

#endif
