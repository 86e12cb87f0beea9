#include "measure/identify.h"

#include "base/parallel.h"

/* Customers that a thread takes at a time. */
enum { CHUNK = 4096 };

struct search {
    const struct book *book;
    const struct customers *customers;
    uint32_t *found; /* of each customer of the book */
};

static void find_chunk(void *context, size_t number, size_t thread)
{
    const struct search *search = context;
    struct chunk chunk =
        chunk_of(number, CHUNK, book_customer_count(search->book));

    (void)thread;
    for (uint32_t i = (uint32_t)chunk.first; i < chunk.end; i++)
        search->found[i] = customers_find(search->customers,
                                          book_customer_id(search->book, i));
}

const uint32_t *identify_customers(struct arena *arena, const struct book *book,
                                   const struct customers *customers,
                                   size_t threads)
{
    uint32_t count = book_customer_count(book);
    struct search search = {
        .book = book,
        .customers = customers,
        .found = arena_alloc(arena, (size_t)count + 1, sizeof(uint32_t))};

    parallel_run(threads, chunk_count(count, CHUNK), find_chunk, &search);
    search.found[count] = MAP_NONE;
    return search.found;
}
