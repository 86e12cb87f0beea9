#include "measure/kmeans.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { STARTS = 4, ROUNDS = 60, LOOKED_AT = 1500 };

/* splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t draw(uint64_t *state)
{
    uint64_t mixed = *state += UINT64_C(0x9E3779B97F4A7C15);

    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ mixed >> 31;
}

/* At least 0, below 1. */
static double draw_share(uint64_t *state)
{
    return (double)(draw(state) >> 11) * 0x1p-53;
}

static const double *point_at(const struct points *points, size_t number)
{
    return points->values + number * points->width;
}

static double square_between(const double *a, const double *b, size_t width)
{
    double sum = 0;

    for (size_t i = 0; i < width; i++)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

size_t kmeans_nearest(const struct kmeans *groups, const double *point)
{
    double least = INFINITY;
    size_t nearest = 0;

    for (size_t i = 0; i < groups->count; i++) {
        double square =
            square_between(point, groups->centres[i], groups->width);

        if (square < least) {
            least = square;
            nearest = i;
        }
    }
    return nearest;
}

static void set_centre(struct kmeans *groups, size_t number,
                       const double *point)
{
    memcpy(groups->centres[number], point, groups->width * sizeof *point);
}

/* What lies between each point and the nearest centre so far. */
struct distances {
    double *squares;
    double sum;
};

static void measure(const struct points *points, const struct kmeans *groups,
                    struct distances *distances)
{
    distances->sum = 0;
    for (size_t i = 0; i < points->count; i++) {
        const double *point = point_at(points, i);
        size_t nearest = kmeans_nearest(groups, point);

        distances->squares[i] =
            square_between(point, groups->centres[nearest], groups->width);
        distances->sum += distances->squares[i];
    }
}

/* A point, the likelier the further it is from all centres. */
static size_t draw_point(const struct distances *distances, size_t count,
                         uint64_t *state)
{
    double left = draw_share(state) * distances->sum;
    size_t last = 0;

    for (size_t i = 0; i < count; i++) {
        if (!(distances->squares[i] > 0))
            continue;
        last = i;
        left -= distances->squares[i];
        if (left < 0)
            break;
    }
    return last;
}

/* k-means++: centres that lie apart.  False if there are too few points that
 * differ. */
static bool start(const struct points *points, size_t count, uint64_t *state,
                  struct distances *distances, struct kmeans *groups)
{
    size_t first = (size_t)(draw_share(state) * (double)points->count);

    *groups = (struct kmeans){.count = 1, .width = points->width};
    set_centre(groups, 0, point_at(points, first));
    while (groups->count < count) {
        measure(points, groups, distances);
        if (!(distances->sum > 0))
            return false;
        set_centre(
            groups, groups->count,
            point_at(points, draw_point(distances, points->count, state)));
        groups->count++;
    }
    return true;
}

/* Put each centre amid its points; one without points stays. */
static bool move(const struct points *points, struct kmeans *groups)
{
    double sums[KMEANS_MOST][KMEANS_WIDTH] = {{0}};
    size_t counts[KMEANS_MOST] = {0};
    bool moved = false;

    for (size_t i = 0; i < points->count; i++) {
        const double *point = point_at(points, i);
        size_t nearest = kmeans_nearest(groups, point);

        counts[nearest]++;
        for (size_t j = 0; j < points->width; j++)
            sums[nearest][j] += point[j];
    }
    for (size_t i = 0; i < groups->count; i++)
        for (size_t j = 0; counts[i] > 0 && j < points->width; j++) {
            double mean = sums[i][j] / (double)counts[i];

            moved |= mean != groups->centres[i][j];
            groups->centres[i][j] = mean;
        }
    return moved;
}

/* The best of several starts, by what lies between points and centres. */
static bool find_groups(const struct points *points, size_t count,
                        struct distances *distances, struct kmeans *best)
{
    uint64_t state = count;
    double least = INFINITY;

    for (int i = 0; i < STARTS; i++) {
        struct kmeans groups;

        if (!start(points, count, &state, distances, &groups))
            return false;
        for (int round = 0; round < ROUNDS && move(points, &groups); round++)
            ;
        measure(points, &groups, distances);
        if (distances->sum < least) {
            least = distances->sum;
            *best = groups;
        }
    }
    return true;
}

/* How much nearer a point is to its own group than to the next one, from -1 to
 * 1, from its mean distances to the groups; 0 of a group of one. */
static double silhouette_of(const double *sums, const size_t *counts,
                            size_t group_count, size_t own)
{
    double within, other = INFINITY;

    if (counts[own] < 2)
        return 0;
    within = sums[own] / (double)(counts[own] - 1);
    for (size_t i = 0; i < group_count; i++)
        if (i != own && counts[i] > 0)
            other = fmin(other, sums[i] / (double)counts[i]);
    if (isinf(other) || fmax(within, other) <= 0)
        return 0;
    return (other - within) / fmax(within, other);
}

/* Points that are `step` apart in their order, and the groups they are in. */
struct looked_at {
    const double *points[LOOKED_AT];
    size_t owners[LOOKED_AT];
    size_t count;
    size_t group_counts[KMEANS_MOST];
};

static void look(const struct points *points, const struct kmeans *groups,
                 struct looked_at *at)
{
    size_t step = (points->count + LOOKED_AT - 1) / LOOKED_AT;

    *at = (struct looked_at){.count = 0};
    for (size_t i = 0; i < points->count; i += step) {
        const double *point = point_at(points, i);
        size_t owner = kmeans_nearest(groups, point);

        at->points[at->count] = point;
        at->owners[at->count++] = owner;
        at->group_counts[owner]++;
    }
}

static double mean_silhouette(const struct looked_at *at,
                              const struct kmeans *groups)
{
    double sum = 0;

    for (size_t i = 0; i < at->count; i++) {
        double sums[KMEANS_MOST] = {0};

        for (size_t j = 0; j < at->count; j++)
            sums[at->owners[j]] += sqrt(
                square_between(at->points[i], at->points[j], groups->width));
        sum +=
            silhouette_of(sums, at->group_counts, groups->count, at->owners[i]);
    }
    return sum / (double)at->count;
}

bool kmeans_choose(const struct points *points, struct kmeans *best)
{
    struct arena scratch = {0};
    struct distances distances = {
        .squares = arena_array(&scratch, double, points->count + 1)};
    struct looked_at *at = arena_new(&scratch, struct looked_at);
    struct kmeans groups;

    *best = (struct kmeans){.silhouette = -HUGE_VAL};
    for (size_t k = KMEANS_LEAST; k <= KMEANS_MOST && k < points->count &&
                                  find_groups(points, k, &distances, &groups);
         k++) {
        look(points, &groups, at);
        groups.silhouette = mean_silhouette(at, &groups);
        if (groups.silhouette > best->silhouette)
            *best = groups;
    }
    arena_free(&scratch);
    return best->count > 0;
}
