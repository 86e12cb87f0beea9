/*
 * segment.h - the map of RFM scores to segments of customers: segments.yaml
 * (metrics.md 6).
 *
 * Each pair of a recency and a frequency score is in exactly one segment; a map
 * that leaves out a pair or has one twice is refused.
 */
#ifndef REPORT_READ_SEGMENT_H
#define REPORT_READ_SEGMENT_H

#include "base/diag.h"

#include <stdint.h>

enum { SEGMENT_SCORES = 5 };

struct segment {
    struct str name;
    struct str colour; /* of the brand's palette */
    struct str action; /* what is to be done about who is in it */
    struct place place;
};

/* All text lives in the arena given to segments_load(). */
struct segments {
    struct segment *items; /* in the order of the file */
    size_t count;
    /* By recency and frequency score less 1, the number of the segment. */
    uint8_t of[SEGMENT_SCORES][SEGMENT_SCORES];
};

/* BAD_DATA for a wrong map, NO_INPUT if there is none; told. */
enum status segments_load(struct arena *arena, struct diag *diag,
                          const char *path, struct segments *segments);

#endif
