/*
 * book.h - what one pass over the sales leaves: partial sums, and the orders.
 *
 * A book is a partial state with add and merge; merge is exact and does not
 * depend on order, so that files may be folded by several threads.  Memory
 * grows with orders (some 100 bytes each), with days x stores x classes and
 * days x products that sold (some 28 bytes each), and by 4 bytes with each
 * distinct product of an order.
 */
#ifndef REPORT_FOLD_BOOK_H
#define REPORT_FOLD_BOOK_H

#include "base/diag.h"
#include "base/map.h"
#include "fold/bin.h"
#include "fold/roster.h"
#include "read/catalogue.h"
#include "read/sale.h"

/* Sums over lines; all fields add up.  Money unless said otherwise. */
struct sums {
    int64_t gross;          /* list amounts of sale lines */
    int64_t discount;       /* retailer-funded, of sale lines */
    int64_t returns;        /* abs(net) of return lines */
    int64_t units;          /* quantity of sale lines that count as units */
    int64_t returned_units; /* quantity of return lines that count as units */
    int64_t unit_sales;     /* gross - discount of lines that count as units */
    int64_t costed_net;     /* net sales of lines with a unit cost */
    int64_t cost;           /* their unit_cost x net quantity, COST_PLACES */
    int64_t discounts[DISCOUNT_TYPES];
    int64_t supplier;
    int64_t sale_lines;
    int64_t return_lines;
};

/* Net sales: gross - discount - returns. */
static inline int64_t sums_net(const struct sums *sums)
{
    return sums->gross - sums->discount - sums->returns;
}

/* Add; false on overflow. */
bool sums_add(struct sums *into, const struct sums *more);

/* A class in a store. */
struct site {
    uint32_t store; /* number in book.stores; MAP_NONE: unknown */
    uint32_t class; /* in catalogue.classes */
};

/* Sums of one day: by class in full, by site and product in brief. */
struct day {
    int32_t date;
    struct sums *classes; /* as many as the catalogue has */
    struct bins sites;    /* of a store and a class: number in book.sites */
    struct bins products; /* number in book.products + 1; 0: unknown */
    size_t first_order;   /* in book.by_day, once sealed */
};

/*
 * An order: all lines with one order_id.  A basket if order_is_basket().  Its
 * attributes are those of its first line in time.
 */
struct order {
    int32_t date;
    unsigned second : 17; /* of the day */
    unsigned has_time : 1;
    unsigned scanned : 1;  /* the loyalty card was presented on a line */
    unsigned is_sold : 1;  /* has a sale line */
    unsigned positive : 1; /* a sale line of `day` has net > 0: an occasion */
    int32_t day;           /* all its lines are of, but for what was moved */
    uint32_t customer;     /* MAP_NONE: anonymous or unknown */
    uint32_t store;
    uint32_t channel;
    uint32_t items; /* order_items() */
    uint32_t item_count;
    int64_t gross; /* of its sale lines, on whatever day */
    int64_t discount;
    int64_t returns; /* abs(net) of its return lines */
    int64_t units;
};

/*
 * Lines of an order of another day than most: what they sum to counts on
 * `date` and no longer on `from`.
 */
struct moved {
    uint32_t order;
    int32_t from;
    int32_t date;
    bool positive; /* a sale line of `date` has net > 0 */
    int64_t gross;
    int64_t discount;
    int64_t returns;
    int64_t units;
};

struct book {
    struct arena *arena;
    const struct catalogue *catalogue;
    struct roster order_ids; /* -> orders */
    struct roster customers; /* identified customers' ids */
    struct map stores;
    struct map channels;
    struct map products;
    struct pages orders; /* struct order */
    struct pages items;  /* uint32_t */
    struct moved *moved;
    size_t moved_count;
    struct day *days; /* by date, once sealed */
    size_t day_count;
    struct site *sites;
    size_t site_count;
    struct bin_store site_bins;
    struct bin_store product_bins;
    uint32_t *product_class; /* of each product in `products` */
    uint32_t *by_day;        /* numbers of orders; book_orders_on() */
    uint32_t *by_customer;   /* and book_orders_of() */
    uint32_t *first_of;      /* in by_customer, of each customer; and the end */
    struct sums sums;        /* of all days, once sealed */
    int64_t other_net;       /* net of lines that are in no sales figure */
    int64_t other_lines;
    /* Net as given less gross - discount - returns, of all other lines: what
     * returns with a positive net and amounts rounded to the cent leave. */
    int64_t net_gap;
    int32_t first_date; /* of all lines; DATE_NONE while there are none */
    int32_t last_date;
    struct str overflow;      /* what overflowed, if anything did */
    struct book_index *index; /* how things are found while folding */
};

struct book *book_new(struct arena *arena, const struct catalogue *catalogue);

/* Fold one line in.  Overflow is kept in `overflow` and told by book_seal(). */
void book_add(struct book *book, const struct sale *sale);

/*
 * Fold all of `from` in, which is used up.  Where it is in another arena, all
 * of that arena is taken over and its own is left empty.
 */
void book_merge(struct book *into, struct book *from);

/*
 * Finish: number stores, channels and products by their ids, sort the days,
 * give each order its distinct products.  Orders and customers stay in order
 * of arrival, which nothing printed may show.  BAD_DATA on overflow.
 */
enum status book_seal(struct book *book, struct diag *diag);

/* How many orders there are, numbered from 0. */
static inline size_t book_order_count(const struct book *book)
{
    return book->order_ids.count;
}

static inline struct order *book_order(const struct book *book, size_t number)
{
    return pages_at(&book->orders, number);
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
    return book->customers.count;
}

static inline struct str book_customer_id(const struct book *book,
                                          uint32_t customer)
{
    return roster_text(&book->customers, customer);
}

/*
 * The order's distinct products on sale lines, once sealed: `item_count`
 * numbers; MAP_NONE stands for an unknown one.  NULL: none.
 */
static inline const uint32_t *order_items(const struct book *book,
                                          const struct order *order)
{
    return order->item_count ? pages_at(&book->items, order->items) : NULL;
}

/* metrics.md 0: at least one sale line, and a positive sum of sale lines. */
static inline bool order_is_basket(const struct order *order)
{
    return order->is_sold && order->gross - order->discount > 0;
}

#endif
