#include "measure/grouping.h"

#include <stdlib.h>

static int compare_names(const void *a, const void *b)
{
    const struct str *x = a;
    const struct str *y = b;
    bool x_unknown = str_equal(*x, UNKNOWN);
    bool y_unknown = str_equal(*y, UNKNOWN);

    if (x_unknown != y_unknown)
        return x_unknown ? 1 : -1;
    return str_compare(*x, *y);
}

struct grouping grouping_of(struct arena *arena, const struct str *texts,
                            size_t count)
{
    struct map names = {.arena = arena};
    struct map sorted = {.arena = arena};
    struct grouping grouping = {.groups =
                                    arena_array(arena, uint32_t, count + 1)};

    for (size_t i = 0; i < count; i++)
        map_put(&names, known_or_unknown(texts[i]));
    grouping.names = arena_array(arena, struct str, names.count + 1);
    for (size_t i = 0; i < names.count; i++)
        grouping.names[i] = names.items[i];
    qsort(grouping.names, names.count, sizeof *grouping.names, compare_names);
    for (size_t i = 0; i < names.count; i++)
        map_put(&sorted, grouping.names[i]);
    for (size_t i = 0; i < count; i++)
        grouping.groups[i] = map_find(&sorted, known_or_unknown(texts[i]));
    grouping.count = names.count;
    return grouping;
}

struct grouping grouping_make(struct arena *arena,
                              const struct catalogue *catalogue,
                              enum group_by by)
{
    struct str *texts =
        arena_array(arena, struct str, catalogue->class_count + 1);

    for (size_t i = 0; i < catalogue->class_count; i++)
        texts[i] = by == BY_CATEGORY ? catalogue->classes[i].category
                                     : catalogue->classes[i].department;
    return grouping_of(arena, texts, catalogue->class_count);
}

bool grouping_is_known(const struct grouping *grouping)
{
    return grouping->count > 1 ||
           (grouping->count == 1 && !str_equal(grouping->names[0], UNKNOWN));
}

uint32_t grouping_of_product(const struct grouping *grouping,
                             const struct book *book, uint32_t product)
{
    return grouping
        ->groups[product == MAP_NONE ? 0 : book->product_class[product]];
}

static struct str text_of(const struct store *store, enum place_by by)
{
    switch (by) {
    case BY_MARKET:
        return store->market;
    case BY_STATE:
        return store->state;
    case BY_POSTCODE:
        break;
    }
    return store->postcode;
}

struct grouping grouping_of_stores(struct arena *arena, const struct book *book,
                                   enum place_by by)
{
    const struct catalogue *catalogue = book->catalogue;
    size_t count = book->stores.count + 1;
    struct str *texts = arena_array(arena, struct str, count);

    for (size_t i = 0; i < book->stores.count; i++) {
        uint32_t row = map_find(&catalogue->store_ids, book->stores.items[i]);

        if (row != MAP_NONE)
            texts[i] = text_of(catalogue->stores + row, by);
    }
    return grouping_of(arena, texts, count);
}

bool grouping_is_given(const struct catalogue *catalogue, enum place_by by)
{
    for (size_t i = 0; i < catalogue->store_ids.count; i++)
        if (text_of(catalogue->stores + i, by).len > 0)
            return true;
    return false;
}
