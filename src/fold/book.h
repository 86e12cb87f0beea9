/*
 * book.h - what one pass over the sales leaves: partial sums, and the orders.
 *
 * A book is a partial state with add and merge; merge is exact and does not
 * depend on order, so that files may be folded by several threads.  Memory
 * grows with orders and with days x stores x classes and days x products that
 * sold, and by 8 bytes with each distinct product of an order.
 */
#ifndef REPORT_FOLD_BOOK_H
#define REPORT_FOLD_BOOK_H

#include "base/diag.h"
#include "base/map.h"
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

/* Sums of one day, one store and one product class. */
struct day_cell {
    int32_t date;
    uint32_t store; /* number in book.stores; MAP_NONE: unknown */
    uint32_t class; /* in catalogue.classes */
    struct sums sums;
};

/* Sums of one day and one product. */
struct product_cell {
    int32_t date;
    uint32_t product; /* number in book.products; MAP_NONE: unknown */
    struct sums sums;
};

/* An order: all lines with one order_id.  A basket if order_is_basket(). */
struct order {
    int64_t time;      /* of its first line in time, seconds */
    uint32_t customer; /* of that line; MAP_NONE: anonymous or unknown */
    uint32_t store;
    uint32_t channel;
    bool has_time; /* that line has a time of day */
    bool scanned;  /* the loyalty card was presented on a line */
    uint32_t sale_lines;
    uint32_t products; /* distinct products on sale lines, once sealed */
    int64_t gross;     /* of its sale lines, on whatever day */
    int64_t discount;
    int64_t units;
};

/* What an order's lines of one day sum to. */
struct order_day {
    uint32_t order;
    int32_t date;
    bool has_positive_sale; /* a sale line with net > 0: an occasion */
    struct sums sums;
};

struct book {
    struct arena *arena;
    const struct catalogue *catalogue;
    struct map order_ids; /* -> orders[] */
    struct map customers; /* identified customers' ids */
    struct map stores;
    struct map channels;
    struct map products;
    struct order *orders;
    struct order_day *order_days;
    size_t order_day_count;
    struct day_cell *day_cells;
    size_t day_cell_count;
    struct product_cell *product_cells;
    size_t product_cell_count;
    /* Distinct (order, product) of sale lines, sorted, once sealed; the
     * product MAP_NONE stands for an unknown one. */
    uint64_t *items; /* map_pair(order, product) */
    size_t item_count;
    uint32_t *product_class; /* of each product in `products` */
    int64_t other_net;       /* net of lines that are in no sales figure */
    int64_t other_lines;
    /* Net as given less gross - discount - returns, of all other lines: what
     * returns with a positive net and amounts rounded to the cent leave. */
    int64_t net_gap;
    int32_t first_date; /* of all lines; DATE_NONE while there are none */
    int32_t last_date;
    struct str overflow;      /* what overflowed, if anything did */
    struct book_index *index; /* how cells are found while folding */
};

struct book *book_new(struct arena *arena, const struct catalogue *catalogue);

/* Fold one line in.  Overflow is kept in `overflow` and told by book_seal(). */
void book_add(struct book *book, const struct sale *sale);

/* Fold all of `from` in; `from` is not changed and may be in another arena. */
void book_merge(struct book *into, const struct book *from);

/*
 * Finish: number stores, channels and products by their ids, sort the cells of
 * days and products by their keys, count distinct products.  Orders, order
 * days and customers stay in order of arrival, which nothing printed may show.
 * BAD_DATA on overflow.
 */
enum status book_seal(struct book *book, struct diag *diag);

/* metrics.md 0: at least one sale line, and a positive sum of sale lines. */
static inline bool order_is_basket(const struct order *order)
{
    return order->sale_lines > 0 && order->gross - order->discount > 0;
}

#endif
