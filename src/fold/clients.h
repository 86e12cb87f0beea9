/*
 * clients.h - the customers of orders, which are numbered while orders are
 * joined.
 *
 * Parted by ranges of the customer's id.  Each thread gathers a few orders of
 * a part before it has their customers numbered, so that the part is seldom
 * waited for and its memory comes once for all of them.  Until the end an
 * order's slot has the customer's number within the part.
 */
#ifndef REPORT_FOLD_CLIENTS_H
#define REPORT_FOLD_CLIENTS_H

#include "base/page.h"
#include "fold/book.h"
#include "fold/id_range.h"

#include <pthread.h>

enum { CLIENT_PARTS = ID_RANGES };

/* How many orders of a part a thread gathers. */
enum { CLIENT_BATCH = 128 };

struct client {
    struct key key;
    uint32_t order;
};

/* What one thread has gathered. */
struct client_desk {
    uint32_t counts[CLIENT_PARTS];
    struct client clients[CLIENT_PARTS][CLIENT_BATCH];
};

/* Numbers of orders, in a page of base/page.h. */
struct client_page {
    struct client_page *next;
    size_t count;
    uint32_t orders[];
};

enum {
    CLIENTS_PAGE =
        (PAGE_BYTES - (int)sizeof(struct client_page)) / (int)sizeof(uint32_t)
};

struct client_part {
    pthread_mutex_t lock;
    struct arena arena; /* of what follows */
    struct roster roster;
    size_t key_room;
    uint32_t *order_counts; /* of each customer */
    size_t count_room;
    struct client_page *first; /* of the orders of all of them */
    struct client_page *last;
    size_t order_count;
};

struct clients {
    struct book *book;
    struct client_desk *desks; /* of each thread */
    size_t desk_count;
    struct client_part parts[CLIENT_PARTS];
    /* Orders that were numbered `order_count` or more have gone elsewhere. */
    size_t order_count;
    const uint32_t *gone_to;
};

/* Of the orders of a book, by so many threads; nobody yet. */
struct clients *clients_new(struct arena *arena, struct book *book,
                            size_t threads);

/* An order, which is in the book, has a customer, who is of such a part. */
void clients_put(struct clients *clients, size_t thread, size_t part,
                 const struct key *key, uint32_t order);

/* All orders are put: number what customers are left.  By one thread. */
void clients_end(struct clients *clients);

/* Give back what a part has. */
void client_part_free(struct client_part *part);

/* Where the order of a number is now. */
static inline uint32_t clients_order(const struct clients *clients,
                                     uint32_t order)
{
    return order < clients->order_count
               ? order
               : clients->gone_to[order - clients->order_count];
}

#endif
