/*
 * pass.h - the one pass over the transactions extract.
 *
 * Threads share the files (sweep.h), each with its own book, which are merged
 * at the end: result, account and messages do not depend on their number.  What
 * was folded of a file may be kept in a cache, and is taken from there as long
 * as the file is the same.
 */
#ifndef REPORT_FOLD_PASS_H
#define REPORT_FOLD_PASS_H

#include "fold/book.h"
#include "read/section.h"

/* What is read, by how many threads, and where its account is kept. */
struct pass {
    const struct config *config;
    const struct catalogue *catalogue;
    struct ledger *ledger;
    size_t threads;    /* 0 counts as 1 */
    size_t part;       /* bytes that a thread takes in one go; 0: as usual */
    const char *cache; /* folder of what is kept of files; NULL: none is */
    const struct section *section; /* lines of others are passed over, and then
                                      nothing is kept; NULL: all are folded */
};

/*
 * Fold every file of the transactions extract into a sealed book.  The first
 * failure, in the order of files, is told and returned.
 */
enum status pass_run(struct arena *arena, struct diag *diag,
                     const struct pass *pass, struct book **book);

#endif
