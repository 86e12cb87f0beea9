/*
 * wallet.h - what a customer spent, by day.
 *
 * Money counts on its line's own day, a basket on the day of its first line
 * (metrics.md 0).
 */
#ifndef REPORT_MEASURE_WALLET_H
#define REPORT_MEASURE_WALLET_H

#include "measure/shift.h"
#include "measure/window.h"

/* What all wallets of a book share. */
struct wallets {
    const struct book *book;
    struct shifts shifts;
};

/* Net sales of a day, and the day of a basket. */
struct spending {
    int32_t day;
    int32_t basket; /* DATE_NONE: it is none */
    int64_t net;    /* money */
};

/* One customer at a time. */
struct wallet {
    struct spending *items; /* in no order */
    size_t count;
    size_t capacity;
    int32_t first_basket; /* DATE_NONE: no basket */
};

/* What they share lives in the arena. */
struct wallets wallets_make(struct arena *arena, const struct book *book);

/* All that a customer of the book has spent, in place of the one before. */
void wallet_fill(struct arena *arena, const struct wallets *wallets,
                 uint32_t customer, struct wallet *wallet);

/* The same of somebody who is not in the book: nothing. */
void wallet_empty(struct wallet *wallet);

/* Net sales of the days from .. to. */
int64_t wallet_net(const struct wallet *wallet, int32_t from, int32_t to);

/* Net sales of as many days just before a window as it has. */
int64_t wallet_net_before(const struct wallet *wallet,
                          const struct window *window);

/* Whether a basket is dated from .. to. */
bool wallet_has_basket(const struct wallet *wallet, int32_t from, int32_t to);

#endif
