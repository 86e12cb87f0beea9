#include "measure/shift.h"

static uint32_t customer_of(const struct book *book, size_t moved)
{
    return book_order_customer(book, book->moved[moved].order);
}

struct shifts shifts_make(struct arena *arena, const struct book *book)
{
    size_t customers = book_customer_count(book);
    uint32_t *next = arena_array(arena, uint32_t, customers + 2);
    struct shifts shifts = {.items = arena_array(arena, const struct moved *,
                                                 book->moved_count + 1),
                            .first_of = next};

    /* Two places ahead: where the next one goes, and then where all began. */
    for (size_t i = 0; i < book->moved_count; i++)
        if (customer_of(book, i) != MAP_NONE)
            next[(size_t)customer_of(book, i) + 2]++;
    for (size_t i = 2; i < customers + 2; i++)
        next[i] += next[i - 1];
    for (size_t i = 0; i < book->moved_count; i++) {
        uint32_t customer = customer_of(book, i);

        if (customer != MAP_NONE)
            shifts.items[next[(size_t)customer + 1]++] = book->moved + i;
    }
    return shifts;
}
