#include "measure/placement.h"

/* Categories by name, and that of each class. */
static uint32_t *name_categories(struct arena *arena,
                                 const struct catalogue *catalogue,
                                 struct map *names)
{
    uint32_t *of_class =
        arena_array(arena, uint32_t, catalogue->class_count + 1);

    for (size_t i = 0; i < catalogue->class_count; i++) {
        struct str category = catalogue->classes[i].category;

        of_class[i] = category.len > 0 ? map_put(names, category) : MAP_NONE;
    }
    return of_class;
}

static uint32_t *find_categories(struct arena *arena, const struct book *book,
                                 const uint32_t *of_class)
{
    uint32_t *found = arena_array(arena, uint32_t, book->products.count + 1);

    for (size_t i = 0; i < book->products.count; i++)
        found[i] = of_class[book->product_class[i]];
    return found;
}

/* The thing that each promotion is of, MAP_NONE: none. */
static uint32_t *find_things(struct arena *arena,
                             const struct promotions *promotions,
                             const struct map *things, bool by_category,
                             const bool *chosen)
{
    uint32_t *found = arena_array(arena, uint32_t, promotions->count + 1);

    for (size_t i = 0; i < promotions->count; i++) {
        const struct promotion *promotion = promotions->items + i;
        struct str key = by_category ? promotion->category : promotion->product;
        bool is_of = by_category == (promotion->product.len == 0);

        found[i] = is_of && key.len > 0 && (!chosen || chosen[i])
                       ? map_find(things, key)
                       : MAP_NONE;
    }
    return found;
}

/* From the thing of each promotion to the promotions of each thing. */
static struct placed_lists list(struct arena *arena, const uint32_t *things,
                                size_t count, size_t thing_count)
{
    struct placed_lists lists = {
        .numbers = arena_array(arena, uint32_t, count + 1),
        .first = arena_array(arena, size_t, thing_count + 2)};

    for (size_t i = 0; i < count; i++)
        if (things[i] != MAP_NONE)
            lists.first[things[i] + 2]++;
    for (size_t i = 2; i < thing_count + 2; i++)
        lists.first[i] += lists.first[i - 1];
    for (uint32_t i = 0; i < count; i++)
        if (things[i] != MAP_NONE)
            lists.numbers[lists.first[things[i] + 1]++] = i;
    return lists;
}

struct placement placement_make(struct arena *arena, const struct book *book,
                                const bool *chosen)
{
    const struct promotions *promotions = &book->catalogue->promotions;
    struct map names = {.arena = arena};
    const uint32_t *of_class = name_categories(arena, book->catalogue, &names);
    const uint32_t *products =
        find_things(arena, promotions, &book->products, false, chosen);
    const uint32_t *categories =
        find_things(arena, promotions, &names, true, chosen);

    return (struct placement){
        .promotions = promotions,
        .products =
            list(arena, products, promotions->count, book->products.count),
        .categories = list(arena, categories, promotions->count, names.count),
        .category_count = names.count,
        .category_of = find_categories(arena, book, of_class)};
}
