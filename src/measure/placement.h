/*
 * placement.h - which promotions the products of a book are in.
 *
 * A promotion is of its product where it names one, else of all products of its
 * category; one that names neither, or nothing that was ever sold, is of none.
 */
#ifndef REPORT_MEASURE_PLACEMENT_H
#define REPORT_MEASURE_PLACEMENT_H

#include "fold/book.h"

/* Numbers of promotions for each of some things. */
struct placed_lists {
    uint32_t *numbers;
    size_t *first; /* of each thing, and the end */
};

struct placement {
    const struct promotions *promotions;
    struct placed_lists products; /* of the book */
    struct placed_lists categories;
    size_t category_count;
    uint32_t *category_of; /* of each product of the book; MAP_NONE: unknown */
};

/* Of the promotions that are `chosen`, or of all where that is NULL. */
struct placement placement_make(struct arena *arena, const struct book *book,
                                const bool *chosen);

/* Numbers of promotions. */
struct placed {
    const uint32_t *numbers;
    size_t count;
};

static inline struct placed placed_in(const struct placed_lists *lists,
                                      size_t thing)
{
    return (struct placed){lists->numbers + lists->first[thing],
                           lists->first[thing + 1] - lists->first[thing]};
}

/* The promotions of a product by itself, and those of its category. */
static inline struct placed placement_own(const struct placement *placement,
                                          size_t product)
{
    return placed_in(&placement->products, product);
}

static inline struct placed
placement_category(const struct placement *placement, size_t product)
{
    uint32_t category = placement->category_of[product];

    return category == MAP_NONE ? (struct placed){0}
                                : placed_in(&placement->categories, category);
}

#endif
