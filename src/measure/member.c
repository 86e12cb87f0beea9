#include "measure/member.h"

#include "base/parallel.h"

/* Customers that a thread takes at a time. */
enum { CHUNK = 4096 };

static const struct membership always = {INT32_MIN, INT32_MAX};
static const struct membership never = {INT32_MAX, INT32_MIN};

struct search {
    const struct book *book;
    struct membership *found; /* of each customer */
    uint32_t *rows;
    uint32_t *offers;
};

struct membership membership_of(const struct customer *customer)
{
    bool is_open =
        customer->member_from == DATE_NONE && customer->member_to == DATE_NONE;

    if (customer->is_staff || (is_open && !customer->is_member))
        return never;
    return (struct membership){
        .from = customer->member_from, /* DATE_NONE is before all days */
        .to =
            customer->member_to == DATE_NONE ? always.to : customer->member_to};
}

struct membership membership_of_row(const struct catalogue *catalogue,
                                    uint32_t row)
{
    if (!catalogue->has_customers)
        return always;
    return row == MAP_NONE ? never
                           : membership_of(catalogue->customers.rows + row);
}

static void find(const struct search *search, uint32_t customer)
{
    const struct catalogue *catalogue = search->book->catalogue;
    struct customer_key key =
        customer_key_of(book_customer_id(search->book, customer));
    uint32_t row = customers_find_key(&catalogue->customers, &key);

    search->rows[customer] = row;
    search->offers[customer] =
        customers_find_key(&catalogue->offers.customers, &key);
    search->found[customer] = membership_of_row(catalogue, row);
}

static void find_chunk(void *context, size_t number, size_t thread)
{
    const struct search *search = context;
    struct chunk chunk =
        chunk_of(number, CHUNK, book_customer_count(search->book));

    (void)thread;
    for (uint32_t i = (uint32_t)chunk.first; i < chunk.end; i++)
        find(search, i);
}

struct members members_make(struct arena *arena, const struct book *book,
                            size_t threads)
{
    uint32_t count = book_customer_count(book);
    struct search search = {
        .book = book,
        .found =
            arena_huge(arena, (size_t)count + 1, sizeof(struct membership)),
        .rows = arena_huge(arena, (size_t)count + 1, sizeof(uint32_t)),
        .offers = arena_huge(arena, (size_t)count + 1, sizeof(uint32_t)),
    };

    parallel_run(threads, chunk_count(count, CHUNK), find_chunk, &search);
    search.found[count] = never;
    return (struct members){.customers = search.found,
                            .rows = search.rows,
                            .offers = search.offers,
                            .count = count};
}
