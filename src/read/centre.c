#include "read/centre.h"

#include "read/extract.h"

#include <math.h>
#include <stdlib.h>

/* The radius of the globe, in km, and a degree of an angle. */
static const double radius = 6371;
static const double degree = 3.14159265358979323846 / 180;

struct taking {
    struct arena *arena;
    struct map ids;
    struct centres *centres;
};

static void take(void *context, struct extract *extract)
{
    struct taking *taking = context;
    struct centres *centres = taking->centres;
    struct str id =
        extract_get(extract, COLUMN_distribution_centres_centre_id)->text;
    struct str name =
        extract_get(extract, COLUMN_distribution_centres_name)->text;
    struct location location = {
        extract_get(extract, COLUMN_distribution_centres_latitude)->real,
        extract_get(extract, COLUMN_distribution_centres_longitude)->real};

    if (!(fabs(location.latitude) <= 90)) {
        extract_reject(extract, COLUMN_distribution_centres_latitude,
                       "latitude is beyond a pole");
        return;
    }
    if (!(fabs(location.longitude) <= 180)) {
        extract_reject(extract, COLUMN_distribution_centres_longitude,
                       "longitude is beyond 180 degrees");
        return;
    }
    if (map_put(&taking->ids, id) < centres->count) {
        extract_reject(extract, COLUMN_distribution_centres_centre_id,
                       "duplicate centre_id");
        return;
    }
    extract_accept(extract);
    centres->items =
        arena_grow(taking->arena, centres->items, &centres->capacity,
                   centres->count + 1, sizeof *centres->items);
    centres->items[centres->count] =
        (struct centre){.id = taking->ids.items[centres->count],
                        .name = str_copy(taking->arena, name),
                        .location = location};
    centres->count++;
}

static int compare(const void *a, const void *b)
{
    const struct centre *one = a;
    const struct centre *two = b;

    return str_compare(one->id, two->id);
}

enum status centres_read(const struct extract_run *run, struct centres *centres)
{
    struct taking taking = {
        .arena = run->arena, .ids = {.arena = run->arena}, .centres = centres};
    enum status status =
        extract_read(run, EXTRACT_distribution_centres,
                     &(struct extract_taker){.take = take, .context = &taking});

    if (centres->count > 0)
        qsort(centres->items, centres->count, sizeof *centres->items, compare);
    return status;
}

/* The square of the sine of half the angle between two points: it grows with
 * their distance. */
static double haversine(struct location from, struct location to)
{
    double north = sin((to.latitude - from.latitude) * degree / 2);
    double east = sin((to.longitude - from.longitude) * degree / 2);

    return north * north + cos(from.latitude * degree) *
                               cos(to.latitude * degree) * east * east;
}

double location_distance(struct location from, struct location to)
{
    return 2 * radius * asin(fmin(1, sqrt(haversine(from, to))));
}

const struct centre *centres_nearest(const struct centres *centres,
                                     struct location location)
{
    const struct centre *nearest = NULL;
    double least = 0;

    for (size_t i = 0; i < centres->count; i++) {
        double there = haversine(location, centres->items[i].location);

        if (nearest && there >= least)
            continue;
        nearest = centres->items + i;
        least = there;
    }
    return nearest;
}
