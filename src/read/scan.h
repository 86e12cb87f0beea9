/*
 * scan.h - where fields end: the bytes of records, 64 at a time.
 *
 * A scan begins at the start of a record and looks at some kilobytes.  It finds
 * the delimiters and line feeds outside quotes, and marks what strict RFC 4180
 * may not allow, so that whoever cuts records at these ends can tell which of
 * them to hand to libcsv.  A mark may be needless; a missing one is a bug.  All
 * kernels find the same.
 */
#ifndef REPORT_READ_SCAN_H
#define REPORT_READ_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SCAN_LANE = 64,                    /* bytes looked at in one go */
    SCAN_MOST = 8 * 1024,              /* bytes of one scan */
    SCAN_ENDS = 4 * 1024,              /* of them, ends: a scan stops there */
    SCAN_ODDS = 256,                   /* and odd ones */
    SCAN_WIDES = SCAN_MOST / SCAN_LANE /* all lanes, at most */
};

/* Positions count from the start of the scan and rise. */
struct scan {
    size_t len; /* bytes looked at */
    /* The byte before the scan, then each end: a field lies between two. */
    uint32_t edges[1 + SCAN_ENDS + SCAN_LANE];
    size_t end_count;
    /* A bit for each end: the field before it has no bytes at all. */
    uint64_t empties[(SCAN_ENDS + SCAN_LANE) / 64 + 2];
    uint32_t feeds[SCAN_ENDS + SCAN_LANE]; /* which ends are line feeds */
    size_t feed_count;
    /*
     * Bytes because of which their record needs a closer look: NUL, a carriage
     * return or a quote that is out of place, a line feed in quotes, a quote
     * that is doubled.
     */
    uint32_t odds[SCAN_ODDS + SCAN_LANE];
    size_t odd_count;
    uint32_t wides[SCAN_WIDES]; /* lanes that hold a byte beyond ASCII */
    size_t wide_count;
    bool has_quotes;
};

/*
 * The lines at the start of some bytes that hold quotes in pairs only, each
 * with its line feed: from the start of a record, each is all of one or more
 * records, whatever else is wrong with it.
 */
struct scan_lines {
    size_t count;
    size_t end;  /* behind the last of them */
    bool is_odd; /* the line behind that has a line feed, and an odd quote */
};

/* A way to look at `len` bytes; SCAN_LANE bytes behind them can be read. */
struct scan_kernel {
    const char *name;
    void (*run)(struct scan *scan, const char *bytes, size_t len,
                char delimiter);
    void (*pair)(struct scan_lines *lines, const char *bytes, size_t len);
};

/* The kernels that this machine runs, the fastest first. */
const struct scan_kernel *scan_kernels(size_t *count);

#endif
