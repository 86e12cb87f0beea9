/*
 * pass.h - the one pass over the transactions extract.
 *
 * Parts of files are shared out among threads, each with its own book, which
 * are merged at the end: result, account and messages do not depend on their
 * number.  A packed file is one part.  What was folded of a file may be kept in
 * a cache, and is taken from there as long as the file is the same.
 */
#ifndef REPORT_FOLD_PASS_H
#define REPORT_FOLD_PASS_H

#include "fold/book.h"
#include "read/sale.h"
#include "read/section.h"

/* Who looks at the accepted lines of some files, which are not folded then;
 * several threads show them at once, in whatever order. */
struct viewer {
    bool (*wants)(const void *context, const char *file);
    void (*see)(void *context, const struct sale *sale);
    void *context;
};

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
    const struct viewer *viewer;   /* NULL: lines are folded */
};

/*
 * Fold every file of the transactions extract into a sealed book; into an empty
 * one, not sealed, where there is a viewer.  The first failure, in the order of
 * files, is told and returned.
 */
enum status pass_run(struct arena *arena, struct diag *diag,
                     const struct pass *pass, struct book **book);

#endif
