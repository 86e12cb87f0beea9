/*
 * visit.h - over the orders of a window, day by day.
 *
 *   struct visit visit = visit_window(view, SLOT_NOW);
 *   const struct order *order;
 *
 *   while ((order = visit_basket(&visit)))
 *       … order, visit.day
 *
 * Orders come on the day of their first line, those of a day in no order.
 */
#ifndef REPORT_MEASURE_VISIT_H
#define REPORT_MEASURE_VISIT_H

#include "measure/view.h"

struct visit {
    const struct book *book;
    size_t day; /* in book.days */
    size_t end;
    struct order_list orders; /* of the day */
    size_t at;                /* the next one */
    struct order order;       /* the last one told */
};

/* The days of the data first .. last; none where last is before first. */
struct visit visit_days(const struct book *book, int32_t first, int32_t last);

/* The days of a window; none of an unknown one. */
struct visit visit_window(const struct view *view, size_t slot);

/* The next order, or the next that is a basket, until it is asked for another
 * one; NULL behind the last one. */
const struct order *visit_order(struct visit *visit);
const struct order *visit_basket(struct visit *visit);

#endif
