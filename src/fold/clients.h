/*
 * clients.h - which orders have which customers, before these have numbers.
 *
 * Parted by the hash of the customer's id; each thread puts to lists of its
 * own.
 */
#ifndef REPORT_FOLD_CLIENTS_H
#define REPORT_FOLD_CLIENTS_H

#include "base/arena.h"
#include "fold/key.h"

struct client {
    struct key key;
    uint32_t order;
    int32_t date; /* of the order */
};

struct client_list {
    struct client *items;
    size_t count;
    size_t room;
};

/* What one thread has put, and where its memory is. */
struct client_desk {
    struct arena arena;
    struct client_list lists[KEY_PARTS];
};

struct clients {
    struct client_desk *desks; /* of each thread */
    size_t desk_count;
    /* Orders that were numbered `order_count` or more have gone elsewhere. */
    size_t order_count;
    const uint32_t *gone_to;
};

/* Where the order of a number is now. */
static inline uint32_t clients_order(const struct clients *clients,
                                     uint32_t order)
{
    return order < clients->order_count
               ? order
               : clients->gone_to[order - clients->order_count];
}

#endif
