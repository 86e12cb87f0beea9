/*
 * csvfile.h - a table as CSV, for people and programs.
 *
 * UTF-8 without a mark, a header of column names, fields quoted as RFC 4180
 * has it but lines ended by LF.  Dates are ISO, the decimal mark is a point,
 * an undefined cell is empty.  Money has four places, a quantity three; other
 * numbers have the fewest digits that give the same value back.  A flag is 0
 * or 1.  A text that a spreadsheet would take for a formula gets a leading
 * apostrophe.  The row for the whole is not written: it is not one of the rows.
 */
#ifndef REPORT_RENDER_CSVFILE_H
#define REPORT_RENDER_CSVFILE_H

#include "measure/table.h"

/* The file's bytes, in the arena. */
struct str csv_render(struct arena *arena, const struct table *table);

/*
 * The lines of `count` rows from `first` on, those of row 0 with the header
 * before them: joined in order, such parts are the file.
 */
struct str csv_rows(struct arena *arena, const struct table *table,
                    size_t first, size_t count);

/* A number as CSV has it, in "%.17g" digits at most. */
enum { CSV_NUMBER = 40 };
const char *csv_number(char out[static CSV_NUMBER], double value);

#endif
