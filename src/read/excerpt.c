#include "read/excerpt.h"

#include <stdio.h>

/* Bytes before a field that are shown. */
enum { FRONT = DIAG_QUOTE / 2 };

struct str excerpt_of_row(const struct csv_record *record, size_t offset)
{
    struct str row = record->bytes;

    if (offset <= FRONT || offset >= row.len)
        return row;
    return (struct str){row.at + offset, row.len - offset};
}

struct str excerpt_of_value(const struct csv_record *record,
                            const struct binding *binding,
                            char room[static EXCERPT_ROOM])
{
    const struct csv_field *field = record->fields + binding->field;
    struct str value = field->text;
    struct str more = record->fields[binding->more_field].text;

    if (binding->more_field != binding->field) {
        snprintf(room, EXCERPT_ROOM, "%.*s %.*s", STR_ARGS(value),
                 STR_ARGS(more));
        value = str_of(room);
    }
    value = str_trim(value);
    return value.len > 0 ? value : excerpt_of_row(record, field->offset);
}
