/*
 * excerpt.h - what is shown of a row that is not used.
 */
#ifndef REPORT_READ_EXCERPT_H
#define REPORT_READ_EXCERPT_H

#include "base/diag.h"
#include "read/header.h"

/* From the field at an offset on where an excerpt might not reach its end, else
 * from the row's begin. */
struct str excerpt_of_row(const struct csv_record *record, size_t offset);

/*
 * The value of a column as the file has it, joined where two fields are one;
 * where it is blank, or no field (NULL: a constant), the row.  Longer ones than
 * are shown are cut to what fits `room`, where two are put together.
 */
enum { EXCERPT_ROOM = 2 * DIAG_QUOTE };
struct str excerpt_of_value(const struct csv_record *record,
                            const struct binding *binding,
                            char room[static EXCERPT_ROOM]);

#endif
