/*
 * places.h - ranks along a line: those that nobody shown has take room, but
 * not more than a few of them at once, as one rank far away would press all
 * others together.
 */
#ifndef REPORT_RENDER_PLACES_H
#define REPORT_RENDER_PLACES_H

#include <stdbool.h>
#include <stddef.h>

/* Ranks that are shown; `known` has room for all that are added. */
struct places {
    double *known;
    size_t count;
    bool cut; /* a wide gap between ranks is */
};

/* Note a rank; NaN is none. */
void places_add(struct places *places, double rank);

/* Once all are noted: sort them, and look for gaps that are cut. */
void places_close(struct places *places);

/* How far along a rank lies: 0 for the first of all. */
double places_at(const struct places *places, double rank);

#endif
