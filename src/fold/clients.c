#include "fold/clients.h"

struct clients *clients_new(struct arena *arena, struct book *book,
                            size_t threads)
{
    struct clients *clients = arena_new(arena, struct clients);

    clients->book = book;
    clients->desks = arena_array(arena, struct client_desk, threads);
    clients->desk_count = threads;
    for (size_t i = 0; i < CLIENT_PARTS; i++)
        pthread_mutex_init(&clients->parts[i].lock, NULL);
    return clients;
}

/* Room for as many more customers as there are in a batch. */
static void make_room(struct client_part *part)
{
    size_t most = part->roster.count + (size_t)CLIENT_BATCH;

    part->roster.keys =
        arena_grow(&part->arena, part->roster.keys, &part->key_room, most,
                   sizeof *part->roster.keys);
    part->order_counts =
        arena_grow(&part->arena, part->order_counts, &part->count_room, most,
                   sizeof *part->order_counts);
    roster_reserve(&part->roster, &part->arena, most);
}

static void add_order(struct client_part *part, uint32_t order)
{
    struct client_page *page = part->last;

    if (!page || page->count == CLIENTS_PAGE) {
        page = page_take();
        page->next = NULL;
        page->count = 0;
        if (part->last)
            part->last->next = page;
        else
            part->first = page;
        part->last = page;
    }
    page->orders[page->count++] = order;
    part->order_count++;
}

/* Customers lie anywhere in the part. */
static void fetch_batch(const struct client_part *part,
                        const struct client *batch, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        roster_fetch(&part->roster, key_hash(&batch[i].key));
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number =
            roster_fetch_key(&part->roster, key_hash(&batch[i].key));

        if (number != MAP_NONE)
            __builtin_prefetch(part->order_counts + number, 1);
    }
}

static void number_batch(struct clients *clients, struct client_desk *desk,
                         size_t number)
{
    struct client_part *part = clients->parts + number;
    const struct client *batch = desk->clients[number];

    if (desk->counts[number] == 0)
        return;
    pthread_mutex_lock(&part->lock);
    make_room(part);
    fetch_batch(part, batch, desk->counts[number]);
    for (uint32_t i = 0; i < desk->counts[number]; i++) {
        uint32_t customer =
            roster_put(&part->roster, &batch[i].key, key_hash(&batch[i].key));

        book_slot(clients->book, batch[i].order)->customer = customer;
        part->order_counts[customer]++;
        add_order(part, batch[i].order);
    }
    pthread_mutex_unlock(&part->lock);
    desk->counts[number] = 0;
}

void clients_put(struct clients *clients, size_t thread, size_t part,
                 const struct key *key, uint32_t order)
{
    struct client_desk *desk = clients->desks + thread;

    desk->clients[part][desk->counts[part]++] =
        (struct client){.key = *key, .order = order};
    if (desk->counts[part] == CLIENT_BATCH)
        number_batch(clients, desk, part);
}

void clients_end(struct clients *clients)
{
    for (size_t i = 0; i < clients->desk_count; i++)
        for (size_t j = 0; j < CLIENT_PARTS; j++)
            number_batch(clients, clients->desks + i, j);
}

void client_part_free(struct client_part *part)
{
    while (part->first) {
        struct client_page *next = part->first->next;

        page_give(part->first);
        part->first = next;
    }
    arena_free(&part->arena);
    pthread_mutex_destroy(&part->lock);
}
