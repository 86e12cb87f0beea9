#include "measure/member.h"

struct members members_make(struct arena *arena, const struct book *book)
{
    uint32_t count = book_customer_count(book);
    uint32_t *rows = arena_array(arena, uint32_t, (size_t)count + 1);

    for (uint32_t i = 0; i < count; i++)
        rows[i] =
            catalogue_find_customer(book->catalogue, book_customer_id(book, i));
    return (struct members){.book = book, .rows = rows};
}

bool members_hold(const struct members *members, const struct order *order)
{
    if (order->customer == MAP_NONE)
        return false;
    return catalogue_is_member(members->book->catalogue,
                               members->rows[order->customer], order->date);
}
