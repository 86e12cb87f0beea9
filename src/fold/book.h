/*
 * book.h - what one pass over the sales leaves: partial sums, and the orders.
 *
 * A book is a partial state with add and merge; merge is exact and does not
 * depend on order, so that files may be folded by several threads.  Sealing
 * joins the runs of each order.  Memory grows with orders (some 60 bytes each
 * while they are joined), with days x stores x classes and days x products that
 * sold (some 28 bytes each), with days x stores where products have unit costs
 * (16 bytes each), and by 8 bytes with each distinct product of an order and 4
 * with its costs.
 */
#ifndef REPORT_FOLD_BOOK_H
#define REPORT_FOLD_BOOK_H

#include "base/diag.h"
#include "base/page.h"
#include "fold/batch.h"
#include "fold/depth.h"
#include "fold/order.h"
#include "fold/refund.h"
#include "fold/roster.h"
#include "fold/slot.h"
#include "read/sale.h"

/* Sums of one day: by class in full, by site and product in brief. */
struct day {
    int32_t date;
    struct sums *classes;          /* as many as the catalogue has */
    const struct bins *sites;      /* of a store and a class: walk.h */
    const struct bins *products;   /* NULL: none */
    struct cost_sums *store_costs; /* book_store_costs(); NULL: no unit costs */
    size_t first_order;            /* book_orders_on() */
};

/* Pages hold so many of these. */
enum {
    ORDERS_PAGE = PAGE_BYTES / (int)sizeof(struct order_slot),
    KEYS_PAGE = PAGE_BYTES / (int)sizeof(struct key),
    ITEMS_PAGE = PAGE_BYTES / (int)sizeof(uint32_t),
};

struct book {
    struct arena *arena;
    const struct catalogue *catalogue;
    struct batch *batches;
    struct shelf *shelves; /* of each till */
    struct till *till;     /* what is being folded */
    /* Once sealed; stores, channels and products are in order of ids. */
    struct map stores;
    struct map channels;
    struct map products;
    uint32_t *product_class; /* of each product in `products` */
    struct site *sites;
    size_t site_count;
    struct wide_bins wide_sites;
    struct wide_bins wide_products;
    struct day *days; /* by date */
    size_t day_count;
    struct sums sums;  /* of all days */
    int64_t other_net; /* net of lines that are in no sales figure */
    int64_t other_lines;
    int64_t net_gap;    /* struct tallies */
    int32_t first_date; /* of all lines; DATE_NONE where there are none */
    int32_t slot_date;  /* from which slots of orders count their days */
    int32_t last_date;
    struct order_slot **orders; /* by ORDERS_PAGE */
    size_t order_count;
    size_t torn_orders;      /* of these: lines are of several stores */
    struct key **order_keys; /* of the id of each order, by KEYS_PAGE */
    uint32_t **items;        /* words of contents, by ITEMS_PAGE */
    size_t item_pages;
    struct moved *moved;
    size_t moved_count;
    struct refunds refunds;
    struct key *customer_keys; /* of the id of each customer */
    uint32_t customer_count;
    struct roster long_keys; /* of customers' ids that their keys do not hold */
    struct str *long_ids;
    struct depth_sums *depths; /* book_depths_on() */
    uint32_t *by_day;          /* numbers of orders; book_orders_on() */
    uint32_t *by_customer;     /* and book_orders_of() */
    uint32_t *first_of; /* in by_customer, of each customer; and the end */
};

struct book *book_new(struct arena *arena, const struct catalogue *catalogue);

/* Fold one line in.  Overflow is told by book_seal(). */
void book_add(struct book *book, const struct sale *sale);

/*
 * What was folded in since the last cut is a batch by itself, which is also
 * kept in the book; NULL if it was nothing.
 */
struct batch *book_cut(struct book *book);

/* Let the book have one more batch, which must live as long. */
void book_put(struct book *book, struct batch *batch);

/* Let the book have one more shelf, of such batches. */
void book_put_shelf(struct book *book, struct shelf *shelf);

/*
 * Take over all of `from`, which is used up.  Where it is in another arena, all
 * of that arena is taken over too and its own is left empty.
 */
void book_merge(struct book *into, struct book *from);

/*
 * Finish, with so many threads: number stores, channels and products by their
 * ids, sort the days, join the runs of each order, list orders by day and by
 * customer.  Orders and customers are in no order that anything printed may
 * show.  BAD_DATA on overflow.
 */
enum status book_seal(struct book *book, size_t threads, struct diag *diag);

/* How many orders there are, numbered from 0. */
static inline size_t book_order_count(const struct book *book)
{
    return book->order_count;
}

static inline struct order_slot *book_slot(const struct book *book,
                                           size_t number)
{
    return book->orders[number / ORDERS_PAGE] + number % ORDERS_PAGE;
}

static inline const uint32_t *book_words(const struct book *book, uint32_t at)
{
    return book->items[at / ITEMS_PAGE] + at % ITEMS_PAGE;
}

static inline struct order book_order(const struct book *book, size_t number)
{
    const struct order_slot *slot = book_slot(book, number);

    return slot_is_wide(slot)
               ? slot_wide_order(slot, book_words(book, slot->items))
               : slot_order(slot, book->slot_date);
}

/* The customer of an order alone, or MAP_NONE. */
static inline uint32_t book_order_customer(const struct book *book,
                                           size_t number)
{
    return book_slot(book, number)->customer;
}

/* The units of the return lines of an order; once sealed. */
static inline int64_t book_returned_units(const struct book *book,
                                          uint32_t number)
{
    struct order order = book_order(book, number);

    return order.has_refund ? refunds_of(&book->refunds, number) : 0;
}

/*
 * What the lines of a day and a store (MAP_NONE: unknown) with a unit cost come
 * to, wherever the rest of their order is; once sealed.
 */
static inline struct cost_sums book_store_costs(const struct book *book,
                                                size_t day, uint32_t store)
{
    const struct cost_sums *costs = book->days[day].store_costs;

    return costs ? costs[store == MAP_NONE ? book->stores.count : store]
                 : (struct cost_sums){0};
}

/* The key of the id of an order. */
static inline const struct key *book_order_key(const struct book *book,
                                               size_t number)
{
    return book->order_keys[number / KEYS_PAGE] + number % KEYS_PAGE;
}

/* Numbers of orders, each once. */
struct order_list {
    const uint32_t *numbers;
    size_t count;
};

/* The orders whose `date` is that of a day, in no order; once sealed. */
static inline struct order_list book_orders_on(const struct book *book,
                                               size_t day)
{
    size_t first = book->days[day].first_order;
    size_t end = day + 1 < book->day_count ? book->days[day + 1].first_order
                                           : book_order_count(book);

    return (struct order_list){book->by_day + first, end - first};
}

/* The sums of the baskets whose `date` is that of a day, by depth: so many as
 * DEPTH_BANDS; once sealed. */
static inline const struct depth_sums *book_depths_on(const struct book *book,
                                                      size_t day)
{
    return book->depths + day * DEPTH_BANDS;
}

/* The orders of a customer by `date`, those of a day in no order; once sealed.
 */
static inline struct order_list book_orders_of(const struct book *book,
                                               uint32_t customer)
{
    uint32_t first = book->first_of[customer];

    return (struct order_list){book->by_customer + first,
                               book->first_of[customer + 1] - first};
}

/* How many customers there are, numbered from 0. */
static inline uint32_t book_customer_count(const struct book *book)
{
    return book->customer_count;
}

struct str book_customer_id(const struct book *book, uint32_t customer);

/* The id of a customer's key, once numbers are given; it lives as long. */
struct str book_id_of(const struct book *book, const struct key *customer);

/*
 * What an order is made of, once sealed; not of a book that is cut.  Costs are
 * of all its lines, net sales of those of its `day`; of products that it sold
 * on other days alone these are 0.
 */
static inline struct content book_content(const struct book *book,
                                          const struct order *order)
{
    bool has_any = order->item_count > 0 || order->content != 0;

    return content_of(has_any ? book_words(book, order->items) : NULL,
                      order->item_count, order->content, order_net(order));
}

/* Likewise of what has moved, but for costs: these are in its `side`. */
static inline struct content book_moved_content(const struct book *book,
                                                const struct moved *moved)
{
    bool has_any = moved->item_count > 0 || moved->content != 0;

    return content_of(has_any ? book_words(book, moved->items) : NULL,
                      moved->item_count, moved->content, 0);
}

/*
 * The order's distinct products on sale lines, once sealed: `item_count`
 * numbers; MAP_NONE stands for an unknown one.  NULL: none.
 */
static inline const uint32_t *order_items(const struct book *book,
                                          const struct order *order)
{
    return order->item_count ? book_words(book, order->items) : NULL;
}

#endif
