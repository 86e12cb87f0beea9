/*
 * row.h - the fields of a record as values of the extract's columns.
 */
#ifndef REPORT_READ_ROW_H
#define REPORT_READ_ROW_H

#include "read/header.h"
#include "read/value.h"

/* A column of the file and what becomes of its field. */
struct intake {
    size_t field;
    size_t more_field;                  /* as in the binding */
    char *joined;                       /* of the two fields; NULL: one */
    const struct column_source *source; /* NULL: the field as it stands */
    enum column_id column;
    enum column_type type;
    bool is_required;
    struct value *value;
};

/* Columns that are parsed in the same way. */
struct intake_group {
    struct intake *intakes;
    size_t count;
};

struct row {
    const struct extract_config *form;
    struct value *values;     /* one a column of the extract */
    struct intake_group all;  /* in the order of the columns */
    struct intake_group text; /* these are parts of all, by type */
    struct intake_group decimal;
    struct intake_group time;
    struct intake_group flag;
    bool has_other; /* types beside those */
};

/* A row without columns: values that are all empty. */
void row_init(struct row *row, struct arena *arena, enum extract_id extract,
              const struct extract_config *form);

/* The columns that each record brings. */
void row_bind(struct row *row, struct arena *arena,
              const struct binding *bindings, size_t count);

/*
 * Parse the fields of a record.  NULL, or the problem of the first column in
 * order that has one; then values may be VALUE_BAD.
 */
const char *row_parse(struct row *row, const struct csv_field *fields,
                      enum column_id *column);

#endif
