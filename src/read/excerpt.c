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

/* Two fields as the value that they are together. */
static struct str join(enum column_type type, struct str first,
                       struct str second, char room[static EXCERPT_ROOM])
{
    snprintf(room, EXCERPT_ROOM, "%.*s%c%.*s", STR_ARGS(first),
             source_joiner(type), STR_ARGS(second));
    return str_of(room);
}

struct str excerpt_of_value(const struct csv_record *record,
                            const struct binding *binding,
                            char room[static EXCERPT_ROOM])
{
    const struct csv_field *field;
    struct str value, more;

    if (!binding)
        return excerpt_of_row(record, 0);
    field = record->fields + binding->field;
    value = str_trim(field->text);
    if (value.len == 0)
        return excerpt_of_row(record, field->offset);
    more = str_trim(record->fields[binding->more_field].text);
    if (binding->more_field == binding->field || more.len == 0)
        return value;
    return join(column_specs[binding->column].type, value, more, room);
}
