#include "measure/drift.h"

#include "base/decimal.h"
#include "fold/walk.h"

/* Units that the products of a category must sell on a mean day. */
#define ENOUGH (10.0 * QUANTITY_ONE)

/* Sums by category, the last row of all, and by day. */
struct field {
    const struct placement *placement;
    const struct diary *diary;
    int64_t *free; /* units of each product on days without promotion */
    /* Of categories and days, in whole thousandths: exact in any order. */
    double *units; /* sold */
    double *means; /* that would be sold on mean days */
};

/* Add to a category, if it is known, and to all. */
static void add(const struct field *field, double *sums, size_t product,
                size_t day, double value)
{
    size_t days = field->diary->day_count;
    uint32_t category = field->placement->category_of[product];

    if (category != MAP_NONE)
        sums[category * days + day] += value;
    sums[field->placement->category_count * days + day] += value;
}

static void add_units(struct field *field)
{
    const struct diary *diary = field->diary;
    struct walk walk =
        walk_products(diary->book, diary->first,
                      diary->first + (int32_t)diary->day_count - 1);

    while (walk_next(&walk)) {
        size_t day = (size_t)(walk.date - diary->first);

        if (walk.thing == MAP_NONE || diary_is_promoted(diary, walk.thing, day))
            continue;
        field->free[walk.thing] += walk.sums.units;
        add(field, field->units, walk.thing, day, (double)walk.sums.units);
    }
}

static size_t count_free(const struct diary *diary, size_t product)
{
    size_t count = 0;

    for (size_t day = 0; day < diary->day_count; day++)
        count += !diary_is_promoted(diary, product, day);
    return count;
}

static void add_means(struct field *field)
{
    const struct diary *diary = field->diary;

    for (size_t i = 0; i < diary->book->products.count; i++) {
        size_t days = count_free(diary, i);
        double mean;

        if (field->free[i] <= 0)
            continue;
        mean = (double)field->free[i] / (double)days;
        for (size_t day = 0; day < diary->day_count; day++)
            if (!diary_is_promoted(diary, i, day))
                add(field, field->means, i, day, mean);
    }
}

/* Of a category and day; where little or nothing is known, of all, or 1. */
static double index_of(const struct field *field, size_t at)
{
    size_t days = field->diary->day_count;
    size_t all = field->placement->category_count * days + at % days;
    size_t from = field->means[at] >= ENOUGH ? at : all;

    return field->means[from] > 0 ? field->units[from] / field->means[from] : 1;
}

struct drift drift_make(struct arena *arena, const struct placement *placement,
                        const struct diary *diary)
{
    size_t categories = placement->category_count;
    size_t days = diary->day_count;
    size_t count = (categories + 1) * days;
    struct drift drift = {.day_count = days,
                          .category_count = categories,
                          .indices = arena_array(arena, double, count)};
    struct field field = {
        .placement = placement,
        .diary = diary,
        .free = arena_array(arena, int64_t, diary->book->products.count + 1),
        .units = arena_array(arena, double, count),
        .means = arena_array(arena, double, count)};

    add_units(&field);
    add_means(&field);
    for (size_t i = 0; i < count; i++)
        drift.indices[i] = index_of(&field, i);
    return drift;
}
