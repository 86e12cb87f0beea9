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
    struct order known = *book_order(cutoff->book, order);
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

struct order cutoff_order(const struct cutoff *cutoff, uint32_t order)
{
    return cutoff_within(cutoff, order, INT32_MIN);
}

/* The same of costs and returned units, from the first that has moved on. */
static struct side_sums known_side(const struct cutoff *cutoff, uint32_t order,
                                   size_t first)
{
    const struct book *book = cutoff->book;
    const struct side_sums *whole =
        &book->moved[(uint32_t)cutoff->moved[first]].whole;
    const struct moved *moved;
    struct side_sums known = {.returned_units = 0};

    if (book_order(book, order)->day <= cutoff->end)
        known = *whole;
    for (size_t i = first; (moved = cutoff_moved(cutoff, order, i)); i++) {
        int64_t times = times_within(cutoff, moved, INT32_MIN);

        known.costs.costed_net += times * moved->side.costs.costed_net;
        known.costs.cost += times * moved->side.costs.cost;
        known.returned_units += times * moved->side.returned_units;
    }
    return known;
}

/* Exchange an order, which the book's sums hold whole, for what is known. */
static void exchange(const struct cutoff *cutoff, size_t first,
                     struct depth_sums *less, struct depth_sums *more)
{
    uint32_t number = (uint32_t)(cutoff->moved[first] >> 32);
    const struct order *order = book_order(cutoff->book, number);
    struct order known = cutoff_order(cutoff, number);
    struct side_sums side = known_side(cutoff, number, first);

    if (order_is_basket(order))
        depth_sums_put(
            less, order,
            &cutoff->book->moved[(uint32_t)cutoff->moved[first]].whole);
    if (order_is_basket(&known))
        depth_sums_put(more, &known, &side);
}

/* Whether a pair is the first of its order, and that is dated so.
 */
static bool is_dated(const struct cutoff *cutoff, size_t pair, int32_t first)
{
    uint64_t order = cutoff->moved[pair] >> 32;
    int32_t date = book_order(cutoff->book, order)->date;

    return (pair == 0 || cutoff->moved[pair - 1] >> 32 != order) &&
           date >= first && date <= cutoff->end;
}

void cutoff_depths(const struct cutoff *cutoff, int32_t first,
                   struct depth_sums *depths)
{
    const struct book *book = cutoff->book;
    struct depth_sums less[DEPTH_BANDS] = {0};

    for (size_t i = 0; i < book->day_count; i++)
        if (book->days[i].date >= first && book->days[i].date <= cutoff->end)
            for (size_t j = 0; j < DEPTH_BANDS; j++)
                depth_sums_add(depths + j, book_depths_on(book, i) + j);
    for (size_t i = 0; i < book->moved_count; i++)
        if (is_dated(cutoff, i, first))
            exchange(cutoff, i, less, depths);
    for (size_t i = 0; i < DEPTH_BANDS; i++)
        depth_sums_take(depths + i, less + i);
}
