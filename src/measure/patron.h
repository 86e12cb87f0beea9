/*
 * patron.h - who has a basket in the reported window, and what each has bought
 * up to its end, told in one walk over all customers.
 *
 * An anonymous basket is a patron by itself, so that every basket of the window
 * is told exactly once.  Several may listen to the one walk, whose cost is that
 * of going to each order of the book once.
 */
#ifndef REPORT_MEASURE_PATRON_H
#define REPORT_MEASURE_PATRON_H

#include "measure/view.h"

/* A basket of the window. */
struct purchase {
    const struct order *order;
    bool by_member; /* the membership covers its day */
};

struct patron {
    uint32_t customer; /* of the book; MAP_NONE: anonymous */
    int32_t first; /* day of the first occasion ever; nothing if anonymous */
    int64_t spend; /* net sales of lines in the window, money */
    int64_t value; /* and from the first day on to the window's end */
    /* At least one, by date, those of a day in no order. */
    const struct purchase *baskets;
    size_t basket_count;
};

/* Look at a patron, who is gone afterwards; `thread` is below view->threads. */
typedef void patron_task(void *context, const struct patron *patron,
                         size_t thread);

struct patron_listener {
    patron_task *task;
    void *context;
};

/* All patrons of the reported window, by the threads of the view. */
void patrons_walk(const struct view *view,
                  const struct patron_listener *listeners, size_t count);

#endif
