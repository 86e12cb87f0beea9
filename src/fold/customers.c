#include "base/parallel.h"
#include "fold/clients.h"
#include "fold/radix.h"
#include "fold/seal.h"

/* How far ahead of the order whose turn it is memory is fetched. */
enum { AHEAD = 16 };

/* Dates before 1970 are negative: with this bit flipped they sort first. */
static const uint32_t sign = UINT32_C(1) << 31;

/* One part of the customers. */
struct part {
    size_t first;       /* client */
    size_t first_key;   /* customer */
    uint32_t customers; /* how many it has */
};

struct numbering {
    struct book *book;
    const struct clients *clients;
    struct arena *desks; /* of each thread */
    struct part parts[KEY_PARTS + 1];
};

static size_t count_clients(const struct clients *clients, size_t part)
{
    size_t count = 0;

    for (size_t i = 0; i < clients->desk_count; i++)
        count += clients->desks[i].lists[part].count;
    return count;
}

/* The pages of a part's clients, of all threads: those behind `page`. */
static struct client_page *next_page(const struct clients *clients, size_t part,
                                     size_t *desk, struct client_page *page)
{
    page = page ? page->next : NULL;
    while (!page && *desk < clients->desk_count)
        page = clients->desks[(*desk)++].lists[part].first;
    return page;
}

/* The keys become numbers within the part. */
static void number_part(void *context, size_t number, size_t thread)
{
    struct numbering *numbering = context;
    struct part *part = numbering->parts + number;
    struct arena *arena = numbering->desks + thread;
    struct client_page *page = NULL;
    struct roster roster;
    size_t desk = 0;

    roster_init(&roster, arena, numbering->book->customer_keys + part->first,
                numbering->parts[number + 1].first - part->first);
    while ((page = next_page(numbering->clients, number, &desk, page)))
        for (size_t i = 0; i < page->count; i++) {
            struct key *key = &page->items[i].key;

            key->words[0] = roster_put(&roster, key, key_hash(key));
        }
    part->customers = roster.count;
    arena_clear(arena);
}

/* Parts left gaps behind their customers, as room was made for as many as there
 * are orders. */
static void close_gaps(struct numbering *numbering)
{
    struct book *book = numbering->book;
    struct key *keys = book->customer_keys;
    size_t room = numbering->parts[KEY_PARTS].first + 1;

    for (size_t i = 0; i < KEY_PARTS; i++) {
        numbering->parts[i].first_key = book->customer_count;
        book->customer_count += numbering->parts[i].customers;
    }
    book->customer_keys =
        arena_array(book->arena, struct key, (size_t)book->customer_count + 1);
    for (size_t i = 0; i < KEY_PARTS; i++) {
        const struct part *part = numbering->parts + i;

        memcpy(book->customer_keys + part->first_key, keys + part->first,
               part->customers * sizeof *keys);
    }
    arena_release(book->arena, keys, room, sizeof *keys);
}

/* The orders of each customer of a part into their places, dates above. */
static void place(const struct numbering *numbering, size_t number,
                  uint64_t *sorted, uint32_t *next)
{
    struct book *book = numbering->book;
    uint32_t first = (uint32_t)numbering->parts[number].first_key;
    struct client_page *page = NULL;
    size_t desk = 0;

    while ((page = next_page(numbering->clients, number, &desk, page)))
        for (size_t i = 0; i < page->count; i++) {
            const struct client *client = page->items + i;
            uint32_t customer = (uint32_t)client->key.words[0];
            uint32_t order = clients_order(numbering->clients, client->order);

            if (i + AHEAD < page->count)
                __builtin_prefetch(book_slot(book, client[AHEAD].order), 1);
            book_slot(book, order)->customer = first + customer;
            sorted[next[customer]++] =
                map_pair((uint32_t)client->date ^ sign, order);
        }
}

static void count_orders(const struct numbering *numbering, size_t number,
                         uint32_t *next)
{
    struct client_page *page = NULL;
    size_t desk = 0;

    while ((page = next_page(numbering->clients, number, &desk, page)))
        for (size_t i = 0; i < page->count; i++)
            next[page->items[i].key.words[0] + 1]++;
}

/* Give the pages of a part's clients back. */
static void drop_clients(const struct clients *clients, size_t part)
{
    for (size_t i = 0; i < clients->desk_count; i++) {
        struct client_page *page = clients->desks[i].lists[part].first;

        while (page) {
            struct client_page *next = page->next;

            page_give(page);
            page = next;
        }
    }
}

static void list_part(void *context, size_t number, size_t thread)
{
    const struct numbering *numbering = context;
    struct book *book = numbering->book;
    const struct part *part = numbering->parts + number;
    struct arena *arena = numbering->desks + thread;
    size_t count = numbering->parts[number + 1].first - part->first;
    uint64_t *sorted = arena_array(arena, uint64_t, count + 1);
    uint32_t *next = arena_array(arena, uint32_t, (size_t)part->customers + 2);
    uint32_t from = 0;

    count_orders(numbering, number, next);
    for (uint32_t i = 0; i < part->customers; i++)
        next[i + 1] += next[i];
    for (uint32_t i = 0; i < part->customers; i++)
        book->first_of[part->first_key + i] = (uint32_t)part->first + next[i];
    place(numbering, number, sorted, next);
    for (uint32_t i = 0; i < part->customers; i++) {
        radix_sort(sorted + from, next[i] - from);
        from = next[i];
    }
    for (size_t i = 0; i < count; i++)
        book->by_customer[part->first + i] = (uint32_t)sorted[i];
    drop_clients(numbering->clients, number);
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
    for (size_t i = 0; i < KEY_PARTS; i++) {
        numbering->parts[i].first = count;
        count += count_clients(clients, i);
    }
    numbering->parts[KEY_PARTS].first = count;
    book->customer_keys = arena_array(book->arena, struct key, count + 1);
    parallel_run(sealing->threads, KEY_PARTS, number_part, numbering);
    close_gaps(numbering);
    book->by_customer = arena_array(book->arena, uint32_t, count + 1);
    book->first_of =
        arena_array(book->arena, uint32_t, (size_t)book->customer_count + 1);
    book->first_of[book->customer_count] = (uint32_t)count;
    parallel_run(sealing->threads, KEY_PARTS, list_part, numbering);
    for (size_t i = 0; i < sealing->threads; i++)
        arena_free(numbering->desks + i);
}
