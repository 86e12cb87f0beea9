/*
 * screen.h - the rows that reject rules of report.yaml set aside.
 */
#ifndef REPORT_READ_SCREEN_H
#define REPORT_READ_SCREEN_H

#include "read/csv.h"
#include "read/value.h"

/* What a rule looks at. */
struct screen_rule {
    struct value limit; /* its value, as the column's type */
    size_t field;       /* of a column of the file that is none of ours */
};

struct screen {
    const struct extract_config *form; /* with the rules */
    struct screen_rule *rules;         /* beside those of the form */
};

/* For rules about columns that are none of ours, fields are yet to be set. */
void screen_init(struct screen *screen, struct arena *arena,
                 const struct extract_config *form);

/*
 * The number of the first rule that a row matches; their count if none.
 * `values` are those of the extract's columns, of which the first is number
 * `first`, and `fields` those of the record.  A value that is empty or does not
 * parse matches = and != only, as the text it is.
 */
size_t screen_match(const struct screen *screen, const struct value *values,
                    size_t first, const struct csv_field *fields);

#endif
