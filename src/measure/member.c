#include "measure/member.h"

#include "base/parallel.h"

/* Customers that a thread takes at a time; and of these, who are looked up at
 * once, so that memory is asked for before it is looked at. */
enum { CHUNK = 4096, BATCH = 32 };

static const struct membership always = {INT32_MIN, INT32_MAX};
static const struct membership never = {INT32_MAX, INT32_MIN};

struct search {
    const struct book *book;
    struct membership *found; /* of each customer */
    bool *staff;
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

/* The rows of the customers first .. first + count - 1, no more than BATCH. */
static void find_rows(const struct search *search, uint32_t first,
                      uint32_t count)
{
    const struct catalogue *catalogue = search->book->catalogue;
    struct customer_key keys[BATCH];

    for (uint32_t i = 0; i < count; i++) {
        keys[i] = customer_key_of(book_customer_id(search->book, first + i));
        customers_fetch(&catalogue->customers, keys + i);
        customers_fetch(&catalogue->offers.customers, keys + i);
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t row = customers_find_key(&catalogue->customers, keys + i);

        if (row != MAP_NONE)
            __builtin_prefetch(catalogue->customers.rows + row);
        search->rows[first + i] = row;
        search->offers[first + i] =
            customers_find_key(&catalogue->offers.customers, keys + i);
    }
}

/* What their rows say of them. */
static void look_at_rows(const struct search *search, uint32_t first,
                         uint32_t count)
{
    const struct catalogue *catalogue = search->book->catalogue;

    for (uint32_t i = first; i < first + count; i++) {
        uint32_t row = search->rows[i];

        search->found[i] = membership_of_row(catalogue, row);
        search->staff[i] =
            row != MAP_NONE && catalogue->customers.rows[row].is_staff;
    }
}

static void find_chunk(void *context, size_t number, size_t thread)
{
    const struct search *search = context;
    struct chunk chunk =
        chunk_of(number, CHUNK, book_customer_count(search->book));

    (void)thread;
    for (size_t i = chunk.first; i < chunk.end; i += BATCH) {
        size_t some = chunk.end - i > BATCH ? BATCH : chunk.end - i;

        find_rows(search, (uint32_t)i, (uint32_t)some);
        look_at_rows(search, (uint32_t)i, (uint32_t)some);
    }
}

struct members members_make(struct arena *arena, const struct book *book,
                            size_t threads)
{
    uint32_t count = book_customer_count(book);
    struct search search = {
        .book = book,
        .found =
            arena_alloc(arena, (size_t)count + 1, sizeof(struct membership)),
        .staff = arena_alloc(arena, (size_t)count + 1, sizeof(bool)),
        .rows = arena_alloc(arena, (size_t)count + 1, sizeof(uint32_t)),
        .offers = arena_alloc(arena, (size_t)count + 1, sizeof(uint32_t)),
    };

    parallel_run(threads, chunk_count(count, CHUNK), find_chunk, &search);
    search.found[count] = never;
    return (struct members){.customers = search.found,
                            .staff = search.staff,
                            .rows = search.rows,
                            .offers = search.offers,
                            .count = count};
}
