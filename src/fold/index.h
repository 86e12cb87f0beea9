/*
 * index.h - how a book finds its orders and cells while lines are folded in.
 *
 * For book.c, merge.c and seal.c only.  An order's days are a list, for nearly
 * every order has one; cells are found through maps of their keys.  The lines
 * of an order mostly follow each other, so what the last line met is tried
 * first.
 */
#ifndef REPORT_FOLD_INDEX_H
#define REPORT_FOLD_INDEX_H

#include "fold/book.h"

struct book_index {
    size_t order_capacity;
    size_t order_day_capacity;
    size_t day_cell_capacity;
    size_t product_cell_capacity;
    size_t item_capacity;
    uint32_t *first_day; /* of each order: number in order_days, or MAP_NONE */
    size_t first_day_capacity;
    uint32_t *next_day; /* of each order day: the order's next one */
    size_t next_day_capacity;
    struct number_map places;       /* store, class */
    struct number_map day_keys;     /* date, place -> day_cells */
    struct number_map product_keys; /* date, product -> product_cells */
    uint32_t *known; /* of each product: number in the catalogue + 1, or 0 */
    size_t known_capacity;
    size_t class_capacity;
    /* What the last line met; MAP_NONE at first. */
    uint32_t order;
    uint32_t store;
    uint32_t channel;
    uint32_t customer;
    uint32_t day_cell;
};

/* Remember that a sum does not fit. */
void book_overflow(struct book *book);

/* Make the days first..last known as days of the data. */
void book_cover(struct book *book, int32_t first, int32_t last);

/* The number of an id; MAP_NONE for an unknown one.  `last` is tried first. */
uint32_t book_number(struct map *map, uint32_t *last, struct str id);
uint32_t book_product(struct book *book, struct str id);

/* What the products extract says of a product of the book, or NULL. */
const struct product *book_known_product(const struct book *book,
                                         uint32_t product);

/*
 * Let an order know of more of its lines: `seen` holds what they sum to, and
 * the attributes of the first of them in time.
 */
void book_see_order(struct book *book, uint32_t number,
                    const struct order *seen);

/* The order of an id; a new one has no lines. */
uint32_t book_order(struct book *book, struct str id);

/* Add sums to the cell of a key. */
void book_add_order_day(struct book *book, const struct order_day *day);
void book_add_day_cell(struct book *book, const struct day_cell *cell);
void book_add_product_cell(struct book *book, const struct product_cell *cell);
void book_add_item(struct book *book, uint64_t item);

#endif
