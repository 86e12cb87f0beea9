#include "base/parallel.h"
#include "fold/clients.h"
#include "fold/radix.h"
#include "fold/seal.h"

/* How far ahead of the order whose turn it is memory is fetched. */
enum { AHEAD = 16 };

/* Dates before 1970 are negative: with this bit flipped they sort first. */
static const uint32_t sign = UINT32_C(1) << 31;

/* Where the customers and the orders of each part begin in the book. */
struct numbering {
    struct book *book;
    struct clients *clients;
    struct arena *desks; /* of each thread */
    uint32_t first_customer[CLIENT_PARTS];
    size_t first_order[CLIENT_PARTS];
};

/* The orders of a page into the places of their customers, dates above. */
static void place(const struct numbering *numbering, uint32_t first_customer,
                  const struct client_page *page, uint64_t *sorted,
                  uint32_t *next)
{
    struct book *book = numbering->book;

    for (size_t i = 0; i < page->count; i++) {
        uint32_t order = clients_order(numbering->clients, page->orders[i]);
        struct order_slot *slot = book_slot(book, order);
        uint32_t date = (uint32_t)book_order(book, order).date;

        if (i + AHEAD < page->count)
            __builtin_prefetch(book_slot(book, page->orders[i + AHEAD]), 1);
        sorted[next[slot->customer]++] = map_pair(date ^ sign, order);
        slot->customer += first_customer;
    }
}

/* Where the orders of each customer of a part begin in the part. */
static uint32_t *find_places(struct arena *arena,
                             const struct client_part *part)
{
    uint32_t *next =
        arena_array(arena, uint32_t, (size_t)part->roster.count + 1);

    for (uint32_t i = 0; i < part->roster.count; i++)
        next[i + 1] = next[i] + part->order_counts[i];
    return next;
}

static void list_part(void *context, size_t number, size_t thread)
{
    const struct numbering *numbering = context;
    struct book *book = numbering->book;
    struct client_part *part = numbering->clients->parts + number;
    struct arena *arena = numbering->desks + thread;
    uint32_t first_customer = numbering->first_customer[number];
    size_t first_order = numbering->first_order[number];
    uint64_t *sorted = arena_array(arena, uint64_t, part->order_count + 1);
    uint32_t *next = find_places(arena, part);
    uint32_t from = 0;

    for (uint32_t i = 0; i < part->roster.count; i++) {
        book->customer_keys[first_customer + i] = part->roster.keys[i];
        book->first_of[first_customer + i] = (uint32_t)first_order + next[i];
    }
    for (const struct client_page *page = part->first; page; page = page->next)
        place(numbering, first_customer, page, sorted, next);
    for (uint32_t i = 0; i < part->roster.count; i++) {
        radix_sort(sorted + from, next[i] - from);
        from = next[i];
    }
    for (size_t i = 0; i < part->order_count; i++)
        book->by_customer[first_order + i] = (uint32_t)sorted[i];
    client_part_free(part);
    arena_clear(arena);
}

void seal_customers(struct sealing *sealing, struct clients *clients)
{
    struct book *book = sealing->book;
    struct numbering *numbering =
        arena_new(&sealing->scratch, struct numbering);
    size_t count = 0;

    numbering->book = book;
    numbering->clients = clients;
    numbering->desks =
        arena_array(&sealing->scratch, struct arena, sealing->threads);
    for (size_t i = 0; i < CLIENT_PARTS; i++) {
        numbering->first_customer[i] = book->customer_count;
        numbering->first_order[i] = count;
        book->customer_count += clients->parts[i].roster.count;
        count += clients->parts[i].order_count;
    }
    book->customer_keys =
        arena_array(book->arena, struct key, (size_t)book->customer_count + 1);
    book->by_customer = arena_array(book->arena, uint32_t, count + 1);
    book->first_of =
        arena_array(book->arena, uint32_t, (size_t)book->customer_count + 1);
    book->first_of[book->customer_count] = (uint32_t)count;
    parallel_run(sealing->threads, CLIENT_PARTS, list_part, numbering);
    for (size_t i = 0; i < sealing->threads; i++)
        arena_free(numbering->desks + i);
}
