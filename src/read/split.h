/*
 * split.h - a file cut into parts of whole records, for threads to share.
 *
 * A part begins where a record begins and ends where one ends, so what is read
 * of all parts is what is read of the file.  Lines that hold quotes in pairs
 * only are whole records; where a line does not, libcsv tells how far its
 * record goes.  Nothing is guessed, so nothing is read twice.
 *
 * Parts hold bytes as they lie in the file, not transcoded, but for those of
 * UTF-16, which are UTF-8 already.  A split is used by one thread at a time. It
 * is sticky: next() is false at the end and after a failure, and close() says
 * which it was.
 */
#ifndef REPORT_READ_SPLIT_H
#define REPORT_READ_SPLIT_H

#include "read/input.h"

enum { SPLIT_PART = 1024 * 1024 }; /* bytes of a part, as a rule */

/* Room for a part, and what is in it. */
struct part {
    char *bytes;
    size_t len;
    size_t reach; /* bytes that are there, to see what damages a record */
    size_t line;  /* the number of the first line, from 1 */
};

struct split;

/*
 * Never NULL.  `size` is what parts have, as a rule, in bytes; 0: SPLIT_PART.
 * The file must be a plain one; `path` must outlive the split.
 */
struct split *split_open(struct arena *arena, struct diag *diag,
                         const char *path, const struct extract_config *form,
                         size_t size);

/* What the file is in: as given, or what its byte order mark says. */
enum encoding split_encoding(const struct split *split);

/* The header, behind lines that are skipped and blank ones: empty if the file
 * has none. */
struct part split_head(const struct split *split);

/* Room for any part of the split. */
struct part split_room(const struct split *split, struct arena *arena);

/* The next part behind the header into `part`, which has room. */
bool split_next(struct split *split, struct part *part);

/* Whether the file has been read to its end or a failure. */
bool split_is_over(const struct split *split);

/* The first failure so far, told; OK: none. */
enum status split_status(const struct split *split);

/* `total` is meaningful if the file was read to its end. */
enum status split_close(struct split *split, struct input_total *total);

#endif
