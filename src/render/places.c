#include "render/places.h"

#include <math.h>
#include <stdlib.h>

#define WIDEST_GAP 3.0

void places_add(struct places *places, double rank)
{
    if (isfinite(rank))
        places->known[places->count++] = rank;
}

static int compare(const void *left, const void *right)
{
    const double *a = left;
    const double *b = right;

    return (*a > *b) - (*a < *b);
}

void places_close(struct places *places)
{
    if (places->count == 0)
        return;
    qsort(places->known, places->count, sizeof *places->known, compare);
    for (size_t i = 1; i < places->count; i++)
        places->cut |= places->known[i] - places->known[i - 1] > WIDEST_GAP;
}

double places_at(const struct places *places, double rank)
{
    double at = 0;

    for (size_t i = 1; i < places->count && places->known[i] <= rank; i++)
        at += fmin(places->known[i] - places->known[i - 1], WIDEST_GAP);
    return at;
}
