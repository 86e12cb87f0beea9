/*
 * patron.h - who has a basket in the reported window, and what each has bought
 * up to its end, told in one walk over all customers; to who wants it, also of
 * those who have bought before.
 *
 * An anonymous basket is a patron by itself, so that every basket of the window
 * is told exactly once.  Amounts of orders are those of lines up to the as-of
 * day, whatever came later (metrics.md 0, As of); which order counts as a
 * basket is what they say then.  Several may listen to the one walk, whose cost
 * is that of going to each order of the book once.
 */
#ifndef REPORT_MEASURE_PATRON_H
#define REPORT_MEASURE_PATRON_H

#include "measure/view.h"

/* An order, as of the as-of day, which may lie behind the window's end. */
struct purchase {
    struct order order; /* amounts are those of lines up to then */
    uint32_t number;    /* in the book */
    bool by_member;     /* the membership covers its day */
    bool was_basket;    /* at the window's end already */
};

struct cutoff;

struct patron {
    uint32_t customer; /* of the book; MAP_NONE: anonymous */
    int32_t first; /* day of the first occasion ever; nothing if anonymous */
    int64_t spend; /* net sales of lines in the window, money */
    int64_t value; /* net sales from the first day to the window's end, money */
    /* At least one, by date, those of a day in no order. */
    const struct purchase *baskets;
    size_t basket_count;
    /* All orders up to the window's end, be they baskets or not, likewise. */
    const struct purchase *orders;
    size_t order_count;
    const struct cutoff *cutoff; /* at the as-of day */
};

/* Look at a patron, who is gone afterwards; `thread` is below view->threads. */
typedef void patron_task(void *context, const struct patron *patron,
                         size_t thread);

struct patron_listener {
    patron_task *task;
    void *context;
    /* Also told of customers with an order before the window, but no basket in
     * it: of these there is none in `baskets`. */
    bool everyone;
};

/* All patrons of the reported window, by the threads of the view. */
void patrons_walk(const struct view *view,
                  const struct patron_listener *listeners, size_t count);

#endif
