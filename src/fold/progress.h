/*
 * progress.h - a line on the terminal while a step takes its time.
 */
#ifndef REPORT_FOLD_PROGRESS_H
#define REPORT_FOLD_PROGRESS_H

#include "base/diag.h"

#include <stdint.h>

struct progress {
    FILE *out;    /* NULL: nothing is shown */
    double start; /* seconds on a clock that only goes forward */
    double shown; /* when the line was last written; 0: never */
};

/* Nothing is shown where stderr is no terminal, or quiet. */
void progress_start(struct progress *progress, const struct diag *diag);

/* Show rows and speed, once a second has passed; `bytes` are of whole files. */
void progress_show(struct progress *progress, uint64_t rows, uint64_t bytes);

/* Wipe the line out, if there is one. */
void progress_end(struct progress *progress);

#endif
