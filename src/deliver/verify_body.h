/*
 * verify_body.h - read the rows of a sheet back that were packed in blocks.
 *
 * Blocks are unpacked and read by several threads at once.  What they come to
 * is what one reader gets from the whole part: their checksums are joined to
 * the one that the archive has for it.
 */
#ifndef REPORT_DELIVER_VERIFY_BODY_H
#define REPORT_DELIVER_VERIFY_BODY_H

#include "base/diag.h"
#include "deliver/zip.h"
#include "render/tally.h"

struct body_reading {
    struct arena *arena;
    struct diag *diag;
    const char *name; /* of the workbook, for messages */
    const char *path;
    struct zip_place place;
    const struct sheet_tally *sheet;
    size_t threads;
    /* Found: */
    struct str head; /* the part's text before its rows, and behind them */
    struct str tail;
    int64_t *sums; /* of the rows, for each of the sheet's */
};

/* IO_FAILED, told with the sheet, where the rows are not those of the tally. */
enum status verify_body(struct body_reading *reading);

#endif
