/*
 * segment.h - the map of RFM scores to segments of customers: segments.yaml
 * (metrics.md 6).
 *
 * What is advised may need what not every retailer has; another action is given
 * for those who lack it.
 *
 * Each pair of a recency and a frequency score is in exactly one segment; a map
 * that leaves out a pair or has one twice is refused.
 */
#ifndef REPORT_READ_SEGMENT_H
#define REPORT_READ_SEGMENT_H

#include "base/diag.h"

#include <stdint.h>

enum { SEGMENT_SCORES = 5 };

/* What an action may need. */
enum segment_need { NEEDS_NOTHING, NEEDS_PROGRAMME, NEEDS_SUBSCRIPTION };

struct segment {
    struct str name;
    struct str colour;    /* of the brand's palette */
    struct str action;    /* what is to be done about who is in it */
    struct str otherwise; /* and where there is not what that needs */
    enum segment_need needs;
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

/* The same map, with the actions of a retailer who has a loyalty programme or
 * not, and sells a subscription or not. */
struct segments *segments_fitting(struct arena *arena,
                                  const struct segments *segments,
                                  bool has_programme, bool has_subscription);

#endif
