/*
 * index.h - how a book finds its orders and cells while lines are folded in.
 *
 * For book.c, merge.c and seal.c only.  The lines of an order mostly follow
 * each other: they make a run, which is folded into its order when it ends, so
 * that an order is looked for once, and what is looked at can be fetched while
 * its other lines are read.
 */
#ifndef REPORT_FOLD_INDEX_H
#define REPORT_FOLD_INDEX_H

#include "fold/book.h"
#include "fold/ware.h"

enum { RUN_ITEMS = 64 };

/* Consecutive lines of one order, one day and one customer. */
struct run {
    bool is_open;
    struct key order_id;
    struct key customer;
    bool has_customer;
    struct text customer_id; /* where the key does not hold it */
    struct order order;
    uint32_t items[RUN_ITEMS];
};

/* Products of an order that had others before: numbers in book.items. */
struct piece {
    uint32_t order;
    uint32_t items;
    uint32_t count;
};

/* A text met last and its number. */
struct recent {
    struct key key;
    uint32_t number;
    bool is_known;
};

/* A line to be added to its bins: their memory is being fetched. */
struct posting {
    uint32_t day;
    uint32_t site;
    uint32_t product;
    struct tally tally;
};

enum { POSTINGS = 16 };

struct book_index {
    struct run run;
    struct piece *pieces;
    size_t piece_count;
    size_t piece_capacity;
    size_t moved_capacity;
    size_t day_capacity;
    struct number_map dates; /* -> days */
    uint32_t **rows; /* of each store + 1: the site of each class, + 1 */
    size_t row_capacity;
    size_t site_capacity;
    struct wares wares;
    size_t class_capacity;
    /* What the last line met. */
    struct recent store;
    struct recent channel;
    uint32_t day; /* MAP_NONE: none */
    struct posting postings[POSTINGS];
    size_t posting_count;
};

/* Remember that a sum does not fit. */
void book_overflow(struct book *book);

/* Make the days first..last known as days of the data. */
void book_cover(struct book *book, int32_t first, int32_t last);

/* The number of an id; MAP_NONE for an unknown one. */
uint32_t book_number(struct map *map, struct recent *recent, struct str id);

/* The product of an id; that of an empty one has the number 0. */
const struct ware *book_ware(struct book *book, struct str id);

/* The number of the day of a date. */
uint32_t book_day(struct book *book, int32_t date);

/* The number of a store and a class. */
uint32_t book_site(struct book *book, uint32_t store, uint32_t class);

/* Let an order know of more of its lines; not of what they are of. */
void book_see_lines(struct book *book, struct order *order,
                    const struct order *seen);

/*
 * Fold more lines of an order in, whose numbers are those of the book; gives
 * the order's number.
 */
uint32_t book_see_order(struct book *book, const struct key *id,
                        const struct order *seen);

void book_add_moved(struct book *book, const struct moved *moved);
void book_add_piece(struct book *book, const struct piece *piece);

/* Add to bins, a little later. */
void book_post(struct book *book, const struct posting *posting);

/* Fold in all that is still open. */
void book_finish(struct book *book);

/* Fold the run in that is open, if there is one. */
void book_end_run(struct book *book);

#endif
