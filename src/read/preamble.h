/*
 * preamble.h - the first lines of a file, each as the header that it may be.
 *
 * For a message only: the file is opened once more, and what is wrong with it
 * is told by who reads it in earnest.
 *
 *     preamble = preamble_open(arena, path, form);
 *     while (preamble_next(preamble, &record))
 *         ...
 *     preamble_close(preamble);
 */
#ifndef REPORT_READ_PREAMBLE_H
#define REPORT_READ_PREAMBLE_H

#include "read/csv.h"

struct preamble;

/* Never NULL; what can be read only once, like a pipe, has no lines here. */
struct preamble *preamble_open(struct arena *arena, const char *path,
                               const struct extract_config *form);

/*
 * The record that begins in the next line, if that holds a byte; valid until
 * the next call.  False behind the last line that is looked at.
 */
bool preamble_next(struct preamble *preamble, struct csv_record *record);

void preamble_close(struct preamble *preamble);

#endif
