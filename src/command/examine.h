/*
 * examine.h - from extracts that were read to the tables of one period.
 */
#ifndef REPORT_COMMAND_EXAMINE_H
#define REPORT_COMMAND_EXAMINE_H

#include "command/intake.h"
#include "measure/study.h"

struct examine_options {
    struct str period;
    const char *templates; /* folder of segments.yaml */
    int32_t as_of;         /* DATE_NONE: the period's last day */
    bool allow_partial;
    size_t threads;
};

/*
 * Choose the windows and make the tables; the study refers to the intake, which
 * must live as long.  BAD_DATA where too many rows are rejected, BAD_USAGE for
 * a period that is none, INCOMPLETE where the data does not cover it.
 */
enum status examine(const struct intake *intake,
                    const struct examine_options *options, struct study *study);

#endif
