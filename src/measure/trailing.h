/*
 * trailing.h - which days look back on something.
 *
 * A day looks back on its trailing days: itself and those before it, `span` in
 * all.  What happened on day b is seen from b .. b + span - 1, so whoever does
 * things now and then is seen from a union of such stretches.
 */
#ifndef REPORT_MEASURE_TRAILING_H
#define REPORT_MEASURE_TRAILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Weeks in days (metrics.md 0, Rolling n weeks). */
enum {
    WEEKS_8 = 56,
    WEEKS_12 = 84,
    WEEKS_26 = 182,
    WEEKS_52 = 364,
};

/* Days first .. last. */
struct stretch {
    int32_t first;
    int32_t last;
};

/* The stretches from which some days are seen. */
struct trailing {
    const int32_t *days; /* ascending */
    size_t count;        /* of those not yet gone over */
    int32_t span;
};

/* The next stretch, behind the one before and not next to it; or false. */
bool trailing_next(struct trailing *trailing, struct stretch *next);

/* The next stretch from which days of both are seen; or false. */
struct trailing_both {
    struct trailing sides[2];
    struct stretch stretches[2];
    bool has_begun;
};

bool trailing_both_next(struct trailing_both *both, struct stretch *next);

#endif
