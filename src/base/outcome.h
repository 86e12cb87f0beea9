/*
 * outcome.h - what became of a file, and what was told of it.
 *
 * Messages are kept until all threads are done, and those of files behind the
 * first that failed are dropped: so they do not depend on the threads.
 */
#ifndef REPORT_BASE_OUTCOME_H
#define REPORT_BASE_OUTCOME_H

#include "base/diag.h"

struct outcome {
    struct diag diag; /* between begin and end: where the file is told of */
    char *room;
    bool done;
    enum status status;
};

/* The arena is that of what is told. */
void outcome_begin(struct outcome *outcome, struct arena *arena,
                   const struct diag *diag);
void outcome_end(struct outcome *outcome, enum status status);

/* Tell what was told of files, in their order; returns the first failure. */
enum status outcome_tell(const struct outcome *outcomes, size_t count,
                         struct diag *diag);

#endif
