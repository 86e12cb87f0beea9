/*
 * stage.h - what a step of the run took, told where --verbose asks for it.
 *
 *   report: note: read: 12.340 s, 23.900 s of processors, 1800 MB so far
 *
 * Memory is the most that the process has held up to the step's end.  A stage
 * owns nothing and cannot fail.
 */
#ifndef REPORT_BASE_STAGE_H
#define REPORT_BASE_STAGE_H

#include "base/diag.h"

struct stage {
    const char *name;
    double start; /* seconds on a clock that only goes forward */
    double used;  /* seconds of processors by then */
};

struct stage stage_begin(const char *name);

/* Tell, if verbose. */
void stage_end(const struct stage *stage, struct diag *diag);

#endif
