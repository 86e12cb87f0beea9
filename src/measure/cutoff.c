#include "measure/cutoff.h"

#include "fold/radix.h"

void cutoff_make(struct arena *arena, const struct book *book, int32_t end,
                 struct cutoff *cutoff)
{
    *cutoff = (struct cutoff){
        .book = book,
        .end = end,
        .moved = arena_array(arena, uint64_t, book->moved_count + 1),
        .is_split =
            arena_array(arena, uint64_t, book_order_count(book) / 64 + 1),
    };
    for (size_t i = 0; i < book->moved_count; i++) {
        uint32_t order = book->moved[i].order;

        cutoff->moved[i] = map_pair(order, (uint32_t)i);
        cutoff->is_split[order / 64] |= UINT64_C(1) << order % 64;
    }
    radix_sort(cutoff->moved, book->moved_count);
}

size_t cutoff_first(const struct cutoff *cutoff, uint32_t order)
{
    size_t low = 0;
    size_t high = cutoff->book->moved_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (cutoff->moved[middle] < map_pair(order, 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How often what has moved counts on the days first .. end, besides what counts
 * of the whole order. */
static int64_t times_within(const struct cutoff *cutoff,
                            const struct moved *moved, int32_t first)
{
    return (moved->date >= first && moved->date <= cutoff->end) -
           (moved->from >= first && moved->from <= cutoff->end);
}

struct order cutoff_within(const struct cutoff *cutoff, uint32_t order,
                           int32_t first)
{
    struct order known = book_order(cutoff->book, order);
    const struct moved *moved;

    if (known.day < first || known.day > cutoff->end)
        known.gross = known.discount = known.returns = known.units = 0;
    if (!cutoff_splits(cutoff, order))
        return known;
    for (size_t i = cutoff_first(cutoff, order);
         (moved = cutoff_moved(cutoff, order, i)); i++) {
        int64_t times = times_within(cutoff, moved, first);

        known.gross += times * moved->gross;
        known.discount += times * moved->discount;
        known.returns += times * moved->returns;
        known.units += times * moved->units;
    }
    return known;
}
