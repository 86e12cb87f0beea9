/*
 * extract.h - one file of one extract, as rows of typed values.
 *
 * Every row of the file is accounted for in the ledger.  Damaged records,
 * values that do not parse and empty required fields are rejected here; rows
 * that a reject rule of report.yaml names are set aside, whatever else is wrong
 * with them.  What is sound is handed to the caller, who accepts or rejects it.
 *
 *     extract = extract_open(&run, EXTRACT_products, file);
 *     while (extract_next(extract, &fate))
 *         if (fate == ROW_SOUND)
 *             extract_accept(extract);
 *     return extract_close(extract);
 *
 * An extract is sticky: next() is false at the end and after a failure, and
 * close() says which it was.  A file that cannot be used (extracts.md 4) is
 * told with its place: NO_INPUT, IO_FAILED or BAD_DATA.
 */
#ifndef REPORT_READ_EXTRACT_H
#define REPORT_READ_EXTRACT_H

#include "read/control.h"
#include "read/header.h"
#include "read/plain.h"
#include "read/split.h"
#include "read/value.h"

/* What reading takes: where results live, and where things are told. */
struct extract_run {
    struct arena *arena;
    struct diag *diag;
    const struct config *config;
    struct ledger *ledger;
    size_t block; /* bytes read in one go; 0: as usual */
};

enum row_fate {
    ROW_SOUND,
    ROW_REJECTED,  /* counted; values may be VALUE_BAD */
    ROW_SET_ASIDE, /* counted; values may be VALUE_BAD */
};

struct extract;

/* Never NULL; what is wrong with the file is told by close(). */
struct extract *extract_open(const struct extract_run *run, enum extract_id id,
                             const char *file);

/*
 * One file, read by several threads: it is split once, each thread joins with
 * an extract of its own and takes parts, whose rows next() gives, and at last
 * the split is ended, which accounts for the file, its header and the blank
 * lines before that.  The header is told of by who joins first, if at all.
 */
struct split *extract_split(const struct extract_run *run, enum extract_id id,
                            const char *file, size_t part);
struct extract *extract_join(const struct extract_run *run, enum extract_id id,
                             const char *file, const struct split *split);
void extract_take(struct extract *extract, const struct part *part);
enum status extract_end(const struct extract_run *run, enum extract_id id,
                        const char *file, struct split *split);

/* OK, or the failure that was told. */
enum status extract_status(const struct extract *extract);

/* Whether rows have the column: from the file, or a constant. */
bool extract_has(const struct extract *extract, enum column_id column);

/* Refuse the file: `what` it lacks.  Only before the first row is read. */
void extract_lacks(struct extract *extract, const char *what);

/* The same of one column, with the reason why it must be there. */
void extract_lacks_column(struct extract *extract, enum column_id column,
                          const char *why);

/* The next row that is not damaged. */
bool extract_next(struct extract *extract, enum row_fate *fate);

/*
 * The next row if its record is a plain one, and neither reject rules look at
 * rows nor fields are filled, for who reads the fields himself.  extract_pass()
 * accepts it, with its date; else extract_next() gives it, as if nobody had
 * looked.
 */
bool extract_peek(struct extract *extract, struct plain_record *record);
void extract_pass(struct extract *extract, const struct plain_record *record,
                  int32_t date);

/* Which columns fields of records are of. */
const struct binding *extract_bindings(const struct extract *extract,
                                       size_t *count);

/* A value of the row; its text is valid until the next row is read. */
const struct value *extract_get(const struct extract *extract,
                                enum column_id column);

/* A text of the row that is words and no id: of blanks alone it says nothing.
 */
struct str extract_words(const struct extract *extract, enum column_id column);

/*
 * All values of the row, in the order of the extract's columns: the array stays
 * where it is, what it holds changes with each row.
 */
const struct value *extract_row(const struct extract *extract);

/* Where the row begins, for messages; the path lives as long as the extract. */
struct place extract_place(const struct extract *extract);

/* Settle a sound row: one of these, once.  A row that says again what an
 * earlier one has said is ignored. */
void extract_accept(struct extract *extract);
void extract_ignore(struct extract *extract);

/* For what a field is by itself, which is shown; and for what several say
 * together, or rows: then the row is shown, of which `column` is where. */
void extract_reject(struct extract *extract, enum column_id column,
                    const char *reason);
void extract_reject_row(struct extract *extract, enum column_id column,
                        const char *reason);

enum status extract_close(struct extract *extract);

/* What a reader of a whole extract does; both may be NULL. */
struct extract_taker {
    /* What a file's columns lack, or NULL. */
    const char *(*lacks)(const struct extract *extract);
    /* Settle a sound row; NULL accepts it. */
    void (*take)(void *context, struct extract *extract);
    void *context;
};

/*
 * All files of an extract, in their order.  With an empty taker the rows are
 * validated and counted, and nothing else.
 */
enum status extract_read(const struct extract_run *run, enum extract_id id,
                         const struct extract_taker *taker);

#endif
