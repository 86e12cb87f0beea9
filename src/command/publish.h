/*
 * publish.h - 'report --period=…': from the extracts to a pack.
 */
#ifndef REPORT_COMMAND_PUBLISH_H
#define REPORT_COMMAND_PUBLISH_H

#include "command/intake.h"
#include "deliver/pack.h"

struct publish_options {
    struct str period; /* FY24P06, 2023-12, latest … */
    int32_t as_of;     /* DATE_NONE: the period's last day */
    bool allow_partial;
    size_t threads;           /* that measure */
    struct pack_options pack; /* its `created` is set here */
};

/*
 * Measure what was read and write the pack.  INCOMPLETE, told, where the data
 * ends before the period does and a partial pack is not allowed.
 */
enum status publish(const struct intake *intake,
                    const struct publish_options *options);

#endif
