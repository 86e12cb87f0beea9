/*
 * publish.h - 'report --period=…': from the extracts to a pack.
 */
#ifndef REPORT_COMMAND_PUBLISH_H
#define REPORT_COMMAND_PUBLISH_H

#include "command/examine.h"
#include "deliver/pack.h"

struct publish_options {
    struct examine_options examine;
    struct pack_options pack; /* `created` and `sections` are set here */
    const char *burst;        /* which sections get packs; NULL: none do */
};

/*
 * Measure what was read and write the pack.  INCOMPLETE, told, where the data
 * ends before the period does and a partial pack is not allowed.
 */
enum status publish(const struct intake *intake,
                    const struct publish_options *options);

#endif
