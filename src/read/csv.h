/*
 * csv.h - records of a delimited file: strict RFC 4180, and on after damage.
 *
 * A record ends with CR LF, LF or the end of the file.  A field that begins
 * with a quote ends with one, and may hold delimiters, line ends and doubled
 * quotes; any other field holds neither quotes nor carriage returns.  Bytes of
 * a field are handed on as they are, blanks too.  Lines without a byte are no
 * records and are counted.  The first record is the header, and all others
 * must have as many fields.
 *
 * A record is damaged, for the first of these reasons that holds, by:
 * "stray quote" or "text after a closing quote" · "stray carriage return" ·
 * "unclosed quote": not closed within RECORD_MOST bytes or before the end of
 * the file · "record too long": its first line alone is longer than that ·
 * "too many fields" · "wrong number of fields" · "NUL byte" · "invalid UTF-8",
 * or "invalid UTF-16" of a file in that.
 *
 * Where reading goes on: a quote that is missing or too many makes a record
 * swallow lines that are not its own, up to the next quote, where it nearly
 * always shows.  So only the first line of a record whose quotes or number of
 * fields are wrong is given up, and the line after it begins the next record:
 * each line of the file is in a record that is sound, or is a damaged one by
 * itself.  (What remains: a lone quote is not seen where the swallowed lines
 * end in a quote that closes a field and the number of fields is right; that
 * is a valid record.  And the later lines of a damaged record that did span
 * lines are judged, and as a rule damaged, by themselves.)  A record that is
 * damaged only by a NUL byte or invalid text is given up as a whole.
 *
 * Neither records nor damages depend on the block size.
 */
#ifndef REPORT_READ_CSV_H
#define REPORT_READ_CSV_H

#include "read/lines.h"

enum { FIELDS_MOST = 1024 };

struct csv_field {
    struct str text;
    uint32_t offset; /* of its first byte in the record */
    bool is_decoded; /* it holds quotes that are doubled in the record */
};

struct csv_record {
    size_t line;      /* where it begins; from 1 */
    struct str bytes; /* as they lie in the file; of a damaged one, the line */
    const struct csv_field *fields;
    size_t count;
    const char *damage;   /* NULL: sound; else the fields are not to be used */
    size_t damage_offset; /* of the field where it shows, in the record */
};

struct csv;
struct plain_record;
struct scan_kernel;

/*
 * A reader of an open input, which outlives it; without one (NULL), of what
 * csv_set() gives it.  Never NULL.
 */
struct csv *csv_new(struct arena *arena, struct input *input, char delimiter,
                    enum encoding encoding);

/*
 * Read the records that begin in `len` bytes, the first of which is in line
 * number `line`, in place of an input.  There are `reach` bytes, which is as
 * far as is looked.  LINES_SLACK bytes on both sides are the reader's too.
 */
void csv_set(struct csv *csv, char *bytes, size_t len, size_t reach,
             size_t line);

/* Step over lines, whatever they hold: only before the first record. */
void csv_skip(struct csv *csv, size_t count);

/*
 * The next record, sound or damaged; false at the end and where the input has
 * failed.  Its texts are valid until the next call.
 */
bool csv_next(struct csv *csv, struct csv_record *record);

/*
 * The next record if it is a plain one, whose fields need not be cut: for who
 * can do without.  csv_take() goes on behind it; else csv_next() gives it.
 */
bool csv_peek(struct csv *csv, struct plain_record *plain);
void csv_take(struct csv *csv, const struct plain_record *plain);

/*
 * The byte in its line, from 1, of an offset into the record last read; 1 if
 * it lies on a later line.  It counts bytes of the file, not of UTF-8.
 */
size_t csv_column(const struct csv *csv, size_t offset);

/* Where reading goes on; the record last read is not to be used any more. */
size_t csv_offset(struct csv *csv);

/* The number of the line there. */
size_t csv_line(const struct csv *csv);

/* Lines without a byte so far. */
size_t csv_blank_lines(const struct csv *csv);

/*
 * Scan with a kernel other than the fastest; with NULL all records are left to
 * libcsv.  What is read is the same.
 */
void csv_use(struct csv *csv, const struct scan_kernel *kernel);

/* Give back what libcsv holds; the rest lives in the arena. */
void csv_clear(struct csv *csv);

#endif
