#include "render/dodge.h"

#include <math.h>
#include <stdlib.h>

static int compare(const void *left, const void *right)
{
    const struct dodge *a = left;
    const struct dodge *b = right;

    if (a->wanted < b->wanted || a->wanted > b->wanted)
        return a->wanted < b->wanted ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

/* Where a run of labels that touch begins, and the room it takes. */
static double run_start(const struct dodge *items, size_t count, double *size,
                        const double ends[2])
{
    double sum = 0;

    *size = 0;
    for (size_t i = 0; i < count; i++) {
        sum += items[i].wanted - *size - items[i].size / 2;
        *size += items[i].size;
    }
    return fmax(ends[0], fmin(ends[1] - *size, sum / (double)count));
}

/* Put the last label, and anew those of the run that it comes to touch. */
static void put_last(struct dodge *items, size_t count, const double ends[2])
{
    size_t first = count - 1;
    double size;
    double start = run_start(items + first, 1, &size, ends);

    while (first > 0 &&
           items[first - 1].at + items[first - 1].size / 2 > start) {
        first--;
        start = run_start(items + first, count - first, &size, ends);
    }
    for (size_t i = first; i < count; i++) {
        items[i].at = start + items[i].size / 2;
        start += items[i].size;
    }
}

bool dodge_place(struct dodge *items, size_t count, double low, double high)
{
    const double ends[2] = {low, high};
    double size = 0;

    for (size_t i = 0; i < count; i++)
        size += items[i].size;
    if (size > high - low)
        return false;
    qsort(items, count, sizeof *items, compare);
    for (size_t i = 1; i <= count; i++)
        put_last(items, i, ends);
    return true;
}
