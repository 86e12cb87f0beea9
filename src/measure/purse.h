/*
 * purse.h - what a customer spent, by day.
 *
 * Money counts on its line's own day, a basket on the day of its first line
 * (metrics.md 0).
 */
#ifndef REPORT_MEASURE_PURSE_H
#define REPORT_MEASURE_PURSE_H

#include "fold/book.h"
#include "measure/window.h"

/* What all purses of a book share. */
struct purses {
    const struct book *book;
    uint64_t *moved; /* customers and numbers of moved lines, ascending */
    size_t moved_count;
};

/* Net sales of a day, and the day of a basket. */
struct spending {
    int32_t day;
    int32_t basket; /* DATE_NONE: it is none */
    int64_t net;    /* money */
};

/* One customer at a time. */
struct purse {
    struct spending *items; /* in no order */
    size_t count;
    size_t capacity;
    int32_t first_basket; /* DATE_NONE: no basket */
};

void purses_begin(struct arena *arena, const struct book *book,
                  struct purses *purses);

/* Have what purse_fill() looks at, some customers before that. */
void purses_fetch(const struct purses *purses, uint32_t customer);

/* All that a customer of the book has spent; MAP_NONE: nothing. */
void purse_fill(struct arena *arena, const struct purses *purses,
                uint32_t customer, struct purse *purse);

/* Net sales of the days from .. to. */
int64_t purse_net(const struct purse *purse, int32_t from, int32_t to);

/* Net sales of as many days just before a window as it has. */
int64_t purse_net_before(const struct purse *purse,
                         const struct window *window);

/* Whether a basket is dated from .. to. */
bool purse_has_basket(const struct purse *purse, int32_t from, int32_t to);

#endif
