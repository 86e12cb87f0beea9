/*
 * lexicon.h - the numbers that stores, channels, products and sites have while
 * lines are folded: in order of arrival.
 *
 * A lexicon is used by one thread.  Once all is folded its numbers are
 * translated into those of the book.
 */
#ifndef REPORT_FOLD_LEXICON_H
#define REPORT_FOLD_LEXICON_H

#include "base/map.h"
#include "fold/ware.h"
#include "read/catalogue.h"

/* A class in a store. */
struct site {
    uint32_t store; /* MAP_NONE: unknown */
    uint32_t class; /* in catalogue.classes */
};

/* A text met not long ago and its number. */
struct recent {
    struct key key; /* 0: none */
    uint32_t number;
};

/* A place for each of the last few, by a hash of them. */
enum { RECENT_BITS = 9, RECENTS = 1 << RECENT_BITS };

struct lexicon {
    struct arena *arena;
    const struct catalogue *catalogue;
    struct map stores;
    struct map channels;
    struct map products;
    uint32_t *product_class; /* of each product in `products` */
    struct site *sites;
    size_t site_count;
    /* How numbers are found. */
    struct wares wares;
    uint32_t **rows; /* of each store + 1: the site of each class, + 1 */
    size_t row_capacity;
    size_t site_capacity;
    size_t class_capacity;
    struct recent stores_met[RECENTS];
    struct recent channels_met[RECENTS];
    /* Its numbers in the book, once sealed; things of bins are product + 1. */
    uint32_t *to_store;
    uint32_t *to_channel;
    uint32_t *to_thing;
    uint32_t *to_site;
};

struct lexicon *lexicon_new(struct arena *arena,
                            const struct catalogue *catalogue);

/* Give back how products are found: no more are looked for. */
void lexicon_close(struct lexicon *lexicon);

/* The number of an id; MAP_NONE for an unknown one. */
uint32_t lexicon_store(struct lexicon *lexicon, struct str id);
uint32_t lexicon_channel(struct lexicon *lexicon, struct str id);

/* The product of an id; that of an empty one has the number 0. */
const struct ware *lexicon_ware(struct lexicon *lexicon, struct str id);

/* The site + 1 of each class in a store; 0: it has no number yet. */
const uint32_t *lexicon_sites(struct lexicon *lexicon, uint32_t store);

/* The number of a store and a class. */
uint32_t lexicon_site(struct lexicon *lexicon, uint32_t store, uint32_t class);

#endif
