/*
 * known.h - the book as it was known at the end of a day: the one place that
 * sees to it that data after the as-of day is not used (metrics.md 0).
 *
 * An order may go on after that day: such orders have the amounts, the
 * basketness, the occasions and the returned units of their lines up to it, and
 * so have the sums by depth.  Orders that begin later are still listed, on days
 * behind all windows; sums by day are of lines of their own day anyway, and
 * control totals of all that was read.  The products of an order have no days:
 * of an order with sales on both sides order_items() has those of later lines
 * too.  So have `scanned` and `whole` of what has moved.
 */
#ifndef REPORT_MEASURE_KNOWN_H
#define REPORT_MEASURE_KNOWN_H

#include "fold/book.h"

struct known {
    struct book book; /* what was known */
    const struct book *whole;
    int32_t end;      /* the last day known */
    size_t next_word; /* among those of contents: where there is room */
};

/*
 * Cut a sealed book, which must outlast the cut and stays as it is: only
 * what changes is copied, into pages and the arena.  Time goes with the orders
 * that have lines on both sides of the end.
 */
void known_make(struct arena *arena, const struct book *whole, int32_t end,
                struct known *cut);

/* Give the pages back; the book is gone. */
void known_free(struct known *cut);

#endif
