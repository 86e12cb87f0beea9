#include "measure/transfer.h"

#include "fold/radix.h"

struct transfers transfers_make(struct arena *arena, const struct book *book)
{
    struct transfers transfers = {
        .book = book,
        .pairs = arena_array(arena, uint64_t, book->moved_count + 1)};

    for (size_t i = 0; i < book->moved_count; i++) {
        uint32_t customer = book_order(book, book->moved[i].order)->customer;

        if (customer != MAP_NONE)
            transfers.pairs[transfers.count++] =
                map_pair(customer, (uint32_t)i);
    }
    radix_sort(transfers.pairs, transfers.count);
    return transfers;
}

size_t transfers_first(const struct transfers *transfers, uint32_t customer)
{
    size_t low = 0;
    size_t high = transfers->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (transfers->pairs[middle] < map_pair(customer, 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
