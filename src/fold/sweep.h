/*
 * sweep.h - the lines of transactions files, shown by several threads.
 *
 * Parts of files are shared out: which thread shows which line is up to chance.
 * A file that has to be read as a whole is one part.
 */
#ifndef REPORT_FOLD_SWEEP_H
#define REPORT_FOLD_SWEEP_H

#include "read/config.h"
#include "read/control.h"
#include "read/sale.h"

/* Who is shown the lines.  Threads call at once, each with its number; a thread
 * begins and ends a file before it begins another. */
struct sweeper {
    /* The account of what this thread reads of the file. */
    struct ledger *(*begin)(void *context, size_t thread, size_t file);
    /* An accepted line, valid until the next. */
    void (*see)(void *context, size_t thread, const struct sale *sale);
    void (*end)(void *context, size_t thread, size_t file); /* NULL: nothing */
    void *context;
};

struct sweep {
    const char *stage; /* what it is called where time is told */
    const struct config *config;
    const char *const *files;
    size_t file_count;
    size_t part; /* bytes that a thread takes in one go; 0: as usual */
    size_t threads;
};

/* How many of `most` threads are of use: one at the least. */
size_t sweep_threads(const struct sweep *sweep, size_t most);

/* The first failure, in the order of files, is told and returned. */
enum status sweep_run(struct diag *diag, const struct sweep *sweep,
                      const struct sweeper *sweeper);

#endif
