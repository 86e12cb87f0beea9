/*
 * centre.h - distribution centres, and which one is nearest to a place.
 */
#ifndef REPORT_READ_CENTRE_H
#define REPORT_READ_CENTRE_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

struct extract_run;

/* A point on the globe, in degrees north and east. */
struct location {
    double latitude;
    double longitude;
};

struct centre {
    struct str id;
    struct str name;
    struct location location;
};

struct centres {
    struct centre *items; /* by id, by bytes */
    size_t count;
    size_t capacity;
};

/*
 * Read the distribution_centres extract.  A second row of a centre is rejected,
 * and one that lies on no globe.
 */
enum status centres_read(const struct extract_run *run,
                         struct centres *centres);

/* Kilometres between two points: haversine, on a globe of 6371 km. */
double location_distance(struct location from, struct location to);

/* The centre nearest to a point, of several as near the lowest id; NULL: there
 * is none. */
const struct centre *centres_nearest(const struct centres *centres,
                                     struct location location);

#endif
