/*
 * sale.h - one line of a receipt, as the transactions extract gives it.
 */
#ifndef REPORT_READ_SALE_H
#define REPORT_READ_SALE_H

#include "base/date.h"
#include "base/str.h"

/* extracts.md: which figures a line belongs to. */
enum line_kind {
    LINE_SALE,
    LINE_RETURN,
    LINE_OTHER, /* a fee or a gift card: in no sales figure */
};

/* Kinds of retailer-funded discount; the rest is not told apart. */
enum discount_type {
    DISCOUNT_MARKDOWN,
    DISCOUNT_PROMO,
    DISCOUNT_MEMBER,
    DISCOUNT_COUPON,
    DISCOUNT_TYPES
};

/*
 * Texts are views into the reader's buffer, valid until the next line is read;
 * an empty one is unknown.  Amounts are money as in the extract: a return's
 * are usually negative.
 */
struct sale {
    enum line_kind kind;
    struct str order; /* order_id, else basket_id */
    struct stamp time;
    int32_t date;
    struct str store;
    struct str channel;
    struct str customer; /* empty where anonymous */
    struct str product;
    struct str promotion;
    struct str offer;
    int64_t quantity; /* thousandths */
    int64_t list;
    int64_t discount;
    int64_t net;
    int64_t discounts[DISCOUNT_TYPES]; /* by type, 0 where not told apart */
    int64_t supplier;                  /* supplier-funded, no discount */
    int64_t reward;                    /* points spent as tender */
    bool scanned;                      /* loyalty card presented */
    /* Order, time, store, channel and customer are what they were in the line
     * that the reader gave before. */
    bool follows;
};

/* The kind that a line_type says; false if it is none of its words. */
bool sale_kind(struct str type, enum line_kind *kind);

#endif
