/*
 * kmeans.h - points in groups of those that are near each other: Lloyd's
 * k-means from k-means++ starts, the number of groups by the mean silhouette
 * (Lloyd 1982; Arthur and Vassilvitskii 2007; Rousseeuw 1987).
 *
 * Nothing is left to chance: starts come from a generator with a fixed seed, so
 * that the same points in the same order give the same groups.
 */
#ifndef REPORT_MEASURE_KMEANS_H
#define REPORT_MEASURE_KMEANS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    KMEANS_LEAST = 3, /* groups */
    KMEANS_MOST = 8,
    KMEANS_WIDTH = 8, /* numbers of a point, at the most */
};

/* Points lie one after the other, `width` numbers each. */
struct points {
    const double *values;
    size_t count;
    size_t width;
};

struct kmeans {
    size_t count; /* of groups */
    size_t width;
    double centres[KMEANS_MOST][KMEANS_WIDTH];
    double silhouette; /* mean over the points it was worked out for */
};

/*
 * The groups of the points, of the number from KMEANS_LEAST to KMEANS_MOST with
 * the largest silhouette, the smaller number where two are alike.  The
 * silhouette is of at most 1,500 points, spread evenly over all.  False where
 * there are no more than KMEANS_LEAST points, or fewer that differ.
 */
bool kmeans_choose(const struct points *points, struct kmeans *best);

/* The nearest centre's number; the first of those as near. */
size_t kmeans_nearest(const struct kmeans *groups, const double *point);

#endif
