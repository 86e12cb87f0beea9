/*
 * extent.h - where orders go in the pages of a book while they are joined.
 *
 * Measures go from customer to customer, and most of their time is for
 * memory to come.  So orders, and what they are made of, are put side by side
 * with those of other customers of the same part: customers are numbered part
 * by part, and the orders of a part fit the caches.
 */
#ifndef REPORT_FOLD_EXTENT_H
#define REPORT_FOLD_EXTENT_H

#include "fold/clients.h"

#include <stdatomic.h>

/* Each thread has an extent for each part of the customers; it takes so many
 * orders: a hardware page of them. */
enum { EXTENTS = CLIENT_PARTS, EXTENT_ORDERS = 128 };

/* Places that are free: next .. end - 1. */
struct stretch {
    size_t next;
    size_t end;
};

struct extent {
    struct stretch orders;
    struct stretch words;
};

/* What threads share. */
struct extent_pool {
    struct book *book;
    atomic_size_t blocks; /* of orders that have been taken */
    atomic_size_t pages;  /* of words, likewise */
};

/* A thread's own. */
struct extents {
    struct extent_pool *pool;
    struct arena *arena;  /* of what is too large for a page: outlasts it */
    struct stretch block; /* that extents of orders are cut from */
    struct stretch page;  /* and those of words */
    struct extent items[EXTENTS];
};

/* Room for the pages of so many orders, and of words in contents, at the most.
 */
void extent_pool_init(struct extent_pool *pool, struct book *book,
                      size_t orders, size_t words, size_t threads);

/* The number of a new order of a customer of a part. */
uint32_t extents_order(struct extents *extents, size_t part);

/* Room for words side by side, of such an order. */
uint32_t *extents_words(struct extents *extents, size_t part, size_t count,
                        uint32_t *at);

/*
 * Extents are left unfilled: fill the gaps with the orders that lie beyond as
 * many places as there are orders.  Where these have gone is told to clients,
 * in an arena that outlasts them.
 */
void extents_close(struct arena *arena, const struct extents *all,
                   size_t threads, struct clients *clients);

#endif
