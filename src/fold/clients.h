/*
 * clients.h - which orders have which customers, before these have numbers.
 *
 * Parted by the hash of the customer's id; each thread puts to lists of its
 * own.
 */
#ifndef REPORT_FOLD_CLIENTS_H
#define REPORT_FOLD_CLIENTS_H

#include "base/page.h"
#include "fold/key.h"

#include <stddef.h>

struct client {
    struct key key;
    uint32_t order;
    int32_t date; /* of the order */
};

/* A page of base/page.h. */
struct client_page {
    struct client_page *next;
    size_t count;
    struct client items[];
};

enum {
    CLIENTS_PAGE = (PAGE_BYTES - (int)sizeof(struct client_page)) /
                   (int)sizeof(struct client)
};

struct client_list {
    struct client_page *first;
    struct client_page *last;
    size_t count; /* on all pages */
};

/* What one thread has put. */
struct client_desk {
    struct client_list lists[KEY_PARTS];
};

struct clients {
    struct client_desk *desks; /* of each thread */
    size_t desk_count;
    /* Orders that were numbered `order_count` or more have gone elsewhere. */
    size_t order_count;
    const uint32_t *gone_to;
};

static inline void clients_put(struct client_list *list,
                               const struct client *client)
{
    struct client_page *page = list->last;

    if (!page || page->count == CLIENTS_PAGE) {
        page = page_take();
        page->next = NULL;
        page->count = 0;
        if (list->last)
            list->last->next = page;
        else
            list->first = page;
        list->last = page;
    }
    page->items[page->count++] = *client;
    list->count++;
}

/* Where the order of a number is now. */
static inline uint32_t clients_order(const struct clients *clients,
                                     uint32_t order)
{
    return order < clients->order_count
               ? order
               : clients->gone_to[order - clients->order_count];
}

#endif
