#include "measure/partition.h"

/* Each by itself, and the unknown one. */
static struct grouping group_ids(struct arena *arena, const struct map *ids)
{
    struct str *texts = arena_array(arena, struct str, ids->count + 1);

    for (size_t i = 0; i < ids->count; i++)
        texts[i] = ids->items[i];
    return grouping_of(arena, texts, ids->count + 1);
}

/* Of the unknown product and then of each. */
static uint32_t *group_products(struct arena *arena, const struct book *book,
                                const struct grouping *departments)
{
    size_t count = book->products.count;
    uint32_t *groups = arena_array(arena, uint32_t, count + 1);

    groups[0] = grouping_of_product(departments, book, MAP_NONE);
    for (size_t i = 0; i < count; i++)
        groups[i + 1] = grouping_of_product(departments, book, (uint32_t)i);
    return groups;
}

static void find_kinds(struct arena *arena, const struct view *view,
                       struct grouping *kinds)
{
    const struct book *book = view->book;
    const struct catalogue *catalogue = book->catalogue;
    struct grouping departments =
        grouping_make(arena, catalogue, BY_DEPARTMENT);

    kinds[SCOPE_WHOLE].count = 1;
    if (grouping_is_given(catalogue, BY_MARKET))
        kinds[SCOPE_MARKET] = grouping_of_stores(arena, book, BY_MARKET);
    if (grouping_is_given(catalogue, BY_STATE))
        kinds[SCOPE_STATE] = grouping_of_stores(arena, book, BY_STATE);
    if (book->stores.count > 0)
        kinds[SCOPE_STORE] = group_ids(arena, &book->stores);
    if (grouping_is_known(&departments))
        kinds[SCOPE_DEPARTMENT] = departments;
    if (book->channels.count > 0)
        kinds[SCOPE_CHANNEL] = group_ids(arena, &book->channels);
}

/* The number of a window with the same days; it is added if there is none. */
static size_t find_window(struct partition *partition,
                          const struct window *window)
{
    size_t i = 0;

    while (i < partition->window_count &&
           (partition->windows[i].start != window->start ||
            partition->windows[i].end != window->end))
        i++;
    if (i == partition->window_count)
        partition->windows[partition->window_count++] = *window;
    return i;
}

static void find_windows(const struct view *view, struct partition *partition)
{
    for (size_t slot = 0; slot < SLOT_COUNT; slot++)
        if (slot != SLOT_WHOLE && view_has(view, slot))
            partition->numbers[slot] =
                find_window(partition, &view->windows[slot]);
    for (size_t slot = 0; slot < SLOT_COUNT; slot++)
        if (slot == SLOT_WHOLE || !view_has(view, slot))
            partition->numbers[slot] = partition->window_count;
}

struct partition partition_make(struct arena *arena, const struct view *view)
{
    const struct book *book = view->book;
    struct partition partition = {.book = book,
                                  .sealed = view->study->book,
                                  .members = &view->members,
                                  .threads = view->threads};

    find_kinds(arena, view, partition.kinds);
    if (partition_has(&partition, SCOPE_DEPARTMENT))
        partition.departments =
            group_products(arena, book, &partition.kinds[SCOPE_DEPARTMENT]);
    for (size_t kind = 0; kind < SCOPE_KINDS; kind++) {
        partition.first[kind] = partition.scope_count;
        partition.scope_count += partition.kinds[kind].count;
    }
    find_windows(view, &partition);
    timeline_make(arena, book->first_date, book->last_date, partition.windows,
                  partition.window_count, &partition.timeline);
    return partition;
}
