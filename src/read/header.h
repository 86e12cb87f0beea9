/*
 * header.h - which field of a file each column of its extract is.
 */
#ifndef REPORT_READ_HEADER_H
#define REPORT_READ_HEADER_H

#include "read/config.h"
#include "read/csv.h"

/* A file's header, and what it takes to resolve it. */
struct header {
    struct arena *arena;
    struct diag *diag;
    const struct config *config;
    enum extract_id extract;
    const char *path; /* of the file, for messages */
    const struct csv *csv;
    const struct csv_record *record; /* the header, last read of csv */
};

/* A column and the number of its field, from 0. */
struct binding {
    enum column_id column;
    size_t field;
    size_t more_field; /* of more_column, or the same */
    const struct column_source *source;
};

/*
 * The columns that the file has, in the order of column.def; there is room for
 * all of the extract.  BAD_DATA if the header is damaged, lacks a column that
 * is required, mapped or filled, or names twice one that is read.  A column
 * with a constant is not looked for.
 */
enum status header_bind(const struct header *header, struct binding *bindings,
                        size_t *count);

/* The field that a reject rule looks at, of a column that is none of ours.
 * BAD_DATA where there is not one of its name. */
enum status header_find(const struct header *header,
                        const struct reject_rule *rule, size_t *field);

/* Tell, behind the header's end, what the file lacks: BAD_DATA. */
enum status header_lacks(const struct header *header, const char *what);

#endif
