/*
 * column.h - the extracts and their columns, by number.
 *
 * Both lists are extract.def and column.def; a column's number is unique over
 * all extracts: COLUMN_transactions_basket_id.
 */
#ifndef REPORT_READ_COLUMN_H
#define REPORT_READ_COLUMN_H

#include <stddef.h>

enum extract_id {
#define EXTRACT(id, leaves_out) EXTRACT_##id,
#include "read/extract.def"
#undef EXTRACT
    EXTRACT_COUNT
};

enum column_id {
#define COLUMN(extract, name, type, need) COLUMN_##extract##_##name,
#include "read/column.def"
#undef COLUMN
    COLUMN_COUNT
};

/* extracts.md 2; how a field of the column is read. */
enum column_type {
    TYPE_TEXT,
    TYPE_DATE,
    TYPE_TIME,
    TYPE_MONEY,
    TYPE_QUANTITY,
    TYPE_RATE,
    TYPE_FLAG,
};

enum column_need { NEED_REQUIRED, NEED_OPTIONAL, NEED_ONE_OF };

struct column_spec {
    enum extract_id extract;
    const char *name;
    enum column_type type;
    enum column_need need;
};

struct extract_spec {
    const char *name;
    const char *leaves_out; /* what the report lacks without it */
    size_t first;           /* its columns: first .. first + count - 1 */
    size_t count;
};

extern const struct column_spec column_specs[COLUMN_COUNT];
extern const struct extract_spec extract_specs[EXTRACT_COUNT];

#endif
