/*
 * remark.h - what is said of a row that is not used.
 */
#ifndef REPORT_READ_REMARK_H
#define REPORT_READ_REMARK_H

#include "read/config.h"
#include "read/control.h"

/* All text is the configuration's or lives in the arena that is given. */
struct remark {
    struct str field;  /* the column in question as the files call it, or two:
                          "Date + Time"; empty: there is no single one */
    struct str reason; /* "Pieces (quantity) is not a number" */
    struct str remedy; /* what would be right; empty: the reason says it */
};

struct remark remark_of(struct arena *arena, const struct config *config,
                        const struct reject *reject);

/* "Pieces (quantity) is not a number: '1O'; expected a number like 2 or 1.5" */
struct str remark_print(struct arena *arena, const struct config *config,
                        const struct reject *reject);

#endif
