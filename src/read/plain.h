/*
 * plain.h - records that are cut where a scan found their fields to end.
 *
 * A record is plain if its fields are as many as expected, in one line, with no
 * quotes but those around a field, and in valid UTF-8.  What such a record
 * holds is what libcsv would find; all others are left to it.
 */
#ifndef REPORT_READ_PLAIN_H
#define REPORT_READ_PLAIN_H

#include "read/lines.h"
#include "read/scan.h"

struct csv_field;

struct plain {
    const struct scan_kernel *kernel;
    char delimiter;
    uint64_t origin; /* where the scan begins, in the input */
    size_t at;       /* where the next record begins, if it is plain */
    size_t end;      /* the first of the scan's ends behind that */
    size_t odd;      /* of its odd bytes */
    size_t wide;     /* and of its wide lanes */
    struct scan scan;
};

void plain_init(struct plain *plain, char delimiter);

/* Forget what was scanned: the lines are others now. */
void plain_restart(struct plain *plain);

/*
 * Cut the record that begins now into `count` fields and find its line; false
 * if it is not plain, or not read as a whole.
 */
bool plain_cut(struct plain *plain, const struct lines *lines,
               struct csv_field *fields, size_t count, struct line *line);

#endif
